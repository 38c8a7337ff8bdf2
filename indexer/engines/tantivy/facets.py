"""How many of the documents that match have each value of a facet?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import chain, count
from typing import Any, NamedTuple

from tantivy import DocAddress, Query, Schema, Searcher

from indexer.engines.tantivy.documents import (
    NONE,
    decode,
    decode_column,
    encode,
    facet_columns,
    facet_field,
)
from indexer.engines.tantivy.held_facets import HeldByTantivy, by_segment

MOST_VALUES = 65_000
"""Tantivy refuses to count more values than this in one pass over its columns."""
VALUES = 100_000
"""So many values of facets are remembered as they read decoded."""
AT_ONCE = 256
"""So many documents are found at once with a page of hits, since most questions match no more."""
ONE_BY_ONE = 6000
"""The facets of so many documents are counted by what is held; of more, Tantivy is faster."""
PAYS_AFTER = 4
"""So many times Tantivy counts before it pays to hold the facets of documents.

One question counts less often, and so the command that asks one reads nothing in vain; to warm up
counts more often.
"""
LARGEST = 100_000
"""The facets of so many documents are held, in some 20 bytes each."""

Counts = dict[str, dict[str, int]]

_beside = ThreadPoolExecutor(os.cpu_count(), "tantivy")
"""Counts while hits are read, since Tantivy leaves Python's lock meanwhile."""


class Found(NamedTuple):
    """How many documents match, and those that were asked for, each with what it is ordered by."""

    total: int
    hits: Sequence[tuple[Any, DocAddress]]


class FacetCounter:
    """Counts the facets of one commit: of few documents by what is held, of many by Tantivy."""

    def __init__(self, searcher: Searcher, schema: Schema, facets: Sequence[str]) -> None:
        self._searcher = searcher
        room = MOST_VALUES // max(1, len(facets))
        self._columns = {facet: self._columns_in_use(facet, room) for facet in facets}
        self._decoded = lru_cache(VALUES)(decode_column)
        self._read = partial(HeldByTantivy, searcher, schema, facets)
        self._reading: Future[HeldByTantivy] | None = None
        self._turns = count()

    def wanted(self) -> int:
        """Return how many documents are best found before they are counted: at first none.

        Then what values each document has is read meanwhile, and once it is held, a page of hits is
        found with some more that match.
        """
        if self._reading:
            return AT_ONCE if self._reading.done() else 0
        if next(self._turns) == PAYS_AFTER and self._searcher.num_docs <= LARGEST:
            self._reading = _beside.submit(self._read)
        return 0

    def begin(self, facets: Sequence[str], query: Query) -> Callable[[], Counts]:
        """Begin to count beside; return what tells the counts among all that match."""
        return _beside.submit(self._count, facets, query).result

    def begin_held(
        self, facets: Sequence[str], query: Query, found: Found | None
    ) -> Callable[[], Counts]:
        """Do so by what is held, unless many match; `found` is some of it where it is known."""
        documents = self._few(query, found)
        if self._reading is None or documents is None:
            return self.begin(facets, query)
        return partial(self._reading.result().count, facets, documents)

    def values(self, field: str, prefix: str, among: Query | None) -> dict[str, int]:
        """Return the terms of a field that begin so, with how many of the documents have each."""
        found = self._searcher.terms_with_prefix(field, encode(prefix) if prefix else "", among)
        return {decode(value): count for value, count in found}

    def _few(self, query: Query, found: Found | None) -> list[DocAddress] | None:
        """Return all documents that match, ordered by segment, or None when they are many."""
        unscored = Query.const_score_query(query, 0.0)
        if found is None:
            found = find(self._searcher, unscored, AT_ONCE)
        if found.total > ONE_BY_ONE:
            return None
        if found.total > len(found.hits):
            found = find(self._searcher, unscored, found.total)
            return [at for _, at in found.hits]
        return sorted((at for _, at in found.hits), key=by_segment)

    def _columns_in_use(self, facet: str, room: int) -> list[str]:
        """Return the facet's columns, or none when they have more values than there is room for."""
        columns: list[str] = []
        for name in facet_columns(facet):
            try:
                values = self._counted(Query.all_query(), [name])[name]
            except ValueError:  # there are more than Tantivy counts
                return []
            room -= len(values)
            if room < 0:
                return []
            if all(one["key"] == NONE for one in values):
                break
            columns.append(name)
        return columns

    def _count(self, facets: Sequence[str], query: Query) -> Counts:
        """Return the counts of the facets among what matches, most of them in one pass."""
        columns = {facet: self._columns[facet] for facet in facets}
        counted = self._counted(query, chain.from_iterable(columns.values()))
        return {
            facet: self._added_up(chain.from_iterable(counted[name] for name in names))
            if names
            else self.values(facet_field(facet), "", query)
            for facet, names in columns.items()
        }

    def _counted(self, query: Query, columns: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in columns}
        answer = self._searcher.aggregate(query, wanted) if wanted else {}
        return {name: found["buckets"] for name, found in answer.items()}

    def _added_up(self, buckets: Iterable[Mapping[str, Any]]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for bucket in buckets:
            for value in self._decoded(bucket["key"]):
                counts[value] = counts.get(value, 0) + bucket["doc_count"]
        return counts


def find(searcher: Searcher, query: Query, limit: int, **rest: Any) -> Found:
    """Return so many of the documents that match; `rest` is as Tantivy takes it."""
    found = searcher.search(query, limit, **rest)
    return Found(found.count, found.hits)  # type: ignore[attr-defined] # the stub forgets it
