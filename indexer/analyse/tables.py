"""Sorted tables of words in one file, read in place: opening costs nothing, a word some µs.

The file: a line of JSON that tells where each table begins, then for each table its records
(word, tab, value, newline; sorted by the bytes of their words) and where each record begins.
"""

from __future__ import annotations

import json
import mmap
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

_MAGIC = b"sokverket-tables-1 "
_CODE: Literal["I"] = "I"
_BLOCK = 64
"""So many records are looked through, in one pass over their bytes, for a word among them."""


class Table(Mapping[str, str]):
    """A mapping of words to text that lies in a file."""

    def __init__(self, records: memoryview, starts: memoryview) -> None:
        self._records = records
        self._starts = starts

    def __getitem__(self, word: str) -> str:
        key = word.encode()
        block = bisect_right(self._signposts, key) - 1
        if block >= 0:
            first, past = block * _BLOCK, min((block + 1) * _BLOCK, len(self))
            records = b"\n" + self._records[self._starts[first] : self._starts[past]]
            found = records.find(b"\n" + key + b"\t")
            if found >= 0:
                value = found + len(key) + 2
                return records[value : records.index(b"\n", value)].decode()
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        return iter(self.read_all())

    def read_all(self) -> dict[str, str]:
        """Return the whole table in memory, where words are found faster."""
        records = bytes(self._records).decode().split("\n")
        return {word: value for word, _, value in (r.partition("\t") for r in records[:-1])}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @cached_property
    def _signposts(self) -> list[bytes]:
        """The first word of each block of records."""
        extents = ((self._starts[at], self._starts[at + 1]) for at in range(0, len(self), _BLOCK))
        records = (bytes(self._records[start:stop]) for start, stop in extents)
        return [record.partition(b"\t")[0] for record in records]


class Numbers(Mapping[str, float]):
    """A table whose values are numbers."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table

    def __getitem__(self, word: str) -> float:
        return float(self._table[word])

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def write_tables(path: Path, tables: Mapping[str, Mapping[str, object]]) -> None:
    """Write the tables; words and values hold neither tab nor newline."""
    directory: dict[str, tuple[int, int, int]] = {}
    body = bytearray()
    for name, table in tables.items():
        encoded = sorted((word.encode(), value) for word, value in table.items())
        records = [word + f"\t{value}\n".encode() for word, value in encoded]
        starts = array(_CODE, [0])
        for record in records:
            starts.append(starts[-1] + len(record))
        body += b"\0" * (-len(body) % starts.itemsize)
        directory[name] = (len(body), len(starts), starts[-1])
        body += starts.tobytes() + b"".join(records)
    header = _MAGIC + json.dumps(directory).encode()
    header += b" " * (-(len(header) + 1) % array(_CODE).itemsize) + b"\n"
    path.write_bytes(header + body)


def read_tables(path: Path) -> dict[str, Table]:
    """Return the tables of a file; raise ValueError for one of another kind or cut short."""
    with path.open("rb") as file:
        header = file.readline()
        if not header.startswith(_MAGIC):
            raise ValueError(path)
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    directory = json.loads(header[len(_MAGIC) :])
    size = array(_CODE).itemsize
    tables = {}
    for name, (begin, count, length) in directory.items():
        place = len(header) + begin
        records = place + count * size
        if records + length > len(content):
            raise ValueError(path)
        tables[name] = Table(
            content[records : records + length], content[place:records].cast(_CODE)
        )
    return tables
