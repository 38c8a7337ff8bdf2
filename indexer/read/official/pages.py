"""The head of a document that is laid out on pages: its lines by place, size and weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from indexer.read.official import HeadLine, Official, find_official

OPENING_PAGES = 6
"""So many pages may tell that a document is official."""

ROOM = 2.2
"""Lines that are so many letter heights apart do not belong to one title."""


class Placeable(Protocol):
    """A line of a page; `top` and `size` are in points, from below."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def top(self) -> float:
        """The place of the upper edge of its letters."""

    @property
    def size(self) -> float:
        """The height of its letters."""

    @property
    def bold(self) -> bool:
        """Whether its letters are heavy."""


L = TypeVar("L", bound=Placeable)


def take_from_pages(pages: Sequence[Sequence[L]]) -> tuple[Official, list[list[L]]]:
    """Return what the first pages say of the document, and the pages without lines that say it."""
    lines = [one for page in pages[:OPENING_PAGES] for one in _downwards(page)]
    found = find_official([head for _, head in lines])
    said = {id(lines[number][0]) for number in found.lines}
    return found, [[line for line in page if id(line) not in said] for page in pages]


def _downwards(page: Sequence[L]) -> Iterator[tuple[L, HeadLine]]:
    """Yield the lines from the top of the page, in whatever order they were drawn."""
    above = float("inf")
    for line in sorted(page, key=lambda line: -line.top):
        apart = above - line.top > ROOM * line.size
        yield line, HeadLine(line.text, line.size, line.bold, apart)
        above = line.top
