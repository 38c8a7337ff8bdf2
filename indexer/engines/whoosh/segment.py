"""One segment: documents in order of id, with what each holds."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from indexer.engines.stored import unpack_stored
from indexer.engines.whoosh.arrays import Arrays, Numbers, Strings
from indexer.engines.whoosh.terms import Terms, decode

EXTENSION = ".arrays"


class SegmentFile:
    """The file of a segment, opened; its parts are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._arrays = Arrays(path)
        self._terms: dict[str, Terms] = {}

    @cached_property
    def ids(self) -> Strings:
        """The ids, in order; a document's number is its place among them."""
        return self._arrays.strings("id")

    @cached_property
    def packed(self) -> Strings:
        """What each document has stored, packed."""
        return self._arrays.strings("stored")

    def stored(self, number: int) -> str:
        """Return what a document has stored."""
        return unpack_stored(self.packed[number])

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the fields."""
        return frozenset(
            name.removeprefix("terms/").removesuffix(".ends")
            for name in self._arrays
            if name.startswith("terms/") and name.endswith(".ends")
        )

    @cached_property
    def weight(self) -> int:
        """The number of terms held, repeated ones too."""
        return sum(int(self.terms(field).lengths.sum()) for field in self.fields)

    def terms(self, field: str) -> Terms:
        """Return a field's terms."""
        if field not in self._terms:
            self._terms[field] = Terms.read(self._arrays, field)
        return self._terms[field]

    def dates(self, date: str) -> tuple[Numbers, Numbers]:
        """Return the first and last days by document, 0 where it has no such date."""
        return self._arrays[f"date/{date}.first"], self._arrays[f"date/{date}.last"]

    def facet(self, facet: str) -> tuple[list[str], Numbers, Numbers]:
        """Return the facet's values, and by pair of document and value the number of each."""
        name = f"facet/{facet}"
        values = [decode(value) for value in self._arrays.strings(name)]
        return values, self._arrays[f"{name}.owners"], self._arrays[f"{name}.codes"]
