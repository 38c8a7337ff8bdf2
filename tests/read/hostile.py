"""Hostile files: each is made in a folder, and costs at most its own article."""

# ruff: noqa: E501 - a table reads best with a file each line

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import socket
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import brotli
import zstandard

from tests.read.made import capture, docx, pdf, pdf_of, warc

Maker = Callable[[Path], None]

READ = ""
"""The reason of a file that is odd but is read all the same."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEJ = b"BT /F1 12 Tf 50 780 Td (Hej alla) Tj ET"
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
LOCAL = '<!DOCTYPE r [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
QUADRATIC = f'<!DOCTYPE r [<!ENTITY j "{"x" * 100_000}">]>'


def text(name: str, content: str | bytes | Callable[[], str | bytes]) -> Maker:
    """Write the content; what takes time to make is made only then."""

    def make(folder: Path) -> None:
        made = content() if callable(content) else content
        data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        with open(os.path.join(os.fsencode(folder), os.fsencode(name)), "wb") as file:  # noqa: PTH118, PTH123
            file.write(data)

    return make


def sparse(name: str, size: int = 1_000_000_000) -> Maker:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return make


def feed(doctype: str, body: str) -> str:
    return f"<?xml version='1.0'?>{doctype}<rss><channel><item><title>T</title>{body}</item></channel></rss>"


def document(doctype: str, body: str) -> bytes:
    return docx(
        document=f"<?xml version='1.0'?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>"
    )


PUBLISHED = "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password/>"


def swelling(pack: Callable[[bytes], bytes], coding: str) -> bytes:
    return capture(
        "https://a.se/1",
        pack(b"0" * 210_000_000),
        f"Content-Type: text/html\r\nContent-Encoding: {coding}",
    )


def nested_gzip(data: bytes) -> bytes:
    for _ in range(10):
        data = gzip.compress(data)
    return data


def circling_revisits() -> bytes:
    same = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    return b"".join(
        capture(
            f"https://a.se/{one}",
            b"",
            kind="revisit",
            more=f"{same}\r\nWARC-Refers-To-Target-URI: https://a.se/{other}",
        )
        for one, other in ("ab", "ba")
    )


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice, as they are to
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return made.getvalue()


def matryoshka(levels: int) -> bytes:
    data = zipped(("noll.txt", b"0" * 10_000_000))
    for level in range(levels):
        data = zipped(*((f"{level}-{number}.zip", data) for number in range(3)))
    return data


def changed(data: bytes, at: int, byte: bytes) -> bytes:
    return data[:at] + byte + data[at + len(byte) :]


def linked_member() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("lank.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


def lying_member() -> bytes:
    """Return an archive whose member says that it is far smaller than it is."""
    data = zipped(("a.txt", b"hej " * 3_000_000))
    central = data.rindex(b"PK\x01\x02")
    data = changed(data, central + 24, struct.pack("<I", 10))
    return changed(data, 22, struct.pack("<I", 10))


def encrypted_member() -> bytes:
    data = zipped(("a.txt", b"hej"))
    central = data.rindex(b"PK\x01\x02")
    return changed(changed(data, central + 8, b"\x01\x00"), 6, b"\x01\x00")


def pages_in_a_loop() -> bytes:
    return pdf("").replace(b"/Kids [20 0 R]", b"/Kids [2 0 R]")


def bookmarks_in_a_ring() -> bytes:
    ring = ("<< /First 21 0 R /Last 21 0 R >>", "<< /Title (T) /Next 21 0 R /First 20 0 R >>")
    return pdf_of(HEJ, catalog="/Outlines 20 0 R", objects=ring)


def many_bookmarks() -> bytes:
    chain = [f"<< /Title (T) /Next {number} 0 R >>" for number in range(22, 6_000)]
    return pdf_of(HEJ, catalog="/Outlines 20 0 R", objects=["<< /First 21 0 R >>", *chain])


def form(value: str = "hej", fields: int = 1, rect: str = "[50 700 90 710]") -> bytes:
    field = f"<< /Subtype /Widget /FT /Tx /T (f) /V ({value}) /Rect {rect} /Kids [20 0 R] >>"
    shown = f"/Annots [{'20 0 R ' * fields}]"
    return pdf_of(HEJ, catalog="/AcroForm << /Fields [20 0 R] >>", objects=[field], page=shown)


def letters_everywhere(number: int, *, falling: bool) -> bytes:
    """Return a page with letters all over it, or in a single column without an end."""
    places = (
        (50, 1e5 - 14 * one) if falling else (one * 7919 % 500, one * 104_729 % 800)
        for one in range(number)
    )
    return pdf_of(
        b"".join(b"BT /F1 10 Tf 1 0 0 1 %d %d Tm (a  -) Tj ET\n" % place for place in places)
    )


def columns_without_end() -> bytes:
    row = b"BT /F1 10 Tf 1 0 0 1 50 %d Tm (som den) Tj ET BT /F1 10 Tf 1 0 0 1 300 %d Tm (Ett) Tj ET\n"
    return pdf_of(b"".join(row % (number, number) for number in range(300_000, 0, -14)))


def page_bomb() -> bytes:
    operators = zlib.compress(b"1 0 0 1 0 0 cm " * 10_000_000, 9)
    return pdf("", stream=operators, extra="/Filter /FlateDecode")


def socket_file(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)
        try:
            made.bind("uttag.txt")
        finally:
            os.chdir(here)


def ring(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


LINE = json.dumps({"id": "1", "title": "T", "text": "Text."}).encode() + b"\n"

FILES: dict[str, tuple[Maker, str]] = {
    "empty page": (text("x.html", ""), "filen är tom"),
    "blank page": (text("x.html", " \n\t\n "), "filen är tom"),
    "page without text": (text("x.html", "<script>1</script>"), "ingen text"),
    "NUL bytes in a page": (text("x.html", "<h1>T</h1><p>a\0b</p>"), READ),
    "NUL bytes in a text": (text("x.txt", "Titel\n\na\0b"), "binära data"),
    "picture called text": (text("x.txt", bytes(range(256)) * 100), "binära data"),
    "program called a page": (text("x.html", b"\x7fELF" + bytes(range(32)) * 400), "binära data"),
    "lone surrogate in UTF-8": (text("x.txt", "Titel\n\nEn \ud800 halva."), READ),
    "lone surrogate in a reference": (text("x.html", "<h1>T</h1><p>En &#xD800; halva</p>"), READ),
    "lone surrogate in JSON": (
        text("x.jsonl", '{"id": "1", "title": "T", "text": "En \\ud800 halva"}'),
        READ,
    ),
    "wrong encoding declared": (
        text("x.html", "<meta charset=utf-16><h1>Å</h1><p>Ära</p>".encode("latin-1")),
        READ,
    ),
    "unknown encoding declared": (text("x.html", "<meta charset=klingon><h1>Å</h1>"), READ),
    "encoding that is no text": (text("x.html", "<meta charset=zlib><h1>Å</h1>".encode("latin-1")), READ),
    "UTF-16 without a mark": (text("x.txt", "Titel\n\nText".encode("utf-16-le")), READ),
    "UTF-16 of half letters without a mark": (
        text("x.html", b"\x00<\x00h\x001\x00>\x00T\xd8\x00\x00<" * 9),
        "binära data",
    ),
    "10,000 closed panels": (
        text("x.html", lambda: "<h1>T</h1>" + "<h2><button aria-controls=p>a</button></h2><div hidden id=p>b</div>" * 10_000),
        READ,
    ),
    "panels that wrap each other": (
        text("x.html", "<h1>T</h1><p>Text.</p>" + "<div hidden><div>" * 2000 + "x"),
        READ,
    ),
    "a control of itself": (text("x.html", "<h1>T</h1><button id=a aria-controls=a aria-expanded=false hidden>b</button>"), READ),
    "a control with 100,000 names": (
        text("x.html", lambda: f"<h1>T</h1><button aria-controls='{'a ' * 100_000}'>b</button><p hidden>c"),
        READ,
    ),
    "5,000 main elements": (text("x.html", lambda: "<h1>T</h1>" + "<main>" + "<main><p>Text som är lång nog.</p></main>" * 5000), READ),
    "main in main, 150 deep": (text("x.html", "<h1>T</h1>" + "<main>" * 150 + "Text som är lång nog att läsa."), READ),
    "5,000 linked headings": (text("x.html", lambda: "<h1>T</h1>" + "<div><h3><a href=/a>b</a></h3><p>Text.</p></div>" * 5000), READ),
    "a class of a million names": (
        text("x.html", lambda: f"<h1>T</h1><div class='{'meny-' * 1_000_000}'>x</div>"),
        READ,
    ),
    "a style of a million rules": (
        text("x.html", lambda: f"<h1>T</h1><div style='{'display : ' * 500_000}'>x</div>"),
        READ,
    ),
    "a page that leads to nothing": (text("x.html", "<title>T</title><meta http-equiv=refresh content='0;url='>"), READ),
    "a wait of a million digits": (
        text("x.html", lambda: f"<h1>T</h1><meta http-equiv=refresh content='{'9' * 1_000_000};url=/a'>"),
        READ,
    ),
    "frames in frames": (text("x.html", "<title>T</title>" + "<frameset><frame src=a>" * 100), READ),
    "10,000 provisions in one element": (
        text("x.html", lambda: "<h1>T</h1><div>" + "1 § Text.\n2 kap. Text\n" * 10_000 + "</div>"),
        READ,
    ),
    "a heading at level 10 to the 9": (
        text("x.html", "<h1>T</h1><div role=heading aria-level=1000000000>a</div><p>b</p>"),
        READ,
    ),
    "shadows in shadows": (
        text("x.html", "<h1>T</h1>" + "<a-b><template shadowrootmode=open>" * 120 + "x"),
        READ,
    ),
    "UTF-32": (text("x.txt", "Titel\n\nText".encode("utf-32")), READ),
    "UTF-16 cut in a letter": (text("x.txt", "Titel\n\nText".encode("utf-16")[:-1]), READ),
    "5,000 levels of HTML": (text("x.html", "<h1>T</h1>" + "<div>" * 5000 + "botten"), READ),
    "5,000 levels of tables": (text("x.html", "<h1>T</h1>" + "<table><tr><td>" * 5000), READ),
    "100,000 open tags": (text("x.html", "<h1>T</h1>" + "<b>" * 100_000), READ),
    "a tag without end": (text("x.html", "<h1>T</h1><p " + "a=" * 500_000), READ),
    "an attribute of 10 MB": (text("x.html", lambda: f"<h1>T</h1><p class='{'a ' * 5_000_000}'>x</p>"), READ),
    "a line of 10 million letters": (text("x.txt", lambda: "Titel\n\n" + "å" * 9_900_000), READ),
    "a word of 10 million letters": (text("x.html", lambda: f"<h1>T</h1><p>{'a' * 10_000_000}</p>"), READ),
    "a title of 10 million letters": (text("x.html", lambda: f"<title>{'a' * 10_000_000}</title>"), "ingen text"),
    "a page of 30 MB": (text("x.html", lambda: "<p>text</p>" * 3_000_000), "gränsen är 20 MB"),
    "1 GB of zeros, text": (sparse("x.txt"), "gränsen är 20 MB"),
    "1 GB of zeros, page": (sparse("x.html"), "gränsen är 20 MB"),
    "1 GB of zeros, Markdown": (sparse("x.md"), "gränsen är 20 MB"),
    "1 GB of zeros, PDF": (sparse("x.pdf"), "gränsen är 200 MB"),
    "1 GB of zeros, DOCX": (sparse("x.docx"), "gränsen är 200 MB"),
    "1 GB of zeros, feed": (sparse("x.xml"), "gränsen är 20 MB"),
    "1 GB of zeros, ZIP": (sparse("x.zip"), "inget helt ZIP-arkiv"),
    "1 GB of zeros, WARC": (sparse("x.warc"), "inget webbarkiv"),
    "100 MB of zeros, JSON Lines": (sparse("x.jsonl", 100_000_000), "raden är längre"),
    "dates of year 0 and 9999": (
        text("x.html", "<h1>T</h1><p>Publicerad 0000-00-00</p><p>Granskad 9999-12-31</p>"
             "<meta name='dcterms.modified' content='0000-01-01'><p>Text</p>"),
        READ,
    ),
    "dates of year 0 and 9999 in JSON": (
        text("x.jsonl", '{"id": "1", "title": "T", "published": "0000", "reviewed": "9999-12"}'),
        READ,
    ),
    "year 9999 whole": (text("x.jsonl", '{"id": "1", "title": "T", "published": "9999"}'), READ),
    "billion laughs in a feed": (text("x.xml", feed(LAUGHS, "<description>&j;</description>")), "entiteter"),
    "external entity in a feed": (text("x.xml", feed(LOCAL, "<description>&j;</description>")), "entiteter"),
    "remote DTD in a feed": (text("x.rss", feed(REMOTE, "<description>x</description>")), "entiteter"),
    "quadratic entities": (
        text("x.atom", feed(QUADRATIC, f"<description>{'&j;' * 5000}</description>")),
        "entiteter",
    ),
    "billion laughs in a page": (text("x.xhtml", f"{LAUGHS}<html><body><h1>T</h1>&j;</body></html>"), READ),
    "external entity in a page": (text("x.xhtml", f"{LOCAL}<html><body><h1>T</h1>&j;</body></html>"), READ),
    "XML 100,000 levels deep": (text("x.xml", "<rss>" + "<a>" * 100_000), READ),
    "a feed cut short": (text("x.xml", feed("", "<description>halv")[:60]), READ),
    "XML that is no feed": (text("x.xml", "<a/>"), "varken RSS eller Atom"),
    "no XML at all": (text("x.xml", "hej"), "XML:en är"),
    "a feed entry without anything": (text("x.xml", "<rss><channel><item/></channel></rss>"), "varken titel"),
    "billion laughs in a DOCX": (
        text("x.docx", document(LAUGHS, "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")),
        "entiteter|trasig",
    ),
    "external entity in a DOCX": (
        text("x.docx", document(LOCAL, "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")),
        "entiteter",
    ),
    "DOCX without document.xml": (text("x.docx", zipped(("a.xml", b"<a/>"))), "document.xml saknas"),
    "DOCX that is no package": (text("x.docx", b"Word" * 100), "inget helt Word-dokument"),
    "DOCX cut short": (text("x.docx", docx("Text")[:200]), "inget helt Word-dokument"),
    "DOCX without text": (text("x.docx", docx()), "ingen text"),
    "DOCX bomb": (
        text("x.docx", lambda: document("", f"<w:p>{' ' * 60_000_000}</w:p>")),
        "packat till",
    ),
    "DOCX with deep tables": (
        text("x.docx", document("", "<w:tbl><w:tr><w:tc>" * 5000)),
        "XML:en är trasig",
    ),
    "ZIP bomb in ten levels": (text("x.zip", lambda: matryoshka(10)), "arkiv av samma slag"),
    "ZIP bomb in one level": (text("x.zip", lambda: zipped(("a.txt", b"0" * 150_000_000))), "sväller"),
    "ZIP with .. in a name": (text("x.zip", zipped(("../a.txt", b"Hej\n\nText"))), "leder ut ur arkivet"),
    "ZIP with an absolute name": (text("x.zip", zipped(("/etc/a.txt", b"Hej\n\nText"))), "leder ut"),
    "ZIP with a newline in a name": (text("x.zip", zipped(("a\nb.txt", b"Hej\n\nText"))), READ),
    "ZIP with a link": (text("x.zip", linked_member()), "är en länk"),
    "ZIP with a password": (text("x.zip", encrypted_member()), "låst med lösenord"),
    "ZIP with two of a name": (
        text("x.zip", zipped(("a.txt", b"Hej\n\nText"), ("a.txt", b"Annan\n\nText"))),
        "två filer med det namnet",
    ),
    "ZIP cut short": (text("x.zip", zipped(("a.txt", b"Hej" * 1000))[:40]), "inget helt ZIP-arkiv"),
    "ZIP with a wrong sum": (
        text("x.zip", changed(zipped(("a.txt", b"Titel"), method=zipfile.ZIP_STORED), 35, b"XX")),
        "skadad",
    ),
    "ZIP that lies of sizes": (text("x.zip", lying_member), "skadad"),
    "PDF whose pages go in a loop": (text("x.pdf", pages_in_a_loop()), "PDF"),
    "PDF with a broken table": (text("x.pdf", pdf("Hej alla").replace(b"xref", b"xrfe")), READ),
    "PDF cut short": (text("x.pdf", pdf("Hej alla")[:150]), "ingen hel PDF"),
    "PDF of a header": (text("x.pdf", b"%PDF-1.7\n"), "ingen hel PDF"),
    "PDF that is a page": (text("x.pdf", b"<html><h1>404</h1></html>"), "ingen hel PDF"),
    "PDF without text": (text("x.pdf", pdf("")), "inskannad"),
    "PDF of no page": (text("x.pdf", pdf("").replace(b"/Count 1", b"/Count 0")), "PDF"),
    "PDF that says a billion pages": (
        text("x.pdf", pdf("Hej alla").replace(b"/Count 1", b"/Count 1000000000")),
        "",
    ),
    "PDF with bookmarks in a ring": (text("x.pdf", bookmarks_in_a_ring()), READ),
    "PDF with 6,000 bookmarks": (text("x.pdf", many_bookmarks), READ),
    "PDF with a field that is its own child": (text("x.pdf", form()), READ),
    "PDF with 100,000 fields": (text("x.pdf", form(fields=100_000)), READ),
    "PDF with a field of 5 million letters": (text("x.pdf", form("a" * 5_000_000)), READ),
    "PDF with a field nowhere": (text("x.pdf", form(rect="[1e38 nan -1e38 (x)]")), READ),
    "PDF with letters everywhere": (
        text("x.pdf", lambda: letters_everywhere(20_000, falling=False)),
        READ,
    ),
    "PDF with a column without end": (
        text("x.pdf", lambda: letters_everywhere(20_000, falling=True)),
        READ,
    ),
    "PDF with two columns without end": (text("x.pdf", columns_without_end), READ),
    "PDF with letters beyond measure": (
        text("x.pdf", pdf_of(HEJ.replace(b"12 Tf", b"1e30 Tf 1e30 0 0 1e30 1e30 1e30 Tm"))),
        "inskannad",
    ),
    "PDF with letters of no size": (text("x.pdf", pdf_of(HEJ.replace(b"12 Tf", b"0 Tf"))), "inskannad"),
    "PDF that attaches itself in a ring": (
        text("x.pdf", pdf_of(HEJ, catalog="/Names << /EmbeddedFiles 20 0 R >>", objects=["<< /Kids [20 0 R] >>"])),
        READ,
    ),
    "PDF with XFA that is none": (
        text("x.pdf", pdf_of(HEJ, catalog="/AcroForm << /Fields 1 /XFA [(a) 99 0 R] >>")),
        READ,
    ),
    "PDF whose page swells": (text("x.pdf", page_bomb), "PDF|läsningen|minne"),
    "fields in a Markdown file that laugh a billion times": (
        text("x.md", "---\na: &a [x, x]\n" + "".join(
            f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
        ) + "title: *j\ntags: *j\n---\n\nText."),
        READ,
    ),
    "fields in a Markdown file that hold themselves": (text("x.md", "---\n&a a: &b [*b]\ntags: *b\n---\n\nText."), "går inte att läsa"),
    "fields in a Markdown file 100,000 levels deep": (text("x.md", f"---\na: {'[' * 100_000}\n---\n\nText."), "går inte att läsa"),
    "fields in a Markdown file of 10 MB": (text("x.md", lambda: f"---\na: {'b' * 10_000_000}\n---\n\nText."), "längre än 500000"),
    "fields in a Markdown file that make objects": (
        text("x.md", "---\ntitle: !!python/object/apply:os.system ['touch x']\n---\n\nText."), READ),
    "fields in a Markdown file with a NUL": (text("x.md", "---\ntitle: a\0b\n---\n\nText."), "binära data"),
    "fields in a Markdown file that never end": (text("x.md", "---\n" + "a: b\n" * 100_000), "avslutas inte"),
    "fields in TOML 100,000 levels deep": (text("x.md", f"+++\na = {'[' * 100_000}\n+++\n\nText."), "går inte att läsa"),
    "fields in TOML that are broken": (text("x.md", "+++\naudience = internal\n+++\n\nText."), "går inte att läsa"),
    "a field of an unknown audience of 1 MB": (text("x.jsonl", lambda: json.dumps({"id": "1", "title": "T", "audience": "x" * 1_000_000})), "audience är"),
    "10,000 unknown fields": (text("x.jsonl", json.dumps({"id": "1", "title": "T", **{f"k{n}": n for n in range(10_000)}})), READ),
    "a text of entities": (text("x.jsonl", json.dumps({"id": "1", "title": "&#0;&#55296;&#99999999;&amp" * 1000, "text": "&" * 100_000})), READ),
    "running text of no language": (text("x.md", "# T\n\n" + "xq zv wj kk pq " * 50_000), READ),
    "JSON 100,000 levels deep": (text("x.jsonl", b"[" * 100_000), "nästlad för djupt"),
    "a number of 100,000 digits": (text("x.jsonl", b'{"id": ' + b"9" * 100_000 + b"}"), "för många siffror"),
    "JSON that is no object": (text("x.jsonl", b"[1, 2]"), "inget JSON-objekt"),
    "an id that climbs": (text("x.jsonl", b'{"id": "../../x", "title": "T"}'), "av id är"),
    "gzip cut short": (text("x.jsonl.gz", gzipped(LINE * 500)[:-20]), "avbruten eller skadad"),
    "gzip that swells": (text("x.jsonl.gz", lambda: gzipped(b"0" * 100_000_000)), "raden är längre"),
    "no xz at all": (text("x.jsonl.xz", b"hej"), "avbruten eller skadad"),
    "xz cut short": (text("x.jsonl.xz", lzma.compress(LINE * 500)[:-40]), "avbruten eller skadad"),
    "Markdown with a bomb before it": (
        text("x.md", "---\n" + "a: &a [x,x]\n" + "".join(f"{c}: &{c} [*{b},*{b},*{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)) + "---\n# T\n\nText"),
        READ,
    ),
    "Markdown with code before it": (
        text("x.md", "---\na: !!python/object/apply:os.system [ls]\n---\n# T\n\nText"),
        READ,
    ),
    "Markdown 5,000 levels deep": (text("x.md", "# T\n\n" + ">" * 5000 + " botten"), READ),
    "Markdown of brackets": (text("x.md", "# T\n\n" + "[" * 50_000), READ),
    "Markdown of stars": (text("x.md", "# T\n\n" + "*a_ " * 20_000), READ),
    "WARC of rubbish": (text("x.warc", b"hej\r\n" * 100), "inget webbarkiv"),
    "WARC packed and cut short": (
        text("x.warc.gz", warc(("https://a.se/1", b"<h1>T</h1>" * 500))[:-60]),
        "webbarkiv",
    ),
    "WARC without pages": (text("x.warc.gz", warc()), "ingen sida"),
    "WARC with a page that swells": (
        text("x.warc.gz", lambda: warc(("https://a.se/1", gzipped(b"0" * 210_000_000)), encoding="gzip")),
        "gränsen är 200 MB",
    ),
    "WARC with a page that swells in brotli": (
        text("x.warc.gz", lambda: swelling(partial(brotli.compress, quality=1), "br")),
        "gränsen är 200 MB",
    ),
    "WARC with a page that swells in zstd": (
        text("x.warc.gz", lambda: swelling(zstandard.compress, "zstd")),
        "gränsen är 200 MB",
    ),
    "WARC with a page packed ten times": (
        text("x.warc.gz", lambda: swelling(nested_gzip, ", ".join(["gzip"] * 10))),
        "gränsen är 200 MB",
    ),
    "WARC in one gzip that swells": (
        text("x.warc.gz", lambda: gzipped(b"WARC/1.0\r\n" + b"0" * 100_000_000)),
        "webbarkiv|läsningen|minne",
    ),
    "WARC of a header without end": (
        text("x.warc", lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 2_000_000),
        "webbarkiv|läsningen|minne",
    ),
    "WARC with chunks that lie": (
        text("x.warc.gz", capture("https://a.se/1", b"ffffffffffff\r\n<h1>T</h1>\r\n-5\r\n", "Transfer-Encoding: chunked")),
        READ,
    ),
    "WARC of pages that were as each other": (
        text("x.warc.gz", circling_revisits()),
        "ingen sida",
    ),
    "WARC with an address of a megabyte": (
        text("x.warc.gz", lambda: capture("https://a.se/" + "a" * 1_000_000, b"<h1>T</h1>")),
        "ingen sida",
    ),
    "billion laughs in records of an archive": (
        text("x.xml", f"{LAUGHS}<OAI-PMH><ListRecords><record><header><identifier>1</identifier></header>&j;</record></ListRecords></OAI-PMH>"),
        "entiteter",
    ),
    "a record within itself": (
        text("x.xml", "<OAI-PMH>" + "<record><header><identifier>1</identifier></header><metadata><dc><title>T</title></dc>" * 90),
        READ,
    ),
    "a record of nothing": (
        text("x.xml", "<OAI-PMH><record><header/></record><record/></OAI-PMH>"),
        "inga metadata",
    ),
    "a feed of a million lesser signs": (
        text("x.xml", lambda: feed("", f"<description>{'< & ' * 300_000}</description>")),
        READ,
    ),
    "a feed of open comments": (text("x.xml", feed("", "<description>x</description>" + "<!-- <![CDATA[" * 100_000)), READ),
    "a feed of doctypes": (text("x.xml", "<!DOCTYPE a [" * 100_000 + feed("", "<description>x</description>")), "XML"),
    "a feed with an address of a megabyte": (
        text("x.xml", lambda: feed("", f"<link>https://a.se/{'a' * 1_000_000}</link>")),
        READ,
    ),
    "a feed with names of colons": (text("x.xml", feed("", "<a:b:c:d>x</a:b:c:d><:>x</:>")), READ),
    "a feed of 5,000 entries": (
        text("x.xml", lambda: feed("", "</item><item><title>T</title>" * 5_000)),
        READ,
    ),
    "an export of open short codes": (
        text("x.xml", lambda: feed("", f"<content:encoded>{'[gallery [vc_row ' * 300_000}</content:encoded>{PUBLISHED}")),
        READ,
    ),
    "an export with a draft in a post": (
        text("x.xml", feed("", f"{PUBLISHED}<item><title>root: hemligt</title><wp:status>draft</wp:status></item>")),
        READ,
    ),
    "JSON Feed 100,000 levels deep": (
        text("x.json", '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000),
        "ingen hel JSON",
    ),
    "JSON Feed of other things": (
        text("x.json", '{"version": "https://jsonfeed.org/version/1", "items": [1, null, [], {"id": {}, "tags": 5, "title": "T", "url": "http://["}]}'),
        "varken titel eller text",
    ),
    "1 GB of zeros, JSON": (sparse("x.json"), "bara om filen är ett flöde"),
    "a name with a newline": (text("x\ny.txt", "Titel\n\nText"), READ),
    "a name that is no UTF-8": (text(os.fsdecode(b"x\xe5.txt"), "Titel\n\nText"), READ),
    "a name like a parent": (text("...txt", "Titel\n\nText"), "ingenting"),
    "a name of 250 letters": (text("x" * 250 + ".txt", "Titel\n\nText"), READ),
    "links in a ring": (ring, "länk som går i cirkel"),
    "a link to nothing": (lambda folder: (folder / "x.txt").symlink_to("saknas"), "finns inte"),
    "a head of numbers without end": (text("x.txt", lambda: "LEKFS 2031:7\n" * 300_000), READ),
    "a title over all lines": (text("x.txt", lambda: "Lekverkets författningssamling\n" + "om ändring i\n" * 300_000), READ),
    "a letterhead that never ends": (text("x.txt", lambda: "Lek" * 1_000_000 + " författningssamling\nbeslutade den 1 maj 2031"), READ),
    "a decision that never comes": (text("x.txt", lambda: "LEKFS 2031:7\n" + "beslutade " * 500_000), READ),
    "broken words without end": (text("x.txt", lambda: "LEKFS 2031:7\nbeslutade den 1 maj 2031.\n" + "a-\n" * 500_000), READ),
    "labels without end": (text("x.html", lambda: "<p>" + "SFS nr: Rubrik: Utfärdad: " * 100_000), READ),
    "a page's title of numbers": (text("x.html", lambda: "<h1>" + "Lag (2031:1) LEKFS 2031:7 " * 50_000 + "</h1><p>Text."), READ),
    "a case number without end": (text("x.txt", lambda: "HOVRÄTT\nDOM\n" + "mål nr " * 500_000), READ),
    "a row of a table without end": (text("x.html", lambda: "<table><tr>" + "<td>LEKFS 2031:7" * 100_000 + "</table>"), READ),
    "a link to a device": (lambda folder: (folder / "x.txt").symlink_to("/dev/zero"), "länk ut ur"),
    "a link to the root": (lambda folder: (folder / "x").symlink_to("/"), "länk ut ur mappen"),
    "a pipe": (lambda folder: os.mkfifo(folder / "x.txt"), "varken en fil eller en mapp"),
    "a socket": (socket_file, "varken en fil eller en mapp"),
}  # fmt: skip
