from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

import click
import flask
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import DateSpan
from indexer.commands.search_options import search_options
from indexer.search.codecs import DateCodec
from indexer.search.parameters import API, PAGE, PARAMETERS, SearchParameter
from indexer.search.periods import read_period
from indexer.search.request import SearchRequest
from tests.webui.archive import MemoryLibrary
from tests.webui.asking import values
from webui.addresses import search_href
from webui.api import problems_of
from webui.app import create_app
from webui.urls import read_request

pytestmark = pytest.mark.slow

APP = create_app(MemoryLibrary())
DATES = {"2019": "2019", "2019-05": "2019-05", "2019-5-6": "2019-05-06"}

rows = pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row.field)
chosen = st.data()


@click.command()
@search_options
def typed(**options: Any) -> SearchRequest:
    return SearchRequest(**options)


def through_a_page(request: SearchRequest) -> SearchRequest:
    with APP.test_request_context("/sok"):
        address = search_href(request)
    with APP.test_request_context(address):
        asked = read_request(flask.request.args, PAGE)
    assert asked.problems == ()
    return asked.request


def through_the_api(request: SearchRequest) -> SearchRequest:
    address = f"/api/v1/search?{urlencode(API.write(request), doseq=True)}"
    with APP.test_request_context(address):
        assert problems_of(API.names.values()) == ()
        asked = read_request(flask.request.args, API)
    assert asked.problems == ()
    return asked.request


def through_the_command_line(row: SearchParameter, value: Any) -> SearchRequest:
    on, _, off = row.option.partition("/")
    if isinstance(value, bool):
        line = [on] if value else [off] * bool(off)
    else:
        written = row.codec.write(value)
        line = [f"{on}={one}" for one in (written if isinstance(written, tuple) else [written])]
    request: SearchRequest = typed.main(line, standalone_mode=False)
    return request


def test_every_field_of_a_search_has_its_row() -> None:
    assert [row.field for row in PARAMETERS] == [field.name for field in fields(SearchRequest)]


def test_what_cannot_be_chosen_everywhere_was_left_out_on_purpose() -> None:
    assert {row.field for row in PARAMETERS if not row.page} == {"size"}
    assert {row.field for row in PARAMETERS if not row.option} == {"query"}
    assert all(row.api and row.description for row in PARAMETERS)
    assert all(row.help for row in PARAMETERS if row.option)


@pytest.mark.parametrize("name", ["page", "api", "option"])
def test_no_two_parameters_have_one_name(name: str) -> None:
    names = [getattr(row, name) for row in PARAMETERS if getattr(row, name)]
    assert len(set(names)) == len(names)


@rows
def test_pages_have_words_for_all_that_the_api_has(row: SearchParameter) -> None:
    if row.page and (enum := row.codec.schema().get("enum")):
        on_pages = PAGE.by_field[row.field].codec
        meant = [row.codec.read([word]) for word in enum]
        assert [on_pages.read([on_pages.write(value)]) for value in meant] == meant


@rows
@given(chosen)
def test_every_parameter_survives_the_address_of_a_page(
    row: SearchParameter, data: st.DataObject
) -> None:
    request = SearchRequest(**{row.field: data.draw(values(row.codec))})
    assert through_a_page(request) == (request if row.page else SearchRequest())


@rows
@given(chosen)
def test_every_parameter_survives_the_address_of_the_api(
    row: SearchParameter, data: st.DataObject
) -> None:
    request = SearchRequest(**{row.field: data.draw(values(row.codec))})
    assert through_the_api(request) == request


@pytest.mark.parametrize(
    "row", [row for row in PARAMETERS if row.option], ids=lambda row: row.field
)
@given(chosen)
def test_every_parameter_survives_the_command_line(
    row: SearchParameter, data: st.DataObject
) -> None:
    value = data.draw(values(row.codec))
    assert through_the_command_line(row, value) == SearchRequest(**{row.field: value})


def test_a_command_without_options_asks_for_everything() -> None:
    assert typed.main([], standalone_mode=False) == SearchRequest()


def on_a_page(text: str) -> DateSpan | None:
    with APP.test_request_context("/sok", query_string={"fran": text}):
        return read_request(flask.request.args, PAGE).request.since


def in_the_api(text: str) -> DateSpan | None:
    with APP.test_request_context("/api/v1/search", query_string={"from": text}):
        return read_request(flask.request.args, API).request.since


def on_the_command_line(text: str) -> DateSpan | None:
    try:
        request: SearchRequest = typed.main(["--from", text], standalone_mode=False)
    except SystemExit:
        return None
    return request.since


READERS = [on_a_page, in_the_api, on_the_command_line]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_a_date_is_read_in_the_same_way_everywhere(
    read: Callable[[str], DateSpan | None], text: str, date: str
) -> None:
    assert str(read(text)) == date
    assert read_period(text) == read_period(date)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text", ["31 maj", "20_19", "2019-05-", "2019-05-17skräp", "2019-13", "2019-02-31", "٢٠١٩"]
)
def test_what_is_no_date_is_read_nowhere(read: Callable[[str], DateSpan | None], text: str) -> None:
    assert read(text) is None
    assert read_period(text) is None


@given(st.from_regex(DateCodec("first").schema()["pattern"], fullmatch=True))
def test_every_date_that_the_description_allows_is_read(text: str) -> None:
    for end in ("first", "last"):
        assert DateCodec(end).read([text.strip("\n")])
