"""Lines of a PDF become headings and paragraphs: by size, weight, space and hyphens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from indexer.article import BULLET, Section
from indexer.read.page_dates import read_date_line
from indexer.read.pdf_lines import Line, Page
from indexer.read.sections import Block, build_sections

HEADING_SIZE = 1.12
"""Letters so many times higher than those of the text are a heading."""

PARAGRAPH_PITCH = 1.22
"""Lines so many times further apart than usual part paragraphs."""

INDENT = 0.6
"""A line that begins so many letter heights further in than the one before begins a paragraph."""

SAME_COLUMN = 45
"""Lines that begin within so many points of each other are in one column."""

HALF_EMPTY = 0.4
"""A line with so much room left ends a paragraph although it ends no sentence."""

LONGEST_HEADING = 200
LOWEST_LEVEL = 6

_LIST_MARK = re.compile(r"[-–—*•·▪◦●]\s|\(?\d{1,2}[.)]\s|\(?[a-zåäö]\)\s")
_BROKEN_WORD = re.compile(r"[a-zåäöéü]-$")
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|and|or)\b")
_END = re.compile(r"[.!?:;…][\"”’)]*$")
_BULLET = re.compile(r"^[•·▪◦●]\s*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the page that it begins on, counted from 1, and its letters' height."""

    block: Block
    page: int
    size: float


def lay_out(pages: Sequence[Page]) -> list[Placed]:
    """Return the blocks of the pages in reading order; a paragraph goes on over the page's end."""
    usual = _usual_size(pages)
    sizes = sorted({line.size for page in pages for line in page}, reverse=True)
    levels = {size: min(number + 1, LOWEST_LEVEL) for number, size in enumerate(
        size for size in sizes if size >= HEADING_SIZE * usual
    )}  # fmt: skip
    pitch = _usual_pitch(pages, usual)
    placed: list[Placed] = []
    for number, page in enumerate(pages, start=1):
        for lines in _groups(page, pitch, usual):
            text, marks = _BULLET.subn("", _joined(line.text for line in lines))
            level = _level(lines, text, levels, usual)
            if placed and lines[0] is page[0] and not level and _goes_on(placed[-1].block, text):
                last = placed[-1]
                text = _joined((last.block.text, text))
                placed[-1] = replace(last, block=replace(last.block, text=text))
            else:
                placed.append(Placed(Block(text, level, BULLET * marks), number, lines[0].size))
    return placed


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


def _usual_size(pages: Sequence[Page]) -> float:
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _usual_pitch(pages: Sequence[Page], usual: float) -> float:
    """Return the distance between most lines of the usual size, in points."""
    pitches = Counter(
        round(before.top - line.top, 1)
        for page in pages
        for before, line in pairwise(page)
        if before.size == line.size == usual and 0 < before.top - line.top < 3 * usual
    )
    return max(pitches, key=lambda pitch: (pitches[pitch], -pitch), default=1.5 * usual)


def _groups(page: Page, pitch: float, usual: float) -> Iterator[list[Line]]:
    """Yield the lines that belong together."""
    group: list[Line] = []
    edges = _edges(page)
    for line in page:
        if group and (
            _parts(group[-1], line, pitch, usual)
            or _is_cut(group[-1], line, edges[group[-1].left], usual)
        ):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(before: Line, line: Line, pitch: float, usual: float) -> bool:
    """Tell whether a new block begins with the line."""
    if line.size != before.size or line.bold != before.bold or _LIST_MARK.match(line.text):
        return True
    if read_date_line(before.text) or read_date_line(line.text):
        return True
    distance = before.top - line.top
    allowed = PARAGRAPH_PITCH * pitch * max(1.0, line.size / usual if usual else 1.0)
    further_in = line.left - before.left > INDENT * line.size
    return not 0 < distance <= allowed or (further_in and not _LIST_MARK.match(before.text))


def _edges(page: Page) -> dict[float, float]:
    """Return how far to the right lines go that begin at a place, or near it in the column."""
    furthest: dict[float, float] = {}
    for line in page:
        furthest[line.left] = max(furthest.get(line.left, 0), line.right)
    return {
        left: max(right for near, right in furthest.items() if abs(near - left) <= SAME_COLUMN)
        for left in furthest
    }


def _is_cut(before: Line, line: Line, edge: float, usual: float) -> bool:
    """Tell whether the line's first word would have had ample room on the line before."""
    if before.size > usual:
        return False
    width = (before.right - before.left) / len(before.text)
    word = len(line.text.split(maxsplit=1)[0]) * width
    room = edge - before.right
    ample = room > 1.5 * word + 2 * before.size
    return ample and (bool(_END.search(before.text)) or room > HALF_EMPTY * (edge - before.left))


def _level(lines: Sequence[Line], text: str, levels: dict[float, int], usual: float) -> int:
    """Return the heading level of a block, or 0."""
    if len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)):
        return 0
    if lines[0].size in levels:
        return levels[lines[0].size]
    first = text[0]
    bold = all(line.bold for line in lines) and lines[0].size >= usual
    if bold and (first.isupper() or first.isdigit()) and not _END.search(text):
        return min(len(levels) + 1, LOWEST_LEVEL)
    return 0


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    """Return lines as one, words that were broken at their ends made whole.

    >>> _joined(["Elevhälso-", "arbete, läs-", "och skriv", "EU-", "kommissionen"])
    'Elevhälsoarbete, läs- och skriv EU-kommissionen'
    """
    text = ""
    for line in lines:
        if _BROKEN_WORD.search(text) and line[:1].islower() and not _SUSPENDED.match(line):
            text = text[:-1] + line
        elif text.endswith("-") and line[:1].isalnum() and not _SUSPENDED.match(line):
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def _goes_on(before: Block, text: str) -> bool:
    """Tell whether a page begins in the midst of a sentence."""
    return not before.level and not _END.search(before.text) and text[:1].islower()
