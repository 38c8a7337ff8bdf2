"""What a file holds, piece by piece, so that each article fails by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.read.file import File
from indexer.read.item import Finding, Kept, Origin, Unchanged
from indexer.read.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Member:
    """One article of a file, yet to be read; `read` may raise ArticleError.

    `id` is what findings call it. With `origin` it is an origin of its own.
    """

    id: str
    file: File
    read: Callable[[], Iterator[Parsed]]
    origin: Origin | None = None


Piece = Member | File | Finding | Origin | Unchanged | Kept
"""What a container holds: articles, members that are files themselves, and what to say of them."""
