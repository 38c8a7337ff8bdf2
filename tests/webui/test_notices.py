"""What there is to say of a search is said in the reader's language, on every surface."""

from __future__ import annotations

import html
from collections.abc import Iterator
from urllib.parse import quote_plus, urlencode

import pytest
from babel.messages.extract import extract_from_dir
from babel.numbers import format_decimal
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.search import archive_words, syntax
from indexer.search.answer import Notice
from indexer.search.codecs import UnusableValueError
from indexer.search.parameters import API, PAGE, AddressFormat
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from tests.conftest import ROOT
from tests.search.archive import article, searcher_over
from tests.webui.archive import CHOSEN, MemoryLibrary
from webui.language import LANGUAGES, translate

pytestmark = pytest.mark.slow

QUESTIONS = (
    "hälsa)",
    "(hälsa",
    "(" * 25 + "hälsa" + ")" * 25,
    '"hälsa',
    "hälsa " * 70,
    "hälsa" * 100,
    "s*",
    "typ:finnsinte",
    "datum:snart",
    "...",
    "*",
    "a*b*c*d*e*f",
    "*finnsinte",
    "NÄRA",
    "hällsa~",
    "finnsinte~",
    "HÄLSAN INTE SKOLAN",
    "dnr 2031/00999",
    '"s* s* s* s* s* s* s*"',
)
"""At least one for each kind of notice."""
EXPLAINED = (
    "tystare",
    "tystare matsalar",
    "tystare matsal",
    "bullermätning luften matbuller typ:nyhet",
)
UNUSABLE = {
    "query": ["hälsa" * 500],
    "topics": [str(number) for number in range(60)],
    "since": ["snart"],
    "until": ["2019-02-31"],
    "sort": ["x"],
    "page": ["0"],
}
"""Values of parameters that cannot be used, by the field of the request."""
SURFACES = (
    "/sok?q={}",
    "/sok?q={}&visa=tabell",
    "/sok.json?q={}",
    "/sok.json?q={}&sida=1",
    "/avancerad?alla={}",
    "/api/v1/search?q={}",
)
SILENT = ("/sok.csv?q={}", "/sok.ris?q={}", "/sok.atom?q={}")
"""The forms of a result that hold its articles and nothing of the search."""


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small archive and an address of moderate length give every notice."""
    monkeypatch.setattr(syntax, "MAX_LENGTH", 450)
    monkeypatch.setattr(archive_words, "MOST", 2)


def notices_of(query: str) -> tuple[Notice, ...]:
    return MemoryLibrary().ask(Searcher.search, SearchRequest(query)).notices


def parts_of(query: str) -> tuple[Notice, ...]:
    return tuple(one.part for one in MemoryLibrary().ask(Searcher.explain, query, CHOSEN).shares)


def unusable(form: AddressFormat, field: str) -> Notice:
    with pytest.raises(UnusableValueError) as told:
        form.by_field[field].codec.read(UNUSABLE[field])
    return told.value.notice


def say(notice: Notice, code: str) -> str:
    values = {
        name: format_decimal(value, locale=code) if isinstance(value, int) else value
        for name, value in notice.values.items()
    }
    return translate(notice.message, code).format(**values)


def read(client: FlaskClient, surface: str, query: str, code: str) -> Iterator[str]:
    """Yield what a surface says in a language, chosen by its address and by the caller."""
    address = surface.format(quote_plus(query))
    prefix = "" if code == "sv" else f"/{code}"
    yield text_of(client.get(prefix + address))
    if address.startswith("/api/"):
        yield text_of(client.get(address, headers={"Accept-Language": code}))


def text_of(response: TestResponse) -> str:
    return "\n".join(response.json["notices"]) if response.is_json else html.unescape(response.text)


def test_there_is_a_question_for_each_kind_of_notice() -> None:
    keywords = dict.fromkeys(("Notice", "note", "_note"))
    written = extract_from_dir(
        ROOT / "indexer" / "search", [("**.py", "python")], keywords=keywords
    )
    told = {notice.message for query in QUESTIONS for notice in notices_of(query)}
    told |= {notice.message for query in EXPLAINED for notice in parts_of(query)}
    bearer = searcher_over(article("a", reference="dnr 2021/00318")).explain("2021/318", "a")
    told |= {share.part.message for share in bearer.shares} if bearer else set()
    told |= {unusable(PAGE, field).message for field in UNUSABLE}
    assert told == {message for name, _, message, _, _ in written if name != "reading.py"}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("query", QUESTIONS)
def test_a_notice_is_said_in_the_readers_language(
    client: FlaskClient, library: MemoryLibrary, query: str, surface: str, code: str
) -> None:
    for text in read(client, surface, query, code):
        asked = [one.query for one in library.requests if one.query][-1]
        notices = notices_of(asked)
        assert notices or surface.startswith("/avancerad")  # which may write another question
        for notice in notices:
            for other in LANGUAGES:
                assert (say(notice, other) in text) == (other == code)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("query", EXPLAINED)
def test_an_explanation_is_in_the_readers_language(
    client: FlaskClient, query: str, code: str
) -> None:
    (text,) = read(client, f"/varfor/{CHOSEN}?q={{}}", query, code)
    for part in parts_of(query):
        for other in LANGUAGES:
            assert (say(part, other)[1:] in text) == (other == code)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("field", UNUSABLE)
def test_what_cannot_be_used_is_told_in_the_readers_language(
    client: FlaskClient, field: str, code: str
) -> None:
    for form, path in ((PAGE, "/sok"), (API, "/api/v1/search")):
        pairs = [(form.names[field], value) for value in UNUSABLE[field]]
        address = ("" if code == "sv" else f"/{code}") + f"{path}?{urlencode(pairs)}"
        text = html.unescape(client.get(address).text)
        for other in LANGUAGES:
            assert (say(unusable(form, field), other) in text) == (other == code)


@pytest.mark.parametrize("surface", SILENT)
@pytest.mark.parametrize("query", QUESTIONS)
def test_the_other_forms_of_a_result_say_no_notice(
    client: FlaskClient, surface: str, query: str
) -> None:
    (text,) = read(client, surface, query, "en")
    assert not [one for one in notices_of(query) if say(one, "sv") in text]


@pytest.mark.parametrize(("code", "label"), [("sv", "utan datum"), ("en", "without a date")])
@pytest.mark.parametrize("surface", ["/sok.json?q={}", "/api/v1/search?q={}"])
def test_undated_articles_are_counted_in_the_readers_language(
    client: FlaskClient, surface: str, code: str, label: str
) -> None:
    prefix = "" if code == "sv" else f"/{code}"
    years = client.get(prefix + surface.format("hälsa")).json["facets"]["year"]
    assert [one["label"] for one in years if one["value"] == "utan datum"] == [label]
