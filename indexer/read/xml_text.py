"""XML as it is written in the world, mended as text before it is parsed.

Feeds, sitemaps and answers of servers are often pasted together by programs that know no XML: with
entities of HTML, bare ampersands, control characters, a warning before the declaration, an encoding
that is another than they say, and prefixes that nothing declares.
"""

from __future__ import annotations

import codecs
import html
import re
from contextlib import suppress
from html.entities import html5

from indexer.errors import ArticleError
from indexer.read.characters import decode, encode
from indexer.read.markup import Element, parse_xml

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
ATOM = "http://www.w3.org/2005/Atom"
WORDPRESS = "http://wordpress.org/export/1.2/"
EXCERPT = f"{WORDPRESS}excerpt/"

PREFIXES = {
    "atom": ATOM,
    "content": CONTENT,
    "dc": DC,
    "dcterms": DCTERMS,
    "excerpt": EXCERPT,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "wp": WORDPRESS,
}
"""What a prefix means that is used and not declared; any other is a namespace of its own."""

_WIDE = (
    (b"\x00\x00\x00<", codecs.BOM_UTF32_BE),
    (b"<\x00\x00\x00", codecs.BOM_UTF32_LE),
    (b"\x00<", codecs.BOM_UTF16_BE),
    (b"<\x00", codecs.BOM_UTF16_LE),
)
"""How a document begins in letters of two or four bytes, and the mark that should stand there."""

_BEGINNING = 4096
"""So many characters may stand before the declaration, such as a warning of the server's."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]{0,1000}\[(.{0,100000}?)\]\s*>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(\S+)")
_ODD = re.compile(rb"\xc2[\x80-\x9f]|&#(?:1[2-5]\d|0|[xX]0*[89]\w);")
"""Signs that XML allows and nobody means: those that windows-1252 has in places of controls."""

_NAME = re.compile(r"[^\W\d][\w.-]*")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN = {"amp", "lt", "gt", "quot", "apos"}
_DOUBTFUL = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});|[A-Za-z]\w{0,40};)?"
    r"|<(?![\w/!?:])",
    re.DOTALL,
)
_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", " ")
    for code in range(0x80, 0xA0)
    if code != 0x85  # noqa: PLR2004 - a line end, and nothing else
}


def parse_loose_xml(data: bytes, item: str, charset: str = "", *, recover: bool = True) -> Element:
    """Return the root of a document, mended and, with `recover`, read as far as it makes sense.

    `charset` is what the web said. Raises ArticleError for what is no XML, or has entities that
    are not those of HTML.
    """
    wide = next((bom for begins, bom in _WIDE if data.startswith(begins)), b"")
    data, declared = wide + data, _DECLARED.search(data[:_BEGINNING])
    encoding = charset or (declared[1].decode("ascii") if declared else "utf-8")
    if encoding.lower() in {"utf-8", "utf8"} and not _ODD.search(data):
        with suppress(ArticleError):  # what is whole needs no mending
            return parse_xml(data, item)
    text, _ = decode(data, item, encoding)
    root = parse_xml(encode(mend(text)), item, recover=recover)
    for element in root.iter("*"):
        prefix, colon, name = str(element.tag).rpartition(":")
        if colon and not prefix.startswith("{"):
            name = name if _NAME.fullmatch(name) else "_"
            element.tag = f"{{{PREFIXES.get(prefix, f'prefix:{prefix}')}}}{name}"
    return root


def mend(text: str) -> str:
    """Return the text as XML in no encoding, its signs as they were meant.

    >>> mend("<?xml version='1.0'?><a>R&aring;d & r&ouml;n, 3 < 5</a>")
    '<a>Råd &amp; rön, 3 &lt; 5</a>'
    """
    begins = text.find("<?xml", 0, _BEGINNING)
    text = _DECLARATION.sub("", text[max(begins, 0) :].lstrip("\ufeff \t\r\n"), count=1)
    doctype = _DOCTYPE.search(text, 0, _BEGINNING)
    if doctype and all(f"{name};" in html5 for name in _ENTITY.findall(doctype[1])):
        text = text[: doctype.start()] + text[doctype.end() :]
    text = _ILLEGAL.sub(" ", text).translate(_WINDOWS_1252)
    return _DOUBTFUL.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    """Return a sign as XML has it; CDATA and comments stay as they are."""
    sign = match[0]
    if sign.startswith("<"):
        return sign if len(sign) > 1 else "&lt;"
    if sign[1:-1] in _PLAIN:
        return sign
    if sign[1:2] == "#" or sign[1:] in html5:
        return html.escape(_ILLEGAL.sub("", html.unescape(sign)).replace("\ufffd", ""), quote=False)
    return f"&amp;{sign[1:]}"
