"""Official documents name themselves: which title, number and day are a regulation's own?

Above its own title stands a letterhead that names a series, and beside it the number in the series
and the days when it was decided and printed (`head`, line by line as `marks` tells them; `pages`
for what is laid out on them). Records of legal databases, rulings, acts of the Union and letters
say it beside labels (`records`, `rulings`), and web pages in their titles (`page`). `printed` reads
the plain text of a printed document.

Ordinary documents have none of it, and an article about a regulation is not that regulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.article import CELL
from indexer.read.official.head import read_head
from indexer.read.official.marks import is_letterhead
from indexer.read.official.records import read_record
from indexer.read.official.rulings import (
    is_merely_kind,
    letter_title,
    read_act_of_the_union,
    read_letter,
    read_ruling,
)
from indexer.read.official.said import NOT_OFFICIAL, HeadLine, Official
from indexer.read.sections import Block

__all__ = ["NOT_OFFICIAL", "HeadLine", "Official", "find_official", "named_title", "take_official"]

OPENING_BLOCKS = 80
"""So many blocks may tell that a document is official."""

_OF_TEXT = 10.0


def find_official(lines: Sequence[HeadLine]) -> Official:
    """Return what the first lines of a document in reading order say of it."""
    texts = [line.text for line in lines]
    found = read_head(lines)
    if found == NOT_OFFICIAL:
        found = read_act_of_the_union(texts) or read_record(texts) or read_ruling(texts) or found
    letter = None if found.reference else read_letter(texts)
    if letter is None:
        return found
    kind_first = any(map(is_merely_kind, texts[:3]))
    return replace(
        found,
        title=found.title or (letter_title(texts) if kind_first else ""),
        reference=letter.reference,
        decided=found.decided or letter.decided,
    )


def take_official(blocks: Sequence[Block]) -> tuple[Official, list[Block]]:
    """Return what blocks say of their document, and the blocks that say something else."""
    opening = blocks[:OPENING_BLOCKS]
    cells = [
        (number, cell.strip())
        for number, block in enumerate(opening)
        for cell in block.text.split(CELL.strip())
        if cell.strip()
    ]
    found = read_head([HeadLine(cell, _OF_TEXT - opening[number].level) for number, cell in cells])
    if found == NOT_OFFICIAL:
        return find_official([HeadLine(block.text) for block in opening]), list(blocks)
    more = {number for at, (number, _) in enumerate(cells) if at not in found.lines}
    return found, [*(opening[number] for number in sorted(more)), *blocks[OPENING_BLOCKS:]]


def named_title(title: str, official: Official) -> str:
    """Return the document's own title, or its number where the given one only names a series.

    >>> named_title("Svensk författningssamling", Official(reference="SFS 1999:175"))
    'SFS 1999:175'
    """
    if official.title:
        return official.title
    poor = not title or is_letterhead(title) or is_merely_kind(title)
    return official.reference if official.reference and poor else title
