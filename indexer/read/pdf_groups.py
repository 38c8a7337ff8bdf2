"""Lines of a page that belong together: by place, space, style and how they begin and end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from indexer.read.page_dates import read_date_line
from indexer.read.pdf_lines import BULLETS, SOFT_HYPHEN, Line, Page

PARAGRAPH_PITCH = 1.22
"""Lines so many times further apart than usual part paragraphs."""

STRETCHED_PITCH = 1.6
"""A sentence may go on over so much space, as where a line holds a formula or a note's number."""

HEADING_PITCH = 1.5
"""Lines of a heading may stand so many of their own heights apart."""

WIDE_PITCH = 2.2
"""So many, where it is clear that the heading goes on."""

MOST_HANGING = 6.0
"""The number of a heading takes at most so many letter heights."""

INDENT = 0.6
"""A line that begins so many letter heights further in than the one before begins a paragraph."""

SAME_COLUMN = 45
"""Lines that begin within so many points of each other are in one column."""

NEIGHBOURS = 10
"""So many lines before and after tell how wide a column is."""

MOST_LINES = 300
"""No paragraph has more lines."""

FEWEST_PITCHES = 5
"""So many lines tell how far apart a page has them."""

HALF_EMPTY = 0.4
"""A line with so much room left ends a paragraph although it ends no sentence."""

LIST_MARK = re.compile(rf"[-–—*{BULLETS}](?:\s|$)|\(?\d{{1,2}}[.)]\s|\(?[a-zåäö]\)\s")
_ITEM_END = re.compile(r"(?:[,;:.]|\b(?:och|eller|samt|and|or))$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]")
_DIGITS = re.compile(r"\d\d")
_HYPHENS = ("-", SOFT_HYPHEN)


@dataclass(frozen=True, slots=True)
class Usual:
    """The letter height of most text, and the distance between its lines, in points."""

    size: float
    pitch: float

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Usual:
        """Measure the pages."""
        size = _usual_size(pages)
        pitches = _pitches(pages, size)
        return cls(size, _most_common(pitches) if pitches else 1.5 * size)

    def on(self, page: Page) -> Usual:
        """Return what is usual on the page, where enough of it tells."""
        pitches = _pitches([page], self.size)
        pitch = _most_common(pitches) if pitches else 0.0
        return Usual(self.size, pitch) if pitches[pitch] >= FEWEST_PITCHES else self


@dataclass(slots=True)
class Group:
    """Lines that make a paragraph, a list item, a heading or a row; `page` is counted from 1.

    `jumps` says that it stands beside or above what was read before it; `space` is what is left
    free above it, in usual distances of lines.
    """

    page: int
    lines: list[Line]
    jumps: bool
    space: float
    text: str = field(default="")

    @property
    def size(self) -> float:
        """The letter height of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(line.italic for line in self.lines)


def group_lines(page: Page, number: int, usual: Usual) -> Iterator[Group]:
    """Yield the lines of a page as groups, in their order."""
    usual = usual.on(page)
    group: Group | None = None
    widest = max((line.right for line in page), default=0.0)
    for place, line in enumerate(page):
        before = group.lines[-1] if group else None
        if group and not _parts(group, page, place, usual, widest):
            group.lines.append(line)
            continue
        if group:
            yield group
        distance = before.bottom - line.bottom if before else 0.0
        space = distance / usual.pitch if distance > 0 and usual.pitch else float("inf")
        group = Group(number, [line], distance <= 0, space)
    if group:
        yield group


def ends(text: str) -> bool:
    """Tell whether a sentence ends there, the number of a footnote after it or not.

    >>> ends("Alla går."), ends("Alla (utom en)"), ends("(Alla går.)1")
    (True, False, True)
    """
    return text.rstrip('"”’)»0123456789')[-1:] in {".", "!", "?", ":", ";", "…"}


def _usual_size(pages: Sequence[Page]) -> float:
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _pitches(pages: Sequence[Page], usual: float) -> Counter[float]:
    """Return how often lines of the usual size stand so many points apart."""
    return Counter(
        round(before.bottom - line.bottom, 1)
        for page in pages
        for before, line in pairwise(page)
        if before.size == line.size == usual and 0 < before.bottom - line.bottom < 3 * usual
    )


def _most_common(pitches: Counter[float]) -> float:
    return max(pitches, key=lambda pitch: (pitches[pitch], -pitch))


def _parts(group: Group, page: Page, place: int, usual: Usual, widest: float) -> bool:
    """Tell whether a new group begins with the line at the place; no line goes beyond `widest`."""
    before, line = group.lines[-1], page[place]
    distance = before.bottom - line.bottom
    if (
        len(group.lines) >= MOST_LINES
        or before.row
        or line.row
        or line.size != before.size
        or distance <= 0
    ):
        return True
    if before.text.endswith(_HYPHENS) and line.text[:1].islower():
        return distance > STRETCHED_PITCH * max(usual.pitch, line.size)
    unfinished = not ends(before.text)
    goes_on = unfinished and line.text[:1].islower()
    if distance > _allowed(group, line, usual, goes_on=goes_on):
        return True
    restyled = (line.bold, line.italic) != (before.bold, before.italic)
    listed = LIST_MARK.match(line.text)
    if goes_on and not restyled and not listed and not _is_indented(group, before, line):
        return False
    room = widest - before.right
    if room > line.size:
        room = _edge(page, place, widest) - before.right
    runs_on = unfinished and room <= _first_word(line) + line.size / 2
    if restyled or (goes_on and not listed):
        return not (runs_on and goes_on)
    if listed:
        return not (runs_on and _in_text(group, before, line))
    if _is_date(before.text) or (_is_date(line.text) and not (runs_on and line.text[0].isdigit())):
        return True
    return _is_indented(group, before, line) or _is_cut(before, line, room, usual)


@lru_cache(maxsize=4)
def _is_date(text: str) -> bool:
    return bool(_DIGITS.search(text)) and bool(read_date_line(text))


def _edge(page: Page, place: int, widest: float) -> float:
    """Return how far to the right the line's column goes.

    The lines near it tell, unless none goes on from another, as in a list of names.
    """
    line = page[place]
    column = [
        near
        for near in page[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS]
        if abs(near.left - line.left) <= SAME_COLUMN and near.size == line.size
    ]
    flows = any(near.text[:1].islower() for near in column)
    return max(near.right for near in column) if flows else widest


def _allowed(group: Group, line: Line, usual: Usual, *, goes_on: bool) -> float:
    """Return how far below the line before the line may stand."""
    heading = max(HEADING_PITCH * line.size, PARAGRAPH_PITCH * usual.pitch)
    if _hangs(group, line) or (goes_on and line.size > usual.size):
        return max(WIDE_PITCH * line.size, heading)
    if line.size > usual.size:
        return heading
    return (STRETCHED_PITCH if goes_on else PARAGRAPH_PITCH) * usual.pitch


def _hangs(group: Group, line: Line) -> bool:
    """Tell whether the line stands under the first word of a numbered heading, not its number."""
    first = group.lines[0]
    return (
        first.bold == line.bold
        and bool(_NUMBERED.match(first.text))
        and not line.text[:1].isdigit()
        and INDENT * line.size < line.left - first.left < MOST_HANGING * line.size
    )


def _in_text(group: Group, before: Line, line: Line) -> bool:
    """Tell whether what looks like a list's mark is a part of the sentence."""
    same = abs(before.left - line.left) < INDENT * line.size
    listed = LIST_MARK.match(group.lines[0].text) and group.lines[0].left <= line.left + 1
    return same and not listed and not _ITEM_END.search(before.text)


def _is_indented(group: Group, before: Line, line: Line) -> bool:
    """Tell whether the line begins further in, or further out than a list item's lines do."""
    first = group.lines[0]
    step = INDENT * line.size
    if LIST_MARK.match(first.text):
        hangs = before.left - first.left > step
        ended = before is first and ends(before.text) and not line.text[:1].islower()
        return (hangs or ended) and line.left - first.left < step
    if _hangs(group, line):
        return False
    return line.left - before.left > step


def _first_word(line: Line) -> float:
    """Return about how wide the line's first word is."""
    width = (line.right - line.left) / len(line.text)
    return len(line.text.split(maxsplit=1)[0]) * width


def _is_cut(before: Line, line: Line, room: float, usual: Usual) -> bool:
    """Tell whether the line's first word would have had ample room on the line before."""
    if before.size > usual.size or room <= 1.5 * _first_word(line) + 2 * before.size:
        return False
    return bool(ends(before.text)) or room > HALF_EMPTY * (room + before.right - before.left)
