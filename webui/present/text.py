"""Text as pages show it: marked words, Swedish dates, links that are safe to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from indexer.article import BULLET, CELL, DateSpan
from indexer.search.answer import Mark, Snippet
from webui.language import (
    LANGUAGE_NAMES,
    REMEMBERED,
    SWEDISH,
    date_in_words,
    gettext,
    language,
)

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_FORMATS = {
    ".pdf": "PDF",
    **dict.fromkeys((".docx", ".docm", ".dotx", ".doc"), "Word"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), "Excel"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppt"), "PowerPoint"),
    **{f".{name.lower()}": name for name in ("ODT", "ODS", "ODP", "RTF", "EPUB")},
    **dict.fromkeys((".eml", ".msg"), "E-post"),
}
_NAMES_FORMAT = re.compile("|".join(map(re.escape, _FORMATS)), re.IGNORECASE).search
_EDGE = re.compile(rf"\n|…|{re.escape(CELL)}|^(?:{BULLET}|\d+\. )", re.MULTILINE)
"""Where a paragraph, a cell or the mark of a list item ends, or something is left out."""
_BEFORE, _AFTER = 2, 4
"""So many words around a matched one are enough to find the place again."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link goes and what it says, and what there is to note of it."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date in words, and as <time> wants it."""

    text: str
    iso: str


def marked(text: str, marks: Sequence[Mark], ids: Iterator[str] | None = None) -> Markup:
    """Escape the text and put <mark> around the marks, which count code points.

    With `ids`, each mark takes the next of them so that links can lead to it.

    >>> marked("skola & <hem>", [(0, 5)])
    Markup('<mark>skola</mark> &amp; &lt;hem&gt;')
    """
    if not marks:
        return escape(text)
    parts: list[str] = []
    done = 0
    for start, end in sorted(marks):
        begin = max(start, done)
        if begin < min(end, len(text)):
            place = f' id="{escape(next(ids))}"' if ids else ""
            parts.append(f"{escape(text[done:begin])}<mark{place}>{escape(text[begin:end])}</mark>")
            done = min(end, len(text))
    parts.append(escape(text[done:]))
    return Markup("".join(parts))  # noqa: S704 - each part is escaped


def swedish_date(date: DateSpan | None) -> Date | None:
    """Write a date as precisely as it is known.

    >>> swedish_date(DateSpan.parse("2020-02-06")).text
    '6 februari 2020'
    """
    return _date(date, language()) if date else None


@lru_cache(REMEMBERED)
def _date(date: DateSpan, code: str) -> Date:
    iso = str(date)
    return Date(date_in_words(date.start, iso, code), iso)


def sentence_case(text: str) -> str:
    """Begin with a capital and leave the rest: "rapport" → "Rapport", "EU-stöd" as it is."""
    return text[:1].upper() + text[1:]


def foreign(tag: str) -> str:
    """Return a language tag for `lang`, or nothing for the page's own and for what is no tag."""
    own = language()
    if tag == own:
        return ""
    is_tag = _LANGUAGE_TAG.fullmatch(tag)
    return tag if is_tag and tag.lower().split("-")[0] != own else ""


def language_name(tag: str) -> str:
    """Return the name of a language; nothing for Swedish, which most is in, and for no tag."""
    if not _LANGUAGE_TAG.fullmatch(tag) or tag.lower().split("-")[0] == SWEDISH:
        return ""
    return gettext(LANGUAGE_NAMES.get(tag, tag))


def quoted(query: str) -> str:
    """Put the query in quotation marks, no longer than a heading can bear."""
    limit = 80
    return f"”{query if len(query) <= limit else query[:limit] + '…'}”"


def source_link(url: str) -> Link | None:
    """Return a link to the original, or None for anything but a web address.

    >>> source_link("https://www.exempel.se/nyheter/skola.html").text
    'exempel.se › nyheter › skola.html'
    >>> source_link("javascript:alert(1)")
    """
    if not _WEB_ADDRESS.match(url):
        return None
    path = re.split(r"[?#]", url.split("://", 1)[1])[0].removeprefix("www.")
    return Link(" › ".join(part for part in path.split("/") if part), url)


def file_format(*names: str) -> str:
    """Return what the first address or file name with a known ending is, or an empty string.

    >>> file_format("", "rapporter/2019.pdf")
    'PDF'
    """
    paths = (_path(name) for name in names if _NAMES_FORMAT(name))
    endings = (path[path.rfind(".") :].lower() for path in paths if "." in path)
    return next((_FORMATS[ending] for ending in endings if ending in _FORMATS), "")


def place_in_source(url: str, snippet: Snippet) -> str:
    """Return the address of the snippet's place in the original: a page or a text fragment.

    A fragment quotes a few words about the first mark, within one paragraph, list item or cell.
    Source: https://wicg.github.io/scroll-to-text-fragment/

    >>> place_in_source("https://exempel.se/a", Snippet("Tyst i salen.", ((0, 4),)))
    'https://exempel.se/a#:~:text=Tyst%20i%20salen.'
    """
    if "#" in url:
        return url
    if snippet.page:
        return f"{url}#page={snippet.page}"
    if not snippet.marks or file_format(url):
        return url
    return f"{url}#:~:text={_encode(_words_about(snippet.text, snippet.marks[0]))}"


def _words_about(text: str, mark: Mark) -> str:
    begin = text.rfind("\n", 0, mark[0]) + 1
    end = len(text)
    for edge in _EDGE.finditer(text, begin):
        if edge.end() <= mark[0]:
            begin = edge.end()
        elif edge.start() >= mark[1]:
            end = edge.start()
            break
    words = text[begin:end].replace("…", " ").split()
    here = max(len(text[begin : mark[0] + 1].replace("…", " ").split()) - 1, 0)
    return " ".join(words[max(0, here - _BEFORE) : here + 1 + _AFTER])


def _encode(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def _path(name: str) -> str:
    try:
        return urlsplit(name).path
    except ValueError:
        return ""
