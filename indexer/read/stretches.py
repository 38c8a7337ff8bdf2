"""Stretches of lines: of a long file that has changed, only what lies around the change is read.

A stretch ends where the content of a line says so, and not after so many lines: lines that come, go
or move change no stretch but the one that they are in.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.read.file import File
from indexer.read.item import Finding, Origin
from indexer.read.origins import KnownOrigins

LINES = 64
"""One line in so many ends a stretch."""

MOST_BYTES = 1024 * 1024
"""A stretch ends before it has more bytes, unless a single line has."""

Line = tuple[int, bytes | Finding]
"""The number of a line, and its bytes or why they are not read."""


@dataclass(slots=True)
class Stretch:
    """Lines in a row; `digest` tells their content."""

    lines: list[Line] = field(default_factory=list)
    size: int = 0
    _hash: hashlib.blake2b = field(default_factory=lambda: hashlib.blake2b(digest_size=12))

    @property
    def digest(self) -> str:
        """What tells the content from others; a line that is not read counts as that."""
        return self._hash.hexdigest()

    def add(self, line: Line) -> bool:
        """Add a line, and tell whether the stretch ends with it."""
        content = line[1] if isinstance(line[1], bytes) else b""
        self.lines.append(line)
        self.size += len(content)
        self._hash.update(content)
        return zlib.crc32(content) % LINES == 0


def cut(lines: Iterator[Line]) -> Iterator[Stretch]:
    """Yield the lines in stretches."""
    stretch = Stretch()
    for line in lines:
        longer = stretch.size + (len(line[1]) if isinstance(line[1], bytes) else 0)
        if stretch.lines and longer > MOST_BYTES:
            yield stretch
            stretch = Stretch()
        if stretch.add(line):
            yield stretch
            stretch = Stretch()
    if stretch.lines:
        yield stretch


class Stretches:
    """Names the stretches of one file as origins beneath it, by their content."""

    def __init__(self, file: File, known: KnownOrigins) -> None:
        self._file = file
        self._known = known
        self._seen: Counter[str] = Counter()

    def origin(self, stretch: Stretch) -> Origin:
        """Return the origin of a stretch; what is said of a line names it by its number."""
        digest = stretch.digest
        self._seen[digest] += 1
        again = f"-{self._seen[digest]}" if self._seen[digest] > 1 else ""
        return Origin(
            f"{self._file.origin}/{digest}{again}",
            self._known.fingerprint(),
            self._known.fingerprint(stretch.lines[0][0]),
        )

    def is_unchanged(self, origin: Origin) -> bool:
        """Tell whether the stretch is known, and stands where it stood if that was told of."""
        return self._known.has(origin.name, origin.fingerprint) or self._known.has(
            origin.name, origin.placed
        )
