"""URL ↔ SearchRequest, with the pages' Swedish names and the API's English ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from indexer.article import DateSpan
from indexer.search.request import MAX_SIZE, DateField, SearchRequest, SortOrder
from webui.language import gettext, number

MAX_QUERY = 2_000
MAX_VALUES = 50
MAX_VALUE = 500
MAX_PAGE = 10_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_FIELDS = (
    *("query", "topics", "kinds", "publishers", "languages", "page", "size", "since", "until"),
    *("date", "sort", "exact", "proposed", "duplicates"),
)
_DEFAULTS = tuple((field, getattr(SearchRequest(), field)) for field in _FIELDS)
"""The fields in the order of an address, each with the value that it leaves out."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the parameters of a search are called; `size` is empty where it cannot be chosen."""

    query: str
    topics: str
    kinds: str
    publishers: str
    languages: str
    since: str
    until: str
    date: str
    sort: str
    exact: str
    proposed: str
    duplicates: str
    page: str
    size: str
    dates: Mapping[str, DateField]
    sorts: Mapping[str, SortOrder]
    answers: Mapping[str, bool]
    shown: Mapping[str, bool]


PAGE = Names(
    query="q",
    topics="amne",
    kinds="typ",
    publishers="utgivare",
    languages="sprak",
    since="fran",
    until="till",
    date="datum",
    sort="sortera",
    exact="exakt",
    proposed="foreslagna",
    duplicates="dubbletter",
    page="sida",
    size="",
    dates={"publicerat": "published", "granskat": "reviewed"},
    sorts={"relevans": "relevance", "nyast": "newest", "aldst": "oldest"},
    answers={"ja": True, "nej": False},
    shown={"visa": True, "dolj": False},
)
API = Names(
    query="q",
    topics="topic",
    kinds="kind",
    publishers="publisher",
    languages="language",
    since="from",
    until="to",
    date="date",
    sort="sort",
    exact="exact",
    proposed="proposed",
    duplicates="duplicates",
    page="page",
    size="size",
    dates={"published": "published", "reviewed": "reviewed"},
    sorts={"relevance": "relevance", "newest": "newest", "oldest": "oldest"},
    answers={"true": True, "false": False},
    shown={"show": True, "hide": False},
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that could not be used, with the reason and how to write it.

    One that is `at_odds` is written right, but not with what else is asked.
    """

    parameter: str
    message: str
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The search that an address asks for, without the parts that could not be read."""

    request: SearchRequest
    problems: tuple[Problem, ...] = ()


class _UnreadableError(Exception):
    """A value that cannot be used; `instead` is what is."""

    def __init__(self, message: str, instead: str | None = None) -> None:
        super().__init__(message)
        self.instead = instead


def read_request(parameters: MultiDict[str, str], names: Names) -> Reading:
    """Read a search from the parameters of an address; never raises."""
    readers: dict[str, Callable[[Sequence[str]], Any]] = {
        "query": _query,
        "topics": _values,
        "kinds": _values,
        "publishers": _values,
        "languages": _values,
        "since": _date,
        "until": _date,
        "date": lambda given: _choice(given, names.dates),
        "sort": lambda given: _choice(given, names.sorts),
        "exact": lambda given: _choice(given, names.answers),
        "proposed": lambda given: _choice(given, names.answers),
        "duplicates": lambda given: _choice(given, names.shown),
        "page": lambda given: _number(given, MAX_PAGE),
        "size": lambda given: _number(given, MAX_SIZE),
    }
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, read in readers.items():
        name = getattr(names, field)
        given = [_CONTROL.sub(" ", text).strip() for text in parameters.getlist(name)]
        given = [text for text in given if text]
        if not (name and given):
            continue
        try:
            values[field] = read(given)
        except _UnreadableError as error:
            problems.append(Problem(name, str(error)))
            if error.instead is not None:
                values[field] = error.instead
    return _in_order(SearchRequest(**values), problems, names)


def read_shown(parameters: MultiDict[str, str]) -> Reading:
    """Read a search as pages show it: without words the newest first, if no order is said."""
    reading = read_request(parameters, PAGE)
    if reading.request.query or PAGE.sort in parameters:
        return reading
    return replace(reading, request=replace(reading.request, sort="newest"))


def parameters_of(request: SearchRequest, names: Names) -> dict[str, Any]:
    """Return the parameters that `read_request` reads back; what is default is left out."""
    parameters: dict[str, Any] = {}
    for field, default in _DEFAULTS:
        value = getattr(request, field)
        if value != default and (name := getattr(names, field)):
            parameters[name] = _written(field, value, names)
    return parameters


def _written(field: str, value: Any, names: Names) -> Any:
    match field:
        case "since" | "until":
            return str(value)
        case "date":
            return _word_for(value, names.dates)
        case "sort":
            return _word_for(value, names.sorts)
        case "exact" | "proposed":
            return _word_for(value, names.answers)
        case "duplicates":
            return _word_for(value, names.shown)
    return value


def _in_order(request: SearchRequest, problems: list[Problem], names: Names) -> Reading:
    since, until = request.since, request.until
    if since and until and since.start > until.end:
        message = gettext(
            "Till-datumet ligger före från-datumet. Byt plats på dem, eller lämna ett tomt."
        )
        problems.append(Problem(names.until, message, at_odds=True))
        request = replace(request, since=None, until=None)
    return Reading(request, tuple(problems))


def _query(given: Sequence[str]) -> str:
    text = given[0]
    if len(text) > MAX_QUERY:
        message = gettext(
            "Frågan är för lång: en fråga rymmer %(limit)s tecken. Skriv den kortare.",
            limit=number(MAX_QUERY),
        )
        raise _UnreadableError(message, instead=text[:MAX_QUERY].rstrip())
    return text


def _values(given: Sequence[str]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(given))
    if len(values) > MAX_VALUES or max(map(len, values)) > MAX_VALUE:
        message = gettext(
            "Valen är för många eller för långa. Välj högst %(limit)s värden.", limit=MAX_VALUES
        )
        raise _UnreadableError(message)
    return values


def _date(given: Sequence[str]) -> DateSpan:
    text = given[0]
    match = _DATE.fullmatch(text)
    if not match:
        message = gettext(
            "”%(text)s” går inte att läsa som ett datum. Skriv till exempel 2019, 2019-05 eller "
            "2019-05-06.",
            text=_shortened(text),
        )
        raise _UnreadableError(message)
    try:
        return _span(*(int(part) for part in match.groups() if part))
    except ValueError:
        message = gettext(
            "Datumet %(text)s finns inte. Skriv till exempel 2019, 2019-05 eller 2019-05-06.",
            text=text,
        )
        raise _UnreadableError(message) from None


def _span(year: int, month: int | None = None, day: int | None = None) -> DateSpan:
    if month is None:
        return DateSpan.year(year)
    if day is None:
        return DateSpan.month(year, month)
    return DateSpan.day(year, month, day)


def _choice(given: Sequence[str], words: Mapping[str, Any]) -> Any:
    try:
        return words[given[0]]
    except KeyError:
        message = gettext(
            "”%(text)s” går inte att välja. Välj bland %(words)s.",
            text=_shortened(given[0]),
            words=", ".join(words),
        )
        raise _UnreadableError(message) from None


def _number(given: Sequence[str], highest: int) -> int:
    text = given[0]
    value = int(text) if _WHOLE_NUMBER.fullmatch(text) else 0
    if not 1 <= value <= highest:
        message = gettext(
            "”%(text)s” går inte att använda. Skriv ett heltal från 1 till %(highest)s.",
            text=_shortened(text),
            highest=number(highest),
        )
        raise _UnreadableError(message)
    return value


def _shortened(text: str) -> str:
    limit = 40
    return text if len(text) <= limit else text[:limit] + "…"


def _word_for(value: Any, words: Mapping[str, Any]) -> str:
    return next(word for word, meaning in words.items() if meaning == value)
