"""Which values of the facets has each document of a commit? Asked for once, value by value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from tantivy import DocAddress, Query, Schema, Searcher

from indexer.engines.held_facets import FacetColumn, HeldFacets
from indexer.engines.tantivy.documents import decode, facet_field


class HeldByTantivy:
    """The facets of the live documents, which are numbered through all segments."""

    def __init__(self, searcher: Searcher, schema: Schema, facets: Iterable[str]) -> None:
        self._searcher = searcher
        self._schema = schema
        last = [-1] * searcher.num_segments
        for at in self._documents(Query.all_query(), searcher.num_docs):
            last[at.segment_ord] = max(last[at.segment_ord], at.doc)
        ends = np.cumsum([one + 1 for one in last], dtype=np.int64).tolist()
        self._bases = [0, *ends[:-1]]
        columns = {facet: self._column(facet_field(facet)) for facet in facets}
        self._held = HeldFacets(ends[-1] if ends else 0, columns)

    def count(
        self, facets: Iterable[str], documents: Sequence[DocAddress]
    ) -> dict[str, dict[str, int]]:
        """Return how many of the documents have each value of the facets."""
        return self._held.count(facets, np.array(self._numbers(documents), np.int64))

    def _column(self, field: str) -> FacetColumn:
        values: dict[str, int] = {}
        owners: list[int] = []
        times: list[int] = []
        for value, number in self._searcher.terms_with_prefix(field, ""):
            query = Query.term_query(self._schema, field, value, "basic")
            holders = self._documents(Query.const_score_query(query, 0.0), number)
            owners += self._numbers(holders)
            times.append(len(holders))
            values[decode(value)] = len(values)
        codes = np.repeat(np.arange(len(times)), np.array(times, np.int64))
        return FacetColumn(values, np.array(owners, np.int64), codes)

    def _documents(self, query: Query, number: int) -> list[DocAddress]:
        found = self._searcher.search(query, number, count=False).hits if number else ()
        return [at for _, at in found]

    def _numbers(self, documents: Iterable[DocAddress]) -> list[int]:
        bases = self._bases
        return [bases[at.segment_ord] + at.doc for at in documents]
