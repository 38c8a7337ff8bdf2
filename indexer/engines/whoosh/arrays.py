"""One file of named arrays, written once, then read where it lies on disk."""

from __future__ import annotations

import json
import mmap
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

MAGIC = b"SVERKET1"
ALIGNMENT = 8
STRIDE = 256
"""Of so many byte strings in order one is held in memory, which tells where the others are."""

Numbers = NDArray[Any]


def compact(numbers: Iterable[int] | Numbers) -> Numbers:
    """Return the numbers, none of them negative, in the narrowest unsigned type."""
    array = np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers))
    return array.astype(np.min_scalar_type(int(array.max())) if array.size else np.uint8)


def pack(name: str, values: Sequence[bytes]) -> dict[str, Numbers]:
    """Return the two arrays that hold byte strings under a name."""
    stops = np.cumsum([len(value) for value in values], dtype=np.int64)
    return {
        f"{name}.bytes": np.frombuffer(b"".join(values), np.uint8),
        f"{name}.stops": compact(stops),
    }


def write_arrays(path: Path, arrays: Mapping[str, Numbers]) -> None:
    """Write a new file and see it safe on disk; raise OSError."""
    table: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, array in arrays.items():
        table[name] = array.dtype.newbyteorder("<").str, end, array.size
        end += _padded(array.nbytes)
    header = json.dumps(table).encode()
    header += b" " * (_padded(len(header)) - len(header))
    with path.open("xb") as file:
        file.write(MAGIC + len(header).to_bytes(ALIGNMENT, "little") + header)
        for name, array in arrays.items():
            data = array.astype(table[name][0], copy=False).tobytes()
            file.write(data + b"\0" * (_padded(len(data)) - len(data)))
        file.flush()
        os.fsync(file.fileno())


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


class Arrays(Mapping[str, Numbers]):
    """The arrays of one file, mapped into memory; raise OSError or ValueError when damaged."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = len(MAGIC) + ALIGNMENT
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path.name} is no file of arrays")
        self._base = start + int.from_bytes(self._map[len(MAGIC) : start], "little")
        self._table: dict[str, tuple[str, int, int]] = json.loads(self._map[start : self._base])
        ends = [at + _padded(np.dtype(t).itemsize * n) for t, at, n in self._table.values()]
        if self._base + max(ends, default=0) != len(self._map):
            raise ValueError(f"{path.name} is cut short")

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, name: str) -> Numbers:
        kind, start, count = self._table[name]
        return np.frombuffer(self._map, kind, count, self._base + start)

    def strings(self, name: str) -> Strings:
        """Return the byte strings under the name."""
        _, start, size = self._table[f"{name}.bytes"]
        start += self._base
        return Strings(memoryview(self._map)[start : start + size], self[f"{name}.stops"])


class Strings(Sequence[bytes]):
    """Byte strings end to end, read one at a time."""

    def __init__(self, data: memoryview, stops: Numbers) -> None:
        self._data = data
        self._stop = stops.item
        self._count = len(stops)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._at(index)

    def find(self, value: bytes) -> int | None:
        """Return the place of a value among sorted ones."""
        place = self._place(value)
        return place if place < self._count and self._at(place) == value else None

    def beginning(self, prefix: bytes) -> range:
        """Return the places of the values with the prefix among sorted ones."""
        first = self._place(prefix)
        past = bisect_left(self, 1, lo=first, key=lambda value: not value.startswith(prefix))
        return range(first, past)

    def _at(self, index: int) -> bytes:
        start = self._stop(index - 1) if index else 0
        return bytes(self._data[start : self._stop(index)])

    def _place(self, value: bytes) -> int:
        """Return how many of sorted values are less."""
        past = bisect_left(self._landmarks, value) * STRIDE
        near = max(past - STRIDE, 0), min(past, self._count)
        return bisect_left(range(self._count), value, *near, key=self._at)

    @cached_property
    def _landmarks(self) -> list[bytes]:
        return [self._at(index) for index in range(0, self._count, STRIDE)]
