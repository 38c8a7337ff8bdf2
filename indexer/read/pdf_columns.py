"""The order in which a page is read: column after column, rows as rows, from above downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.article import CELL
from indexer.read.pdf_lines import Cell, Line, Page

FEWEST_ROWS = 3
"""Columns side by side have at least so many lines each."""

MOST_ROWS = 150
"""So many lines are looked at for what they share."""

MOST_TRIED = 20
"""More lines than this that share a gap, and are neither columns nor a table, are left alone."""

LEAST_FLOWING = 0.3
"""So many of a column's lines begin within a sentence; more of them than of a table's cells do."""

LEAST_LETTERS = 12
NEXT_ROW = 3.0
"""A row stands at most so many letter heights below the one before."""

MOST_STRETCHES = 80
"""A page of more pieces than this is taken as it was drawn."""

_MARK = re.compile(
    r"(?:[^\w\s]|\(?[a-zåäö]\)|\(?\d{1,3}(?:[.:]\d{1,2}){0,4}[.)]?(?:\s?[a-z])?(?:\s§)?)"
)

Gap = tuple[float, float]


def arrange(page: Page) -> Page:
    """Return the lines of a page in the order that they are read in."""
    return list(_apart(_ordered(page)))


@dataclass(slots=True)
class _ColumnPart:
    """Lines drawn one below the other."""

    lines: list[Line]
    left: float
    right: float

    @classmethod
    def of(cls, line: Line) -> _ColumnPart:
        return cls([line], line.left, line.right)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)

    def is_above(self, other: _ColumnPart) -> bool:
        """Tell whether all of this stands over the other, in the same column."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        narrower = min(self.right - self.left, other.right - other.left)
        lowest, highest = self.lines[-1], other.lines[0]
        return shared > narrower / 3 and lowest.bottom > highest.bottom + highest.size / 2


def _ordered(page: Page) -> Page:
    """Return the lines with what was drawn late but stands above put where it belongs."""
    if all(before.bottom >= line.bottom for before, line in pairwise(page)):
        return page
    parts = list(_column_parts(page))
    if len(parts) > MOST_STRETCHES:
        return page
    ordered: list[Line] = []
    while parts:
        first = next(
            part
            for part in parts
            if not any(other.is_above(part) for other in parts if other is not part)
        )
        parts.remove(first)
        ordered += first.lines
    return ordered


def _column_parts(page: Page) -> Iterator[_ColumnPart]:
    part: _ColumnPart | None = None
    for line in page:
        before = part.lines[-1] if part else None
        if part and before and _is_next(before, line):
            part.add(line)
            continue
        if part:
            yield part
        part = _ColumnPart.of(line)
    if part:
        yield part


def _is_next(before: Line, line: Line) -> bool:
    distance = before.bottom - line.bottom
    beside = line.left > before.right or line.right < before.left
    return 0 <= distance <= NEXT_ROW * max(line.size, before.size) and not beside


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its cells, what is free between them, and the sign for a word broken there."""

    line: Line
    cells: Sequence[Cell] = ()
    gaps: Sequence[Gap] = ()
    broken: str = ""

    @classmethod
    def of(cls, line: Line) -> _Row:
        if not line.cells:
            return cls(line)
        cells = _cells(line)
        gaps = [(before.right, after.left) for before, after in pairwise(cells)]
        end = line.text[-1:]
        broken = line.text == " ".join(cell.text for cell in line.cells) + end
        return cls(line, cells, gaps, end * broken)


def _cells(line: Line) -> Sequence[Cell]:
    """Return the line's cells; the number or the mark before a text is no cell."""
    cells = line.cells
    if len(cells) > 1 and _MARK.fullmatch(cells[0].text):
        first = Cell(f"{cells[0].text} {cells[1].text}", cells[0].left, cells[1].right)
        return (first, *cells[2:])
    return cells


def _apart(page: Page) -> Iterator[Line]:
    """Yield the lines, those that columns share parted, and those of tables as rows."""
    rows = [_Row.of(line) for line in page]
    place = 0
    while place < len(rows):
        end = place + 1
        gaps = rows[place].gaps
        blocks = [(_block(rows, place, gap), gap) for gap in gaps]
        for (block, gap), first in blocks:
            left, right = _sides(block, gap)
            if _is_prose(left) and _is_prose(right):
                yield from map(_of_cells, left)
                yield from _apart([_of_cells(part) for part in right])
                end = place + len(block)
                break
            if first is gaps[0] and _is_table(block):
                yield from map(_as_row, block)
                end = place + len(block)
                break
        else:
            longest = max((len(block) for (block, _), _ in blocks), default=1)
            end = place + (longest if longest > MOST_TRIED else 1)
            yield from page[place:end]
        place = end


def _block(rows: Sequence[_Row], place: int, gap: Gap) -> tuple[Sequence[_Row], Gap]:
    """Return the rows from the place on that leave a common gap free, and the gap."""
    before = rows[place].line
    end = place + 1
    for row in rows[end : place + MOST_ROWS]:
        line = row.line
        distance = before.bottom - line.bottom
        if not 0 < distance <= NEXT_ROW * line.size:
            break
        shared = _shared(row.gaps, gap, line.size)
        if shared:
            gap = shared
        elif _crosses(line, gap) or distance > 2 * line.size:
            break
        before = line
        end += 1
    return rows[place:end], gap


def _shared(gaps: Sequence[Gap], gap: Gap, least: float) -> Gap | None:
    """Return the first part of a gap, wider than the least, that is free in the row too."""
    for left, right in gaps:
        begin, end = max(gap[0], left), min(gap[1], right)
        if end - begin > least:
            return begin, end
    return None


def _crosses(line: Line, gap: Gap) -> bool:
    return line.right > gap[0] + 1 and line.left < gap[1] - 1


_Part = tuple[Line, Sequence[Cell], str]
"""Some cells of a line, and their text."""


def _sides(block: Sequence[_Row], gap: Gap) -> tuple[list[_Part], list[_Part]]:
    """Return what stands on the left and on the right of the gap, unless the rows are too few."""
    left: list[_Part] = []
    right: list[_Part] = []
    for row in block if len(block) >= FEWEST_ROWS else ():
        line = row.line
        cells = row.cells or (Cell(line.text, line.left, line.right),)
        for side, cells_there in (
            (left, [cell for cell in cells if cell.right <= gap[0] + 1]),
            (right, [cell for cell in cells if cell.left >= gap[1] - 1]),
        ):
            if cells_there:
                side.append((line, cells_there, _text(row, cells_there)))
    return left, right


def _text(row: _Row, cells: Sequence[Cell]) -> str:
    """Return the text of some cells, with the sign for a broken word, which a cell lacks."""
    text = " ".join([cell.text for cell in cells])
    return text + row.broken if row.broken and cells[-1] == row.line.cells[-1] else text


def _of_cells(part: _Part) -> Line:
    line, cells, text = part
    place = (line.top, line.bottom, cells[0].left, cells[-1].right)
    kept = tuple(cells) if len(cells) > 1 else ()
    return Line(text, *place, line.bold, line.italic, kept, line.row)


def _is_prose(side: Sequence[_Part]) -> bool:
    """Tell whether the parts of lines on one side of a gap are a text."""
    return (
        len(side) >= FEWEST_ROWS
        and sum(len(text) for _, _, text in side) >= LEAST_LETTERS * len(side)
        and sum(text[:1].islower() for _, _, text in side[1:]) >= LEAST_FLOWING * len(side)
    )


def _is_table(block: Sequence[_Row]) -> bool:
    """Tell whether the lines are rows of a table, none of which goes on in the next."""
    if len(block) < FEWEST_ROWS - 1:
        return False
    cells = [cell for row in block for cell in row.cells]
    lower = sum(cell.text[:1].islower() for cell in cells)
    return all(len(row.cells) > 1 for row in block) and lower <= len(cells) / 4


def _as_row(row: _Row) -> Line:
    line, text = row.line, CELL.join(cell.text for cell in row.cells)
    place = (line.top, line.bottom, line.left, line.right)
    return Line(text, *place, line.bold, line.italic, line.cells, row=True)
