"""Pages of the web, fetched or archived: what they are called, and which reader takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from indexer.read.file import escape_name
from indexer.read.formats import ARTICLES, format_of
from indexer.read.sniff import VAGUE, is_text, suffix_of
from indexer.settings import Source

SUFFIXES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/acrobat": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template": ".dotx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow": ".ppsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
"""Content types of one article, and the format each is."""

LONGEST_ADDRESS = 4000
"""Characters; what is longer is none that a server or a reader would take."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DEFAULT_PORT = {"http": 80, "https": 443}


def web_address(given: str, base: str = "") -> str:
    """Return what is given as an address of the web, seen from the base, or "" where it is none.

    >>> web_address("/r%C3%A5d", "https://www.a.se/"), web_address("javascript:alert(1)")
    ('https://www.a.se/r%C3%A5d', '')
    """
    if not given or len(given) > LONGEST_ADDRESS:
        return ""
    try:
        address = urljoin(base, given.strip())
        parts = urlsplit(address)
        usable = parts.scheme in _DEFAULT_PORT and parts.port != 0
    except ValueError:  # of brackets that hold no host, or of a port beyond all ports
        return ""
    return address if usable else ""


def page_id(source: Source, url: str) -> str:
    """Return the id of a page: its address without scheme and fragment, after the source's name.

    >>> page_id(Source("webb", ""), "https://www.a.se:443/r%C3%A5d/../x%20y/?id=1#topp")
    'webb/www.a.se/råd/%2E%2E/x%20y?id=1'
    """
    parts = urlsplit(urldefrag(url)[0])
    port = parts.port if parts.port != _DEFAULT_PORT.get(parts.scheme) else None
    host = f"{parts.hostname}:{port}" if port else parts.hostname or ""
    inner = parts.path.strip("/")
    segments = (_segment(unquote(part)) for part in inner.split("/")) if inner else ()
    path = "/".join([source.name, host, *segments])
    return escape_name(path).replace("%25", "%") + (
        f"?{escape_name(parts.query)}" if parts.query else ""
    )


def _segment(text: str) -> str:
    """Return a part of a path as it may stand in an id: neither empty, a dot, nor with a slash."""
    if text in {".", ".."}:
        return text.replace(".", "%2E")
    return text.replace("%", "%25").replace("/", "%2F") or "%2F"


def file_name(url: str, content_type: str, head: bytes = b"") -> str | None:
    """Return the name that a page would have as a file, or None when no reader takes it.

    Where the content type tells little, the page's first bytes are looked at, and then its address.

    >>> file_name("https://www.a.se/beslut.php?id=1", "text/html; charset=utf-8")
    'beslut.php.html'
    >>> file_name("https://www.a.se/hamta?id=1", "application/octet-stream", b"%PDF-1.7")
    'hamta.pdf'
    """
    kind = media_type(content_type)
    suffix = SUFFIXES.get(kind)
    if kind in VAGUE:
        told = suffix_of(head)
        if told or suffix is None:
            suffix = told or _suffix_of_address(url, head)
    if suffix is None or suffix not in ARTICLES:
        return None
    parts = urlsplit(url)
    name = Path(unquote(parts.path)).name or parts.hostname or "sida"
    return name if name.lower().endswith(suffix) else name + suffix


def _suffix_of_address(url: str, head: bytes) -> str:
    """Return the format that the address tells, if it is one of text and the bytes are."""
    suffix = format_of(Path(unquote(urlsplit(url).path)).name)
    return (
        suffix if is_text(head) and suffix in {".txt", ".md", ".markdown", ".html", ".htm"} else ""
    )


def media_type(content_type: str) -> str:
    """Return the content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def charset(content_type: str) -> str:
    """Return the encoding that a content type names, or ""."""
    match = _CHARSET.search(content_type)
    return match[1] if match else ""
