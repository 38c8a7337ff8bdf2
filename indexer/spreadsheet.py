"""Tables that a Swedish Excel opens as such, and runs nothing of.

Semicolons, because a Swedish Excel takes the comma for the decimal sign. A cell that would begin as
a formula gets an apostrophe first, as OWASP advises on CSV injection. What is written needs a byte
order mark first: Excel takes what has none for Windows-1252.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What begins with these, a spreadsheet would run."""


def csv_line(cells: Iterable[str]) -> str:
    r"""Return a row of a table as a line, each cell on one line and no formula.

    >>> csv_line(["=HYPERLINK(1)", "a;b"])
    '\'=HYPERLINK(1);"a;b"\r\n'
    """
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(map(_inert, cells))
    return line.getvalue()


def _inert(cell: str) -> str:
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(_FORMULA) else text
