"""Which topics could one article have, and which of its words speak for each?"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.analyse import Analyser
from indexer.article import Article, Assignment
from indexer.topics.analysed import Analysed
from indexer.topics.matching import Matcher
from indexer.topics.model import KIND, PUBLISHER, Model, Proposal
from indexer.topics.vocabulary import Vocabulary

SHOWN = 5


@dataclass(frozen=True, slots=True)
class ModelProposal:
    """A topic that a model sees: how probable it is, whether that is enough, and the words.

    `words` are pairs of a word of the article and its share of the score, the heaviest first.
    """

    topic: str
    probability: float
    sure: bool
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The topics of an article: its editors' own, those by words of its text, those of a model.

    `labels` are what people read for each of them.
    """

    title: str
    editors: tuple[str, ...]
    matched: tuple[Assignment, ...]
    learnt: tuple[ModelProposal, ...]
    has_model: bool
    labels: dict[str, str]


def suggest(
    article: Article,
    analysed: Analysed,
    vocabulary: Vocabulary,
    analyser: Analyser,
    model: Model | None,
) -> Suggestions:
    """Return all that speaks for topics of the article, as if editors had given it none."""
    matched = tuple(Matcher(vocabulary, analyser).match(article.language, analysed))
    proposals = model.explain(article, analysed, SHOWN) if model else []
    forms = _forms(analysed, analyser)
    editors = tuple(dict.fromkeys(vocabulary.resolve(name) for name in article.topics))
    topics = [*editors, *(one.topic for one in matched), *(one.topic for one in proposals)]
    return Suggestions(
        title=article.title,
        editors=editors,
        matched=matched,
        learnt=tuple(_learnt(one, forms) for one in proposals),
        has_model=model is not None,
        labels={topic: vocabulary.label(topic) for topic in topics},
    )


def _learnt(proposal: Proposal, forms: dict[str, str]) -> ModelProposal:
    shares: dict[str, float] = {}
    for (kind, term), share in proposal.terms:
        word = term if kind in {PUBLISHER, KIND} else forms.get(term, term)
        shares[word] = round(shares.get(word, 0.0) + share, 3)
    return ModelProposal(
        proposal.topic, round(proposal.probability, 2), proposal.sure, tuple(shares.items())
    )


def _forms(analysed: Analysed, analyser: Analyser) -> dict[str, str]:
    """Return, by term, the first word of the text that it stands for."""
    forms: dict[str, str] = {}
    for passage, _ in analysed.passages:
        for form in passage:
            word = analyser.word(form)
            for term in (*word.main, *(part.term for part in word.parts)):
                forms.setdefault(term, form)
    return forms
