from __future__ import annotations

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.app import Health
from indexer.errors import EngineError, SettingsError, SokverketError
from indexer.settings import Settings
from tests.webui.archive import MemoryLibrary, closed_library
from webui.app import create_app

ADDRESSES = (
    "/",
    "/sok?q=h",
    "/amnen",
    "/amne/halsa",
    "/artikel/x",
    "/api/v1/search",
    "/api/v1/topics",
)


class BrokenLibrary(MemoryLibrary):
    def ask(self, _: object, *args: object, **__: object) -> Any:
        raise ZeroDivisionError(f"hemligheten {args}")


class FailingLibrary(MemoryLibrary):
    def __init__(self, error: SokverketError) -> None:
        super().__init__()
        self.error = error

    def ask(self, *_: object, **__: object) -> Any:
        raise self.error

    def health(self) -> Health:
        raise self.error


def heading(text: str) -> str:
    tree = html.document_fromstring(text)
    assert tree.xpath("//form[@role='search']//input[@name='q']")
    return str(tree.xpath("string(//h1)"))


@pytest.mark.parametrize("address", ["/artikel/finns-inte", "/amne/finns-inte", "/x/y", "/sok/"])
def test_what_is_not_found_is_said_in_swedish_with_a_search_field(
    client: FlaskClient, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert heading(response.text) == "Sidan finns inte"


def test_pages_can_only_be_read(client: FlaskClient) -> None:
    response = client.post("/sok", data={"q": "hälsa"})
    assert response.status_code == 405
    assert heading(response.text) == "Sidan kan bara läsas"
    assert {"GET", "HEAD"} <= {method.strip() for method in response.headers["Allow"].split(",")}


@pytest.mark.parametrize("address", ["/", "/sok?q=hälsa", "/amnen", "/health"])
def test_head_answers_as_get_without_a_body(client: FlaskClient, address: str) -> None:
    response = client.head(address)
    assert response.status_code == 200
    assert response.data == b""
    assert response.content_type == client.get(address).content_type


def test_a_fault_of_ours_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(BrokenLibrary()).test_client()
    with caplog.at_level(logging.ERROR):
        response = client.get("/sok?q=personuppgift")
    assert response.status_code == 500
    assert heading(response.text) == "Något gick fel hos oss"
    assert "hemligheten" not in response.text
    assert "Traceback" not in response.text
    assert "ZeroDivisionError" in caplog.text
    assert client.get("/api/v1/search").mimetype == "application/problem+json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_an_index_the_search_is_closed(address: str) -> None:
    response = create_app(closed_library()).test_client().get(address)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "stängd just nu" in response.text
    assert "Indexet" not in response.text


@pytest.mark.parametrize(
    "error",
    [
        EngineError("Sökmotorn i /srv/hemlig", "biblioteket saknas", "Installera det."),
        SettingsError("/srv/hemlig/synonymer.txt, rad 2", "ett ord saknas", "Skriv ett."),
    ],
)
def test_what_the_operator_must_mend_closes_the_search_and_is_logged(
    error: SokverketError, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(FailingLibrary(error)).test_client()
    for address in ("/sok?q=h", "/api/v1/search"):
        response = client.get(address)
        assert response.status_code == 503
        assert "stängd just nu" in response.text
        assert "hemlig" not in response.text
    assert str(error) in caplog.text
    health = client.get("/health")
    assert health.status_code == 503
    assert (health.json["reason"], health.json["remedy"]) == (error.reason, error.remedy)


@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/api/v1/articles/finns-inte"), ("POST", "/api/v1/search")]
)
def test_programs_are_not_told_of_a_field_above(
    client: FlaskClient, method: str, address: str
) -> None:
    told = client.open(address, method=method).json
    assert "fältet" not in told["detail"]
    assert "Sidan" not in told["title"]


def test_help_needs_no_index() -> None:
    assert create_app(closed_library()).test_client().get("/hjalp").status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=\xff\xfe", "q=h\xc3\xa4lsa", "%", "&&=&q", "\xff"]
)
def test_any_bytes_in_a_query_string_give_a_page(client: FlaskClient, query: str) -> None:
    assert client.get("/sok", environ_overrides={"QUERY_STRING": query}).status_code == 200


def test_raw_utf8_in_a_query_string_is_read(client: FlaskClient, library: MemoryLibrary) -> None:
    raw = "q=hälsa".encode().decode("latin-1")
    client.get("/sok", environ_overrides={"QUERY_STRING": raw})
    assert library.requests[0].query == "hälsa"


def test_invalid_utf8_in_a_path_is_not_found(client: FlaskClient) -> None:
    assert client.get("/artikel/%ff%fe").status_code == 404


@pytest.mark.parametrize("address", ["/", "/finns-inte", "/api/v1/search?page=x", "/health"])
def test_every_answer_is_protected(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("prefix", ["/arkiv", "arkiv/"])
@pytest.mark.parametrize("path", ["/arkiv/sok?q=hälsa", "/sok?q=hälsa"])
def test_behind_a_prefix_all_links_bear_it(prefix: str, path: str) -> None:
    client = create_app(MemoryLibrary(settings=Settings(prefix=prefix))).test_client()
    response = client.get(path)
    assert response.status_code == 200
    tree = html.document_fromstring(response.text)
    own = [link for link in tree.xpath("//@href | //@action | //@formaction") if link[0] == "/"]
    assert len(own) > 20
    assert all(link.startswith("/arkiv/") for link in own)


def test_the_prefix_alone_is_the_start_page() -> None:
    client = create_app(MemoryLibrary(settings=Settings(prefix="/arkiv"))).test_client()
    assert client.get("/arkiv").status_code == 200


@pytest.mark.parametrize(("proxies", "scheme"), [(0, "http"), (1, "https")])
def test_only_a_trusted_proxy_is_believed(proxies: int, scheme: str) -> None:
    app = create_app(MemoryLibrary(settings=Settings(trusted_proxies=proxies)))
    app.add_url_rule("/_prov", view_func=lambda: __import__("flask").request.scheme)
    response = app.test_client().get("/_prov", headers={"X-Forwarded-Proto": "https"})
    assert response.text == scheme
