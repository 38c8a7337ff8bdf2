from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.settings import Settings
from tests.translations import CATALOGUES, extract, read
from tests.webui.archive import MemoryLibrary, closed_library
from webui import language
from webui.app import create_app

pytestmark = pytest.mark.slow

PAGES = (
    "/",
    "/sok?q=elevhälsa",
    "/sok?q=hälsa&amne=elevhalsa&typ=rapport&fran=31+februari&sortera=x&sida=2",
    "/sok?q=bullermätning+luften",
    "/sok?q=elevhelsa",
    '/sok?q="hälsa',
    "/sok?q=xyzzy&typ=rapport",
    "/sok?q=hälsa&sida=900",
    "/artikel/rapport/2019/5-åtgärd.html?q=hälsa",
    "/artikel/reports/pupil-health.html",
    "/amnen",
    "/amne/halsa",
    "/avancerad?alla=s*+hälsa&inget=kurator&fran=2015",
    "/hjalp",
    "/tillganglighet",
    "/api",
    "/finns-inte",
    "/opensearch.xml",
    "/sok.csv?q=hälsa",
    "/sok.atom?q=hälsa",
    "/sok.json?q=typ:finnsinte",
    "/api/v1/search?q=typ:finnsinte",
    "/varfor/rapport/2019/5-åtgärd.html?q=hälsa+typ:rapport",
    "/amnen/utan",
    "/api/v1/search?page=x",
)
SENTENCE = 3
"""Of so many words or more, a Swedish message is no name that could stand in an article."""
VALUE = re.compile(r"%\\\((\w+)\\\)s|\\\{\w+\\\}")
"""What the values of a message stand for, in its escaped form."""


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")))
def test_the_catalogue_says_all_that_the_code_says(path: Path) -> None:
    told = {message.id for message in read(path) if message.id}
    said = {message.id for message in extract() if message.id}
    assert told == said, "kör python -m tests.translations"
    for message in filter(lambda one: one.id, read(path)):
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert all(forms), message.id
        assert not message.fuzzy, message.id
        assert not list(message.check()), message.id


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_said_in_english_that_has_no_translation(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: set[str] = set()
    known = {
        one
        for message in read(CATALOGUES / "en" / "LC_MESSAGES" / "messages.po")
        for one in (message.id if isinstance(message.id, tuple) else (message.id,))
    }

    class Listener:
        def ugettext(self, message: str) -> str:
            said.add(message)
            return message

        def ungettext(self, one: str, many: str, count: int) -> str:
            said.add(one)
            return one if count == 1 else many

    monkeypatch.setattr(language, "read_catalogue", lambda _: Listener())
    answer = create_app(MemoryLibrary()).test_client().get("/en" + page).text
    assert answer
    assert said - known <= {"", "en"}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_that_the_catalogue_translates_is_said_in_swedish(
    client: FlaskClient, page: str
) -> None:
    written = [
        one
        for message in read(CATALOGUES / "en" / "LC_MESSAGES" / "messages.po")
        for one in (message.id if isinstance(message.id, tuple) else (message.id,))
        if len(one.split()) >= SENTENCE
    ]
    said = unescape(client.get("/en" + page).text)
    assert not [one for one in written if re.search(VALUE.sub(".+?", re.escape(one)), said)]


@pytest.mark.parametrize("page", PAGES[:17])
def test_the_address_chooses_the_language(client: FlaskClient, page: str) -> None:
    for code, address in (("sv", page), ("en", "/en" + page)):
        tree = html.document_fromstring(client.get(address).text)
        assert tree.get("lang") == code
        (other,) = tree.xpath("//header//a[@hreflang]")
        back = html.document_fromstring(client.get(other.get("href")).text)
        assert back.get("lang") != code


def test_all_links_of_an_english_page_stay_english(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/en/sok?q=hälsa").text)
    own = [a for a in tree.xpath("//body//a[@href]") if a.get("href")[0] == "/"]
    assert len(own) > 20
    assert {a.get("href")[:4] for a in own if not a.get("hreflang")} == {"/en/"}


def test_templates_have_the_fixed_words_of_their_language_in_place(client: FlaskClient) -> None:
    for code, word in (("sv", "Sökhjälp"), ("en", "Search help")):
        environment = client.application.extensions["templates"][code]
        source = '<p title="{{ _(\'Sökhjälp\') }}">{{ said or _("Sökhjälp") }}</p>'
        assert environment.from_string(source).render() == f'<p title="{word}">{word}</p>'


def test_an_english_page_is_english(client: FlaskClient) -> None:
    text = client.get("/en/sok?q=hälsa&fran=2019-02").text
    assert "Search" in text
    assert "8 February 2019" in text
    assert "results" in text
    assert "träff" not in html.document_fromstring(text).xpath("string(//main)")


def test_numbers_are_written_as_the_language_does(client: FlaskClient) -> None:
    with client.application.test_request_context("/"):
        assert language.number(22335) == "22\N{NO-BREAK SPACE}335"
    english = {language.CHOSEN: "en"}
    with client.application.test_request_context("/", environ_overrides=english):
        assert language.number(22335) == "22,335"


def test_programs_choose_by_header_and_people_by_address(client: FlaskClient) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    assert "Choose among" in client.get("/api/v1/search?x=1", headers=english).text
    assert "Välj bland" in client.get("/api/v1/search?x=1").text
    assert 'lang="sv"' in client.get("/", headers=english).text
    assert "Accept-Language" in client.get("/api/v1/topics").headers["Vary"]


def test_pages_tell_where_their_other_language_is() -> None:
    settings = Settings(base_url="https://arkiv.example.se", prefix="/a")
    client = create_app(MemoryLibrary(settings=settings)).test_client()
    for address in ("/a/amne/halsa", "/a/en/amne/halsa"):
        tree = html.document_fromstring(client.get(address).text)
        assert tree.xpath("//link[@rel='canonical']/@href") == [
            f"https://arkiv.example.se{address}"
        ]
        assert tree.xpath("//link[@rel='alternate'][@hreflang]/@href") == [
            "https://arkiv.example.se/a/amne/halsa",
            "https://arkiv.example.se/a/en/amne/halsa",
        ]


def test_a_closed_search_is_closed_in_english_too() -> None:
    text = create_app(closed_library()).test_client().get("/en/").text
    assert "The search is closed" in text
    assert 'lang="en"' in text
