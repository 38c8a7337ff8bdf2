"""One commit's documents, numbered in order of id across segments, as arrays for reckoning.

What is read stays: columns as long as the snapshot lives, postings while there is room for them.
Several threads may ask at once; at worst two of them read the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from indexer.engines.failures import without_positions
from indexer.engines.held_facets import FacetColumn, HeldFacets
from indexer.engines.port import K1, B, Schema
from indexer.engines.whoosh.arrays import Numbers
from indexer.engines.whoosh.segment import SegmentFile
from indexer.engines.whoosh.terms import Terms, decode, encode
from indexer.memo import Memo

GONE = -1
_POSTINGS = 192_000_000
_ADDRESSES = 64_000_000
"""Bytes of each that are remembered."""
_TERMS = 10_000
"""So many terms are remembered by where they stand."""
_DOCUMENTS = 32
"""So many documents are remembered, since more than one thing is asked of the same hits."""
_ENTRY = 200
"""What is remembered takes so many bytes besides its numbers."""
_NOWHERE = np.zeros(0, np.int32), np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class NumberedSegment:
    """A segment with the numbers that its documents have in the snapshot, GONE when deleted."""

    file: SegmentFile
    numbers: Numbers
    whole: bool


class WhooshReader:
    """The live documents of some segments; the deleted of each are given with it."""

    def __init__(
        self, schema: Schema, segments: Iterable[tuple[SegmentFile, Sequence[int]]]
    ) -> None:
        self._placed = {field.name for field in schema.fields if field.positions}
        self._parts = _number(list(segments))
        self.size = sum(int(np.count_nonzero(part.numbers >= 0)) for part in self._parts)
        self._origin = np.zeros((self.size, 2), np.int32)
        for place, part in enumerate(self._parts):
            live = np.flatnonzero(part.numbers >= 0)
            self._origin[part.numbers[live], 0] = place
            self._origin[part.numbers[live], 1] = live
        self._found = Memo(self._find, _TERMS)
        self._postings = Memo(self._read_postings, _POSTINGS, _bytes)
        self._addresses = Memo(self._read_addresses, _ADDRESSES, _bytes)
        self._norms: dict[str, Numbers] = {}
        self._starts: dict[str, Numbers] = {}
        self._facets = schema.facets
        self._columns: dict[str, FacetColumn] = {}
        self._dates: dict[str, tuple[Numbers, Numbers]] = {}
        self.document = lru_cache(_DOCUMENTS)(self._read_document)

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the ids that are here."""
        keys = [encode(id_) for id_ in ids]
        found = (
            int(part.numbers[local])
            for part in self._parts
            for key in keys
            if (local := part.file.ids.find(key)) is not None
        )
        return [number for number in found if number != GONE]

    def postings(self, field: str, term: str) -> tuple[Numbers, Numbers]:
        """Return the documents with the term, and their tf' (see the port)."""
        return self._postings[field, term]

    def addresses(self, field: str, term: str) -> Numbers:
        """Return where the term stands: positions counted through all documents, ascending."""
        if field not in self._placed:
            raise without_positions(field)
        (found,) = self._addresses[field, term]
        return found

    def at(self, field: str, addresses: Numbers) -> tuple[Numbers, Numbers]:
        """Return the documents of sorted addresses, and tf' by how many lie in each."""
        times = np.bincount(np.searchsorted(self._start(field), addresses, side="right") - 1)
        owners = np.flatnonzero(times)
        return owners, self._gain(field, owners, times[owners])

    def surroundings(self, field: str, addresses: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return the document of each sorted address, and that document's ends."""
        start = self._start(field)
        owners = np.searchsorted(start, addresses, side="right") - 1
        return owners, start[owners], start[owners] + self._lengths(field)[owners]

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents the term stands."""
        total = 0
        for part, terms, place in self._found[field, term]:
            extent = terms.postings(place)
            if part.whole:
                total += extent.stop - extent.start
            else:
                total += int(np.count_nonzero(part.numbers[terms.documents[extent]] >= 0))
        return total

    def vocabulary(self, field: str, prefix: str) -> dict[str, int]:
        """Return the terms that begin so with their document frequencies."""
        counts: dict[str, int] = {}
        for part in self._parts:
            terms = part.file.terms(field)
            places = terms.lexicon.beginning(encode(prefix))
            if not places:
                continue
            start = terms.postings(places.start).start
            ends = terms.ends[places.start : places.stop].astype(np.int64) - start
            live = part.numbers[terms.documents[start : start + ends[-1]]] >= 0
            held = np.add.reduceat(live, np.append(0, ends[:-1]), dtype=np.int64)
            for place, held_by in zip(places, held.tolist(), strict=True):
                if held_by:
                    term = decode(terms.lexicon[place])
                    counts[term] = counts.get(term, 0) + held_by
        return counts

    def facet(self, name: str) -> FacetColumn:
        """Return the facet's column."""
        if name not in self._columns:
            known: dict[str, int] = {}
            owners, codes = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
            for part in self._parts:
                values, holders, kinds = part.file.facet(name)
                places = np.array([known.setdefault(v, len(known)) for v in values], np.int32)
                keep = part.numbers[holders] >= 0
                owners.append(part.numbers[holders[keep]])
                codes.append(places[kinds[keep]])
            self._columns[name] = FacetColumn(known, np.concatenate(owners), np.concatenate(codes))
        return self._columns[name]

    @cached_property
    def held_facets(self) -> HeldFacets:
        """The values of every document."""
        return HeldFacets(self.size, {name: self.facet(name) for name in self._facets})

    def dates(self, name: str) -> tuple[Numbers, Numbers]:
        """Return first and last days by document, 0 where there are none."""
        if name not in self._dates:
            first, last = np.zeros(self.size, np.int32), np.zeros(self.size, np.int32)
            for part in self._parts:
                live = part.numbers >= 0
                firsts, lasts = part.file.dates(name)
                first[part.numbers[live]], last[part.numbers[live]] = firsts[live], lasts[live]
            self._dates[name] = first, last
        return self._dates[name]

    def _find(self, key: tuple[str, str]) -> Sequence[tuple[NumberedSegment, Terms, int]]:
        field, term = key
        encoded = encode(term)
        segments = [(part, part.file.terms(field)) for part in self._parts]
        return tuple(
            (part, terms, place)
            for part, terms in segments
            if (place := terms.lexicon.find(encoded)) is not None
        )

    def _read_document(self, number: int) -> tuple[str, str]:
        """Return a document's id and what it has stored."""
        place, local = self._origin[number].tolist()
        file = self._parts[place].file
        return decode(file.ids[local]), file.stored(local)

    def _read_postings(self, key: tuple[str, str]) -> tuple[Numbers, Numbers]:
        owners, times = [], []
        for part, terms, place in self._found[key]:
            extent = terms.postings(place)
            numbers, often = (
                part.numbers[terms.documents[extent].astype(np.intp)],
                terms.times[extent],
            )
            live = slice(None) if part.whole else numbers >= 0
            owners.append(numbers[live])
            times.append(often[live])
        if not owners:
            return _NOWHERE
        documents = np.concatenate(owners)
        return documents, self._gain(key[0], documents, np.concatenate(times))

    def _read_addresses(self, key: tuple[str, str]) -> tuple[Numbers]:
        start = self._start(key[0])
        found = [np.zeros(0, np.int64)]
        for part, terms, place in self._found[key]:
            extent = terms.postings(place)
            owners = np.repeat(part.numbers[terms.documents[extent]], terms.times[extent])
            live = owners >= 0
            found.append(start[owners[live]] + terms.positions_of(place)[live])
        return (np.sort(np.concatenate(found)),)

    def _lengths(self, field: str) -> Numbers:
        lengths = np.zeros(self.size, np.int64)
        for part in self._parts:
            live = part.numbers >= 0
            lengths[part.numbers[live]] = part.file.terms(field).lengths[live]
        return lengths

    def _start(self, field: str) -> Numbers:
        """Return each document's first address; a gap keeps phrases inside documents."""
        if field not in self._starts:
            spans = self._lengths(field) + 1
            self._starts[field] = np.cumsum(spans) - spans
        return self._starts[field]

    def _gain(self, field: str, owners: Numbers, times: Numbers) -> Numbers:
        if field not in self._norms:
            lengths = self._lengths(field)
            average = max(float(lengths.mean()), 1 / self.size) if self.size else 1.0
            norms = K1 * (1 - B + B * lengths / average)
            self._norms[field] = norms.astype(np.float32)
        frequencies = times.astype(np.float32)
        gains: Numbers = (
            (K1 + 1) * frequencies / (frequencies + self._norms[field][owners.astype(np.intp)])
        )
        return gains


def _bytes(arrays: tuple[Numbers, ...]) -> int:
    return _ENTRY + sum(array.nbytes for array in arrays)


def _number(segments: list[tuple[SegmentFile, Sequence[int]]]) -> list[NumberedSegment]:
    live = []
    for file, deleted in segments:
        mask = np.ones(len(file.ids), bool)
        mask[list(deleted)] = False
        live.append(mask)
    total = sum(int(mask.sum()) for mask in live)
    order = np.arange(total)
    if len(segments) > 1:
        ids = [
            file.ids[local]
            for (file, _), mask in zip(segments, live, strict=True)
            for local in np.flatnonzero(mask).tolist()
        ]
        order[sorted(range(total), key=ids.__getitem__)] = np.arange(total)
    parts = []
    taken = 0
    for (file, _), mask in zip(segments, live, strict=True):
        count = int(mask.sum())
        numbers = np.full(len(mask), GONE, np.int32)
        numbers[mask] = order[taken : taken + count]
        parts.append(NumberedSegment(file, numbers, whole=count == len(mask)))
        taken += count
    return parts
