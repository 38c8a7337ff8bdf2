"""The rows of a sheet in an OpenDocument: what is repeated, what is hidden, and where they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indexer.read.characters import tidy
from indexer.read.markup import Element
from indexer.read.opendocument_styles import TABLE

WIDEST = 16_384
MOST_REPEATED = 1000
"""A row or cell with text that is repeated more often is repeated so often."""

_GROUPS = frozenset(
    f"{TABLE}table-{name}" for name in ("rows", "row-group", "header-rows", "header-columns")
)
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})


def read_rows(sheet: Element, text_of: Callable[[Element], str]) -> Iterator[list[str]]:
    """Yield the rows that are shown and have text, cell by cell."""
    hidden = set(_hidden_columns(sheet))
    for row in within(sheet, f"{TABLE}table-row"):
        if row.get(f"{TABLE}visibility", "visible") != "visible":
            continue
        cells = _row(row, hidden, text_of)
        if any(cells):
            for _ in range(min(_times(row, "rows"), MOST_REPEATED)):
                yield cells


def within(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table, or cells of a row, be they grouped, and never those of others."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in _GROUPS and one.get(f"{TABLE}display", "true") == "true":
            yield from within(one, tag)


def _row(row: Element, hidden: set[int], text_of: Callable[[Element], str]) -> list[str]:
    cells: list[str] = []
    column = 0
    for cell in row:
        if cell.tag not in _CELLS or column >= WIDEST:
            continue
        text = tidy(text_of(cell))
        times = min(_times(cell, "columns"), WIDEST - column, WIDEST if not text else MOST_REPEATED)
        shown = sum(number not in hidden for number in range(column, column + times))
        cells += [text] * shown
        column += times
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _hidden_columns(sheet: Element) -> Iterator[int]:
    column = 0
    for one in sheet.iter(f"{TABLE}table-column"):
        times = min(_times(one, "columns"), WIDEST - column)
        if one.get(f"{TABLE}visibility", "visible") != "visible":
            yield from range(column, column + times)
        column += times


def _times(element: Element, what: str) -> int:
    given = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(given) if given.isdecimal() and len(given) < 10 else 1  # noqa: PLR2004
