from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from indexer.article import Article, Section
from indexer.search.parameters import API, PAGE
from tests.webui.archive import MemoryLibrary
from webui.app import create_app

pytestmark = pytest.mark.slow

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}&lt;b&gt;"
NAMES = [*PAGE.names.values(), *API.names.values()]

plain = create_app(MemoryLibrary()).test_client()
evil = create_app(
    MemoryLibrary(
        articles=tuple(
            Article(
                id=f"{EVIL}{number}",
                title=f"{EVIL} titel",
                sections=(Section(EVIL, (f"{EVIL} text",)),),
                summary=EVIL,
                url=url,
                kind=EVIL,
                topics=(EVIL,),
                publisher=(EVIL, "annan"),
                reference=EVIL,
                language='en" onload="alert(1)',
            )
            for number, url in enumerate(
                ["javascript:alert(1)", f"https://exempel.se/{EVIL}", "//exempel.se", EVIL]
            )
        )
    )
).test_client()

parameters = st.lists(
    st.tuples(st.sampled_from(NAMES), st.text(max_size=20) | st.sampled_from(["2019", "1", EVIL])),
    max_size=8,
)


def assert_harmless(text: str) -> None:
    tree = html.document_fromstring(text)
    assert not tree.xpath(
        "//script[not(@src)] | //script/text() | //img | //iframe | //style | //b[text()='']"
    )
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert "49&lt;b" not in text
    for link in tree.xpath("//@href | //@action | //@formaction"):
        assert link.startswith(("/", "#", "https://", "mailto:registrator", "http://localhost/")), (
            link
        )
        assert not link.startswith("//"), link


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/sok?q=titel",
        "/sok?" + urlencode(dict.fromkeys(NAMES, EVIL)),
        "/sok?q=titel&" + urlencode({"amne": EVIL, "typ": EVIL, "utgivare": EVIL}),
        "/amnen",
        "/hjalp",
        "/" + quote(EVIL),
        "/amne/" + quote(EVIL),
        "/artikel/" + quote(EVIL),
        *("/artikel/" + quote(f"{EVIL}{number}") + "?q=" + quote(EVIL) for number in range(4)),
    ],
)
def test_scripts_from_anywhere_are_harmless(address: str) -> None:
    assert_harmless(evil.get(address).text)


@pytest.mark.parametrize("header", ["Host", "Referer", "X-Forwarded-Host", "User-Agent"])
def test_scripts_in_headers_are_harmless(header: str) -> None:
    assert_harmless(evil.get("/sok?q=titel", headers={header: EVIL}).text)


@pytest.mark.slow
@given(parameters)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_parameters_give_a_page(pairs: list[tuple[str, str]]) -> None:
    response = plain.get("/sok?" + urlencode(pairs, errors="surrogatepass"))
    assert response.status_code == 200
    assert_harmless(response.text)


@given(parameters)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_parameters_give_an_answer_or_a_problem(pairs: list[tuple[str, str]]) -> None:
    response = plain.get("/api/v1/search?" + urlencode(pairs, errors="surrogatepass"))
    assert response.status_code in {200, 400, 409}
    answer: Any = response.get_json(force=True)
    assert ("errors" in answer) == (response.status_code != 200)


@pytest.mark.slow
@given(parameters, st.sampled_from(["/sok.csv", "/sok.ris", "/sok.json", "/sok.atom"]))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_any_parameters_give_an_export(pairs: list[tuple[str, str]], address: str) -> None:
    response = plain.get(f"{address}?" + urlencode(pairs, errors="surrogatepass"))
    assert response.status_code == 200
    if address.endswith("atom"):
        etree.fromstring(response.data)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_suggested_on_or_refused(typed: str) -> None:
    for address in ("/api/v1/suggest", "/api/v1/completions"):
        query = urlencode({"q": typed}, errors="surrogatepass")
        assert plain.get(f"{address}?{query}").status_code in {200, 400}


@pytest.mark.parametrize("address", ["/sok.atom", "/opensearch.xml", "/sitemap-amnen.xml"])
def test_xml_holds_scripts_as_text(address: str) -> None:
    tree = etree.fromstring(evil.get(address).data)
    assert not [one for one in tree.iter() if etree.QName(one).localname in {"script", "img"}]


def test_headers_cannot_be_written_by_the_query() -> None:
    for address in ("/sok.csv", "/sok", "/api/v1/search"):
        headers = plain.get(f"{address}?q=a%0d%0aX-Evil:%20ja").headers
        assert "X-Evil" not in headers


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST", "EVIL"])
def test_no_method_but_reading_does_anything(method: str) -> None:
    for address in ("/", "/sok", "/sok.csv", "/api/v1/search", "/robots.txt", "/en/"):
        status = plain.open(address, method=method).status_code
        assert status == (200 if method == "OPTIONS" else 405), address


@given(st.binary(max_size=60))
def test_any_bytes_give_a_page(raw: bytes) -> None:
    query = raw.decode("latin-1")
    assert plain.get("/sok", environ_overrides={"QUERY_STRING": query}).status_code == 200


@given(st.text(max_size=40))
def test_any_path_is_found_or_not(path: str) -> None:
    address = "/" + quote(path.lstrip("/"), errors="surrogatepass", safe="/")
    assert plain.get(address).status_code in {200, 404}
    assert plain.get("/artikel" + address).status_code == 404


@pytest.mark.parametrize("name", ["q", "amne", "x"])
def test_100_kb_of_anything_gives_an_answer_of_moderate_weight(name: str) -> None:
    many = f"{name}=" + f"elev&{name}=" * 12_000
    for address in ("/sok", "/en/sok", "/sok.csv", "/sok.atom", "/api/v1/search"):
        response = plain.get(f"{address}?{many}")
        assert response.status_code in {200, 400}
        assert len(response.data) < 1_000_000


def test_a_query_of_100_kb_gives_a_page_of_moderate_weight() -> None:
    response = plain.get("/sok?q=" + "elev+" * 20_000)
    assert response.status_code == 200
    assert "Frågan är för lång" in response.text
    assert len(response.data) < 1_000_000
