"""Lines of a PDF become headings and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.article import BULLET, Section
from indexer.read.pdf_columns import arrange
from indexer.read.pdf_groups import LIST_MARK, Group, Usual, ends, group_lines
from indexer.read.pdf_headings import Bookmarks, find_levels
from indexer.read.pdf_lines import BULLETS, Page
from indexer.read.pdf_words import OwnWords, join_lines
from indexer.read.sections import Block, build_sections

NOTE_SIZE = 0.95
"""Letters so much lower than those of the text are a footnote, after which the text goes on."""

MOST_NOTES = 12

_BULLET = re.compile(rf"^[{BULLETS}](?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the page that it begins on, counted from 1, and its letters' height."""

    block: Block
    page: int
    size: float


def lay_out(pages: Sequence[Page], bookmarks: Bookmarks = ()) -> list[Placed]:
    """Return the blocks of the pages in reading order; a paragraph goes on over the page's end."""
    pages = [arrange(page) for page in pages]
    usual = Usual.of(pages)
    own = OwnWords(line.text for page in pages for line in page)
    groups = [
        group
        for number, page in enumerate(pages, start=1)
        for group in group_lines(page, number, usual)
    ]
    for group in groups:
        group.text = join_lines((line.text for line in group.lines), own)
    groups = list(_flowing(groups, usual, own))
    levels = find_levels(groups, usual, bookmarks)
    return [
        Placed(_block(group.text, level), group.page, group.size)
        for group, level in zip(groups, levels, strict=True)
    ]


def build_pages(placed: Sequence[Placed]) -> Iterator[Section]:
    """Yield the sections, each on one page; one that goes on has no heading of its own there.

    A heading that ends a page goes with the text on the next one.
    """
    page = 0
    moved: list[Placed] = []
    for one in reversed(placed):
        page = page if page and one.block.level else one.page
        moved.append(replace(one, page=page))
    for number, blocks in groupby(reversed(moved), key=lambda one: one.page):
        for section in build_sections(one.block for one in blocks):
            yield replace(section, page=number)


def _block(text: str, level: int) -> Block:
    text, marks = _BULLET.subn("", text)
    return Block(text, level, BULLET * marks)


def _flowing(groups: Sequence[Group], usual: Usual, own: OwnWords) -> Iterator[Group]:
    """Yield the groups, the end of a sentence joined to its beginning on another page."""
    placed: list[Group] = []
    for group in groups:
        before = _unfinished(placed, group, usual) if group.jumps else None
        if before is None:
            placed.append(group)
        else:
            before.text = join_lines((before.text, group.text), own)
            before.lines += group.lines
    return iter(placed)


def _unfinished(placed: Sequence[Group], group: Group, usual: Usual) -> Group | None:
    """Return the group whose sentence this one ends, footnotes between them passed over."""
    text = group.text
    note = group.size < NOTE_SIZE * usual.size
    for before in placed[:-MOST_NOTES:-1]:
        if not note and before.size < NOTE_SIZE * usual.size and before.page == placed[-1].page:
            continue
        goes_on = text[:1].islower() and not LIST_MARK.match(text)
        broken = before.text.endswith("-")
        unfinished = not ends(before.text) and len(before.text) > 1
        alike = abs(before.size - group.size) <= 1 and before.bold == group.bold
        return (
            before
            if unfinished and alike and (goes_on or (broken and text[:1].isalnum()))
            else None
        )
    return None
