"""URL ↔ SearchRequest, with the pages' Swedish names and the API's English ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, quote_plus

from flask import current_app, g, request
from werkzeug.datastructures import MultiDict

from indexer.article import DateSpan
from indexer.search.request import MAX_SIZE, DateField, SearchRequest, SortOrder
from indexer.search.suggest import Suggestion
from webui.language import gettext, number

MAX_QUERY = 2_000
MAX_VALUES = 50
MAX_VALUE = 500
MAX_PAGE = 10_000
RESULTS = "traffar"
FORM = "visa"
TABLE = "tabell"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_HOST = re.compile(r"([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_FIELDS = (
    *("query", "topics", "kinds", "publishers", "languages", "page", "size", "since", "until"),
    *("date", "sort", "exact", "proposed", "duplicates"),
)
_DEFAULTS = tuple((field, getattr(SearchRequest(), field)) for field in _FIELDS)
"""The fields in the order of an address, each with the value that it leaves out."""
_NONE: Mapping[str, Any] = MappingProxyType({})
_REMEMBERED = 1_000
"""Parameters as addresses write them: most of a page's addresses share theirs."""


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


def address_of(endpoint: str, parameters: Mapping[str, Any] = _NONE, path: str = "") -> str:
    """Return what `url_for` does, but fast: a page has a hundred addresses.

    `path` is the value of the endpoint's variable, where it has one.
    """
    pairs = [
        f"{name}={_encode(str(one))}"
        for name, value in parameters.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    place = _beginning_of(endpoint) + encode_path(path)
    return f"{place}?{'&'.join(pairs)}" if pairs else place


def encode_path(text: str) -> str:
    """Percent-encode all but what a path may hold."""
    return quote(text, safe="/:@!$&'()*+,;=~")


def search_href(request: SearchRequest, anchor: str = "") -> str:
    """Return the address of the result page, as a table where this page shows one."""
    parameters = parameters_of(request, PAGE)
    if shows_table():
        parameters[FORM] = TABLE
    return address_of("pages.search", parameters) + (f"#{anchor}" if anchor else "")


def hrefs_of_years(request: SearchRequest) -> Callable[[int, int], str]:
    """Return what writes the address of the same search from one year to another.

    A histogram leads to forty periods, so the rest of the address is written once.
    """
    year = DateSpan.year(1)
    href = search_href(replace(request, since=year, until=year, page=1), RESULTS)
    before, after = href.split(_period(1, 1))
    return lambda first, last: before + _period(first, last) + after


def shown_as_href(request: SearchRequest, form: str | None) -> str:
    """Return the address of the result page in another form: a table, or None for the list."""
    chosen = {FORM: form} if form else {}
    return address_of("pages.search", chosen | parameters_of(replace(request, page=1), PAGE))


def whole_href(endpoint: str, request: SearchRequest) -> str:
    """Return the address of a search's whole result in the form that the endpoint gives it."""
    return address_of(endpoint, parameters_of(replace(request, page=1), PAGE))


def shows_table() -> bool:
    """Tell whether the page that is asked for is a table of hits."""
    return request.endpoint == "pages.search" and request.args.get(FORM) == TABLE


def why_href(article: str, request: SearchRequest) -> str:
    """Return the address of the page that tells why an article ranks where it does."""
    return address_of("pages.why", parameters_of(request, PAGE), article)


def article_href(article: str, request: SearchRequest | None = None) -> str:
    """Return the address of an article; it remembers the search that led there."""
    found_by = parameters_of(request, PAGE) if request else {}
    return address_of("pages.article", found_by, article)


def permalink(article: str) -> str:
    """Return the whole address of an article."""
    return absolute(article_href(article))


def topic_href(topic: str) -> str:
    """Return the address of a topic's page."""
    return address_of("pages.topic", path=topic)


def absolute(path: str) -> str:
    """Return the whole address of a path of ours, as the settings or else the request have it."""
    base: str = current_app.extensions["library"].settings.base_url
    return (base or f"{request.scheme}://{_host()}") + path


def _host() -> str:
    return request.host if _HOST.fullmatch(request.host) else "localhost"


def suggestion_href(suggestion: Suggestion) -> str:
    """Return the address of what is suggested: a result page, a topic or an article."""
    match suggestion.kind:
        case "title":
            return article_href(suggestion.target)
        case "topic":
            return topic_href(suggestion.target)
        case "word":
            return search_href(SearchRequest(suggestion.target))


def _period(first: int, last: int) -> str:
    return f"{PAGE.since}={first:04}&{PAGE.until}={last:04}"


def _beginning_of(endpoint: str) -> str:
    """Return the part of an endpoint's address that does not vary, worked out once a page."""
    known: dict[str, str] = g.setdefault("beginnings", {})
    if endpoint not in known:
        rule = next(current_app.url_map.iter_rules(endpoint)).rule
        known[endpoint] = request.script_root + rule.partition("<")[0]
    return known[endpoint]


@lru_cache(_REMEMBERED)
def _encode(value: str) -> str:
    return quote_plus(value, safe="!$'()*,/:;?@")


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
