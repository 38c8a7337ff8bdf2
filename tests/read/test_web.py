"""The web as a source, against servers of our own on this machine."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
import urllib3

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read import Finding, Kept, Scanned, Source, Unchanged, fetch, scan, visit
from indexer.read.origins import KnownOrigins
from indexer.read.web_page import page_id
from tests.read.conftest import outcome
from tests.read.made import docx, pdf, warc
from tests.read.test_scan import fingerprints, told

pytestmark = pytest.mark.slow

HTML = "text/html; charset=utf-8"
PAGE = "<html lang=sv><h1>{0}</h1><p>Text om {0}.</p><p>Publicerad 2020-01-0{1}</p></html>"


@dataclass
class Answer:
    body: bytes
    kind: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A server on loopback, and what it was asked."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    knew: list[str] = field(default_factory=list)
    make: Callable[[str], Answer | None] = lambda _: None
    """Answers for any path that has none of its own."""

    def put(self, path: str, body: str | bytes = "", **answer: Any) -> None:
        data = body if isinstance(body, bytes) else body.replace("SITE", self.address).encode()
        self.answers[path] = Answer(data, **answer)

    def source(self, path: str, **more: Any) -> Source:
        return Source("webb", self.address + path, **{"delay": 0, **more})

    def list_pages(self, *paths: str, changed: str = "") -> None:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        entries = "".join(f"<url><loc>SITE{path}</loc>{lastmod}</url>" for path in paths)
        self.put("/sitemap.xml", f"<urlset>{entries}</urlset>", kind="application/xml")

    def id(self, path: str) -> str:
        return page_id(self.source(""), self.address + path)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.agents.add(self.headers["User-Agent"])
        missing = self.site.make(self.path) or Answer(b"saknas", status=404)
        answer = self.site.answers.get(self.path, missing)
        status = 304 if self.knows(answer) else answer.status
        if status == 304:
            self.site.knew.append(self.path)
        body = answer.body if status == answer.status else b""
        self.send_response(status)
        headers = {"Content-Type": answer.kind, "Content-Length": str(len(body)), **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def knows(self, answer: Answer) -> bool:
        pairs = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
        asked = [(answer.headers.get(given), self.headers[name]) for given, name in pairs]
        return any(given and given == known for given, known in asked)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        scheme = "https" if context else "http"
        site = Site(f"{scheme}://localhost:{server.server_port}")
        server.RequestHandlerClass = type("OfSite", (Handler,), {"site": site})
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        for number, name in enumerate("abc", start=1):
            made.put(f"/{name}", PAGE.format(name.upper(), number))
        made.list_pages("/a", "/b", "/c")
        yield made


def titles(items: list[Scanned]) -> list[str]:
    return [item.title for item in items if isinstance(item, Article)]


def failure(source: Source) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(scan(source))
    assert caught.value.remedy
    return caught.value


class TestSitemap:
    def test_its_pages_become_articles_with_their_addresses(self, site: Site) -> None:
        articles, findings = outcome(site.source("/sitemap.xml"))
        assert [(a.title, a.url, str(a.published)) for a in articles] == [
            ("A", f"{site.address}/a", "2020-01-01"),
            ("B", f"{site.address}/b", "2020-01-02"),
            ("C", f"{site.address}/c", "2020-01-03"),
        ]
        assert [article.id for article in articles] == [
            site.id(path) for path in ("/a", "/b", "/c")
        ]
        assert findings == []
        assert site.asked == ["/robots.txt", "/sitemap.xml", "/a", "/b", "/c"]
        assert site.agents == {"Sokverket"}

    @pytest.mark.parametrize(
        ("chosen", "asked"),
        [
            ({"exclude": ("b",)}, ["/a", "/c"]),
            ({"include": ("SITE/a", "/c")}, ["/a", "/c"]),
            ({"include": ("?",), "exclude": ("SITE/[ab]",)}, ["/c"]),
        ],
    )
    def test_only_pages_that_the_source_takes_are_asked_for(
        self, site: Site, chosen: dict[str, tuple[str, ...]], asked: list[str]
    ) -> None:
        globs = {
            key: tuple(glob.replace("SITE", site.address) for glob in given)
            for key, given in chosen.items()
        }
        articles, findings = outcome(site.source("/sitemap.xml", kinds=(("/c", "c"),), **globs))
        assert site.asked[2:] == asked
        assert [article.kind for article in articles] == ["c" if a == "/c" else "" for a in asked]
        assert findings == []

    def test_a_choice_that_leaves_no_page_is_said(self, site: Site) -> None:
        with pytest.raises(SourceError, match="ingen adress i sitemapen är vald"):
            outcome(site.source("/sitemap.xml", include=("x",)))

    def test_an_index_of_packed_sitemaps_is_followed(self, site: Site) -> None:
        site.put("/index.xml", "<sitemapindex><sitemap><loc>SITE/1.xml.gz</loc></sitemap>"
                 "<sitemap><loc>SITE/sitemap.xml</loc></sitemap></sitemapindex>",
                 kind="text/xml")  # fmt: skip
        listed = f"<urlset><url><loc>{site.address}/d</loc></url></urlset>".encode()
        site.put("/1.xml.gz", gzip.compress(listed), kind="application/gzip")
        site.put("/d", PAGE.format("D", 4))
        assert titles(list(scan(site.source("/index.xml")))) == ["D", "A", "B", "C"]

    def test_pages_of_every_kind_are_read_as_what_they_are_called(self, site: Site) -> None:
        site.put("/p", pdf("Protokoll om buller"), kind="application/pdf")
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        site.put("/w", docx("Title|Beslut", "Text."), kind=word)
        site.put("/m", "# Råd\n\nText.", kind="text/markdown; charset=utf-8")
        site.put("/t", "Årsrapport\n\nText.".encode("cp1252"), kind="text/plain; charset=cp1252")
        site.put("/i", b"\x89PNG", kind="image/png")
        site.list_pages("/p", "/w", "/m", "/t", "/i")
        articles, findings = outcome(site.source("/sitemap.xml"))
        assert [article.title for article in articles] == ["p", "Beslut", "Råd", "Årsrapport"]
        assert [f.reason for f in findings if f.refused] == ["innehållstypen image/png läses inte"]

    def test_only_the_hosts_named_are_asked(self, site: Site) -> None:
        other = site.address.replace("localhost", "127.0.0.1")
        listed = f"<urlset><url><loc>SITE/a</loc></url><url><loc>{other}/b</loc></url></urlset>"
        site.put("/sitemap.xml", listed, kind="application/xml")
        articles, (finding,) = outcome(site.source("/sitemap.xml"))
        assert [article.title for article in articles] == ["A"]
        assert "inte hör till källan" in finding.reason
        both = site.source("/sitemap.xml", hosts=("127.0.0.1",))
        assert [article.title for article in outcome(both)[0]] == ["A", "B"]

    def test_robots_txt_is_heeded(self, site: Site) -> None:
        rules = "User-agent: *\nDisallow: /*b$\n\nUser-agent: sokverket\nDisallow: /c"
        site.put("/robots.txt", rules, kind="text/plain")
        articles, (finding,) = outcome(site.source("/sitemap.xml"))
        assert [article.title for article in articles] == ["A", "B"]
        assert "robots.txt" in finding.reason
        assert "/c" not in site.asked

    def test_a_site_whose_rules_cannot_be_read_is_left_alone(self, site: Site) -> None:
        site.put("/robots.txt", status=500)
        assert "HTTP 500" in failure(site.source("/sitemap.xml")).reason
        assert site.asked == ["/robots.txt"]

    def test_it_waits_between_pages(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        waits: list[float] = []
        monkeypatch.setattr(fetch.time, "sleep", waits.append)
        site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", kind="text/plain")
        list(scan(site.source("/sitemap.xml", delay=3)))
        assert [round(wait) for wait in waits] == [0, 7, 7, 7, 7]

    def test_its_limit_is_kept_and_nothing_beyond_it_lost(self, site: Site) -> None:
        items = list(scan(site.source("/sitemap.xml", limit=1)))
        assert titles(items) == ["A"]
        assert [i.name for i in items if isinstance(i, Kept) and not i.beneath] == [
            f"{site.address}/b",
            f"{site.address}/c",
        ]
        assert site.asked[-1] == "/a"

    @pytest.mark.parametrize("body", ["<urlset/>", "<urlset>", "<a/>"])
    def test_an_empty_or_broken_one_is_an_error(self, site: Site, body: str) -> None:
        site.put("/sitemap.xml", body, kind="application/xml")
        source = site.source("/sitemap.xml")
        if body == "<a/>":
            assert [type(item) for item in scan(source)][1:2] == [Finding]
        else:
            assert failure(source).reason in {"sitemapen är tom", "XML:en är trasig på rad 1"}

    def test_a_bomb_is_an_error(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("indexer.read.sitemap.MAX_BYTES", 1_000_000)
        site.put("/x.xml.gz", gzip.compress(b" " * 2_000_000), kind="application/gzip")
        assert "större än 1 MB" in failure(site.source("/x.xml.gz")).reason


class TestAgain:
    def test_validators_spare_what_is_as_it_was(self, site: Site) -> None:
        site.answers["/a"].headers["ETag"] = '"ett två"'
        site.answers["/b"].headers["Last-Modified"] = "Wed, 01 Jan 2020 00:00:00 GMT"
        source = site.source("/sitemap.xml")
        known = fingerprints(scan(source))
        assert len(known) == 3
        again = list(scan(source, known))
        assert again == [Unchanged(f"{site.address}/{name}") for name in "abc"]
        site.put("/b", PAGE.format("B2", 2))
        assert titles(list(scan(source, known))) == ["B2"]

    def test_what_the_sitemap_says_is_unchanged_is_not_asked_for(self, site: Site) -> None:
        site.list_pages("/a", "/b", changed="2020-01-01")
        source = site.source("/sitemap.xml")
        known = fingerprints(scan(source))
        site.asked.clear()
        assert [type(item) for item in scan(source, known)] == [Unchanged, Unchanged]
        assert site.asked == ["/robots.txt", "/sitemap.xml"]
        site.list_pages("/a", "/b", changed="2020-01-02")
        site.put("/a", PAGE.format("A2", 1))
        items = list(scan(source, known))
        assert titles(items) == ["A2"]
        assert Unchanged(f"{site.address}/b") in items

    def test_fingerprints_of_other_settings_are_not_trusted(self, site: Site) -> None:
        site.answers["/a"].headers["ETag"] = '"1"'
        known = fingerprints(scan(site.source("/a")))
        other = site.source("/a", kind="nyhet")
        assert KnownOrigins(other, known).facts(f"{site.address}/a") == []
        assert titles(list(scan(other, known))) == ["A"]


class TestFailures:
    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            ({"status": 500}, "servern svarar med fel (HTTP 500)"),
            ({"status": 403}, "servern släpper inte in Sökverket (HTTP 403)"),
            ({"status": 418}, "servern svarar med HTTP 418"),
            ({"status": 302, "headers": {"Location": "/b"}}, "omdirigerar fler än 5 gånger"),
            ({"headers": {"Content-Encoding": "gzip"}}, "svarets packning är trasig"),
            ({"headers": {"Content-Length": "999"}}, "svaret bröts"),
            ({"status": 301, "headers": {"Location": "http://a.example/"}}, "leder till a.example"),
        ],
    )
    def test_a_page_that_cannot_be_fetched_now_is_kept(
        self, site: Site, answer: dict[str, Any], reason: str
    ) -> None:
        site.put("/b", "rest", **answer)
        items = list(scan(site.source("/sitemap.xml")))
        assert titles(items) == ["A", "C"]
        assert Kept(f"{site.address}/b") in items
        (finding,) = (item for item in items if isinstance(item, Finding))
        assert reason in finding.reason
        assert finding.refused
        assert finding.remedy

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_page_that_is_gone_is_not_kept(self, site: Site, status: int) -> None:
        site.put("/b", status=status)
        items = list(scan(site.source("/sitemap.xml")))
        assert titles(items) == ["A", "C"]
        assert not [item for item in items if isinstance(item, Kept)]
        assert [i.reason for i in items if isinstance(i, Finding)] == [
            f"sidan finns inte (HTTP {status})"
        ]

    def test_a_page_too_large_is_refused(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetch, "MAX_DOCUMENT_BYTES", 5_000_000)
        packed = gzip.compress(b"<p>" + b"0" * 20_000_000)
        site.put("/b", packed, headers={"Content-Encoding": "gzip"})
        _, (finding, *_) = outcome(site.source("/sitemap.xml"))
        assert finding.reason == "svaret är större än 5 MB"

    def test_patience_is_given_once_to_who_asks_for_it(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []
        monkeypatch.setattr(fetch.time, "sleep", waits.append)
        site.put("/b", status=503, headers={"Retry-After": "7"})
        items = list(scan(site.source("/sitemap.xml")))
        assert 7 in waits
        assert site.asked.count("/b") == 2
        assert Kept(f"{site.address}/b") in items

    def test_a_redirect_is_followed_to_where_it_leads(self, site: Site) -> None:
        site.put("/b", status=301, headers={"Location": "/c"})
        articles, _ = outcome(site.source("/b"))
        assert [(a.id, a.url) for a in articles] == [(site.id("/b"), f"{site.address}/c")]

    def test_a_sitemap_in_an_index_that_fails_keeps_all_that_is_known(self, site: Site) -> None:
        index = "<sitemapindex><sitemap><loc>SITE/sitemap.xml</loc></sitemap>"
        index += "<sitemap><loc>SITE/borta.xml</loc></sitemap></sitemapindex>"
        site.put("/index.xml", index, kind="text/xml")
        items = list(scan(site.source("/index.xml")))
        assert titles(items) == ["A", "B", "C"]
        assert Kept("", beneath=True) in items

    def test_a_network_that_goes_away_is_an_error(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(visit, "MOST_IN_VAIN", 2)
        honest = fetch.Fetcher.fetch

        def cut(self: fetch.Fetcher, url: str, *more: Any) -> fetch.Page | None:
            if url.endswith(("/b", "/c")):
                url = "http://localhost:9/"
            return honest(self, url, *more)

        monkeypatch.setattr(fetch.Fetcher, "fetch", cut)
        assert "2 sidor i rad gick inte att nå" in failure(site.source("/sitemap.xml")).reason

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            ("http://localhost:9/", "värden går inte att nå"),
            ("http://finns-inte.invalid/", "värdens namn går inte att slå upp"),
            ("http://[::1", "är ingen giltig adress"),
            ("http://", "är ingen giltig adress"),
        ],
    )
    def test_an_address_that_leads_nowhere(self, location: str, reason: str) -> None:
        assert reason in failure(Source("webb", location, delay=0)).reason

    def test_a_start_of_another_kind_is_an_error(self, site: Site) -> None:
        site.put("/x", b"\x89PNG", kind="image/png")
        assert failure(site.source("/x")).reason == "innehållstypen image/png läses inte"

    def test_a_start_that_is_missing_is_an_error(self, site: Site) -> None:
        assert failure(site.source("/saknas")).reason == "sidan finns inte (HTTP 404)"


class TestCertificates:
    @pytest.mark.parametrize(
        ("name", "expired", "reason"),
        [
            ("localhost", True, "certifikatet har gått ut"),
            ("annan.example", False, "certifikatet gäller en annan värd"),
        ],
    )
    def test_a_bad_one_is_told(
        self, monkeypatch: pytest.MonkeyPatch, name: str, reason: str, *, expired: bool
    ) -> None:
        authority = trustme.CA()
        after = datetime(2021, 1, 1, tzinfo=UTC) if expired else None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name, not_after=after).configure_cert(context)
        trusting(monkeypatch, authority)
        with serving(context) as site:
            assert failure(site.source("/a")).reason == reason

    def test_a_stranger_s_is_told(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("localhost").configure_cert(context)
        with serving(context) as site:
            assert "inte är betrodd" in failure(site.source("/a")).reason

    def test_a_good_one_is_trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        trusting(monkeypatch, authority)
        with serving(context) as site:
            site.put("/a", PAGE.format("A", 1))
            assert titles(list(scan(site.source("/a")))) == ["A"]


def trusting(monkeypatch: pytest.MonkeyPatch, authority: trustme.CA) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    honest: Callable[..., urllib3.PoolManager] = urllib3.PoolManager
    monkeypatch.setattr(
        fetch.urllib3, "PoolManager", lambda **given: honest(ssl_context=context, **given)
    )


class TestFeeds:
    ITEM = "<item><title>{0}</title><link>SITE/{0}</link><description>Om {0}</description></item>"

    def put(self, site: Site, *names: str, kind: str = "application/rss+xml") -> None:
        items = "".join(self.ITEM.format(name) for name in names)
        site.put("/flode", f"<rss><channel>{items}</channel></rss>", kind=kind)

    @pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "application/xml"])
    def test_entries_become_articles_and_old_ones_stay(self, site: Site, kind: str) -> None:
        self.put(site, "ett", "två", kind=kind)
        source = site.source("/flode")
        items = list(scan(source))
        assert titles(items) == ["ett", "två"]
        known = fingerprints(items)
        self.put(site, "två", "tre", kind=kind)
        items = list(scan(source, known))
        assert titles(items) == ["tre"]
        assert [item.name for item in items if isinstance(item, Unchanged)] == [
            f"{site.address}/flode/{site.address}/{name}" for name in ("två", "ett")
        ]
        assert items[-1] == Kept(f"{site.address}/flode/", beneath=True)

    def test_one_that_is_as_it_was_is_not_read(self, site: Site) -> None:
        self.put(site, "ett")
        source = site.source("/flode")
        known = fingerprints(scan(source))
        beneath = f"Kept {site.address}/flode/"
        assert told(scan(source, known)) == [*(f"Unchanged {name}" for name in known), beneath]


def test_a_web_archive_may_be_fetched(site: Site) -> None:
    archive = warc(("https://www.a.example/råd", b"<h1>Arkiverad</h1><p>Text</p>"))
    site.put("/x.warc.gz", archive, kind="application/octet-stream")
    (article,), _ = outcome(site.source("/x.warc.gz"))
    assert (article.title, article.url) == ("Arkiverad", "https://www.a.example/råd")


def test_nothing_fetched_is_left_behind(site: Site, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path))
        assert len(titles(list(scan(site.source("/sitemap.xml"))))) == 3
    assert list(tmp_path.iterdir()) == []
