"""The order in which a page is read: column after column, rows as rows, from above downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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


def _apart(page: Page) -> Iterator[Line]:
    """Yield the lines, those that columns share parted, and those of tables as rows."""
    place = 0
    while place < len(page):
        end = place + 1
        gaps = _gaps(page[place])
        blocks = [(_block(page, place, gap), gap) for gap in gaps]
        for (block, gap), first in blocks:
            if _is_prose(block, gap):
                left, right = _parted(block, gap)
                yield from left
                yield from _apart(right)
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


def _cells(line: Line) -> Sequence[Cell]:
    """Return the line's cells; the number or the mark before a text is no cell."""
    cells = line.cells
    if len(cells) > 1 and _MARK.fullmatch(cells[0].text):
        first = Cell(f"{cells[0].text} {cells[1].text}", cells[0].left, cells[1].right)
        return (first, *cells[2:])
    return cells


def _gaps(line: Line) -> list[Gap]:
    return [(before.right, after.left) for before, after in pairwise(_cells(line))]


def _block(page: Page, place: int, gap: Gap) -> tuple[list[Line], Gap]:
    """Return the lines from the place on that leave a common gap free, and the gap."""
    block = [page[place]]
    for line in page[place + 1 : place + MOST_ROWS]:
        before = block[-1]
        if not 0 < before.bottom - line.bottom <= NEXT_ROW * line.size:
            break
        shared = [
            (max(gap[0], left), min(gap[1], right))
            for left, right in _gaps(line)
            if min(gap[1], right) - max(gap[0], left) > line.size
        ]
        if shared:
            gap = shared[0]
        elif _crosses(line, gap) or before.bottom - line.bottom > 2 * line.size:
            break
        block.append(line)
    return block, gap


def _crosses(line: Line, gap: Gap) -> bool:
    return line.right > gap[0] + 1 and line.left < gap[1] - 1


def _parted(block: Sequence[Line], gap: Gap) -> tuple[list[Line], list[Line]]:
    """Return the lines on the left and on the right of the gap."""
    left: list[Line] = []
    right: list[Line] = []
    for line in block:
        cells = _cells(line) or (Cell(line.text, line.left, line.right),)
        for side, cells_there in (
            (left, tuple(cell for cell in cells if cell.right <= gap[0] + 1)),
            (right, tuple(cell for cell in cells if cell.left >= gap[1] - 1)),
        ):
            if cells_there:
                side.append(_of_cells(line, cells_there))
    return left, right


def _of_cells(line: Line, cells: tuple[Cell, ...]) -> Line:
    return replace(
        line,
        text=" ".join(cell.text for cell in cells) + line.text[-1:] * _ends_broken(line, cells),
        left=cells[0].left,
        right=cells[-1].right,
        cells=cells if len(cells) > 1 else (),
    )


def _ends_broken(line: Line, cells: Sequence[Cell]) -> bool:
    """Tell whether a sign for a broken word, which a cell lacks, ends these cells."""
    return (
        line.cells[-1:] == tuple(cells[-1:])
        and line.text == " ".join(cell.text for cell in line.cells) + line.text[-1:]
    )


def _is_prose(block: Sequence[Line], gap: Gap) -> bool:
    """Tell whether two texts stand side by side."""
    if len(block) < FEWEST_ROWS:
        return False
    sides = _parted(block, gap)
    return all(
        len(side) >= FEWEST_ROWS
        and sum(len(line.text) for line in side) >= LEAST_LETTERS * len(side)
        and sum(line.text[:1].islower() for line in side[1:]) >= LEAST_FLOWING * len(side)
        for side in sides
    )


def _is_table(block: Sequence[Line]) -> bool:
    """Tell whether the lines are rows of a table, none of which goes on in the next."""
    if len(block) < FEWEST_ROWS - 1:
        return False
    cells = [cell for line in block for cell in _cells(line)]
    lower = sum(cell.text[:1].islower() for cell in cells)
    return all(len(_cells(line)) > 1 for line in block) and lower <= len(cells) / 4


def _as_row(line: Line) -> Line:
    return replace(line, text=CELL.join(cell.text for cell in _cells(line)), row=True)
