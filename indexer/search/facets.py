"""How many of the articles have each topic, year, kind, publisher and language?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from indexer.engines import port
from indexer.languages import tag_of
from indexer.search.answer import FacetValue, TopicCount, TopicLink
from indexer.search.duplicates import Duplicates
from indexer.search.request import SearchRequest
from indexer.search.topic_names import TopicNames
from indexer.terms.fields import YEARS
from indexer.terms.topic_values import counts_by_topic, editors_values

NAMED_FACETS = ("topic", "kind", "publisher", "language")
"""The facets that are chosen by name, not by date."""


class Facets:
    """The facets of one index."""

    def __init__(
        self, engine: port.Engine, duplicates: Duplicates, topic_names: TopicNames
    ) -> None:
        self._engine = engine
        self._duplicates = duplicates
        self._topic_names = topic_names

    def of_answer(
        self, counts: Mapping[str, Mapping[str, int]], request: SearchRequest
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Return the values of each facet of an answer, given what the engine counted."""
        year = counts[YEARS[request.date]]
        return {
            "topic": self._topic_names.facet(
                counts["topic"],
                self._topic_names.resolve(request.topics),
                proposed=request.proposed,
            ),
            "year": tuple(FacetValue(value, value, n) for value, n in sorted(year.items())),
            "kind": _by_count(counts["kind"], request.kinds),
            "publisher": _by_count(counts["publisher"], request.publishers),
            "language": _by_count(counts["language"], request.languages),
        }

    def explore(
        self, request: SearchRequest, facets: Mapping[str, Sequence[FacetValue]], total: int
    ) -> tuple[TopicLink, ...]:
        """Return the topics to explore beside an answer to a question without chosen topics."""
        if request.topics or not request.query.strip():
            return ()
        return self._topic_names.explore(
            facets["topic"], total, self._articles_by_topic, len(self._engine)
        )

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics that articles have, with their places in the hierarchy."""
        return self._topic_names.all(self._topic_counts)

    def tagged(self) -> port.Query:
        """Return the query for the articles that editors have given topics."""
        return port.HasFacet("topic", frozenset(editors_values(self._all_counts["topic"])))

    def find_value(self, facet: str, typed: str) -> str | None:
        """Return the facet's value that was typed, or None when no article has it."""
        if facet == "topic":
            (wanted,) = self._topic_names.resolve([typed])
        else:
            tag = tag_of(typed) if facet == "language" else ""
            wanted = tag or typed
        return self._values_by_folded[facet].get(wanted.casefold())

    def has_value(self, facet: str, typed: str) -> bool:
        """Tell whether any article has a value of the facet that was typed."""
        return self.find_value(facet, typed) is not None

    @cached_property
    def _topic_counts(self) -> Mapping[str, int]:
        query = self._duplicates.hide(port.Everything(), ["topic"])
        return self._engine.match(port.Search(query, limit=0, facets=("topic",))).counts["topic"]

    @cached_property
    def _all_counts(self) -> Mapping[str, Mapping[str, int]]:
        search = port.Search(port.Everything(), limit=0, facets=NAMED_FACETS)
        return self._engine.match(search).counts

    @cached_property
    def _values_by_folded(self) -> Mapping[str, Mapping[str, str]]:
        """Each facet's values by themselves case-folded."""
        values: dict[str, Iterable[str]] = {**self._all_counts}
        values["topic"] = counts_by_topic(self._all_counts["topic"])
        return {
            facet: {value.casefold(): value for value in of_facet}
            for facet, of_facet in values.items()
        }

    @cached_property
    def _articles_by_topic(self) -> Mapping[str, int]:
        counts = counts_by_topic(self._all_counts["topic"])
        return {topic: sum(by.values()) for topic, by in counts.items()}


def _by_count(counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return values by falling count; chosen ones stay even where nothing has them."""
    all_counts = dict.fromkeys(chosen, 0) | dict(counts)
    values = (FacetValue(value, value, n) for value, n in all_counts.items())
    return tuple(sorted(values, key=lambda value: (-value.count, value.label)))
