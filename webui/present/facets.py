"""Facets, periods and what has been chosen of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.article import DateSpan
from indexer.search.answer import FacetValue
from indexer.search.request import SearchRequest
from webui.language import LANGUAGE_NAMES, gettext, number
from webui.present.text import Link, sentence_case, swedish_date
from webui.urls import PAGE, RESULTS, search_href

SHOWN = 8
SHOWN_YEARS = 6
MOST = 60

FACETS = (
    ("topic", "topics", "Ämne"),
    ("kind", "kinds", "Typ"),
    ("publisher", "publishers", "Utgivare"),
    ("language", "languages", "Språk"),
)
DATE_NAMES = {"published": "Publicerad", "reviewed": "Granskad"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox or radio button: what it sends, what it says and whether it is chosen."""

    value: str
    label: str
    count: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of checkboxes; `more` are those that wait behind "Visa fler"."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its number of hits, its share of the fullest year in per cent, and its link."""

    label: str
    count: str
    share: int
    href: str
    selected: bool


def present_facets(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> tuple[Facet, ...]:
    """Return the facets in which there is something to choose."""
    facets = (
        _facet(facet, gettext(legend), getattr(request, field), values.get(facet, ()), field)
        for facet, field, legend in FACETS
    )
    return tuple(facet for facet in facets if facet is not None)


def present_years(request: SearchRequest, values: Sequence[FacetValue]) -> tuple[Year, ...]:
    """Return the years of the answer, latest first; what has no year comes last without link."""
    fullest = max((value.count for value in values), default=1)
    ordered = sorted(values, key=lambda value: (_is_year(value.value), value.value), reverse=True)
    return tuple(
        Year(
            value.label,
            number(value.count),
            round(100 * value.count / max(fullest, 1)),
            _year_href(request, value.value),
            _is_chosen_year(request, value.value),
        )
        for value in ordered
    )


def present_chosen(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> tuple[Link, ...]:
    """Return one link for each chosen filter, which removes it."""
    return tuple(
        Link(text, search_href(replace(without, page=1), RESULTS))
        for text, without in _chosen(request, values)
    )


def without_filters(request: SearchRequest) -> SearchRequest:
    """Return the same words in the same order, among all articles."""
    return SearchRequest(query=request.query, sort=request.sort, exact=request.exact)


def _facet(
    facet: str, legend: str, chosen: tuple[str, ...], values: Sequence[FacetValue], field: str
) -> Facet | None:
    ordered = sorted(values, key=lambda value: value.value not in chosen)
    if len(ordered) <= 1 and not chosen:
        return None
    choices = tuple(
        Choice(value.value, _label(facet, value), number(value.count), value.value in chosen)
        for value in ordered[:MOST]
    )
    shown = max(SHOWN, len(chosen))
    return Facet(getattr(PAGE, field), legend, choices[:shown], choices[shown:])


def _label(facet: str, value: FacetValue) -> str:
    if facet == "language":
        return gettext(LANGUAGE_NAMES.get(value.value, value.label))
    return sentence_case(value.label)


def _chosen(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> Iterator[tuple[str, SearchRequest]]:
    for facet, field, legend in FACETS:
        labels = {value.value: _label(facet, value) for value in values.get(facet, ())}
        chosen: tuple[str, ...] = getattr(request, field)
        for value in chosen:
            rest: Any = {field: tuple(other for other in chosen if other != value)}
            yield f"{gettext(legend)}: {labels.get(value, value)}", replace(request, **rest)
    yield from _chosen_period(request)
    if request.exact:
        yield gettext("Bara de skrivna orden"), replace(request, exact=False)
    if not request.proposed:
        yield gettext("Utan föreslagna ämnen"), replace(request, proposed=True)


def _chosen_period(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    name = gettext(DATE_NAMES[request.date])
    since, until = swedish_date(request.since), swedish_date(request.until)
    if since and since == until:
        yield f"{name}: {since.text}", replace(request, since=None, until=None)
        return
    if since:
        yield f"{name} {gettext('från')}: {since.text}", replace(request, since=None)
    if until:
        yield f"{name} {gettext('till')}: {until.text}", replace(request, until=None)


def _is_year(value: str) -> bool:
    return len(value) == len("2020") and value.isascii() and value.isdigit()


def _year_href(request: SearchRequest, value: str) -> str:
    if not _is_year(value):
        return ""
    year = DateSpan.year(int(value))
    return search_href(replace(request, since=year, until=year, page=1), RESULTS)


def _is_chosen_year(request: SearchRequest, value: str) -> bool:
    return value == str(request.since or "") == str(request.until or "")
