"""Which values of the facets has each document? Held in memory, they are counted at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet by pairs of document and value: `codes` are the places of values in `values`."""

    values: Mapping[str, int]
    owners: _Numbers
    codes: _Numbers


class HeldFacets:
    """The values that each of so many documents has of some facets.

    Values are numbered through all facets. Those of a document are in `_held` from `_starts` of its
    number up to that of the next.
    """

    def __init__(self, documents: int, columns: Mapping[str, FacetColumn]) -> None:
        self._names = [value for column in columns.values() for value in column.values]
        self._places: dict[str, slice] = {}
        owners, held, first = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
        for facet, column in columns.items():
            self._places[facet] = slice(first, first + len(column.values))
            owners.append(column.owners)
            held.append(column.codes + np.int64(first))
            first += len(column.values)
        joined = np.concatenate(owners)
        self._held = np.concatenate(held)[np.argsort(joined, kind="stable")]
        self._held = self._held.astype(np.min_scalar_type(first))
        self._starts = np.zeros(documents + 1, np.uint32)
        np.cumsum(np.bincount(joined, minlength=documents), out=self._starts[1:])

    def count(self, facets: Iterable[str], documents: _Numbers) -> dict[str, dict[str, int]]:
        """Return how many of the documents, by their numbers, have each value of the facets."""
        starts = self._starts[documents].astype(np.int64)
        lengths = self._starts[documents + 1] - starts
        ends = np.cumsum(lengths)
        places = np.repeat(starts - (ends - lengths), lengths)
        places += np.arange(len(places))
        counts = np.bincount(self._held[places], minlength=len(self._names))
        return {facet: self._named(counts, self._places[facet]) for facet in facets}

    def _named(self, counts: _Numbers, places: slice) -> dict[str, int]:
        held = np.flatnonzero(counts[places]) + places.start
        names = map(self._names.__getitem__, held.tolist())
        return dict(zip(names, counts[held].tolist(), strict=True))
