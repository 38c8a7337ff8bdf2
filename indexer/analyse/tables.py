"""Sorted tables of words in one file, read in place: opening costs little, a word some µs.

The file: a line of JSON that tells of each table how many words it has, and of each of its blocks
the first word and the length; then the blocks, compressed one by one. A block is a newline and its
records (word, tab, value, newline), sorted by their words.
"""

from __future__ import annotations

import json
import mmap
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TypeVar, overload

_Default = TypeVar("_Default")

FORMAT = 2
_MAGIC = f"sokverket-tables-{FORMAT} ".encode()
_BLOCK = 2048
"""Bytes of records in a block, about: larger ones take less room, but longer to look into."""
_OPEN = 2048
"""So many blocks of a table, some MB, are kept as they are read."""


class Table(Mapping[str, str]):
    """A mapping of words to text that lies in a file."""

    def __init__(
        self, content: memoryview, count: int, firsts: Sequence[str], ends: Sequence[int]
    ) -> None:
        self._content = content
        self._count = count
        self._firsts = firsts
        self._extents = list(pairwise(ends))
        self._block = lru_cache(_OPEN)(self._read_block)

    def __getitem__(self, word: str) -> str:
        value = self._find(word)
        if value is None:
            raise KeyError(word)
        return value

    def _find(self, word: str) -> str | None:
        place = bisect_right(self._firsts, word) - 1
        if place >= 0:
            block, key = self._block(place), f"\n{word}\t".encode()
            start = block.find(key) + len(key)
            if start >= len(key):
                return block[start : block.index(b"\n", start)].decode()
        return None

    @overload
    def get(self, word: str, default: None = None) -> str | None: ...
    @overload
    def get(self, word: str, default: str | _Default) -> str | _Default: ...
    def get(self, word: str, default: str | _Default | None = None) -> str | _Default | None:
        """Return the word's value, without an error that is raised and caught for most words."""
        value = self._find(word)
        return default if value is None else value

    def leads(self, beginning: str) -> bool:
        """Tell whether any word begins so."""
        place = bisect_right(self._firsts, beginning)
        if place < len(self._firsts) and self._firsts[place].startswith(beginning):
            return True
        return place > 0 and f"\n{beginning}".encode() in self._block(place - 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self.read_all())

    def read_all(self) -> HeldTable:
        """Return the whole table in memory, where words are found faster."""
        blocks = map(self._read_block, range(len(self._extents)))
        records = chain.from_iterable(block.decode().split("\n")[1:-1] for block in blocks)
        return HeldTable(record.split("\t") for record in records)

    def __len__(self) -> int:
        return self._count

    def _read_block(self, place: int) -> bytes:
        start, end = self._extents[place]
        return zlib.decompress(self._content[start:end])


class HeldTable(dict[str, str]):
    """A table in memory, which is not changed once it is asked."""

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self)

    def leads(self, beginning: str) -> bool:
        """Tell whether any word begins so."""
        place = bisect_left(self._sorted, beginning)
        return place < len(self) and self._sorted[place].startswith(beginning)


WordTable = Table | HeldTable


class NumberTable(Mapping[str, float]):
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
    directory: dict[str, tuple[int, list[tuple[str, int]]]] = {}
    body: list[bytes] = []
    for name, table in tables.items():
        blocks = []
        for first, block in _blocks(table):
            body.append(zlib.compress(block))
            blocks.append((first, len(body[-1])))
        directory[name] = len(table), blocks
    header = _MAGIC + json.dumps(directory).encode() + b"\n"
    path.write_bytes(header + b"".join(body))


def read_tables(path: Path) -> dict[str, Table]:
    """Return the tables of a file; raise ValueError for one of another kind or cut short."""
    with path.open("rb") as file:
        header = file.readline()
        if not header.startswith(_MAGIC):
            raise ValueError(path)
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    begin, tables = len(header), {}
    for name, (count, blocks) in json.loads(header[len(_MAGIC) :]).items():
        ends = list(accumulate((length for _, length in blocks), initial=begin))
        tables[name] = Table(content, count, [first for first, _ in blocks], ends)
        begin = ends[-1]
    if begin != len(content):
        raise ValueError(path)
    return tables


def _blocks(table: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """Yield the blocks of a table, each with its first word."""
    words = sorted(table)
    records = [f"{word}\t{table[word]}\n" for word in words]
    letters = sum(map(len, records))
    count = max(1, _BLOCK * len(records) // max(letters, 1))
    for place in range(0, len(words), count):
        yield words[place], f"\n{''.join(records[place : place + count])}".encode()
