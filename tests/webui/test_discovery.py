from __future__ import annotations

from flask.testing import FlaskClient
from lxml import etree, html

from indexer.settings import Settings
from tests.webui.archive import MemoryLibrary
from webui import discovery
from webui.app import create_app

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client: FlaskClient, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    found = [str(one.text) for one in etree.fromstring(response.data).iter(LOC)]
    assert all(one.startswith("http://localhost/") for one in found)
    return [one.removeprefix("http://localhost") for one in found]


def test_the_sitemap_lists_every_article_and_topic_once(client: FlaskClient) -> None:
    parts = locations(client, "/sitemap.xml")
    listed = [address for part in parts for address in locations(client, part)]
    assert len(listed) == len(set(listed)) == 2 + 12 + 50
    assert all(client.get(address).status_code == 200 for address in listed)


def test_a_long_sitemap_is_split(client: FlaskClient, monkeypatch: object) -> None:
    monkeypatch.setattr(discovery, "PER_SITEMAP", 500)  # type: ignore[attr-defined]
    assert len(locations(client, "/sitemap.xml")) == 2
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_read_articles_and_not_results(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    for path in ("/sok", "/en/sok", "/varfor/", "/en/varfor/", "/api/v1/search"):
        assert f"Disallow: {path}\n" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_robots_keep_out_of_what_is_internal() -> None:
    client = create_app(MemoryLibrary(settings=Settings(audience="internal"))).test_client()
    assert "Disallow: /\n" in client.get("/robots.txt").text
    assert 'content="noindex"' in client.get("/artikel/reports/pupil-health.html").text


def test_results_and_errors_are_not_indexed_but_articles_and_topics_are(
    client: FlaskClient,
) -> None:
    for address, private in (
        ("/sok?q=h", True),
        ("/finns-inte", True),
        ("/", False),
        ("/amne/halsa", False),
        ("/artikel/reports/pupil-health.html?q=h", False),
    ):
        tree = html.document_fromstring(client.get(address).text)
        assert bool(tree.xpath("//meta[@name='robots'][@content='noindex']")) == private, address
        assert bool(tree.xpath("//link[@rel='canonical']")) != private, address


def test_the_canonical_address_has_no_search(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/artikel/reports/pupil-health.html?q=h").text)
    assert tree.xpath("//link[@rel='canonical']/@href") == ["/artikel/reports/pupil-health.html"]


def test_browsers_can_add_the_search(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/").text)
    (address,) = tree.xpath("//link[@rel='search']/@href")
    response = client.get(address)
    assert response.mimetype == "application/opensearchdescription+xml"
    urls = etree.fromstring(response.data).findall("{*}Url")
    for url in urls:
        template = url.get("template").replace("{searchTerms}", "hälsa")
        found = client.get(template.removeprefix("http://localhost"))
        assert found.status_code == 200
        assert found.mimetype == url.get("type")
