"""The answers of one commit: what the index held then, however it changes meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from tantivy import DocAddress, Index, Order, Query, Searcher

from indexer.engines.port import Match, Matches, Schema, Search
from indexer.engines.tantivy.compile import TantivyCompiler, all_of
from indexer.engines.tantivy.documents import (
    ID,
    NONE,
    decode,
    decode_column,
    encode,
    facet_columns,
    facet_field,
    first_field,
    read_document,
    terms_field,
)
from indexer.engines.tantivy.statistics import Statistics

MOST_VALUES = 65_000
"""Tantivy refuses to count more values than this in one pass over its columns."""
VALUES = 100_000
"""So many values of facets are remembered as they read decoded."""
DOCUMENTS = 32
"""So many documents are remembered, since more than one thing is asked of the same hits."""


_beside = ThreadPoolExecutor(os.cpu_count(), "tantivy")
"""Counts facets while hits are found, since Tantivy leaves Python's lock meanwhile."""


class TantivyReader:
    """One commit of the index, open for reading from any thread."""

    def __init__(self, schema: Schema, index: Index) -> None:
        self._searcher = index.searcher()
        self._statistics = Statistics(self._searcher, index.schema)
        self._compiler = TantivyCompiler(schema, index.schema, self._statistics)
        room = MOST_VALUES // max(1, len(schema.facets))
        self._columns = {facet: self._columns_in_use(facet, room) for facet in schema.facets}
        self.size = self._statistics.size
        self._decoded = lru_cache(VALUES)(decode_column)
        self._document = lru_cache(DOCUMENTS)(partial(_read, self._searcher))

    def holds(self, id_: str) -> bool:
        """Return whether the document is or was here."""
        return self._searcher.doc_freq(ID, encode(id_)) > 0

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""
        query = self._compiler.compile(search.query)
        conditions = [(one.facet, self._compiler.compile(one.condition)) for one in search.filters]
        narrowed = all_of([query, *(condition for _, condition in conditions)])
        filtered = {facet for facet, _ in conditions}
        asked = [([f for f in search.facets if f not in filtered], narrowed)]
        for facet in filtered.intersection(search.facets):
            others = [condition for other, condition in conditions if other != facet]
            asked.append(([facet], all_of([query, *others])))
        counting = [_beside.submit(self._count, *one) for one in asked if one[0]]
        total, hits = self._hits(narrowed, search)
        counts: dict[str, dict[str, int]] = {}
        for counted in counting:
            counts |= counted.result()
        return Matches(total, hits, counts)

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """Return in how many live documents each term stands."""
        return [self._statistics.of(field, term).frequency for term in terms]

    def vocabulary(self, field: str, prefix: str) -> dict[str, int]:
        """Return the terms that begin so with their document frequencies."""
        only_live = None if self._statistics.all_live else Query.all_query()
        return self._values(terms_field(field), encode(prefix) if prefix else "", only_live)

    def _hits(self, query: Query, search: Search) -> tuple[int, list[Match]]:
        limit = min(search.limit, self.size - search.offset)
        if limit <= 0:
            return self._statistics.count(query), []
        if search.sort.by == "relevance":
            found = self._searcher.search(query, limit, offset=search.offset)
            hits = [self._match(score, at) for score, at in found.hits]
        else:
            found = self._searcher.search(
                query,
                limit,
                offset=search.offset,
                order_by_field=first_field(search.sort.date),
                order=Order.Desc if search.sort.by == "newest" else Order.Asc,
            )
            hits = self._scored(query, [at for _, at in found.hits])
        return found.count, hits  # type: ignore[attr-defined] # the stub forgets it

    def _scored(self, query: Query, places: Sequence[DocAddress]) -> list[Match]:
        """Return matches of documents that were found by date; their scores are asked for apart."""
        if not places:
            return []
        these = self._compiler.any_value(ID, [self._match(0.0, at).id for at in places])
        found = self._searcher.search(all_of([query, these]), len(places)).hits
        scores = {(at.segment_ord, at.doc): score for score, at in found}
        return [self._match(scores[at.segment_ord, at.doc], at) for at in places]

    def _match(self, score: float, at: DocAddress) -> Match:
        id_, stored = self._document(at.segment_ord, at.doc)
        return Match(id_, score, stored)

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

    def _count(self, facets: Sequence[str], query: Query) -> dict[str, dict[str, int]]:
        """Return the counts of the facets among what matches, most of them in one pass."""
        columns = {facet: self._columns[facet] for facet in facets}
        counted = self._counted(query, chain.from_iterable(columns.values()))
        return {
            facet: self._added_up(chain.from_iterable(counted[name] for name in names))
            if names
            else self._values(facet_field(facet), "", query)
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

    def _values(self, field: str, prefix: str, among: Query | None) -> dict[str, int]:
        found = self._searcher.terms_with_prefix(field, prefix, among)
        return {decode(value): count for value, count in found}


def _read(searcher: Searcher, segment: int, number: int) -> tuple[str, str]:
    """Return the id of a document and what it has stored."""
    return read_document(searcher.doc(DocAddress(segment, number)))
