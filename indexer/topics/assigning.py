"""Which topics does an article get, and from whom?

What its editors say comes first. Only an article that they have given no topic of the vocabulary
gets topics by words of its text, and after those by what the model has learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from indexer.analyse import Analyser
from indexer.article import Article, Assignment, TopicOrigin
from indexer.topics.analysed import Analysed
from indexer.topics.matching import Matcher
from indexer.topics.model import Model, load_model
from indexer.topics.vocabulary import Vocabulary

ORIGINS: tuple[TopicOrigin, ...] = ("metadata", "vocabulary", "model")
"""Who may say that an article has a topic, the most trusted first."""
_BY_NAME: dict[str, TopicOrigin] = {origin: origin for origin in ORIGINS}
_SEPARATOR = "\x1f"


class Assigner:
    """Gives articles their topics, the same whichever articles come before."""

    def __init__(
        self, vocabulary: Vocabulary, analyser: Analyser, model: Model | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._matcher = Matcher(vocabulary, analyser)
        self._model = model
        self._has_nothing = model is None and not len(vocabulary)

    @classmethod
    def open(cls, snapshot: Path, vocabulary: Vocabulary, analyser: Analyser) -> Self:
        """Return the assigner with the model of a snapshot, if it has one."""
        return cls(vocabulary, analyser, load_model(snapshot))

    def assign(self, article: Article, analysed: Callable[[], Analysed]) -> tuple[Assignment, ...]:
        """Return the topics that the article gets besides its editors' own."""
        if is_tagged(article, self._vocabulary) or self._has_nothing:
            return ()
        text = analysed()
        own = {self._vocabulary.resolve(name) for name in article.topics}
        found = [one for one in self._matcher.match(article.language, text) if one.topic not in own]
        if self._model is None:
            return tuple(found)
        known = own | {one.topic for one in found}
        learnt = self._model.propose(article, text)
        return (*found, *(one for one in learnt if one.topic not in known))

    def facet_values(self, article: Article, assigned: Iterable[Assignment]) -> tuple[str, ...]:
        """Return the article's topics and all above them as values of the topic facet."""
        by: dict[str, TopicOrigin] = {}
        topics = [(self._vocabulary.resolve(name), ORIGINS[0]) for name in article.topics]
        topics += [(one.topic, one.by) for one in assigned]
        for origin in ORIGINS:
            direct = [topic for topic, said in topics if said == origin]
            for topic in self._vocabulary.with_broader(direct):
                by.setdefault(topic, origin)
        return tuple(facet_value(topic, origin) for topic, origin in by.items())


def is_tagged(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell whether editors have given an article a topic of the vocabulary; without one, any."""
    if not len(vocabulary):
        return bool(article.topics)
    return any(vocabulary.resolve(name) in vocabulary for name in article.topics)


def facet_value(topic: str, by: TopicOrigin) -> str:
    """Return the value of the topic facet for a topic from this origin."""
    return topic if by == "metadata" else f"{topic}{_SEPARATOR}{by}"


def facet_values(topics: Iterable[str], *, proposed: bool = True) -> frozenset[str]:
    """Return all values of the topic facet for the topics; `proposed` includes the model's."""
    origins = ORIGINS if proposed else ORIGINS[:-1]
    return frozenset(facet_value(topic, by) for topic in topics for by in origins)


def editors_values(values: Iterable[str]) -> Iterator[str]:
    """Yield those values of the topic facet that come from editors."""
    return (value for value in values if _SEPARATOR not in value)


def counts_by_topic(
    counts: Mapping[str, int], *, proposed: bool = True
) -> dict[str, dict[TopicOrigin, int]]:
    """Return the counts of the topic facet's values by topic and origin."""
    found: dict[str, dict[TopicOrigin, int]] = {}
    for value, count in counts.items():
        topic, _, said = value.partition(_SEPARATOR)
        by = _BY_NAME.get(said, ORIGINS[0])
        if proposed or by != "model":
            found.setdefault(topic, {})[by] = count
    return found
