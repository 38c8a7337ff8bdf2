"""Files that are attached to a letter: each has a name of its own and is read as any file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from indexer.read.file import File, escape_name
from indexer.read.item import Finding
from indexer.read.origins import KnownOrigins

MOST = 1000
LONGEST_NAME = 150


def attached(
    letter: File, known: KnownOrigins, found: Sequence[tuple[str, Callable[[], bytes]]]
) -> Iterator[File | Finding]:
    """Yield the attached files, of which names and contents are given."""
    seen: set[str] = set()
    for given, content in found[:MOST]:
        name = _own_name(given, seen)
        data = content()
        within = escape_name(name)
        yield File(
            path=Path(name),
            id=f"{letter.id}/{within}",
            url=letter.url,
            source=letter.source,
            origin=f"{letter.origin}/{within}",
            fingerprint=known.fingerprint(len(data), hashlib.sha256(data).hexdigest()[:16]),
            name=name,
            data=partial(bytes, data),
        )
    if len(found) > MOST:
        yield Finding(
            letter.id, f"brevet har {len(found)} bilagor, gränsen är {MOST}", "Dela upp det."
        )


def _own_name(given: str, seen: set[str]) -> str:
    """Return a name without folders that no other attachment has."""
    path = Path(given.replace("\\", "/").replace("\0", "")).name.strip(". ") or "bilaga"
    stem, suffix = Path(path).stem[:LONGEST_NAME], Path(path).suffix[:LONGEST_NAME]
    name, number = stem + suffix, 1
    while name.lower() in seen:
        number += 1
        name = f"{stem} ({number}){suffix}"
    seen.add(name.lower())
    return name
