"""A result as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indexer.article import DateSpan
from indexer.search.answer import LabelledArticle
from indexer.search.export import Export
from indexer.spreadsheet import csv_line
from webui.language import gettext, mark, number

MIMETYPE = "text/csv"
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
    mark("Saknar"),
)


def write_table(export: Export, limit: int, permalink: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the table; the last one tells when the result goes beyond the limit."""
    yield "\N{BYTE ORDER MARK}" + csv_line([gettext(name) for name in _COLUMNS])
    for one in export.articles:
        yield csv_line(_cells(one, permalink))
    if export.total > limit:
        told = gettext(
            "Bara de första %(limit)s av %(total)s träffarna finns med. Avgränsa sökningen.",
            limit=number(limit),
            total=number(export.total),
        )
        yield csv_line([told])


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
        ", ".join(one.missing),
    ]


def _date(date: DateSpan | None) -> str:
    return str(date or "")
