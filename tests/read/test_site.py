"""A site from its address: its sitemaps are found, or its links followed, within bounds."""

# ruff: noqa: E501 - hostile pages are long lines

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read import Finding, Kept, Scanned, crawl, fetch, scan
from indexer.settings import Source
from tests.read.made import pdf
from tests.read.test_scan import fingerprints
from tests.read.test_web import PAGE, Answer, Site, failure, serving, titles

pytestmark = pytest.mark.slow

MENU = "<nav>{}</nav>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


def put(site: Site, path: str, *links: str, head: str = "", **more: object) -> None:
    """Put a page with the name of its path, which leads to others."""
    anchors = "".join(f'<li><a href="{link}">Vidare till {link}</a></li>' for link in links)
    title = path.strip("/") or "Start"
    body = f"<html lang=sv><head>{head}</head><body><main><h1>{title}</h1><p>Text om {title}.</p>"
    site.put(path, f"{body}<p>Publicerad 2020-01-01</p></main><ul>{anchors}</ul></body>", **more)


def reasons(items: list[Scanned]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Finding)]


def whole(site: Site, **more: object) -> list[Scanned]:
    return list(scan(site.source("/", **more)))


class TestSitemaps:
    @pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap_index.xml", "/sitemap.txt"])
    def test_they_are_found_where_they_usually_are(self, site: Site, path: str) -> None:
        put(site, "/", "/c")
        put(site, "/a")
        put(site, "/b")
        lines = "SITE/a\nSITE/b\n"
        listed = "".join(f"<url><loc>{line}</loc></url>" for line in lines.split())
        kind = "text/plain" if path.endswith("txt") else "application/xml"
        site.put(path, lines if path.endswith("txt") else f"<urlset>{listed}</urlset>", kind=kind)
        assert titles(whole(site)) == ["Start", "a", "b"]
        assert "/c" not in site.asked

    def test_robots_txt_names_them(self, site: Site) -> None:
        for path in ("/", "/a", "/b"):
            put(site, path)
        site.put("/robots.txt", "Sitemap: SITE/karta?id=1\nSitemap: https://annan.example/s.xml")
        listed = f"<urlset><url><loc>{site.address}/a</loc></url></urlset>"
        site.put("/karta?id=1", gzip.compress(listed.encode()), kind="application/octet-stream")
        site.list_pages("/b")
        items = whole(site)
        assert titles(items) == ["Start", "a"]
        assert [reason for reason in reasons(items) if "nämns i robots.txt" in reason]

    @pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", ""])
    def test_the_bytes_tell_one_whatever_it_is_called(self, site: Site, kind: str) -> None:
        put(site, "/a")
        body = "\n\n<?xml version='1.0'?>\n<urlset><url><loc>SITE/a?x=1&y=2</loc></url></urlset>"
        site.put("/karta", body, kind=kind)
        put(site, "/a?x=1&y=2")
        assert titles(list(scan(site.source("/karta")))) == ["a?x=1&y=2"]

    def test_a_page_that_says_that_there_is_none_is_none(self, site: Site) -> None:
        put(site, "/", "/a")
        put(site, "/a")
        site.make = lambda _: Answer(b"<!doctype html><title>Finns inte</title><p>Tyv\xc3\xa4rr.")
        assert titles(whole(site)) == ["Start", "a"]

    def test_one_that_cannot_be_had_now_costs_nothing(self, site: Site) -> None:
        put(site, "/")
        site.put("/sitemap.xml", status=500)
        assert Kept("", beneath=True) in whole(site)

    def test_a_list_of_other_sites_leads_to_the_links(self, site: Site) -> None:
        put(site, "/", "/a")
        put(site, "/a")
        listed = "<urlset><url><loc>https://annan.example/x</loc></url></urlset>"
        site.put("/sitemap.xml", listed, kind="text/xml")
        items = whole(site)
        assert titles(items) == ["Start", "a"]
        assert [reason for reason in reasons(items) if "ingen sida inom adressen" in reason]

    def test_a_page_that_asks_not_to_be_found_is_not(self, site: Site) -> None:
        put(site, "/")
        put(site, "/a", head="<meta name=robots content='noindex, follow'>")
        put(site, "/b", headers={"X-Robots-Tag": "noindex"})
        put(site, "/c", headers={"X-Robots-Tag": "googlebot: noindex"})
        site.list_pages("/a", "/b", "/c")
        items = whole(site)
        assert titles(items) == ["Start", "c"]
        assert sum("noindex" in reason for reason in reasons(items)) == 2


class TestLinks:
    def test_they_are_followed_within_the_address(self, site: Site) -> None:
        put(site, "/", "/a", "b/", "https://annan.example/x", "mailto:x@a.se", "/bild.png", "#topp")
        put(site, "/a", "/", "/a#mitt", "/rapport")
        put(site, "/b/", "../c?id=1")
        put(site, "/c?id=1")
        site.put("/rapport", pdf("Protokoll om buller"), kind="application/octet-stream")
        items = whole(site)
        assert titles(items) == ["Start", "a", "b", "rapport", "c?id=1"]
        assert "/bild.png" not in site.asked
        assert len(site.asked) == len(set(site.asked))

    def test_only_an_address_without_path_or_one_that_says_so_is_a_site(self, site: Site) -> None:
        put(site, "/amne/", "/amne/a", "/annat")
        put(site, "/amne/a", "b")
        put(site, "/amne/b")
        put(site, "/annat")
        assert titles(list(scan(site.source("/amne/")))) == ["amne"]
        items = list(scan(site.source("/amne/", follow=True)))
        assert titles(items) == ["amne", "amne/a", "amne/b"]

    def test_robots_and_pages_may_ask_not_to(self, site: Site) -> None:
        put(site, "/", "/a", "/hemlig/x", "/b")
        put(site, "/a", "/e", head="<meta name=robots content=nofollow>")
        site.put("/b", "<h1>B</h1><p>Text.</p><a rel='nofollow ugc' href=/d>d</a><a href=/c>c</a>")
        put(site, "/c", head="<meta name=ROBOTS content=NONE>")
        for path in ("/d", "/e", "/hemlig/x"):
            put(site, path)
        site.put("/robots.txt", "User-agent: *\nDisallow: /hemlig/")
        items = whole(site)
        assert titles(items) == ["Start", "a", "B"]
        assert not {"/d", "/e", "/hemlig/x"} & set(site.asked)
        assert [reason for reason in reasons(items) if "robots.txt" in reason]

    def test_copies_are_read_where_they_say_that_they_are(self, site: Site) -> None:
        put(site, "/", "/a?sort=1", "/a?sort=2", "/felvisad")
        for path in ("/a?sort=1", "/a?sort=2"):
            put(site, path, head="<link rel=canonical href=/a>")
        put(site, "/a", head="<link rel=canonical href=/a>")
        put(site, "/felvisad", head="<link rel=canonical href=/>")
        assert titles(whole(site)) == ["Start", "felvisad", "a"]

    def test_copies_of_each_other_lose_nothing(self, site: Site) -> None:
        put(site, "/", "/a")
        put(site, "/a", head="<link rel=canonical href=/b>")
        put(site, "/b", head="<link rel=canonical href=/a>")
        assert titles(whole(site)) == ["Start", "b"]

    def test_a_page_that_leads_on_is_read_where_it_leads(self, site: Site) -> None:
        site.put("/", status=302, headers={"Location": "/sv/start"})
        put(site, "/sv/start", "/gammal", "/sv/ny")
        site.put("/gammal", status=301, headers={"Location": "/sv/ny"})
        put(site, "/sv/ny")
        site.put("/stub", "<meta http-equiv=refresh content='0; url=/sv/stubb'>")
        items = whole(site)
        assert [(a.title, a.url) for a in items if isinstance(a, Article)] == [
            ("sv/start", f"{site.address}/sv/start"),
            ("sv/ny", f"{site.address}/sv/ny"),
        ]

    def test_a_start_page_alone_is_never_without_a_word(self, site: Site) -> None:
        site.put("/", "<h1>Start</h1><p>Text.</p><script>render()</script>")
        items = whole(site)
        assert titles(items) == ["Start"]
        assert [reason for reason in reasons(items) if "högst en sida" in reason]

    def test_a_broken_link_is_told_and_refuses_nothing(self, site: Site) -> None:
        put(site, "/", "/borta", "/annan", "/a")
        put(site, "/a")
        site.put("/annan", status=301, headers={"Location": "https://annan.example/"})
        known = fingerprints(whole(site))
        for before in ({}, known):
            items = list(scan(site.source("/"), before))
            findings = [item for item in items if isinstance(item, Finding)]
            assert {f.reason for f in findings} == {
                "en länk leder till en sida som inte finns",
                "leder till annan.example, som inte hör till källan",
            }
            assert not [finding for finding in findings if finding.refused]

    @pytest.mark.parametrize("answer", [{"status": 404}, {"status": 500}, {"status": 403}])
    def test_a_start_that_cannot_be_had_is_an_error(
        self, site: Site, answer: dict[str, int]
    ) -> None:
        site.put("/", **answer)  # type: ignore[arg-type]
        assert f"HTTP {answer['status']}" in failure(site.source("/")).reason

    def test_only_the_pages_that_the_source_takes_are_read(self, site: Site) -> None:
        put(site, "/", "/a", "/b")
        put(site, "/a", "/b/c")
        put(site, "/b/c")
        put(site, "/b")
        assert titles(whole(site, include=("b/**",))) == ["b/c"]
        site.asked.clear()
        assert titles(whole(site, exclude=("b/**",))) == ["Start", "a", "b"]
        assert "/b/c" not in site.asked

    def test_a_feed_may_be_all_that_a_host_has(self, site: Site) -> None:
        body = "<rss><channel><item><title>T</title></item><item><title>U</title></item></channel></rss>"
        site.put("/", body, kind="application/rss+xml")
        assert titles(whole(site)) == ["T", "U"]

    @pytest.mark.parametrize(
        "body",
        [
            f"<a href='/{'x' * 1_000_000}'>x</a>",
            "".join(f"<a href='/saknas/{n}.png'>x</a>" for n in range(20_000)),
            "<base href='https://annan.example/'><a href='x'>x</a>",
            "<base href='http://[::1'><a href='http://[::1/'>x</a><a href='//:0/'>x</a>",
            f"<link rel=canonical href='https://{'a' * 100_000}/'>",
            "<div>" * 5000 + "<a href='/saknas'>x</a>",
            "<a href='javascript:alert(1)'>x</a><a href='data:text/html,x'>x</a><a href='file:///etc/passwd'>x</a>",
            "<meta http-equiv=refresh content='0;url='><meta http-equiv=refresh content=x>",
            "<meta name=robots content='" + "noindexx," * 100_000 + "'>",
        ],
    )
    def test_hostile_links_cost_nothing(self, site: Site, body: str) -> None:
        site.put("/", f"<h1>Start</h1><p>En text.</p>{body}<p><a href='/a'>Vidare till a</a></p>")
        put(site, "/a")
        items = whole(site, limit=50)
        assert titles(items)[0] == "Start"
        assert not [one for one in site.asked if "annan" in one or "etc" in one]
        assert not [item for item in items if isinstance(item, Finding) and item.refused]

    def test_answers_without_end_and_in_circles_cost_themselves(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fetch, "MAX_DOCUMENT_BYTES", 1_000_000)
        put(site, "/", "/stor", "/ring", "/a")
        site.put("/stor", b"<h1>x</h1>" * 200_000)
        site.put("/ring", status=302, headers={"Location": "/ring"})
        put(site, "/a")
        items = whole(site)
        assert titles(items) == ["Start", "a"]
        assert {item.reason for item in items if isinstance(item, Finding)} >= {
            "svaret är större än 1 MB",
            "omdirigerar fler än 5 gånger",
        }


class TestBounds:
    def test_the_depth(self, site: Site) -> None:
        for number in range(6):
            put(site, f"/{number}" if number else "/", f"/{number + 1}")
        items = whole(site, depth=2)
        assert titles(items) == ["Start", "1", "2"]
        assert "1 länkar ligger djupare än källans depth" in reasons(items)
        assert Kept(f"{site.address}/3") in items

    def test_the_number(self, site: Site) -> None:
        put(site, "/", *(f"/{number}" for number in range(9)))
        for number in range(9):
            put(site, f"/{number}")
        items = whole(site, limit=4)
        assert titles(items) == ["Start", "0", "1", "2"]
        assert "webbplatsen har fler än 4 sidor" in reasons(items)
        assert Kept("", beneath=True) in items

    def test_the_time(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(crawl, "LONGEST", -1)
        put(site, "/")
        items = whole(site)
        assert [item for item in items if isinstance(item, Finding) and item.refused]
        assert Kept("", beneath=True) in items

    def test_it_is_polite(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        waits: list[float] = []
        monkeypatch.setattr(fetch.time, "sleep", waits.append)
        put(site, "/", "/a")
        put(site, "/a")
        whole(site, delay=2)
        assert [round(wait) for wait in waits[1:]] == [2] * (len(site.asked) - 1)

    @pytest.mark.parametrize(
        ("first", "links", "most"),
        [
            ("/kalender?ar=2020&manad=1", ["/kalender?ar={n}&manad={m}"], 110),
            ("/kalender/2020/01", ["/kalender/{n}/{m}", "/kalender/{n}/{m}/{d}"], 210),
            ("/lista?a=1", ["/lista?a={n}&b={m}&c={d}", "/lista?c={d}&a={n}&b={m}"], 110),
            ("/a/b", ["a/b"], 10),
            ("/x", ["/x;jsessionid={n}", "/x?PHPSESSID={n}", "/x?utm_source={n}"], 2),
            ("/y", ["/y?" + "&".join(f"p{i}={{n}}" for i in range(9))], 2),
            ("/z", ["/z/" + "lång" * 600], 2),
        ],
    )
    def test_a_trap_is_left(self, site: Site, first: str, links: list[str], most: int) -> None:
        put(site, "/", first)
        count = iter(range(1, 100_000))

        def make(path: str) -> Answer | None:
            if path.startswith(("/robots", "/sitemap")):
                return None
            n = next(count)
            found = (
                link.format(n=2000 + (n * 7 + i) % 90, m=1 + (n + i) % 12, d=i)
                for link in links for i in range(8)
            )  # fmt: skip
            body = "".join(f'<a href="{one}">x</a>' for one in found)
            return Answer(f"<h1>Sida {n}</h1><p>Text om {n}.</p>{body}".encode())

        site.make = make
        items = whole(site)
        assert 1 < len(titles(items)) <= most
        assert not [item for item in items if isinstance(item, Finding) and item.refused]


class TestAgain:
    def site_of_three(self, site: Site) -> dict[str, str]:
        put(site, "/", "/a", headers={"ETag": '"1"'})
        put(site, "/a", "/b", headers={"ETag": '"2"'})
        put(site, "/b", headers={"ETag": '"3"'})
        known = fingerprints(whole(site))
        site.asked.clear()
        return known

    def test_what_is_as_it_was_is_not_sent_again(self, site: Site) -> None:
        known = self.site_of_three(site)
        items = list(scan(site.source("/"), known))
        assert titles(items) == []
        assert site.knew == ["/", "/a", "/b"]

    def test_a_page_that_nothing_leads_to_any_more_is_gone(self, site: Site) -> None:
        known = self.site_of_three(site)
        put(site, "/", "/c", headers={"ETag": '"4"'})
        put(site, "/c")
        items = list(scan(site.source("/"), known))
        assert titles(items) == ["Start", "c"]
        told = {getattr(item, "name", "") for item in items}
        assert f"{site.address}/a" not in told
        assert f"{site.address}/b" not in told

    def test_what_a_page_that_fails_leads_to_stays(self, site: Site) -> None:
        known = self.site_of_three(site)
        site.put("/a", status=500)
        items = list(scan(site.source("/"), known))
        assert Kept(f"{site.address}/a") in items
        assert "/b" in site.asked
        assert site.knew == ["/", "/b"]

    def test_what_could_not_be_had_is_found_next_time(self, site: Site) -> None:
        put(site, "/", "/a", "/b", headers={"ETag": '"1"'})
        put(site, "/a")
        site.put("/b", status=500)
        known = fingerprints(whole(site))
        put(site, "/b")
        assert "b" in titles(list(scan(site.source("/"), known)))

    def test_copies_and_detours_are_followed_again(self, site: Site) -> None:
        put(site, "/", "/x", "/gammal", headers={"ETag": '"1"'})
        put(site, "/x", head="<link rel=canonical href=/y>", headers={"ETag": '"2"'})
        put(site, "/y", headers={"ETag": '"3"'})
        site.put("/gammal", status=301, headers={"Location": "/ny"})
        put(site, "/ny")
        known = fingerprints(whole(site))
        items = list(scan(site.source("/"), known))
        assert titles(items) == []
        assert {item.name for item in items if hasattr(item, "name")} >= set(known) - {
            f"{site.address}/gammal"
        }


def test_a_network_that_is_gone_is_an_error() -> None:
    with pytest.raises(SourceError, match="går inte att nå"):
        list(scan(Source("webb", "http://localhost:9", delay=0)))


def test_a_page_is_still_one_page(site: Site) -> None:
    site.put("/a", PAGE.format("A", 1) + "<a href=/b>b</a>")
    assert titles(list(scan(site.source("/a")))) == ["A"]
