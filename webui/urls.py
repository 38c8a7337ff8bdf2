"""The search that an address asks for, with what could not be read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from indexer.search.codecs import UnusableValueError
from indexer.search.parameters import PAGE, AddressFormat
from indexer.search.request import SearchRequest
from webui.language import gettext, said

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """A parameter that could not be used, with the reason and how to write it.

    One that is `at_odds` is written right, but not with what else is reading.
    """

    parameter: str
    message: str
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class RequestReading:
    """The search that an address asks for, without the parts that could not be read."""

    request: SearchRequest
    problems: tuple[ParameterProblem, ...] = ()


def read_request(parameters: MultiDict[str, str], form: AddressFormat) -> RequestReading:
    """Read a search from the parameters of an address; never raises."""
    values: dict[str, Any] = {}
    problems: list[ParameterProblem] = []
    for field, named in form.by_field.items():
        if named.name not in parameters:
            continue
        given = [_CONTROL.sub(" ", text).strip() for text in parameters.getlist(named.name)]
        given = [text for text in given if text]
        if not given:
            continue
        try:
            values[field] = named.codec.read(given)
        except UnusableValueError as error:
            problems.append(ParameterProblem(named.name, said(error.notice)))
            if error.instead is not None:
                values[field] = error.instead
    return _in_order(SearchRequest(**values), problems, form)


def read_shown(parameters: MultiDict[str, str]) -> RequestReading:
    """Read a search as pages show it: without words the newest first, if no order is said."""
    reading = read_request(parameters, PAGE)
    if reading.request.query or PAGE.names["sort"] in parameters:
        return reading
    return replace(reading, request=replace(reading.request, sort="newest"))


def _in_order(
    request: SearchRequest, problems: list[ParameterProblem], form: AddressFormat
) -> RequestReading:
    if request.ends_before_it_begins:
        message = gettext(
            "Till-datumet ligger före från-datumet. Byt plats på dem, eller lämna ett tomt."
        )
        problems.append(ParameterProblem(form.names["until"], message, at_odds=True))
        request = replace(request, since=None, until=None)
    return RequestReading(request, tuple(problems))
