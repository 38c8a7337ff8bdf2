"""Topics in answers: what a hit is about and who says so, and what a whole answer is about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.article import Article, TopicOrigin
from indexer.search.answer import FacetValue, TopicCount, TopicLink
from indexer.terms.topic_values import counts_by_topic
from indexer.topics import Vocabulary

EXPLORED = 5
FEWEST_TO_EXPLORE = 3
"""A topic is suggested beside an answer when at least so many of its articles have it."""


class TopicNames:
    """Reads the topic facet of an index with the names of its vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def resolve(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of topics that are written by id or name."""
        return tuple(self._vocabulary.resolve(name) for name in names)

    def links(self, article: Article) -> tuple[TopicLink, ...]:
        """Return the topics of an article, its editors' own first."""
        label = self._vocabulary.label
        found = {topic: TopicLink(topic, label(topic)) for topic in self.resolve(article.topics)}
        for one in article.assigned:
            link = TopicLink(one.topic, label(one.topic), one.by, one.evidence, one.probability)
            found.setdefault(one.topic, link)
        return tuple(found.values())

    def facet(
        self, counts: Mapping[str, int], chosen: Sequence[str], *, proposed: bool
    ) -> tuple[FacetValue, ...]:
        """Return topics by falling count; chosen ones stay even where nothing has them."""
        by_topic: dict[str, dict[TopicOrigin, int]] = {topic: {} for topic in chosen}
        by_topic |= counts_by_topic(counts, proposed=proposed)
        label, broader = self._vocabulary.label, self._vocabulary.broader
        values = [
            FacetValue(topic, label(topic), sum(by.values()), broader(topic), by)
            for topic, by in by_topic.items()
        ]
        return tuple(sorted(values, key=lambda value: (-value.count, value.label)))

    def all(self, counts: Mapping[str, int]) -> tuple[TopicCount, ...]:
        """Return all topics of an index, by label."""
        found = (
            TopicCount(
                topic,
                self._vocabulary.label(topic),
                self._vocabulary.broader(topic),
                sum(by.values()),
                by,
                self._vocabulary.note(topic),
            )
            for topic, by in counts_by_topic(counts).items()
        )
        return tuple(sorted(found, key=lambda topic: topic.label))

    def explore(
        self, values: Iterable[FacetValue], total: int, everywhere: Mapping[str, int], articles: int
    ) -> tuple[TopicLink, ...]:
        """Return the topics that an answer of `total` articles has more of than the archive has.

        `everywhere` tells of each topic how many articles of the archive have it. They are ranked
        by their share of the log-likelihood ratio: count · ln(share here / share everywhere).
        """
        weighed: list[tuple[float, str, str]] = []
        here, all_articles = max(total, 1), max(articles, 1)
        for value in values:
            if value.count >= FEWEST_TO_EXPLORE:
                usual = everywhere.get(value.value, value.count) / all_articles
                more = value.count / here / usual
                if more > 1:
                    weighed.append((-value.count * math.log(more), value.value, value.label))
        return tuple(TopicLink(topic, label) for _, topic, label in sorted(weighed)[:EXPLORED])


def without_proposals(article: Article) -> Article:
    """Return the article without the topics that only a model gives it."""
    return replace(article, assigned=tuple(one for one in article.assigned if one.by != "model"))
