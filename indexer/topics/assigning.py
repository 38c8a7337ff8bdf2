"""Which topics does an article get, and from whom?

What its editors say comes first. Only an article that they have given no topic of the vocabulary
gets topics by words of its text, and after those by what the model has learnt.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from indexer.analyse import Analyser
from indexer.article import Article, Assignment
from indexer.topics.analysed import Analysed
from indexer.topics.matching import Matcher
from indexer.topics.model import Model, load_model
from indexer.topics.vocabulary import Vocabulary


class Assigner:
    """Gives articles their topics, the same whichever articles come before."""

    def __init__(
        self, vocabulary: Vocabulary, analyser: Analyser, model: Model | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self._matcher = Matcher(vocabulary, analyser)
        self._model = model
        self._has_nothing = model is None and not len(vocabulary)

    @classmethod
    def open(cls, snapshot: Path, vocabulary: Vocabulary, analyser: Analyser) -> Self:
        """Return the assigner with the model of a snapshot, if it has one."""
        return cls(vocabulary, analyser, load_model(snapshot))

    def assign(self, article: Article, analysed: Callable[[], Analysed]) -> tuple[Assignment, ...]:
        """Return the topics that the article gets besides its editors' own."""
        if is_tagged(article, self.vocabulary) or self._has_nothing:
            return ()
        text = analysed()
        own = {self.vocabulary.resolve(name) for name in article.topics}
        found = [one for one in self._matcher.match(article.language, text) if one.topic not in own]
        if self._model is None:
            return tuple(found)
        known = own | {one.topic for one in found}
        learnt = self._model.propose(article, text)
        return (*found, *(one for one in learnt if one.topic not in known))


def is_tagged(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell whether editors have given an article a topic of the vocabulary; without one, any."""
    if not len(vocabulary):
        return bool(article.topics)
    return any(vocabulary.resolve(name) in vocabulary for name in article.topics)
