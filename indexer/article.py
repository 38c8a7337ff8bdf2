"""The article: what an agency published, whatever format it came in."""

from __future__ import annotations

import datetime as dt
import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Self

_DATE = re.compile(r"(\d{4}(?:-\d\d?(?:-\d\d?)?)?)(?:[T ]\d\d:.*)?", re.ASCII)

_DATES = 10_000
"""So many dates are remembered as they are read."""

BULLET = "• "
CELL = " | "

PUBLIC = "public"
INTERNAL = "internal"


class NotADateError(ValueError):
    """A text that is not written as a date is."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as precise as its source: a day, a month or a year.

    >>> DateSpan.parse("2016-12").end
    datetime.date(2016, 12, 31)
    >>> str(DateSpan.parse("2016-12"))
    '2016-12'
    """

    start: dt.date
    end: dt.date

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Self:
        """Return one day; raise ValueError for a day that the calendar lacks."""
        date = dt.date(year, month, day)
        return cls(date, date)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a whole month; raise ValueError for a month that the calendar lacks."""
        start = dt.date(year, month, 1)
        return cls(start, start.replace(day=monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Self:
        """Return a whole year; raise ValueError outside 1–9999."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read YYYY, YYYY-M(M) or YYYY-M(M)-D(D), whatever time of day follows.

        Raise NotADateError for what is written otherwise, ValueError for what the calendar lacks.
        """
        written = _DATE.fullmatch(text.strip())
        if written is None:
            raise NotADateError(text)
        match [int(part) for part in written[1].split("-")]:
            case [year]:
                return cls.year(year)
            case [year, month]:
                return cls.month(year, month)
            case [year, month, day]:
                return cls.day(year, month, day)
        raise NotADateError(text)

    def is_after(self, other: DateSpan) -> bool:
        """Tell whether all of this lies after the other, so that no period goes from here to it."""
        return self.start > other.end

    def __str__(self) -> str:
        if self.start == self.end:
            return self.start.isoformat()
        if self.start.month == self.end.month:
            return self.start.isoformat()[:7]
        return self.start.isoformat()[:4]


_read_date = lru_cache(_DATES)(DateSpan.parse)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for the text before the first) with its paragraphs and, in a PDF, its page.

    A paragraph that is a list item begins with BULLET or its number ("2. "); one that is a row
    of a table has CELL between its cells.
    """

    heading: str
    paragraphs: tuple[str, ...]
    page: int | None = None


TextKind = Literal["title", "reference", "summary", "heading", "paragraph"]
"""What a text is in its article."""

TopicOrigin = Literal["metadata", "vocabulary", "model"]
"""Who says that an article has a topic: its editors, words in its text, or what was learnt."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic that the index has given an article, and why.

    `evidence` are words of the text that spoke for it, and `probability` is how sure a model is.
    """

    topic: str
    by: TopicOrigin
    evidence: tuple[str, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One publication. `topics` are ids or labels as the source gave them, `assigned` the rest.

    `noted` tells of an indexed long article where its terms stand (see `terms.passages`).
    `machine_read` tells that pages of it were scanned and read by machine, with its errors.
    `place` is where it was read, such as a line of a file; it is not kept with the article.
    """

    id: str
    title: str
    sections: tuple[Section, ...] = ()
    summary: str = ""
    url: str = ""
    kind: str = ""
    published: DateSpan | None = None
    reviewed: DateSpan | None = None
    updated: DateSpan | None = None
    topics: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    reference: str = ""
    language: str = "sv"
    audience: str = PUBLIC
    machine_read: bool = False
    assigned: tuple[Assignment, ...] = ()
    noted: str = field(default="", compare=False)
    place: str = field(default="", compare=False)

    @property
    def pages(self) -> int | None:
        """The number of the last page that has text; None for what has no pages."""
        return max((part.page for part in self.sections if part.page), default=None)

    def texts(self) -> Iterator[tuple[TextKind, str]]:
        """Yield each text of the article with its kind, in reading order."""
        yield "title", self.title
        if self.reference:
            yield "reference", self.reference
        if self.summary:
            yield "summary", self.summary
        for section in self.sections:
            if section.heading:
                yield "heading", section.heading
            yield from (("paragraph", paragraph) for paragraph in section.paragraphs)

    def passages(self) -> Iterator[tuple[str, str, int | None]]:
        """Yield (heading, paragraph, page) in reading order, the summary first."""
        if self.summary:
            yield "", self.summary, None
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section.heading, paragraph, section.page

    def to_json(self) -> str:
        """Return the article as one line of JSON without its empty parts."""
        record: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "sections": [[s.heading, list(s.paragraphs), s.page] for s in self.sections],
        }
        for name in (
            "summary",
            "url",
            "kind",
            "reference",
            "language",
            "audience",
            "noted",
            "machine_read",
        ):
            record[name] = getattr(self, name)
        for name in ("published", "reviewed", "updated"):
            record[name] = str(getattr(self, name) or "")
        record["topics"] = list(self.topics)
        record["publisher"] = list(self.publisher)
        record["assigned"] = [
            [one.topic, one.by, list(one.evidence), one.probability] for one in self.assigned
        ]
        return json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str, place: str = "") -> Self:
        """Return the article that `to_json` wrote, as read at `place`."""
        record: dict[str, Any] = json.loads(line)
        for name in ("published", "reviewed", "updated"):
            if name in record:
                record[name] = _read_date(record[name])
        for name in ("topics", "publisher"):
            record[name] = tuple(record.get(name, ()))
        sections = record.pop("sections", [])
        assigned = record.pop("assigned", [])
        return cls(
            assigned=tuple(
                Assignment(topic, by, tuple(evidence), probability)
                for topic, by, evidence, probability in assigned
            ),
            sections=tuple(Section(h, tuple(paragraphs), page) for h, paragraphs, page in sections),
            place=place,
            **record,
        )
