"""What a file holds, piece by piece, so that each article fails by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.read.file import File
from indexer.read.item import Finding, Item, Kept, Unchanged


@dataclass(frozen=True, slots=True)
class Member:
    """A piece of the origin that is one article; `read` may raise ArticleError.

    With a fingerprint it is an origin of its own.
    """

    id: str
    origin: str
    read: Callable[[], Iterator[Item]]
    fingerprint: str = ""


Piece = Member | File | Finding | Unchanged | Kept
"""What a container holds: articles, members that are files themselves, and what to say of them."""
