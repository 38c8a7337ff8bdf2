"""Which topics could one article have, and which of its words speak for each?"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.analyse import Analyser, analyse_blocks
from indexer.article import Article, Assignment
from indexer.topics.matching import Matcher
from indexer.topics.model import Model, Proposal
from indexer.topics.vocabulary import Vocabulary

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The topics of an article: its editors' own, those by words of its text, those of a model.

    `labels` are what people read for each of them.
    """

    title: str
    editors: tuple[str, ...]
    matched: tuple[Assignment, ...]
    learnt: tuple[Proposal, ...]
    has_model: bool
    labels: dict[str, str]


def suggest(
    article: Article, vocabulary: Vocabulary, analyser: Analyser, model: Model | None
) -> Suggestions:
    """Return all that speaks for topics of the article, as if editors had given it none."""
    blocks = list(analyse_blocks(article, analyser))
    matched = tuple(Matcher(vocabulary, analyser).match(article, blocks))
    learnt = tuple(model.explain(article, blocks, SHOWN)) if model else ()
    editors = tuple(dict.fromkeys(vocabulary.resolve(name) for name in article.topics))
    topics = [*editors, *(one.topic for one in matched), *(one.topic for one in learnt)]
    labels = {topic: vocabulary.label(topic) for topic in topics}
    return Suggestions(article.title, editors, matched, learnt, model is not None, labels)
