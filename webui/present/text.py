"""Text as pages show it: marked words, Swedish dates, links that are safe to follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from indexer.article import DateSpan
from indexer.search.answer import Mark
from webui.language import date_in_words

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link goes and what it says."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date in words, and as <time> wants it."""

    text: str
    iso: str


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """Escape the text and put <mark> around the marks, which count code points.

    >>> marked("skola & <hem>", [(0, 5)])
    Markup('<mark>skola</mark> &amp; &lt;hem&gt;')
    """
    parts = []
    done = 0
    for start, end in sorted(marks):
        begin = max(start, done)
        if begin < min(end, len(text)):
            parts += [escape(text[done:begin]), Markup("<mark>%s</mark>") % text[begin:end]]
            done = min(end, len(text))
    parts.append(escape(text[done:]))
    return Markup().join(parts)


def swedish_date(date: DateSpan | None) -> Date | None:
    """Write a date as precisely as it is known.

    >>> swedish_date(DateSpan.parse("2020-02-06")).text
    '6 februari 2020'
    """
    if date is None:
        return None
    iso = str(date)
    return Date(date_in_words(date.start, iso), iso)


def sentence_case(text: str) -> str:
    """Begin with a capital and leave the rest: "rapport" → "Rapport", "EU-stöd" as it is."""
    return text[:1].upper() + text[1:]


def foreign(language: str) -> str:
    """Return a language tag for `lang`, or nothing for Swedish and for what is no tag."""
    is_tag = _LANGUAGE_TAG.fullmatch(language)
    return language if is_tag and language.lower().split("-")[0] != "sv" else ""


def source_link(url: str) -> Link | None:
    """Return a link to the original, or None for anything but a web address.

    >>> source_link("https://www.exempel.se/nyheter/skola.html")
    Link(text='exempel.se › nyheter › skola.html', href='https://www.exempel.se/nyheter/skola.html')
    >>> source_link("javascript:alert(1)")
    """
    if not _WEB_ADDRESS.match(url):
        return None
    path = re.split(r"[?#]", url.split("://", 1)[1])[0].removeprefix("www.")
    return Link(" › ".join(part for part in path.split("/") if part), url)
