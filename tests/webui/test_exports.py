from __future__ import annotations

import csv
import io
import json

import pytest
from flask.testing import FlaskClient
from lxml import etree

from indexer.article import Article, DateSpan
from indexer.search.answer import ArticleList, in_swedish
from indexer.search.as_json import answer_as_json
from indexer.search.export import BATCH
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from indexer.settings import Settings
from tests.webui.archive import MemoryLibrary
from webui import exports
from webui.app import create_app

pytestmark = pytest.mark.slow

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORMULAS = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1")


def rows(client: FlaskClient, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), ""), delimiter=";"))


def column(client: FlaskClient, address: str, name: str) -> list[str]:
    head, *lines = rows(client, address)
    return [line[head.index(name)] for line in lines]


def feed(client: FlaskClient, address: str) -> etree._Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return etree.fromstring(response.data)


def records(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.mimetype == "application/x-research-info-systems"
    parts = response.get_data(as_text=True).split("ER  - \r\n\r\n")
    return [dict(line.split("  - ", 1) for line in part.splitlines()) for part in parts if part]


def test_a_table_holds_the_whole_result_with_permalinks(client: FlaskClient) -> None:
    head, *lines = rows(client, "/sok.csv?q=hälsa")
    assert head[:3] == ["Titel", "Adress", "Original"]
    assert len(lines) == 49
    for line in lines[:5]:
        assert line[1].startswith("http://localhost/artikel/")
        assert client.get(line[1].removeprefix("http://localhost")).status_code == 200


def test_the_filters_of_the_page_hold_for_every_form(client: FlaskClient) -> None:
    filters = "q=hälsa&amne=elevhalsa&typ=rapport&fran=2015&till=2020&sortera=aldst"
    expected = [hit["id"] for hit in client.get(f"/sok.json?{filters}").json["hits"]]
    assert expected
    assert column(client, f"/sok.csv?{filters}", "Id") == expected
    assert [one["ID"] for one in records(client, f"/sok.ris?{filters}")] == expected
    entries = feed(client, f"/sok.atom?{filters}").findall("a:entry", ATOM)
    assert len(entries) == len(expected)


def test_no_cell_is_a_formula() -> None:
    articles = tuple(
        Article(id=f"a{number}", title=text, kind=text, reference=text)
        for number, text in enumerate(FORMULAS)
    )
    client = create_app(MemoryLibrary(articles)).test_client()
    cells = [cell for line in rows(client, "/sok.csv")[1:] for cell in line]
    assert cells.count("'+1") == 3
    assert not [cell for cell in cells if cell.strip().startswith(tuple("=+-@＝"))]


def test_cells_keep_their_separators_and_lose_their_lines() -> None:
    articles = (Article(id="a", title='Ett; "två"\r\ntre', publisher=("A, B", "C")),)
    client = create_app(MemoryLibrary(articles)).test_client()
    (line,) = rows(client, "/sok.csv")[1:]
    assert line[0] == 'Ett; "två" tre'


def test_a_result_beyond_the_limit_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LIMIT", 10)
    lines = rows(client, "/sok.csv?q=hälsa")[1:]
    assert len(lines) == 11
    assert lines[-1] == ["Bara de första 10 av 49 träffarna finns med. Avgränsa sökningen."]
    assert len(records(client, "/sok.ris?q=hälsa")) == 10


def test_a_long_result_is_read_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    fetch = Searcher.fetch

    def count(searcher: Searcher, request: SearchRequest) -> ArticleList:
        sizes.append(request.size)
        return fetch(searcher, request)

    monkeypatch.setattr(Searcher, "fetch", count)
    articles = tuple(Article(id=str(number), title="Titel") for number in range(2 * BATCH + 7))
    client = create_app(MemoryLibrary(articles)).test_client()
    assert len(set(column(client, "/sok.csv?q=titel", "Id"))) == len(articles)
    assert sizes == [BATCH, BATCH, BATCH]


def test_references_have_what_a_citation_needs(client: FlaskClient) -> None:
    (one,) = records(client, "/sok.ris?q=pupil")
    assert one["TY"] == "RPRT"
    assert one["TI"] == "Pupil health in small municipalities"
    assert (one["PY"], one["DA"], one["LA"]) == ("2021", "2021///", "en")
    assert one["UR"] == "http://localhost/artikel/reports/pupil-health.html"


def test_json_is_the_whole_result_or_the_page_asked_for(
    client: FlaskClient, library: MemoryLibrary
) -> None:
    whole = client.get("/sok.json?q=hälsa").json
    assert (whole["total"], len(whole["hits"]), whole["limit"]) == (49, 49, exports.JSON_LIMIT)
    page = client.get("/sok.json?q=hälsa&sida=2").json
    answer = library.ask(Searcher.search, SearchRequest("hälsa", page=2))
    expected = answer_as_json(answer, in_swedish)
    assert page == json.loads(json.dumps(expected | {"took_ms": page["took_ms"]}))


def test_the_page_gives_json_to_those_who_accept_it(client: FlaskClient) -> None:
    page = client.get("/sok?q=hälsa&sida=2", headers={"Accept": "application/json"})
    assert page.json["hits"] == client.get("/api/v1/search?q=hälsa&page=2").json["hits"]
    assert "Accept" in page.headers["Vary"]
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/sok?q=hälsa", headers=browser).mimetype == "text/html"
    assert client.get("/sok?q=hälsa").mimetype == "text/html"


def test_a_feed_has_the_newest_first_with_permalinks(client: FlaskClient) -> None:
    found = feed(client, "/sok.atom?q=hälsa")
    entries = found.findall("a:entry", ATOM)
    dates = [entry.findtext("a:published", "", ATOM) for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert found.findtext("a:title", "", ATOM) == "Träffar för ”hälsa” – Sökverket"
    assert (
        found.find("a:link[@rel='self']", ATOM).get("href").startswith("http://localhost/sok.atom")
    )
    for entry in entries:
        assert entry.findtext("a:id", "", ATOM).startswith("http://localhost/artikel/")
        assert entry.findtext("a:updated", "", ATOM)


LACKING = tuple(
    Article(id=id_, title=title, published=DateSpan.parse(date))
    for id_, title, date in (
        ("hel", "Buller i matsalar", "1842-06-18"),
        ("halv", "Buller", "2024"),
        ("annan", "Matsalar", "2023"),
    )
)
"""Of "buller matsalar" the first alone has both words; of "bullr matsalr" none has any."""


def test_a_feed_holds_only_what_has_all_the_words_as_they_were_typed() -> None:
    client = create_app(MemoryLibrary(LACKING)).test_client()
    assert client.get("/sok.json?q=buller+matsalar").json["total"] == 3
    entries = feed(client, "/sok.atom?q=buller+matsalar").findall("a:entry", ATOM)
    assert [one.findtext("a:title", "", ATOM) for one in entries] == ["Buller i matsalar"]
    assert client.get("/sok.json?q=matsallar").json["searched"] == "matsalar"
    for query in ("matsallar", "buller+giraff", "var+finns+matsallar+med+buller?"):
        assert not feed(client, f"/sok.atom?q={query}").findall("a:entry", ATOM)
    assert not feed(client, "/sok.atom?q=buller&till=1800").findall("a:entry", ATOM)


def test_a_feed_tells_when_however_long_ago() -> None:
    dated = {"1842-06-18": "1842-06-18", "1969": "1969-01-01", "0800": "0800-01-01"}
    for written, day in dated.items():
        old = Article(id="a", title="Stadga", published=DateSpan.parse(written))
        client = create_app(MemoryLibrary((old,))).test_client()
        found = feed(client, "/sok.atom?q=stadga")
        times = [found.findtext(path, "", ATOM) for path in ("a:updated", "a:entry/a:updated")]
        assert times == [f"{day}T00:00:00+00:00"] * 2


def test_a_feed_tells_of_the_latest_of_an_articles_dates() -> None:
    dates = [DateSpan.year(1900), DateSpan.year(1950), DateSpan.year(1960)]
    for published, reviewed, updated in (dates, dates[::-1], (dates[1], None, dates[2])):
        one = Article(id="a", title="A", published=published, reviewed=reviewed, updated=updated)
        client = create_app(MemoryLibrary((one,))).test_client()
        found = feed(client, "/sok.atom")
        assert found.findtext("a:entry/a:updated", "", ATOM).startswith("1960-01-01")


@pytest.mark.parametrize("order", ["", "&sortera=nyast"])
def test_every_form_tells_what_a_row_lacks(order: str) -> None:
    client = create_app(MemoryLibrary(LACKING)).test_client()
    address = f"q=buller+matsalar{order}"
    hits = client.get(f"/sok.json?{address}").json["hits"]
    assert hits[0]["missing"] == []
    lacking = {hit["id"]: ", ".join(hit["missing"]) for hit in hits}
    assert sorted(lacking.values()) == ["", "buller", "matsalar"]
    in_table = zip(
        column(client, f"/sok.csv?{address}", "Id"),
        column(client, f"/sok.csv?{address}", "Saknar"),
        strict=True,
    )
    assert list(in_table) == list(lacking.items())
    noted = [(one["ID"], one.get("N1", "")) for one in records(client, f"/sok.ris?{address}")]
    assert noted == [(id_, f"Saknar: {it}" if it else "") for id_, it in lacking.items()]


def test_a_topic_has_its_feed(client: FlaskClient) -> None:
    found = feed(client, "/amne/elevhalsa.atom")
    assert found.findtext("a:title", "", ATOM) == "Elevhälsa – Sökverket"
    assert found.findall("a:entry", ATOM)
    assert client.get("/amne/finns-inte.atom").status_code == 404


def test_a_feed_holds_what_xml_cannot() -> None:
    article = Article(id="a", title="Ett\x00två\x0b<&", published=DateSpan.year(2020))
    client = create_app(MemoryLibrary((article,))).test_client()
    assert feed(client, "/sok.atom").findtext("a:entry/a:title", "", ATOM) == "Etttvå<&"


@pytest.mark.parametrize("address", ["/sok.csv", "/sok.ris", "/sok.atom", "/sok.json"])
def test_what_cannot_be_read_in_the_address_is_left_out(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}?q=pupil&fran=31+februari&sida=0&amne=&sortera=x")
    assert response.status_code == 200
    assert "Pupil health" in response.get_data(as_text=True)


def test_addresses_are_those_of_the_settings_and_not_of_the_caller() -> None:
    settings = Settings(base_url="https://arkiv.example.se", prefix="/a")
    client = create_app(MemoryLibrary(settings=settings)).test_client()
    page = "/a/artikel/rapport/2019/5-åtgärd.html"
    for address in ("/a/sok.csv", "/a/sok.ris", "/a/sok.atom", "/a/sitemap-1.xml", page):
        text = client.get(address, headers={"Host": "ond.example"}).get_data(as_text=True)
        assert "https://arkiv.example.se/a/artikel/" in text
        assert "ond.example" not in text
