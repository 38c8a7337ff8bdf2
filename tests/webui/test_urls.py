from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from flask import url_for
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.article import DateSpan
from indexer.search.parameters import API, MAX_PAGE, MAX_QUERY, MAX_VALUES, PAGE
from indexer.search.request import MAX_SIZE, SearchRequest
from tests.webui.archive import MemoryLibrary
from tests.webui.asking import requests, words
from webui.addresses import (
    RESULTS,
    article_href,
    hrefs_found_by,
    hrefs_of_whole,
    hrefs_of_years,
    search_href,
)
from webui.app import create_app
from webui.caching import file_href
from webui.urls import read_request

APP = create_app(MemoryLibrary())


def through_an_address(parameters: dict[str, object]) -> MultiDict[str, str]:
    address = urlencode(parameters, doseq=True)
    return MultiDict(parse_qsl(address, keep_blank_values=True))


@given(requests(PAGE))
def test_a_search_survives_the_address_of_a_page(request: SearchRequest) -> None:
    reading = read_request(through_an_address(PAGE.write(request)), PAGE)
    assert reading.request == request
    assert reading.problems == ()


@given(requests(API))
def test_a_search_survives_the_address_of_the_api(request: SearchRequest) -> None:
    reading = read_request(through_an_address(API.write(request)), API)
    assert reading.request == request
    assert reading.problems == ()


def test_parameters_of_pages_are_swedish() -> None:
    request = SearchRequest(
        query="hälsa",
        topics=("a", "b"),
        since=DateSpan.parse("2019-05"),
        date="reviewed",
        sort="oldest",
        exact=True,
        duplicates=True,
        page=2,
    )
    assert PAGE.write(request) == {
        "q": "hälsa",
        "amne": ("a", "b"),
        "fran": "2019-05",
        "datum": "granskat",
        "sortera": "aldst",
        "exakt": "ja",
        "dubbletter": "visa",
        "sida": 2,
    }


@pytest.mark.parametrize(
    "text", ["31 februari", "2019-13-01-01", "2019050", "19", "٢٠١٩", "x" * 99]
)
def test_what_is_no_date_is_named_with_how_to_write_it(text: str) -> None:
    reading = read_request(MultiDict({"q": "hälsa", "fran": text}), PAGE)
    assert reading.request == SearchRequest(query="hälsa")
    (problem,) = reading.problems
    assert problem.parameter == "fran"
    assert text[:40] in problem.message
    assert "2019-05-06" in problem.message


@pytest.mark.parametrize("text", ["2019-02-31", "2019-13", "0000", "2023-02-29"])
def test_a_date_that_the_calendar_lacks_is_named(text: str) -> None:
    reading = read_request(MultiDict({"from": text}), API)
    assert reading.request.since is None
    assert reading.problems[0].message.startswith(f"Datumet {text} finns inte.")


def test_a_period_that_ends_before_it_begins_is_left_out() -> None:
    given_period = MultiDict({"q": "hälsa", "fran": "2020", "till": "2019"})
    reading = read_request(given_period, PAGE)
    assert reading.request == SearchRequest(query="hälsa")
    assert [problem.parameter for problem in reading.problems] == ["till"]


def test_a_period_may_begin_and_end_within_one_year() -> None:
    reading = read_request(MultiDict({"fran": "2020-05", "till": "2020"}), PAGE)
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "två"),
        ("page", "1" * 400),
        ("page", str(MAX_PAGE + 1)),
        ("size", str(MAX_SIZE + 1)),
        ("sort", "bäst"),
        ("date", "updated"),
    ],
)
def test_what_cannot_be_chosen_is_named(name: str, text: str) -> None:
    reading = read_request(MultiDict({name: text}), API)
    assert reading.request == SearchRequest()
    assert [problem.parameter for problem in reading.problems] == [name]


def test_empty_and_repeated_parameters_are_forgiven() -> None:
    pairs = [("q", ""), ("q", " hälsa "), ("amne", ""), ("amne", "a"), ("amne", "a"), ("fran", " ")]
    reading = read_request(MultiDict(pairs), PAGE)
    assert reading.request == SearchRequest(query="hälsa", topics=("a",))
    assert reading.problems == ()


def test_control_characters_become_space() -> None:
    assert read_request(MultiDict({"q": "skol\x00 hälsa\r\n"}), PAGE).request.query == "skol  hälsa"


def test_a_long_query_is_cut_and_told() -> None:
    reading = read_request(MultiDict({"q": "hälsa " * 20_000}), PAGE)
    assert len(reading.request.query) <= MAX_QUERY
    assert [problem.parameter for problem in reading.problems] == ["q"]
    assert "2\N{NO-BREAK SPACE}000 tecken" in reading.problems[0].message
    assert "sökte" not in reading.problems[0].message


def test_too_many_values_are_told() -> None:
    pairs = [("amne", f"ämne {number}") for number in range(MAX_VALUES + 1)]
    reading = read_request(MultiDict(pairs), PAGE)
    assert reading.request.topics == ()
    assert [problem.parameter for problem in reading.problems] == ["amne"]


@given(requests(PAGE), words.filter(bool))
def test_addresses_are_those_that_flask_would_write(request: SearchRequest, article: str) -> None:
    with APP.test_request_context("/sok", environ_overrides={"SCRIPT_NAME": "/arkiv/en"}):
        parameters = PAGE.write(request)
        assert search_href(request) == url_for("pages.search", **parameters)
        assert article_href(article, request) == url_for(
            "pages.article", article=article, **parameters
        )
        assert hrefs_found_by(request, "pages.why")(article) == url_for(
            "pages.why", article=article, **parameters
        )
        assert hrefs_of_whole(request)("exports.as_feed") == url_for(
            "exports.as_feed", **PAGE.write(replace(request, page=1))
        )


@pytest.mark.parametrize("name", ["style.css", "search.js", "article.js", "icon.svg"])
def test_addresses_of_files_are_those_that_flask_would_write(name: str) -> None:
    with APP.test_request_context("/sok", environ_overrides={"SCRIPT_NAME": "/arkiv/en"}):
        assert file_href(name) == url_for("static", filename=name)


@given(requests(PAGE), st.integers(1, 9998), st.integers(1, 9998))
def test_the_address_of_some_years_is_that_of_a_search_in_them(
    request: SearchRequest, first: int, last: int
) -> None:
    chosen = replace(request, since=DateSpan.year(first), until=DateSpan.year(last))
    years = replace(chosen, undated=False, page=1)
    with APP.test_request_context("/sok"):
        assert hrefs_of_years(request)(first, last) == search_href(years, RESULTS)


def test_pages_cannot_choose_their_size() -> None:
    assert read_request(MultiDict({"size": "50", "": "50"}), PAGE).request.size == 10
