"""One field of one segment: its terms in order, and the postings of each."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

import numpy as np

from indexer.engines.whoosh.arrays import Arrays, Numbers, Strings, compact, pack


def encode(term: str) -> bytes:
    """Return bytes that sort as the string does, whatever the string holds."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """Return the string that `encode` took."""
    return term.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Terms:
    """A field's terms with their postings; arrays of all terms lie end to end.

    The postings of term i end at `ends[i]`: `documents` says where it stands, `times` how often.
    Its positions end at `position_ends[i]`, posting after posting. `lengths` are by document.
    """

    lexicon: Strings
    ends: Numbers
    documents: Numbers
    times: Numbers
    lengths: Numbers
    positions: Numbers | None
    position_ends: Numbers | None

    @classmethod
    def read(cls, arrays: Arrays, field: str) -> Terms:
        """Return the field as the segment's file has it."""
        name = f"terms/{field}"
        placed = f"{name}.positions" in arrays
        return cls(
            arrays.strings(name),
            arrays[f"{name}.ends"],
            arrays[f"{name}.documents"],
            arrays[f"{name}.times"],
            arrays[f"{name}.lengths"],
            arrays[f"{name}.positions"] if placed else None,
            arrays[f"{name}.position_ends"] if placed else None,
        )

    def postings(self, place: int) -> slice:
        """Return where the postings of the term at a place of the lexicon lie."""
        return _extent(self.ends, place)

    def positions_of(self, place: int) -> Numbers:
        """Return the positions of the term at a place of the lexicon, in all its documents."""
        if self.positions is None or self.position_ends is None:
            raise ValueError("the field has no positions")
        return self.positions[_extent(self.position_ends, place)]


def _extent(ends: Numbers, place: int) -> slice:
    return slice(int(ends[place - 1]) if place else 0, int(ends[place]))


class TermStream:
    """The terms of a field as they come, document after document, numbered at first sight."""

    def __init__(self, *, positions: bool) -> None:
        self._positions = positions
        self._vocabulary: defaultdict[str, int] = defaultdict(count().__next__)
        self._numbers = array("I")
        self._lengths = array("I")

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, terms: Iterable[str]) -> None:
        """Take in the next document's terms."""
        before = len(self._numbers)
        self._numbers.extend(map(self._vocabulary.__getitem__, terms))
        self._lengths.append(len(self._numbers) - before)

    def absorb(self, terms: Terms, live: Numbers) -> None:
        """Take in the documents of a segment for which `live` is true."""
        names = map(decode, terms.lexicon)
        known = np.fromiter(map(self._vocabulary.__getitem__, names), np.uint32)
        owners = np.repeat(terms.documents, terms.times)
        numbers = np.repeat(np.repeat(known, np.diff(terms.ends, prepend=0)), terms.times)
        keep = live[owners]
        if terms.positions is None:
            order = np.argsort(owners[keep], kind="stable")
        else:
            order = np.lexsort((terms.positions[keep], owners[keep]))
        self._numbers.frombytes(numbers[keep][order].tobytes())
        self._lengths.frombytes(terms.lengths[live].astype(np.uint32).tobytes())

    def arrays(self, field: str, renumbered: Numbers) -> dict[str, Numbers]:
        """Return what `Terms` reads; documents renumbered below 0 are left out."""
        names, keys = self._keys(renumbered)
        kept = renumbered >= 0
        lengths = np.frombuffer(self._lengths, np.uint32)
        arrays: dict[str, Numbers] = {"lengths": np.zeros(np.count_nonzero(kept), np.uint32)}
        arrays["lengths"][renumbered[kept]] = lengths[kept]
        if self._positions:
            starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
            positions = (np.arange(len(starts)) - starts)[np.repeat(kept, lengths)]
            order = np.argsort(keys, kind="stable")
            keys, arrays["positions"] = keys[order], positions[order]
        else:
            keys.sort()
        used, postings = _count(keys, len(renumbered))
        if self._positions:
            arrays["position_ends"] = np.cumsum(postings["times"])[postings["ends"] - 1]
        packed = pack(f"terms/{field}", [encode(names[rank]) for rank in used.tolist()])
        arrays |= postings
        return packed | {f"terms/{field}.{name}": compact(array) for name, array in arrays.items()}

    def _keys(self, renumbered: Numbers) -> tuple[list[str], Numbers]:
        """Return the terms in order, and rank · documents + document of every term that came."""
        names = sorted(self._vocabulary)
        ranks = np.empty(len(names), np.int64)
        ranks[[self._vocabulary[name] for name in names]] = np.arange(len(names))
        owners = np.repeat(renumbered, np.frombuffer(self._lengths, np.uint32))
        kept = owners >= 0
        numbers = np.frombuffer(self._numbers, np.uint32)
        return names, ranks[numbers[kept]] * len(renumbered) + owners[kept]


def _count(keys: Numbers, documents: int) -> tuple[Numbers, dict[str, Numbers]]:
    """Return the ranks of terms and their postings from sorted keys rank · documents + document."""
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    ranks, owners = np.divmod(keys[first], max(documents, 1))
    starts = np.flatnonzero(np.diff(ranks, prepend=-1))
    return ranks[starts], {
        "ends": np.append(starts, len(first))[1:],
        "documents": owners,
        "times": np.diff(first, append=len(keys)),
    }
