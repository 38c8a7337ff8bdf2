"""Which values of the facets has each document? Held in memory, they are counted at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
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
        self._facets = tuple(columns)
        self._bounds = np.cumsum([0, *(len(column.values) for column in columns.values())])
        owners, held = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for column, first in zip(columns.values(), self._bounds, strict=False):
            owners.append(column.owners)
            held.append(column.codes + first)
        joined = np.concatenate(owners)
        self._held = np.concatenate(held)[np.argsort(joined, kind="stable")]
        self._held = self._held.astype(np.min_scalar_type(len(self._names)))
        self._starts = np.zeros(documents + 1, np.uint32)
        np.cumsum(np.bincount(joined, minlength=documents), out=self._starts[1:])

    def count(self, facets: Iterable[str], documents: _Numbers) -> dict[str, dict[str, int]]:
        """Return how many of the documents, by their numbers, have each value of the facets."""
        starts = self._starts[documents].astype(np.int64)
        lengths = self._starts[documents + 1] - starts
        ends = lengths.cumsum()
        places = (starts - ends + lengths).repeat(lengths)
        places += np.arange(len(places))
        counts = np.bincount(self._held[places], minlength=len(self._names))
        (held,) = counts.nonzero()
        names = [self._names[place] for place in held.tolist()]
        times = counts[held].tolist()
        bounds = held.searchsorted(self._bounds).tolist()
        told = {
            facet: dict(zip(names[first:past], times[first:past], strict=True))
            for facet, (first, past) in zip(self._facets, pairwise(bounds), strict=True)
        }
        return {facet: told[facet] for facet in facets}
