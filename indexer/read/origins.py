"""Which origins are as they were? Stamps of files and addresses, and the stamps known before."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from indexer.settings import Source

Expect = Callable[[int], None]
"""Told, before they are read, how many articles are likely to come."""

READING = 1
"""Raised when a reader gets other articles out of the same file, so that all is read anew."""


@dataclass(frozen=True, slots=True)
class KnownOrigins:
    """The stamps that a source's origins had when they were last read, by name."""

    source: Source
    stamps: Mapping[str, str]
    _names: list[str] = field(default_factory=list, compare=False)

    def stamp(self, *facts: object) -> str:
        """Return a stamp of the facts; what the source says of its articles is part of it."""
        return " ".join(map(str, (*facts, _seal(self.source))))

    def facts(self, name: str) -> list[str]:
        """Return the facts of the known stamp, or nothing where it is of other settings."""
        *facts, seal = self.stamps.get(name, "").split(" ")
        return facts if seal == _seal(self.source) else []

    def stamp_file(self, facts: os.stat_result) -> str:
        """Return the stamp of a file: size, times of its content and of its inode."""
        return self.stamp(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)

    def has(self, name: str, stamp: str) -> bool:
        """Tell whether the origin is known with just this stamp."""
        return self.stamps.get(name) == stamp

    def beneath(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with the prefix."""
        if len(self._names) != len(self.stamps):
            self._names[:] = sorted(self.stamps)
        for number in range(bisect_left(self._names, prefix), len(self._names)):
            if not self._names[number].startswith(prefix):
                return
            yield self._names[number]


@cache
def _seal(source: Source) -> str:
    said = repr((READING, _what_it_says(source)))
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _what_it_says(source: Source) -> tuple[object, ...]:
    """Return what becomes part of the source's articles."""
    return (
        *(source.name, source.kind, source.publisher),
        *(source.language, source.audience, source.url),
    )
