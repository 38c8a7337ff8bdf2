"""Which origins are as they were? Stamps of files and addresses, and the stamps known before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.read.item import Source

READING = 1
"""Raised when a reader gets other articles out of the same file, so that all is read anew."""


@dataclass(frozen=True, slots=True)
class Known:
    """The stamps that a source's origins had when they were last read, by name."""

    source: Source
    stamps: Mapping[str, str]

    def stamp(self, *facts: object) -> str:
        """Return a stamp of the facts; what the source says of its articles is part of it."""
        said = repr((READING, replace(self.source, location="", named=True)))
        seal = hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        return " ".join(map(str, (*facts, seal)))

    def stamp_file(self, facts: os.stat_result) -> str:
        """Return the stamp of a file: size, times of its content and of its inode."""
        return self.stamp(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)

    def has(self, name: str, stamp: str) -> bool:
        """Tell whether the origin is known with just this stamp."""
        return self.stamps.get(name) == stamp

    def beneath(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with the prefix."""
        return (name for name in self.stamps if name.startswith(prefix))
