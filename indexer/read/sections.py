"""Blocks of text in reading order become sections with headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.article import CELL, Section


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row (level 0), or a heading of level 1 to 6, as one line.

    `mark` is what stands before a list item: a bullet or its number.
    """

    text: str
    level: int = 0
    mark: str = ""


def join_cells(cells: Sequence[str]) -> str:
    """Return a row of a table as one line; empty cells keep their place unless just one is filled.

    >>> join_cells(["", "Flickor", "Pojkar"])
    '| Flickor | Pojkar'
    """
    filled = [cell for cell in cells if cell]
    return CELL.join(cells).strip() if len(filled) > 1 else "".join(filled)


def build_sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Return the blocks as sections; a heading that ends the text becomes a paragraph.

    >>> build_sections([Block("Skola", 2), Block("Alla går."), Block("Läs mer", 2)])
    (Section(heading='Skola', paragraphs=('Alla går.', 'Läs mer'), page=None),)
    """
    sections: list[Section] = []
    heading = ""
    paragraphs: list[str] = []
    for block in blocks:
        if not block.level:
            paragraphs.append(block.mark + block.text)
            continue
        if heading or paragraphs:
            sections.append(Section(heading, tuple(paragraphs)))
        heading, paragraphs = block.text, []
    if heading and not paragraphs:
        last = sections.pop() if sections else Section("", ())
        heading, paragraphs = last.heading, [*last.paragraphs, heading]
    if paragraphs:
        sections.append(Section(heading, tuple(paragraphs)))
    return tuple(sections)
