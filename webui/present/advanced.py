"""The advanced form: its fields, the query that they make, and what that query means."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.search.answer import FacetValue, SearchAnswer
from indexer.search.parameters import PAGE
from indexer.search.request import SearchRequest
from webui.addresses import search_href
from webui.compose import Wanted, compose
from webui.language import LANGUAGE_NAMES, gettext, ngettext, said
from webui.present.facets import DATE_NAMES, FACETS, Choice
from webui.present.question import explain_question
from webui.present.text import sentence_case
from webui.urls import ParameterProblem, RequestReading

WORDS = ("alla", "fras", "nagot", "inget", "titel")
"""The names of the fields for words, in the order of `Wanted`."""


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose one from."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AdvancedPage:
    """All that the page shows; `count` and `href` lead to the hits of the query, if any."""

    words: dict[str, str]
    selects: tuple[Select, ...]
    since: str
    until: str
    dates: tuple[Choice, ...]
    query: str
    meaning: tuple[str, ...]
    notices: tuple[str, ...]
    count: str
    href: str
    problems: tuple[ParameterProblem, ...]
    errors: dict[str, str]


def read_wanted(words: dict[str, str], reading: RequestReading) -> Wanted:
    """Return what the form asks for."""
    every, phrase, some, none, title = (words[name] for name in WORDS)
    return Wanted(every, phrase, some, none, title, reading.request)


def present_advanced(
    words: dict[str, str],
    reading: RequestReading,
    typed: dict[str, str],
    everything: SearchAnswer,
    answer: SearchAnswer | None,
) -> AdvancedPage:
    """Turn the form as it was sent into its page; `everything` has all values to choose from."""
    query = compose(read_wanted(words, reading))
    errors = {problem.parameter: problem.message for problem in reading.problems}
    return AdvancedPage(
        words=words,
        selects=tuple(
            _select(PAGE.names[field], gettext(label), values, getattr(reading.request, field))
            for facet, field, label in FACETS
            if len(values := everything.facets.get(facet, ())) > 1
        ),
        since=typed["since"],
        until=typed["until"],
        dates=tuple(
            Choice(PAGE.word("date", date), gettext(name), "", date == reading.request.date)
            for date, name in DATE_NAMES.items()
        ),
        query=query,
        meaning=explain_question(query) if query else (),
        notices=tuple(map(said, answer.notices)) if answer else (),
        count=ngettext("%(num)s träff", "%(num)s träffar", answer.total) if answer else "",
        href=search_href(SearchRequest(query)) if query else "",
        problems=reading.problems,
        errors=errors,
    )


def _select(
    name: str, label: str, values: tuple[FacetValue, ...], chosen: tuple[str, ...]
) -> Select:
    in_order = sorted(values, key=lambda value: value.label.casefold())
    choices = (
        Choice(value.value, _label(name, value), str(value.count), value.value in chosen)
        for value in in_order
    )
    return Select(name, label, tuple(choices))


def _label(name: str, value: FacetValue) -> str:
    if name == PAGE.names["languages"]:
        return gettext(LANGUAGE_NAMES.get(value.value, value.label))
    return sentence_case(value.label)
