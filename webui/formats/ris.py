"""A result as RIS, which reference managers import.

The tags are those of the RIS format specification of 2011; lines end as it says, with CRLF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from indexer.article import DateSpan
from indexer.search.answer import LabelledArticle
from webui.language import gettext

MIMETYPE = "application/x-research-info-systems"
_TYPES = {"rapport": "RPRT", "publikation": "RPRT", "nyhet": "NEWS", "lag": "STAT"}
_OTHER = "GEN"


def write_ris(
    articles: Iterable[LabelledArticle], permalink: Callable[[str], str]
) -> Iterator[str]:
    """Yield the records."""
    for one in articles:
        tags = _tags(one, permalink(one.article.id))
        lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def _tags(one: LabelledArticle, permalink: str) -> Iterator[tuple[str, str]]:
    article = one.article
    yield "TY", _TYPES.get(article.kind.casefold(), _OTHER)
    yield "TI", article.title
    for publisher in article.publisher:
        yield "AU", f"{publisher},"  # the comma keeps a body's name from being turned around
    yield "PB", ", ".join(article.publisher)
    if article.published:
        yield "PY", f"{article.published.start.year:04}"
        yield "DA", _date(article.published)
    yield "AB", article.summary
    for topic in one.topics:
        yield "KW", topic.label
    if one.missing:
        yield "N1", gettext("Saknar: %(words)s", words=", ".join(one.missing))
    yield "LA", article.language
    yield "SN" if _is_serial(article.reference) else "M1", article.reference
    yield "UR", permalink
    yield "L2", article.url
    yield "ID", article.id


def _date(date: DateSpan) -> str:
    """Return YYYY/MM/DD/ with what is unknown left empty.

    >>> _date(DateSpan.parse("2020-02"))
    '2020/02//'
    """
    parts = [*str(date).split("-"), "", ""]
    return "/".join(parts[:3]) + "/"


def _is_serial(reference: str) -> bool:
    return reference.upper().startswith(("ISBN", "ISSN"))
