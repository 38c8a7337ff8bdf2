"""Facets as checkboxes, and what has been chosen of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.search.answer import FacetValue
from indexer.search.parameters import PAGE
from indexer.search.request import DateField, SearchRequest
from webui.addresses import RESULTS, search_href
from webui.language import LANGUAGE_NAMES, gettext, mark, number, numbers
from webui.present.text import Link, sentence_case, swedish_date

SHOWN = 8
MOST_TOPICS = 40
MOST_OTHERS = 20
"""So many choices keep the page light; the advanced form has them all."""
LONG = 10
"""So many choices are easier to find by typing some letters."""

FACETS = (
    ("topic", "topics", mark("Ämne")),
    ("kind", "kinds", mark("Typ")),
    ("publisher", "publishers", mark("Utgivare")),
    ("language", "languages", mark("Språk")),
)
DATE_NAMES: Mapping[DateField, str] = {
    "published": mark("Publicerad"),
    "reviewed": mark("Granskad"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox or radio button: what it sends, what it says and whether it is chosen.

    `narrower` are the choices below it in a hierarchy.
    """

    value: str
    label: str
    count: str
    selected: bool
    narrower: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of checkboxes; `more` are those that wait behind "Visa fler".

    A `long` one scrolls in its own box, and can be searched where there is JavaScript.
    `commonest` tells that only the most common choices are shown.
    """

    name: str
    legend: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    long: bool = False
    commonest: str = ""


def present_facets(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> tuple[Facet, ...]:
    """Return the facets in which there is something to choose; topics as the tree that they are."""
    facets = []
    for facet, field, legend in FACETS:
        chosen: tuple[str, ...] = getattr(request, field)
        found = values.get(facet, ())
        if len(found) <= 1 and not chosen:
            continue
        name = PAGE.names[field]
        if facet == "topic":
            facets.append(_tree_facet(name, gettext(legend), found, chosen))
        else:
            facets.append(_flat_facet(name, gettext(legend), found, chosen, facet))
    return tuple(facets)


def present_chosen(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> tuple[Link, ...]:
    """Return one link for each chosen filter, which removes it."""
    return tuple(
        Link(text, search_href(replace(without, page=1), RESULTS))
        for text, without in chosen_filters(request, values)
    )


def chosen_filters(
    request: SearchRequest, values: Mapping[str, Sequence[FacetValue]]
) -> Iterator[tuple[str, SearchRequest]]:
    """Yield each chosen filter in words, with the same search without it."""
    for facet, field, legend in FACETS:
        chosen: tuple[str, ...] = getattr(request, field)
        found = (value for value in values.get(facet, ()) if value.value in chosen)
        labels = {value.value: _label(facet, value) for value in found}
        for value in chosen:
            rest: Any = {field: tuple(other for other in chosen if other != value)}
            yield f"{gettext(legend)}: {labels.get(value, value)}", replace(request, **rest)
    yield from _chosen_period(request)
    if request.exact:
        yield gettext("Bara de skrivna orden"), replace(request, exact=False)
    if not request.proposed:
        yield gettext("Utan föreslagna ämnen"), replace(request, proposed=True)
    if request.duplicates:
        yield gettext("Varje adress för sig"), replace(request, duplicates=False)


def without_filters(request: SearchRequest) -> SearchRequest:
    """Return the same words in the same order, among all articles."""
    return SearchRequest(
        request.query, sort=request.sort, exact=request.exact, duplicates=request.duplicates
    )


def _flat_facet(
    name: str, legend: str, values: Sequence[FacetValue], chosen: tuple[str, ...], facet: str
) -> Facet:
    ordered = sorted(values, key=lambda value: value.value not in chosen)
    write = numbers()
    choices = tuple(
        Choice(value.value, _label(facet, value), write(value.count), value.value in chosen)
        for value in ordered[:MOST_OTHERS]
    )
    shown = max(SHOWN, len(chosen))
    return Facet(
        name, legend, choices[:shown], choices[shown:], commonest=_cut(len(choices), len(values))
    )


def _tree_facet(
    name: str, legend: str, values: Sequence[FacetValue], chosen: tuple[str, ...]
) -> Facet:
    """Return the most common topics and the chosen ones, each below its broader one if shown."""
    ordered = sorted(values, key=lambda value: value.value not in chosen)[:MOST_TOPICS]
    kept = {value.value for value in ordered}
    shown = {value.value: value for value in values if value.value in kept}
    broader = {value.value: value.broader for value in values}
    below: dict[str, list[FacetValue]] = defaultdict(list)
    for value in shown.values():
        below[above(value.value, broader, shown)].append(value)

    write = numbers()

    def tree(parent: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                value.value,
                sentence_case(value.label),
                write(value.count),
                value.value in chosen,
                tree(value.value),
            )
            for value in below.get(parent, ())
        )

    return Facet(
        name, legend, tree(""), long=len(shown) > LONG, commonest=_cut(len(shown), len(values))
    )


def _cut(shown: int, among: int) -> str:
    """Return what to tell of choices that are left out, or nothing where all are shown."""
    if shown == among:
        return ""
    return gettext("De %(num)s vanligaste av %(all)s.", num=number(shown), all=number(among))


def above(topic: str, broader: Mapping[str, str], shown: Container[str]) -> str:
    """Return the nearest topic above that is shown; "" at the top, and where the way is a circle.

    >>> above("c", {"c": "b", "b": "a"}, {"a", "c"})
    'a'
    """
    seen = {topic}
    nearest = ""
    step = broader.get(topic, "")
    while step:
        if step in seen:
            return ""
        seen.add(step)
        nearest = nearest or (step if step in shown else "")
        step = broader.get(step, "")
    return nearest


def _label(facet: str, value: FacetValue) -> str:
    if facet == "language":
        return gettext(LANGUAGE_NAMES.get(value.value, value.label))
    return sentence_case(value.label)


def _chosen_period(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    name = gettext(DATE_NAMES[request.date])
    since, until = swedish_date(request.since), swedish_date(request.until)
    if request.undated:
        yield f"{name}: {gettext('utan datum')}", replace(request, undated=False)
    if since and since == until:
        yield f"{name}: {since.text}", replace(request, since=None, until=None)
        return
    if since:
        yield f"{name} {gettext('från')}: {since.text}", replace(request, since=None)
    if until:
        yield f"{name} {gettext('till')}: {until.text}", replace(request, until=None)
