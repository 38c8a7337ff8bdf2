"""Documents made by hand, byte by byte, as small as they can be."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


Drawn = tuple[float, float, str]
"""A text with the left and the baseline that it is drawn at, in points."""


def pdf(
    text: str, *, stream: bytes = b"", extra: str = "", info: str = "", catalog: str = ""
) -> bytes:
    """Return a PDF of one page with the lines of the text, all in one size."""
    lines = " T* ".join(f"({_escaped(line)}) Tj" for line in text.split("\n"))
    content = stream or f"BT /F1 12 Tf 16 TL 50 780 Td {lines} ET".encode("cp1252")
    return pdf_of(content, extra=extra, info=info, catalog=catalog)


def pdf_drawn(*pages: Sequence[Drawn], **parts: str) -> bytes:
    """Return a PDF of pages with texts drawn in the order given.

    A text after "b|" is bold, after "i|" italic, after "s|" of symbols; a number there is its size.
    """
    return pdf_of(*(_drawn(page) for page in pages), **parts)


def pdf_of(  # noqa: PLR0913 - a document has as many parts
    *contents: bytes,
    extra: str = "",
    info: str = "",
    catalog: str = "",
    page: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
) -> bytes:
    """Return a PDF of pages with the content streams; `objects` are numbered from 20 on."""
    first = 20 + len(objects)
    numbers = range(first, first + 2 * len(contents), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    made = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        3: f"<< {info} >>".encode("cp1252"),
        4: f"<< /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R /F4 8 0 R >> {resources} >>".encode(),
        **{number: _font(name).encode() for number, name in enumerate(_FONTS, start=5)},
        **{number: one.encode("cp1252") for number, one in enumerate(objects, start=20)},
    }
    for number, content in zip(numbers, contents, strict=True):
        made[number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {number + 1} 0 R /Resources 4 0 R {page} >>"
        ).encode()
        head = f"<< /Length {len(content)} {extra} >>\nstream\n".encode()
        made[number + 1] = head + content + b"\nendstream"
    return _assembled(made)


_FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Symbol")
_STYLED = re.compile(r"([bis]?)(\d*)\|(.*)", re.DOTALL)


def _font(name: str) -> str:
    encoding = "" if name == "Symbol" else "/Encoding /WinAnsiEncoding"
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} {encoding} >>"


def _drawn(page: Sequence[Drawn]) -> bytes:
    made = []
    for left, baseline, text in page:
        styled = _STYLED.fullmatch(text)
        style, size, words = styled.groups() if styled else ("", "", text)
        font = {"": 1, "b": 2, "i": 3, "s": 4}[style]
        place = f"1 0 0 1 {left} {baseline} Tm"
        made.append(f"BT /F{font} {size or 10} Tf {place} ({_escaped(words)}) Tj ET")
    return "\n".join(made).encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: dict[int, bytes]) -> bytes:
    """Return the file of the objects with their numbers."""
    made = b"%PDF-1.7\n"
    places = {}
    for number, one in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(1, size)
    )
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(made))
    )


def docx(*paragraphs: str, document: str = "", **parts: str) -> bytes:
    """Return a Word document of paragraphs, or with the parts given; "style|text" has a style."""
    body = "".join(map(_paragraph, paragraphs))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document or _document(body))
        for name, part in parts.items():
            package.writestr({"styles": "word/styles.xml", "core": "docProps/core.xml"}[name], part)
    return made.getvalue()


def _document(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def _paragraph(text: str) -> str:
    style, bar, rest = text.partition("|")
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if bar else ""
    return f"<w:p>{properties}<w:r><w:t>{rest if bar else text}</w:t></w:r></w:p>"


def warc(
    *pages: tuple[str, bytes],
    kind: str = "text/html; charset=utf-8",
    encoding: str = "",
    status: str = "200 OK",
    date: str = "2020-01-01T00:00:00Z",
) -> bytes:
    """Return a packed web archive with a response for each address."""
    made = _record("warcinfo", "", b"software: tests\r\n", date)
    for url, content in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
        head += f"Content-Encoding: {encoding}\r\n" if encoding else ""
        made += _record("response", url, head.encode() + b"\r\n" + content, date)
    return made


def capture(  # noqa: PLR0913 - a record has as many parts
    url: str,
    body: bytes,
    http: str = "Content-Type: text/html",
    *,
    kind: str = "response",
    more: str = "",
    date: str = "2020-01-01T00:00:00Z",
) -> bytes:
    """Return a packed record of a web archive, with headers of its own and of the answer."""
    answer = f"HTTP/1.1 200 OK\r\n{http}\r\n\r\n".encode()
    return _record(kind, url, answer + body, date, more)


def _record(kind: str, url: str, block: bytes, date: str, more: str = "") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {date}\r\n"
    head += "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    head += f"{more}\r\n" if more else ""
    content = "application/http; msgtype=response" if url else "application/warc-fields"
    head += f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)
