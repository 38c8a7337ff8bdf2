"""ZIP, WARC and feed files: every member is an origin of its own."""

# ruff: noqa: E501 - records are long lines

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from indexer.article import Article
from indexer.read import Finding, Kept, Origin, Source, Unchanged, scan
from tests.read.conftest import outcome
from tests.read.hostile import zipped
from tests.read.made import capture, docx, pdf, warc
from tests.read.test_scan import fingerprints

pytestmark = pytest.mark.slow

SAME = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
PAGE = b"<h1>Sida</h1><p>Text.</p>"
LINE = b'{"id": "1", "title": "Rad", "text": "Text."}\n'


def source(path: Path, **more: str) -> Source:
    return Source("arkiv", str(path), **more)  # type: ignore[arg-type]


class TestZip:
    def test_it_holds_any_of_the_formats(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        path.write_bytes(
            zipped(
                ("a/å.html", PAGE),
                ("b.pdf", pdf("Hej")),
                ("c.docx", docx("Title|Word", "Text.")),
                ("d.md", b"# Ned\n\nText."),
                ("e.jsonl.gz", gzip.compress(LINE)),
                ("f.warc.gz", warc(("https://a.se/", PAGE))),
                ("g.xml", b"<rss><channel><item><title>Post</title></item></channel></rss>"),
                (".dold.txt", b"x"),
                ("__MACOSX/h.txt", b"x"),
                ("i.exe", b"x"),
            )
        )
        articles, findings = outcome(source(path, url="https://a.se/export"))
        assert [(article.title, article.id) for article in articles] == [
            ("Sida", "arkiv/a/å.html"),
            ("b", "arkiv/b.pdf"),
            ("Word", "arkiv/c.docx"),
            ("Ned", "arkiv/d.md"),
            ("Rad", "1"),
            ("Sida", "arkiv/a.se"),
            ("Post", "arkiv/g.xml/1"),
        ]
        assert articles[0].url == "https://a.se/export/a/%C3%A5.html"
        assert [f.item for f in findings if "läses inte" in f.reason] == ["arkiv/i.exe"]

    def test_members_that_are_as_they_were_are_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        path.write_bytes(zipped(("a.html", PAGE), ("b.html", PAGE)))
        known = fingerprints(scan(source(path)))
        assert set(known) == {"x.zip", "x.zip/a.html", "x.zip/b.html"}
        assert list(scan(source(path), known)) == [Unchanged(name) for name in known]
        path.write_bytes(zipped(("b.html", PAGE), ("c.html", PAGE), ("a.html", PAGE + b"Ny.")))
        items = list(scan(source(path), known))
        assert [item.name for item in items if isinstance(item, Unchanged)] == ["x.zip/b.html"]
        assert [item.id for item in items if isinstance(item, Article)] == [
            "arkiv/a.html",
            "arkiv/c.html",
        ]

    def test_one_that_is_cut_short_loses_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        path.write_bytes(zipped(("a.html", PAGE))[:50])
        items = list(scan(source(path)))
        assert items[-2:] == [Kept("x.zip"), Kept("x.zip/", beneath=True)]


class TestWebArchive:
    def test_the_latest_good_capture_of_each_page_wins(self, tmp_path: Path) -> None:
        path = tmp_path / "x.warc.gz"
        path.write_bytes(
            warc(("https://a.se/1", b"<h1>Ny</h1>"), date="2021-01-01T00:00:00Z")
            + warc(("https://a.se/1", b"<h1>Gammal</h1>"), ("https://a.se/2", PAGE))
            + warc(
                ("https://a.se/1", b"Borta"), status="404 Not Found", date="2022-01-01T00:00:00Z"
            )
            + warc(("https://a.se/bild", b"\x89PNG"), kind="image/png")
            + warc(("https://a.se/kalkyl", b"PK"), kind="application/vnd.visio")
        )
        articles, findings = outcome(source(path))
        assert [(article.title, article.id, article.url) for article in articles] == [
            ("Ny", "arkiv/a.se/1", "https://a.se/1"),
            ("Sida", "arkiv/a.se/2", "https://a.se/2"),
        ]
        told = [finding.reason for finding in findings if "innehållstypen" in finding.reason]
        assert told == ["innehållstypen application/vnd.visio läses inte"]

    def test_pages_are_read_as_their_server_called_them(self, tmp_path: Path) -> None:
        path = tmp_path / "x.warc"
        pages = warc(
            ("https://a.se/p", "<h1>Årsrapport</h1>".encode("cp1252")),
            kind="text/html; charset=iso-8859-1",
        )
        packed = warc(("https://a.se/q", gzip.compress(b"<h1>Packad</h1>")), encoding="gzip")
        unsaid = warc(("https://a.se/s", gzip.compress(b"<h1>Packad utan ord</h1>")))
        documents = warc(("https://a.se/r.pdf", pdf("Hej")), kind="application/pdf")
        path.write_bytes(gzip.decompress(pages + packed + unsaid + documents))
        articles, _ = outcome(source(path))
        titles = [article.title for article in articles]
        assert titles == ["Årsrapport", "Packad", "Packad utan ord", "r"]

    def test_pages_that_are_as_they_were_are_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "x.warc.gz"
        path.write_bytes(warc(("https://a.se/1", PAGE)))
        known = fingerprints(scan(source(path)))
        assert set(known) == {"x.warc.gz", "x.warc.gz/https://a.se/1"}
        path.write_bytes(path.read_bytes() + warc(("https://a.se/2", PAGE)))
        items = list(scan(source(path), known))
        assert [item.id for item in items if isinstance(item, Article)] == ["arkiv/a.se/2"]

    @pytest.mark.parametrize(
        ("coding", "pack"),
        [
            ("br", brotli.compress),
            ("gzip", gzip.compress),
            ("x-gzip", gzip.compress),
            ("deflate", zlib.compress),
            ("zstd", zstandard.compress),
            ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
            ("br", bytes),
            ("gzip", bytes),
            ("okänd", bytes),
        ],
    )
    @pytest.mark.parametrize("chunked", [False, True])
    def test_pages_are_unpacked_as_they_were_sent_or_saved(
        self, tmp_path: Path, coding: str, pack: Callable[[bytes], bytes], *, chunked: bool
    ) -> None:
        body = pack(PAGE * 50)
        head = f"Content-Type: text/html\r\nContent-Encoding: {coding}"
        if chunked:
            head += "\r\nTransfer-Encoding: chunked"
            body = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
        (tmp_path / "x.warc.gz").write_bytes(capture("https://a.se/1", body, head))
        (article,), _ = outcome(source(tmp_path))
        assert article.title == "Sida"

    def test_one_packed_wrong_costs_itself(self, tmp_path: Path) -> None:
        bad = capture("https://a.se/1", b"\x01rubbish", "Content-Encoding: br")
        (tmp_path / "x.warc.gz").write_bytes(bad + capture("https://a.se/2", PAGE))
        (article,), findings = outcome(source(tmp_path))
        assert article.id == "arkiv/a.se/2"
        assert [f.item for f in findings if "tom eller trasig" in f.reason] == ["arkiv/a.se/1"]

    @pytest.mark.parametrize(
        "kind",
        [
            "",
            "application/octet-stream",
            "application/x-download",
            "binary/octet-stream",
            "text/plain",
        ],
    )
    def test_where_nobody_says_what_a_page_is_its_bytes_do(self, tmp_path: Path, kind: str) -> None:
        head = f"Content-Type: {kind}" if kind else "Server: x"
        bodies = {
            "a": b"\xef\xbb\xbf <!-- x --> <!DOCTYPE html><h1>A</h1><p>Text.</p>",
            "b": pdf("Hej alla"),
            "c": docx("Title|C", "Text."),
            "d.txt": b"D\n\nText.",
            "e.png": b"\x89PNG\x00\x01",
            "f": b'<?xml version="1.0"?><html xmlns="x"><body><h1>F</h1></body></html>',
            "g": gzip.compress(b"x" * 99),
        }
        made = b"".join(
            capture(f"https://a.se/{name}", body, head) for name, body in bodies.items()
        )
        (tmp_path / "x.warc.gz").write_bytes(made)
        articles, findings = outcome(source(tmp_path))
        assert [article.id[-1] if article.id[-1] in "abcf" else "d" for article in articles] == [
            *"abcdf"
        ]
        assert not [finding for finding in findings if finding.refused]

    def test_one_gzip_may_be_around_all_records(self, tmp_path: Path) -> None:
        plain = gzip.decompress(warc(("https://a.se/1", PAGE), ("https://a.se/2", PAGE)))
        (tmp_path / "x.warc.gz").write_bytes(gzip.compress(plain))
        articles, findings = outcome(source(tmp_path))
        assert len(articles) == 2
        assert not [finding for finding in findings if finding.refused]
        (tmp_path / "x.warc.gz").write_bytes(gzip.compress(plain)[:-30])
        _, findings = outcome(source(tmp_path))
        assert [finding for finding in findings if "avbrutet" in finding.reason]

    @pytest.mark.parametrize(
        "refers",
        [
            "WARC-Refers-To-Target-URI: https://a.se/1\r\nWARC-Refers-To-Date: 2019-01-01T00:00:00Z",
            "WARC-Refers-To-Target-URI: <https://a.se/1>",
            "WARC-Payload-Digest: sha1:ABC",
        ],
    )
    @pytest.mark.parametrize("first", [False, True])
    def test_what_was_as_another_address_is_found_at_both(
        self, tmp_path: Path, refers: str, *, first: bool
    ) -> None:
        original = capture(
            "https://a.se/1",
            PAGE,
            more="WARC-Payload-Digest: sha1:ABC",
            date="2019-01-01T00:00:00Z",
        )
        revisit = capture("https://b.se/2", b"", kind="revisit", more=f"{refers}\r\n{SAME}")
        both = revisit + original if first else original + revisit
        (tmp_path / "x.warc.gz").write_bytes(both)
        articles, _ = outcome(source(tmp_path))
        assert [(article.title, article.url) for article in articles] == [
            ("Sida", "https://a.se/1"),
            ("Sida", "https://b.se/2"),
        ]

    def test_what_was_as_in_another_archive_is_told(self, tmp_path: Path) -> None:
        more = f"WARC-Refers-To-Target-URI: https://b.se/\r\n{SAME}"
        lone = capture("https://a.se/2", b"", kind="revisit", more=more)
        not_same = capture("https://a.se/3", b"", kind="revisit", more="WARC-Profile: x")
        (tmp_path / "x.warc.gz").write_bytes(warc(("https://a.se/1", PAGE)) + lone + not_same)
        articles, findings = outcome(source(tmp_path))
        assert len(articles) == 1
        assert [f.item for f in findings if "som inte finns i arkivet" in f.reason] == [
            "arkiv/a.se/2"
        ]

    @pytest.mark.parametrize(
        ("body", "more"),
        [
            (b"", ""),
            (b"  \n", ""),
            (
                b"<html><head><title>Vi \xc3\xa4r snart tillbaka</title></head><body>&nbsp;</body></html>",
                "",
            ),
            (b"<html><script>start()</script></html>", ""),
            (b"<h1>Halv", "WARC-Truncated: disconnect"),
        ],
    )
    @pytest.mark.parametrize("apart", [False, True])
    def test_an_empty_capture_hides_no_good_one(
        self, tmp_path: Path, body: bytes, more: str, *, apart: bool
    ) -> None:
        good = capture("https://a.se/1", PAGE)
        later = capture("https://a.se/1", body, more=more, date="2022-01-01T00:00:00Z")
        apart = apart and not more  # half a page is better than none of that archive
        (tmp_path / "x.warc.gz").write_bytes(good if apart else good + later)
        if apart:
            other = capture("https://a.se/3", PAGE, date="2022-01-01T00:00:00Z")
            (tmp_path / "y.warc.gz").write_bytes(other + later)
        articles, findings = outcome(source(tmp_path))
        assert [a.title for a in articles if a.id == "arkiv/a.se/1"] == ["Sida"]
        assert not [finding for finding in findings if finding.refused]


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Nytt</title><language>sv-se</language>
<item><title>Buller &amp;amp; ljud</title><link>https://a.se/nytt/1</link>
<guid isPermaLink="false">n1</guid><pubDate>Tue, 06 Dec 2016 23:30:00 +0100</pubDate>
<category>Buller</category><category>Ljud</category>
<dc:publisher>Myndigheten</dc:publisher><description>Kort &lt;b&gt;om&lt;/b&gt; det.</description>
<content:encoded><![CDATA[<h2>Mätning</h2><p>Hela texten.</p>]]></content:encoded></item>
<item><title>Utan länk</title><description>Text.</description><pubDate>31 Feb 2020</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title>
<entry><title type="html">Noise &amp;amp; sound</title><id>urn:1</id>
<link rel="self" href="https://a.se/self"/><link href="https://a.se/en/1"/>
<published>2020-02-06T12:00:00Z</published><updated>2021-03-07T12:00:00Z</updated>
<category term="noise" label="Noise"/><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The whole text.</p></div>
</content>
</entry></feed>"""


class TestFeed:
    def test_rss(self, tmp_path: Path) -> None:
        (tmp_path / "x.rss").write_text(RSS)
        (first, second), findings = outcome(source(tmp_path))
        assert (first.id, first.url) == ("arkiv/a.se/nytt/1", "https://a.se/nytt/1")
        assert (first.title, str(first.published)) == ("Buller & ljud", "2016-12-06")
        assert (first.topics, first.publisher) == (("Buller", "Ljud"), ("Myndigheten",))
        assert (first.summary, first.language) == ("Kort om det.", "sv")
        assert (first.sections[0].heading, first.sections[0].paragraphs) == (
            "Mätning",
            ("Hela texten.",),
        )
        assert (second.id, second.url, second.published) == ("arkiv/x.rss/2", "", None)
        assert findings[0].reason == "datumet ”31 Feb 2020” finns inte"

    def test_atom(self, tmp_path: Path) -> None:
        (tmp_path / "x.atom").write_text(ATOM)
        (article,), findings = outcome(source(tmp_path, publisher="M"))
        assert (article.title, article.url) == ("Noise & sound", "https://a.se/en/1")
        assert (str(article.published), str(article.updated)) == ("2020-02-06", "2021-03-07")
        assert (article.topics, article.language) == (("Noise",), "en")
        assert (article.summary, article.sections[0].paragraphs) == ("Short.", ("The whole text.",))
        assert findings == []

    def test_a_sitemap_among_files_is_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Titel\n\nText.\n\n2020-01-01")
        (tmp_path / "sitemap.xml").write_text("<urlset/>")
        _, (finding,) = outcome(source(tmp_path))
        assert "sitemap" in finding.reason
        assert not finding.refused


@pytest.mark.parametrize("name", ["x.zip", "x.warc", "x.jsonl", "x.xml"])
def test_one_that_is_empty_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Titel\n\nText.\n\n2020-01-01")
    (tmp_path / name).touch()
    findings = [item for item in scan(source(tmp_path)) if isinstance(item, Finding)]
    assert len(findings) == 1
    assert findings[0].remedy


def test_what_is_said_of_a_member_is_told_after_it_and_of_the_rest_after_the_archive(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(("a.html", b""), ("b/../c.html", PAGE), ("d.exe", b"x")))
    place, about = "", {}
    for item in scan(source(path)):
        if isinstance(item, Origin):
            place = item.name
        elif isinstance(item, Finding):
            about[item.item] = place
    assert about == {
        "arkiv/a.html": "x.zip/a.html",
        "arkiv/b/../c.html": "x.zip",
        "arkiv/d.exe": "x.zip/d.exe",
    }
