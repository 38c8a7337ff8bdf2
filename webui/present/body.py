"""The text of an article as it was laid out: paragraphs, lists and tables, with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from indexer.article import BULLET
from indexer.search.answer import Mark
from webui.present.text import marked

LONGEST_HEADER = 60
"""A longer cell is no column's name."""

_ITEM = re.compile(rf"{BULLET}|- |\* |(?P<number>\d{{1,6}})\. ", re.ASCII)
_BETWEEN_CELLS = re.compile(r"(?<!\S)\|(?!\S)")

_NOTHING = Markup()

MarkedText = tuple[str, Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A paragraph (`text`), a list (`items`; numbered from `start`), or a table (`rows`).

    `header` are the names of the table's columns, where its first row gives them.
    """

    text: Markup = _NOTHING
    items: tuple[Markup, ...] = ()
    start: int | None = None
    header: tuple[Markup, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()


def lay_out(
    paragraphs: Iterable[MarkedText], ids: Iterator[str] | None = None
) -> Iterator[BodyBlock]:
    """Yield the paragraphs of a section, with list items and rows that follow on each other joined.

    >>> [len(block.items) for block in lay_out([("• luft", ()), ("• ljus", ()), ("Slut.", ())])]
    [2, 0]
    """
    for kind, run in groupby(_numbered(paragraphs), key=lambda one: one[0]):
        texts = [text for _, text in run]
        if kind == "row" and len(texts) > 1:
            yield _table([_cells(text) for text in texts], ids)
        elif kind.startswith("list") and (len(texts) > 1 or texts[0][0].startswith(BULLET)):
            yield _list(texts, ids)
        else:
            yield from (BodyBlock(marked(*text, ids)) for text in texts)


def _numbered(paragraphs: Iterable[MarkedText]) -> Iterator[tuple[str, MarkedText]]:
    """Yield each paragraph after what it is part of: one kind for each list that counts on."""
    expected = 0
    lists = 0
    for text, marks in paragraphs:
        item = _ITEM.match(text)
        number = int(item["number"]) if item and item["number"] else 0
        lists += bool(number and number != expected)
        expected = number + 1 if number else 0
        if item:
            yield (f"list {lists}" if number else "list"), (text, marks)
        else:
            yield ("row" if _BETWEEN_CELLS.search(text) else "text"), (text, marks)


def _list(texts: Sequence[MarkedText], ids: Iterator[str] | None) -> BodyBlock:
    begins = [match.end() if (match := _ITEM.match(text)) else 0 for text, _ in texts]
    items = (
        marked(*_part(text, begin, len(text[0])), ids)
        for text, begin in zip(texts, begins, strict=True)
    )
    first = _ITEM.match(texts[0][0])
    number = first["number"] if first else None
    return BodyBlock(items=tuple(items), start=int(number) if number else None)


def _table(rows: Sequence[Sequence[MarkedText]], ids: Iterator[str] | None) -> BodyBlock:
    width = max(map(len, rows))
    shown = [
        tuple(marked(*cell, ids) for cell in row) + (_NOTHING,) * (width - len(row)) for row in rows
    ]
    if _names_columns([text for text, _ in rows[0]], width, len(rows)):
        return BodyBlock(header=shown[0], rows=tuple(shown[1:]))
    return BodyBlock(rows=tuple(shown))


def _names_columns(cells: Sequence[str], width: int, rows: int) -> bool:
    """Tell a row of names from a row of facts: one for each column but the first, all in words."""
    if len(cells) < width or (width == 2 and rows == 2) or not all(cells[1:]):  # noqa: PLR2004
        return False
    return all(len(cell) <= LONGEST_HEADER and not re.search(r"\d|@", cell) for cell in cells)


def _cells(text: MarkedText) -> list[MarkedText]:
    between = [match.span() for match in _BETWEEN_CELLS.finditer(text[0])]
    begins = [0, *(end for _, end in between)]
    ends = [*(begin for begin, _ in between), len(text[0])]
    return [_part(text, begin, end) for begin, end in zip(begins, ends, strict=True)]


def _part(text: MarkedText, begin: int, end: int) -> MarkedText:
    """Return a piece of the text without spaces around it, with what of the marks is in it."""
    piece = text[0][begin:end]
    begin += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    within = [
        (max(start - begin, 0), min(stop - begin, len(piece)))
        for start, stop in text[1]
        if start < begin + len(piece) and stop > begin
    ]
    return piece, within
