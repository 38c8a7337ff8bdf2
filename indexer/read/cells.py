"""What a spreadsheet shows in its cells, and how much of it is read."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.read.characters import tidy
from indexer.read.document import TITLE_LEVEL, may_be_title
from indexer.read.item import Finding
from indexer.read.sections import Block, join_cells

MOST_CELLS = 200_000
MOST_CHARACTERS = 10_000_000
"""Of all sheets together; what goes beyond is a database, not something to read."""

_DATES = frozenset({*map(str, range(14, 23)), *map(str, range(27, 37)), *map(str, range(45, 59))})
_TIMES = frozenset({"18", "19", "20", "21", "45", "46", "47"})
_PERCENT = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465
_DEFAULT_NAME = re.compile(
    r"(?:blad|sheet|ark|tabelle|taul|feuil|hoja|table)[\s_]?\d+", re.IGNORECASE
)
_PRECISION = 15


@dataclass(slots=True)
class Amounts:
    """How much has been read of a spreadsheet, lest it takes more than an article can be."""

    item: str
    cells: int = 0
    characters: int = 0

    def full(self, row: list[str]) -> bool:
        """Count a row, and tell whether there is no room for it."""
        self.cells += len(row)
        self.characters += sum(map(len, row))
        return self.cells > MOST_CELLS or self.characters > MOST_CHARACTERS

    def doubts(self) -> Iterator[Finding]:
        """Yield what is to be said when not all was read."""
        if self.cells > MOST_CELLS or self.characters > MOST_CHARACTERS:
            yield Finding(
                self.item,
                f"kalkylarket har fler än {MOST_CELLS} celler, och resten läses inte",
                "Dela upp det, eller publicera det som data med en sida som beskriver dem.",
                refused=False,
            )


def sheet_blocks(
    name: str, rows: Iterable[list[str]], amounts: Amounts, *, alone: bool
) -> Iterator[Block]:
    """Yield the name of a sheet as a heading, and its rows as lines, the first maybe as title."""
    heading = "" if alone and _DEFAULT_NAME.fullmatch(tidy(name)) else tidy(name)
    for number, row in enumerate(rows):
        if amounts.full(row):
            return
        if heading and not number:
            yield Block(heading, 2)
        if line := join_cells(row):
            titled = not number and amounts.cells == len(row) and may_be_title(line)
            yield Block(line, TITLE_LEVEL if titled and sum(map(bool, row)) == 1 else 0)


def number_text(value: str, format_: str, *, epoch_1904: bool = False) -> str:
    """Return a number as it is shown in Swedish: a day, a time, a share or with a decimal comma.

    `format_` is its code in OOXML, or the number of one that is built in.

    >>> number_text("43831", "14"), number_text("0.125", "0.0%"), number_text("1234.5", "")
    ('2020-01-01', '12,5 %', '1234,5')
    """
    try:
        number = float(value)
    except ValueError:
        return tidy(value)
    if not math.isfinite(number):
        return tidy(value)
    code = _QUOTED.sub("", format_).lower().split(";")[0]
    dated = format_ in _DATES or (not format_.isdecimal() and re.search(r"[yd]|m{3}|h|mm?:", code))
    if dated and 0 <= number <= _LAST_DAY:
        return _moment(number, only_time=_is_time(format_, code), epoch_1904=epoch_1904)
    if format_ in _PERCENT or "%" in code:
        return f"{_plain(number * 100)} %"
    return _plain(number)


def _is_time(format_: str, code: str) -> bool:
    return format_ in _TIMES or not (format_.isdecimal() or "y" in code or "d" in code)


def _moment(number: float, *, only_time: bool, epoch_1904: bool) -> str:
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH) + dt.timedelta(days=number)
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if only_time and number < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}" if moment.time() != dt.time() else f"{moment:%Y-%m-%d}"


def _plain(number: float) -> str:
    if number == int(number) and abs(number) < 10**_PRECISION:
        return str(int(number))
    return f"{number:.{_PRECISION}g}".replace(".", ",")
