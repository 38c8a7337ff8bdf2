"""Dates as Swedish texts write them, and what they say the date is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.article import DateSpan
from indexer.read.parsed import NO_DATES, Dates
from indexer.written_dates import WRITTEN, YEAR, span_of

PUBLISHED = "published"
REVIEWED = "reviewed"
UPDATED = "updated"
DECIDED = "decided"

WEEKDAY = (
    r"(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)

KINDS = (
    (PUBLISHED, r"publi[cs]er|publish|publicering|utgiv|utkom|utgav|skapa[dt]|posted|julkaistu"),
    (REVIEWED, r"(?:fakta)?gransk|review|kontrollera[dt]"),
    (UPDATED, r"uppdater|opp?dater|ändra[dt]|revidera|updated|modified|changed|päivitetty"),
    (DECIDED, r"beslut|utfärda[dt]"),
)

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)
_YEAR_OR_MONTH = re.compile(
    rf"[\s:]*(?:år\s+)?(?P<date>{YEAR}(?:-(?:0[1-9]|1[0-2]))?)(?![\w:/–-]|[.,]\d)", re.IGNORECASE
)
_LABEL = re.compile(
    "|".join(rf"(?P<{kind}>(?<!\w)(?:{words})\w*)" for kind, words in KINDS), re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"(?:\s+av:?\s[^.;:]{{1,40}})?(?:[\s:,.–-]|(?:den|i|on|at|in|senast|last|datum|{WEEKDAY})\b)*",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:dnr|d\.?nr|diarie\w*|isbn|issn|sfs|sou|prop|bet|rskr|nr|nummer|tel|telefon|fax)[\s.:]*$",
    re.IGNORECASE,
)
_REACH = 60
"""So many characters before a date its label may begin."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text at [start, end); `span` is None for one that the calendar lacks."""

    kind: str
    span: DateSpan | None
    start: int
    end: int


def find(text: str) -> list[DateMention]:
    """Return the dates of the text with their kinds: published, reviewed, updated, decided or "".

    >>> [(m.kind, str(m.span)) for m in find("Publicerat 6 december 2016 Granskat 7 mars 2018")]
    [('published', '2016-12-06'), ('reviewed', '2018-03-07')]
    >>> find("SFS 2010:800, dnr 2020-1234 och 31 februari 2020")
    []
    """
    return [mention for mention in mentions(text) if mention.span]


def mentions(text: str) -> Iterator[DateMention]:
    """Yield the dates of the text in order, impossible ones among them."""
    end = 0
    for match in WRITTEN.finditer(text):
        start = match.start()
        if _NUMBER_OF.search(text, max(0, start - 16), start):
            continue
        yield from _years(text, end, start)
        kind = _kind_before(text, max(end, start - _REACH), start)
        end = match.end()
        yield DateMention(kind, span_of(match), start, end)
    yield from _years(text, end, len(text))


def parse(value: str) -> DateSpan | None:
    """Return the date that the value begins with, ISO 8601 or Swedish, or None.

    >>> str(parse("2016-12")), str(parse("6 feb. 2020")), parse("2020-02-31")
    ('2016-12', '2020-02-06', None)
    """
    value = value.strip()
    if _ISO.fullmatch(value):
        try:
            return DateSpan.parse(value)
        except ValueError:
            return None
    return next((mention.span for mention in mentions(value[:_REACH])), None)


def parse_dates(
    published: str = "",
    reviewed: str = "",
    updated: str = "",
    *,
    parse: Callable[[str], DateSpan | None] = parse,
) -> Dates:
    """Return the dates that a format has a text for each of; an empty one says nothing.

    >>> parse_dates("2020-02-31", updated="2021").impossible
    ('2020-02-31',)
    """
    if not (published or reviewed or updated):
        return NO_DATES
    given = published.strip(), reviewed.strip(), updated.strip()
    spans = [parse(text) if text else None for text in given]
    impossible = [text for text, span in zip(given, spans, strict=True) if text and not span]
    return Dates(spans[0], spans[1], spans[2], tuple(impossible))


def _kind_before(text: str, start: int, end: int) -> str:
    """Return the kind of the last label in text[start:end], if nothing but filling follows it."""
    labels = list(_LABEL.finditer(text, start, end))
    last = labels[-1] if labels else None
    if last and last.lastgroup and _BETWEEN.fullmatch(text, last.end(), end):
        return last.lastgroup
    return ""


def _years(text: str, start: int, end: int) -> Iterator[DateMention]:
    """Yield years and ISO months, which count as dates only right after a label."""
    for label in _LABEL.finditer(text, start, end):
        if label.lastgroup and (match := _YEAR_OR_MONTH.match(text, label.end(), end)):
            yield DateMention(label.lastgroup, DateSpan.parse(match["date"]), *match.span("date"))
