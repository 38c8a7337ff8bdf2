"""The same text at other addresses, on the pages and in the API."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html

from indexer.article import Article
from tests.webui.archive import MOVED, PRINTED, MemoryLibrary
from webui.app import create_app
from webui.present.duplicates import present_duplicates


def texts(client: FlaskClient, address: str, path: str) -> list[str]:
    found = html.fromstring(client.get(address).text).xpath(path)
    return [" ".join(one.text_content().split()) for one in found]


def test_a_hit_tells_where_else_its_text_is(client: FlaskClient) -> None:
    (told,) = texts(client, "/sok?q=matsalar", "//li[@class='hit']/p[@class='duplicates']")
    assert told == "Finns också som: arkiv/tystare, provmyndigheten.example › utskrift › 4.html"


def test_an_article_tells_its_other_versions(client: FlaskClient) -> None:
    terms = texts(client, f"/artikel/{MOVED}", "//dl/div[dt='Andra versioner']//li")
    assert terms == ["arkiv/tystare", "provmyndigheten.example › utskrift › 4.html"]
    assert not texts(client, "/artikel/reports/pupil-health.html", "//dt[.='Andra versioner']")


def test_a_link_goes_to_the_source_or_else_to_our_own_page(client: FlaskClient) -> None:
    with client.application.test_request_context():
        known = (Article("utskrift/4", "A", url=PRINTED), Article("arkiv/tystare", "A"))
        links = [link.href for link in present_duplicates(known)]
    assert links == [PRINTED, "/artikel/arkiv/tystare"]


def test_an_address_that_is_none_is_no_link(client: FlaskClient) -> None:
    with client.application.test_request_context():
        (link,) = present_duplicates([Article("a", "A", url="javascript:alert(1)")])
    assert link.href == "/artikel/a"


def test_all_addresses_are_shown_on_demand_until_that_is_taken_back() -> None:
    library = MemoryLibrary()
    client = create_app(library).test_client()
    (removed,) = html.fromstring(client.get("/sok?q=matsalar&dubbletter=visa").text).xpath(
        "//a[contains(., 'Varje adress för sig')]/@href"
    )
    assert library.requests[-1].duplicates
    client.get(removed)
    assert not library.requests[-1].duplicates
    client.get("/api/v1/search?q=buller&duplicates=show")
    assert library.requests[-1].duplicates
    assert client.get("/api/v1/search?q=buller&duplicates=ja").status_code == 400


def test_the_api_tells_them_with_each_hit(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=matsalar&size=100").get_json()["hits"]
    told = {hit["id"]: hit["duplicates"] for hit in hits}
    assert told.pop(MOVED) == [
        {"id": id_, "title": "Tystare matsalar 2018", "url": url}
        for id_, url in (("arkiv/tystare", ""), ("utskrift/4", PRINTED))
    ]
    assert not any(told.values())
    article = client.get(f"/api/v1/articles/{MOVED}").get_json()
    assert [one["id"] for one in article["duplicates"]] == ["arkiv/tystare", "utskrift/4"]
