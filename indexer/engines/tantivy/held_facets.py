"""Which values of the facets has each document of a commit? Asked for once, value by value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Query, Schema, Searcher

from indexer.engines.held_facets import FacetColumn, HeldFacets
from indexer.engines.tantivy.documents import decode, facet_field

by_segment = attrgetter("segment_ord")
_number = attrgetter("doc")


class HeldByTantivy:
    """The facets of the live documents, which are numbered through all segments."""

    def __init__(self, searcher: Searcher, schema: Schema, facets: Iterable[str]) -> None:
        self._searcher = searcher
        self._schema = schema
        self._sizes = [0] * searcher.num_segments
        for at in self._documents(Query.all_query(), searcher.num_docs):
            self._sizes[at.segment_ord] = max(self._sizes[at.segment_ord], at.doc + 1)
        columns = {facet: self._column(facet_field(facet)) for facet in facets}
        self._held = HeldFacets(sum(self._sizes), columns)

    def count(
        self, facets: Iterable[str], documents: Sequence[DocAddress]
    ) -> dict[str, dict[str, int]]:
        """Return how many of the documents, ordered by segment, have each value of the facets."""
        return self._held.count(facets, self._numbers(documents))

    def _column(self, field: str) -> FacetColumn:
        values: dict[str, int] = {}
        owners = [np.zeros(0, np.int64)]
        for value, number in self._searcher.terms_with_prefix(field, ""):
            query = Query.term_query(self._schema, field, value, "basic")
            owners.append(self._numbers(self._documents(query, number)))
            values[decode(value)] = len(values)
        times = [len(some) for some in owners[1:]]
        codes = np.repeat(np.arange(len(times)), np.array(times, np.int64))
        return FacetColumn(values, np.concatenate(owners), codes)

    def _documents(self, query: Query, number: int) -> list[DocAddress]:
        """Return so many documents that match, in order, as those are that score alike."""
        alike = Query.const_score_query(query, 0.0)
        found = self._searcher.search(alike, number, count=False).hits if number else ()
        return [at for _, at in found]

    def _numbers(self, documents: Sequence[DocAddress]) -> NDArray[np.int64]:
        numbers = np.fromiter(map(_number, documents), np.int64, len(documents))
        for before, size in enumerate(self._sizes[:-1]):
            numbers[bisect_left(documents, before + 1, key=by_segment) :] += size
        return numbers
