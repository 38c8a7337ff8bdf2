from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.app import Health
from indexer.settings import Settings
from tests.webui.archive import SITE, MemoryLibrary
from webui.app import create_app

KEPT = ("/", "/sok?q=hälsa", "/amnen", "/hjalp", "/api/v1/search?q=h", "/sok.atom", "/sitemap.xml")


class GrowingLibrary(MemoryLibrary):
    generation = "000001"

    def health(self) -> Health:
        return Health(self.generation, "memory", 49)


def etag(client: FlaskClient, address: str, **headers: str) -> str:
    return str(client.get(address, headers=headers).headers["ETag"])


@pytest.mark.parametrize("address", KEPT)
def test_what_has_not_changed_is_not_sent_again(address: str) -> None:
    library = GrowingLibrary()
    client = create_app(library).test_client()
    first = client.get(address)
    assert "must-revalidate" in first.headers["Cache-Control"]
    asked = len(library.requests)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(library.requests) == asked
    library.generation = "000002"
    anew = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert anew.status_code == 200
    assert anew.headers["ETag"] != first.headers["ETag"]


def test_settings_and_language_change_the_etag(tmp_path: Path) -> None:
    def made(settings: Settings) -> str:
        return etag(create_app(MemoryLibrary(settings=settings)).test_client(), "/hjalp")

    client = create_app(MemoryLibrary()).test_client()
    synonyms = tmp_path / "s.txt"
    synonyms.write_text("a, b")
    found = [
        etag(client, "/hjalp"),
        etag(client, "/en/hjalp"),
        made(replace(SITE, site_name="Annat")),
        made(replace(SITE, synonyms=synonyms)),
    ]
    assert len(set(found)) == len(found)
    assert made(SITE) == found[0]


def test_one_address_with_two_forms_has_two_etags(client: FlaskClient) -> None:
    page = etag(client, "/sok?q=h", Accept="text/html")
    data = etag(client, "/sok?q=h", Accept="application/json")
    assert page != data


@pytest.mark.parametrize("address", ["/finns-inte", "/api/v1/search?page=x", "/health"])
def test_errors_and_health_are_not_kept(client: FlaskClient, address: str) -> None:
    headers = client.get(address, headers={"If-None-Match": "*"}).headers
    assert headers["Cache-Control"] == "no-store"
    assert "ETag" not in headers


def test_files_are_kept_forever_at_the_address_of_their_content(client: FlaskClient) -> None:
    (address,) = re.findall(r'href="(/static/style\.css\?v=\w+)"', client.get("/").text)
    with client.get(address) as kept:
        assert "immutable" in kept.headers["Cache-Control"]
    for other in ("/static/style.css", "/static/style.css?v=0"):
        with client.get(other) as asked_again:
            assert "immutable" not in asked_again.headers["Cache-Control"]


def test_an_internal_index_is_not_shared() -> None:
    settings = Settings(audience="internal")
    client = create_app(MemoryLibrary(settings=settings)).test_client()
    assert client.get("/").headers["Cache-Control"].startswith("private")


def test_only_the_chosen_site_may_read_the_api() -> None:
    header = "Access-Control-Allow-Origin"
    asking = {"Origin": "https://www.example.se"}
    plain = create_app(MemoryLibrary()).test_client()
    assert header not in plain.get("/api/v1/topics", headers=asking).headers
    settings = replace(SITE, cors_origin="https://www.example.se")
    shared = create_app(MemoryLibrary(settings=settings)).test_client()
    for method in ("GET", "OPTIONS"):
        answer = shared.open("/api/v1/topics", method=method, headers=asking)
        assert answer.headers[header] == "https://www.example.se"
    assert header not in shared.get("/", headers=asking).headers
