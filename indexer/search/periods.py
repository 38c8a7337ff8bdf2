"""Times as people write them in a question: which days does one mean?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexer.article import DateSpan
from indexer.written_dates import WRITTEN, span_of

_LONGEST = 80
_CENTURY_TURNS = 30
"""30-talet and later ones without their century are of the 1900s."""
_NUMBERS = {
    word: number
    for number, word in enumerate("en två tre fyra fem sex sju åtta nio tio elva tolv".split(), 1)
} | {"ett": 1}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"…": ".."})
_UNDATED = frozenset({"utan datum", "odaterad", "odaterat", "saknas", "undated", "no date"})
_ACADEMIC = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")
_DECADE = re.compile(r"(?:(\d{2})?)(\d)0(?:-?talet|-?s)", re.ASCII)
_WEEK = re.compile(r"(?:v|v\.|vecka|week) ?(\d{1,2}),? (\d{4})", re.ASCII)
_QUARTER = re.compile(r"(?:q|kvartal |quarter )([1-4]),? (\d{4})", re.ASCII)
_LATEST = re.compile(
    r"(?:de |det |den |the )?(?:senaste|past|last(?= \d))"
    rf"(?: (?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}))? "
    r"(?:(?P<days>dygnet|dygnen|dag\w*|days?)|(?P<weeks>veck\w+|weeks?)|(?P<months>månad\w*|months?)"
    r"|(?P<quarter>kvartal\w*)|(?P<half>halvår\w*)|(?P<years>år|åren|året|years?))",
    re.ASCII,
)
_MONTHS_OF = {"months": 1, "quarter": 3, "half": 6, "years": 12}
_WORDS_BEFORE = re.compile(r"(?:den|i|in|år|året|under|publicerad|the|dated) ")
_BETWEEN = re.compile(r"(?:mellan|between) (.+) (?:och|and) (.+)")
_FROM_TO = re.compile(
    r"(?:(?:från|fr\.?o\.?m\.?|from) )?(.+?) (?:-|till|t\.?o\.?m\.?|to|until) (.+)"
)
_TIGHT = re.compile(r"(\d{4}(?:-\d\d?(?:-\d\d?)?)?)-(\d{4}(?:-\d\d?(?:-\d\d?)?)?)", re.ASCII)
_OPEN = re.compile(
    r"(?:(?P<since>sedan|från och med|från|fr\.?o\.?m\.?|tidigast|since|from|>=)"
    r"|(?P<after>efter|after|>)"
    r"|(?P<until>till och med|fram till|till|t\.?o\.?m\.?|senast|until|to|<=)"
    r"|(?P<before>före|innan|before|<)) ?(?P<date>(?<=[ <>=]).+)"
)
_AND_ON = re.compile(
    r"(?P<date>.+) (?:(?P<since>och (?:senare|framåt)|and later|onwards)"
    r"|(?P<until>och tidigare|and earlier))"
)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """All days from `first` to `last`, either of which may be None for no end.

    >>> str(TimeSpan(dt.date(2019, 1, 1), dt.date(2021, 12, 31)))
    '2019..2021'
    """

    first: dt.date | None
    last: dt.date | None

    @property
    def ordinals(self) -> tuple[int, int]:
        """First and last day as ordinals."""
        return (self.first or dt.date.min).toordinal(), (self.last or dt.date.max).toordinal()

    @property
    def span(self) -> DateSpan | None:
        """The day, month or year that the period is, if it is one."""
        if not (self.first and self.last):
            return None
        span = DateSpan(self.first, self.last)
        return span if _parse(str(span)) == span else None

    def __str__(self) -> str:
        """Return the period as the query language writes it."""
        if span := self.span:
            return str(span)
        width = max(_width_of_first(self.first), _width_of_last(self.last))
        first, last = (day.isoformat()[:width] if day else "" for day in (self.first, self.last))
        return f"{first}..{last}"


def read_period(text: str, today: dt.date | None = None) -> TimeSpan | None:
    """Return the days that a text means, counted from `today` where it says so, or None.

    >>> for text in ("2019–2021", "maj 2019", "sedan 2020", "före 1 maj 2019", "2010-talet"):
    ...     print(read_period(text))
    2019..2021
    2019-05
    2020..
    ..2019-04
    2010..2019
    """
    if len(text) > _LONGEST:
        return None
    said = " ".join(text.casefold().translate(_DASHES).split()).strip(",;?!")
    return _read(said, today or _today())


def means_undated(text: str) -> bool:
    """Tell whether a text that stands where a time should asks for what has none."""
    return " ".join(text.casefold().split()) in _UNDATED


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _read(said: str, today: dt.date) -> TimeSpan | None:
    if ".." in said:
        first, _, last = (part.strip() for part in said.partition(".."))
        return _between(first, last, today) if first or last else None
    return _single(said, today) or _range(said, today) or _open(said, today)


def _range(said: str, today: dt.date) -> TimeSpan | None:
    for pattern in (_TIGHT, _BETWEEN, _FROM_TO):
        if (match := pattern.fullmatch(said)) and (found := _between(match[1], match[2], today)):
            return found
    return None


def _between(first: str, last: str, today: dt.date) -> TimeSpan | None:
    """Return the days from the first of one time to the last of another; "" is no end."""
    since = _single(first, today) if first else TimeSpan(None, None)
    until = _single(last, today) if last else TimeSpan(None, None)
    if since is None or until is None:
        return None
    if since.first and until.last and since.first > until.last:
        return None
    return TimeSpan(since.first, until.last)


def _open(said: str, today: dt.date) -> TimeSpan | None:
    match = _OPEN.fullmatch(said) or _AND_ON.fullmatch(said)
    if match is None or not (date := _single(match["date"].strip(), today)):
        return None
    if not (date.first and date.last):
        return None
    try:
        match match.lastgroup if match.re is _AND_ON else _first_group(match):
            case "since":
                return TimeSpan(date.first, None)
            case "after":
                return TimeSpan(date.last + dt.timedelta(days=1), None)
            case "until":
                return TimeSpan(None, date.last)
            case _:
                return TimeSpan(None, date.first - dt.timedelta(days=1))
    except OverflowError:
        return None


def _first_group(match: re.Match[str]) -> str:
    return next(name for name in ("since", "after", "until", "before") if match[name])


def _single(said: str, today: dt.date) -> TimeSpan | None:
    """Return the days of one time, as it is written or counted from today."""
    said = said.strip(" ,")
    if relative := _RELATIVE.get(said):
        return relative(today)
    if latest := _LATEST.fullmatch(said):
        return _latest(latest, today)
    said = _WORDS_BEFORE.sub("", said, count=1) if _WORDS_BEFORE.match(said) else said
    span = _parse(said) or _written(said)
    return TimeSpan(span.start, span.end) if span else _named(said)


def _written(said: str) -> DateSpan | None:
    match = WRITTEN.fullmatch(said)
    return span_of(match) if match else None


def _parse(said: str) -> DateSpan | None:
    try:
        return DateSpan.parse(said)
    except ValueError:
        return None


def _named(said: str) -> TimeSpan | None:
    """Return the days of a decade, a century, a school year, a quarter or a week."""
    try:
        if decade := _DECADE.fullmatch(said):
            return _decade(decade[1] or "", int(decade[2]) * 10)
        if years := _ACADEMIC.fullmatch(said):
            first = int(years[1])
            follows = f"{first + 1:04}".endswith(years[2])
            return _years(first, first + 1) if follows else None
        if quarter := _QUARTER.fullmatch(said):
            year, last = int(quarter[2]), 3 * int(quarter[1])
            return TimeSpan(dt.date(year, last - 2, 1), DateSpan.month(year, last).end)
        if week := _WEEK.fullmatch(said):
            monday = dt.date.fromisocalendar(int(week[2]), int(week[1]), 1)
            return TimeSpan(monday, monday + dt.timedelta(days=6))
    except (ValueError, OverflowError):
        pass
    return None


def _decade(century: str, tens: int) -> TimeSpan:
    """Return ten years (1990-talet, 90-talet), or a hundred (1900-talet)."""
    if century:
        first = int(century) * 100 + tens
        return _years(first, first + (9 if tens else 99))
    first = (2000 if tens < _CENTURY_TURNS else 1900) + tens
    return _years(first, first + 9)


def _years(first: int, last: int) -> TimeSpan:
    return TimeSpan(dt.date(first, 1, 1), dt.date(last, 12, 31))


def _latest(match: re.Match[str], today: dt.date) -> TimeSpan:
    said = match["number"] or "1"
    number = _NUMBERS.get(said) or int(said)
    if match["days"] or match["weeks"]:
        days = number * (7 if match["weeks"] else 1)
        return TimeSpan(today - dt.timedelta(days=days - 1 if match["weeks"] else days), today)
    months = number * next(many for name, many in _MONTHS_OF.items() if match[name])
    return TimeSpan(_months_before(today, months), today)


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day of an earlier month, or the last that it has."""
    number = day.year * 12 + day.month - 1 - months
    month = DateSpan.month(max(number // 12, 1), number % 12 + 1)
    return min(month.end, month.start + dt.timedelta(days=day.day - 1))


def _week(weeks: int) -> Callable[[dt.date], TimeSpan]:
    def days(today: dt.date) -> TimeSpan:
        monday = today - dt.timedelta(days=today.weekday() + 7 * weeks)
        return TimeSpan(monday, monday + dt.timedelta(days=6))

    return days


def _month(months: int) -> Callable[[dt.date], TimeSpan]:
    def days(today: dt.date) -> TimeSpan:
        day = _months_before(today, months)
        month = DateSpan.month(day.year, day.month)
        return TimeSpan(month.start, month.end)

    return days


def _year(years: int) -> Callable[[dt.date], TimeSpan]:
    return lambda today: _years(today.year - years, today.year - years)


def _day(days: int) -> Callable[[dt.date], TimeSpan]:
    def day(today: dt.date) -> TimeSpan:
        return TimeSpan(today - dt.timedelta(days=days), today - dt.timedelta(days=days))

    return day


def _width_of_first(day: dt.date | None) -> int:
    """Return how many characters of a period's first day say where it begins."""
    if day is None or (day.month, day.day) == (1, 1):
        return 4
    return 7 if day.day == 1 else 10


def _width_of_last(day: dt.date | None) -> int:
    if day is None or (day.month, day.day) == (12, 31):
        return 4
    return 7 if day == DateSpan.month(day.year, day.month).end else 10


_RELATIVE: Mapping[str, Callable[[dt.date], TimeSpan]] = {
    said: days
    for phrases, days in (
        ("idag/i dag/today", _day(0)),
        ("igår/i går/yesterday", _day(1)),
        ("i förrgår", _day(2)),
        ("i veckan/den här veckan/denna vecka/this week", _week(0)),
        ("förra veckan/last week", _week(1)),
        ("den här månaden/denna månad/this month", _month(0)),
        ("förra månaden/last month", _month(1)),
        ("i år/det här året/detta år/innevarande år/this year", _year(0)),
        ("förra året/ifjol/i fjol/last year", _year(1)),
        ("i förfjol", _year(2)),
    )
    for said in phrases.split("/")
}
