"""Which origins are as they were? Fingerprints of files and addresses, now and before."""

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

READERS_VERSION = 3
"""Raised when a reader gets other articles out of the same file, so that all is read anew."""


@dataclass(frozen=True, slots=True)
class KnownOrigins:
    """The fingerprints that a source's origins had when they were last read, by name."""

    source: Source
    fingerprints: Mapping[str, str]
    _names: list[str] = field(default_factory=list, compare=False)

    def fingerprint(self, *facts: object) -> str:
        """Return a fingerprint of the facts; what the source says of its articles is part of it."""
        return " ".join(map(str, (*facts, _settings_digest(self.source))))

    def facts(self, name: str) -> list[str]:
        """Return the facts of the known fingerprint, or nothing where it is of other settings."""
        *facts, settings = self.fingerprints.get(name, "").split(" ")
        return facts if settings == _settings_digest(self.source) else []

    def fingerprint_file(self, facts: os.stat_result) -> str:
        """Return the fingerprint of a file: size, times of its content and of its inode."""
        return self.fingerprint(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)

    def has(self, name: str, fingerprint: str) -> bool:
        """Tell whether the origin is known with just this fingerprint."""
        return self.fingerprints.get(name) == fingerprint

    def beneath(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with the prefix."""
        if len(self._names) != len(self.fingerprints):
            self._names[:] = sorted(self.fingerprints)
        for number in range(bisect_left(self._names, prefix), len(self._names)):
            if not self._names[number].startswith(prefix):
                return
            yield self._names[number]


@cache
def _settings_digest(source: Source) -> str:
    said = repr((READERS_VERSION, _told_of_articles(source)))
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _told_of_articles(source: Source) -> tuple[object, ...]:
    """Return what decides which articles the source has, and what becomes part of them."""
    return (
        *(source.name, source.kind, source.publisher),
        *(source.language, source.audience, source.url, source.legacy_reader),
        bool(source.ocr),
        *(source.set, source.prefix, source.post_types),
        *(source.include, source.exclude, source.kinds, source.fields, source.address),
    )
