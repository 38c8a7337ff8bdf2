"""A result as CSV that a Swedish Excel opens as a table and runs nothing of.

Semicolons, because a Swedish Excel takes the comma for the decimal sign; a byte order mark, because
it takes what has none for Windows-1252. A cell that would begin as a formula gets an apostrophe
first, as OWASP advises on CSV injection.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from indexer.article import DateSpan
from indexer.search.answer import LabelledArticle
from indexer.search.export import Export
from webui.language import gettext, mark, number

MIMETYPE = "text/csv"
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_COLUMNS = (
    mark("Titel"),
    mark("Adress"),
    mark("Original"),
    mark("Typ"),
    mark("Utgivare"),
    mark("Språk"),
    mark("Publicerad"),
    mark("Granskad"),
    mark("Uppdaterad"),
    mark("Beteckning"),
    mark("Ämnen"),
    mark("Id"),
)


def write_table(export: Export, limit: int, permalink: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the table; the last one tells when the result goes beyond the limit."""
    yield "\N{BYTE ORDER MARK}" + _line([gettext(name) for name in _COLUMNS])
    for one in export.articles:
        yield _line(_cells(one, permalink))
    if export.total > limit:
        told = gettext(
            "Bara de första %(limit)s av %(total)s träffarna finns med. Avgränsa sökningen.",
            limit=number(limit),
            total=number(export.total),
        )
        yield _line([told])


def _cells(one: LabelledArticle, permalink: Callable[[str], str]) -> list[str]:
    article = one.article
    return [
        article.title,
        permalink(article.id),
        article.url,
        article.kind,
        ", ".join(article.publisher),
        article.language,
        _date(article.published),
        _date(article.reviewed),
        _date(article.updated),
        article.reference,
        ", ".join(topic.label for topic in one.topics),
        article.id,
    ]


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(map(_harmless, cells))
    return line.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> _harmless("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _date(date: DateSpan | None) -> str:
    return str(date or "")
