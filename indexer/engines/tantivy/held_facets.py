"""Which values of each facet has a document? Held in memory, so that few documents count at once.

Tantivy counts by columns of text: a pass over them costs a fixed half millisecond, however few the
documents. Here a document's values are numbers, and so few are added up in some microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Query, Schema, Searcher

from indexer.engines.tantivy.documents import decode, facet_field

_Numbers = NDArray[np.int64]


class HeldFacets:
    """The values that each live document of a commit has of the facets.

    Documents are numbered through all segments, values through all facets. The values of document
    n are `_values[_starts[n] : _starts[n + 1]]`.
    """

    def __init__(self, searcher: Searcher, schema: Schema, facets: Iterable[str]) -> None:
        self._bases = _bases(searcher)
        self._names: list[str] = []
        self._places: dict[str, slice] = {}
        owners, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for facet in facets:
            first = len(self._names)
            for name, holders in _holders(searcher, schema, facet_field(facet)):
                numbers = self._numbers(holders)
                owners.append(numbers)
                values.append(np.full(len(numbers), len(self._names)))
                self._names.append(name)
            self._places[facet] = slice(first, len(self._names))
        joined = np.concatenate(owners)
        order = np.argsort(joined, kind="stable")
        self._values = np.concatenate(values)[order].astype(np.min_scalar_type(len(self._names)))
        held = np.bincount(joined, minlength=self._bases[-1])
        self._starts = np.append(0, np.cumsum(held)).astype(np.uint32)

    def count(
        self, facets: Iterable[str], documents: Sequence[DocAddress]
    ) -> dict[str, dict[str, int]]:
        """Return how many of the documents have each value of the facets."""
        numbers = self._numbers(documents)
        starts = self._starts[numbers].astype(np.int64)
        lengths = self._starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            starts - ends + lengths, lengths
        )
        counts = np.bincount(self._values[places], minlength=len(self._names))
        return {facet: self._told(counts, self._places[facet]) for facet in facets}

    def _told(self, counts: _Numbers, places: slice) -> dict[str, int]:
        held = np.flatnonzero(counts[places]) + places.start
        names = map(self._names.__getitem__, held.tolist())
        return dict(zip(names, counts[held].tolist(), strict=True))

    def _numbers(self, documents: Sequence[DocAddress]) -> _Numbers:
        bases = self._bases
        return np.array([bases[at.segment_ord] + at.doc for at in documents], np.int64)


def _bases(searcher: Searcher) -> list[int]:
    """Return the number of each segment's first document, and of the one after the last."""
    last = [-1] * searcher.num_segments
    for _, at in _hits(searcher, Query.all_query(), searcher.num_docs):
        last[at.segment_ord] = max(last[at.segment_ord], at.doc)
    return [0, *np.cumsum(np.array(last, np.int64) + 1).tolist()]


def _holders(
    searcher: Searcher, schema: Schema, field: str
) -> Iterator[tuple[str, list[DocAddress]]]:
    """Yield the values of a facet, each with the documents that have it."""
    for value, holding in searcher.terms_with_prefix(field, ""):
        query = Query.const_score_query(Query.term_query(schema, field, value, "basic"), 0.0)
        yield decode(value), [at for _, at in _hits(searcher, query, holding)]


def _hits(searcher: Searcher, query: Query, number: int) -> list[tuple[float, DocAddress]]:
    return searcher.search(query, number, count=False).hits if number else []
