"""Sitemaps: the addresses that a site lists, with when each was last changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.errors import ArticleError
from indexer.read.markup import Element, child_text, local_name, parse_xml
from indexer.read.web_page import web_address
from indexer.read.xml_text import parse_loose_xml

ROOTS = frozenset({"urlset", "sitemapindex"})

MAX_BYTES = 60_000_000
"""The largest sitemap unpacked; the protocol allows 50 MB."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a sitemap: a page, or another sitemap; `changed` as the site writes it."""

    url: str
    changed: str = ""
    is_sitemap: bool = False


def read_sitemap(data: bytes, url: str) -> list[Listed] | None:
    """Return what a sitemap lists, packed or not, or None for XML that is no sitemap.

    What can be mended is (a blank line before the declaration, a bare ampersand); one that is cut
    short cannot. Raises ArticleError for what is broken or too large.
    """
    data = unpack(data, url)
    try:
        root = parse_xml(data, url)
    except ArticleError:
        root = parse_loose_xml(data, url, recover=False)
    if local_name(root) not in ROOTS:
        return None
    return list(_listed(root, url))


def read_list(data: bytes) -> list[Listed] | None:
    r"""Return what a sitemap of plain text lists, an address a line, or None for another text.

    >>> read_list(b"https://a.se/1\r\nhttps://a.se/2") == [
    ...     Listed("https://a.se/1"), Listed("https://a.se/2")]
    True
    """
    if len(data) > MAX_BYTES:
        return None
    lines = [line for line in data.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    addresses = [web_address(line) for line in lines if " " not in line.strip()]
    if not addresses or len(addresses) < len(lines) or not all(addresses):
        return None
    return [Listed(address) for address in dict.fromkeys(addresses)]


def unpack(data: bytes, item: str) -> bytes:
    """Return the data, unpacked if it is gzip, however it was called."""
    if data.startswith(_GZIP):
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            data = unpacking.decompress(data, MAX_BYTES + 1)
        except zlib.error as error:
            raise ArticleError(item, "packningen är trasig", "Skapa sitemapen på nytt.") from error
        if not unpacking.eof and len(data) <= MAX_BYTES:
            raise ArticleError(item, "sitemapen är avbruten", "Försök igen.")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ArticleError(item, f"sitemapen är större än {limit} MB", "Dela upp den.")
    return data


def _listed(root: Element, base: str) -> Iterator[Listed]:
    index = local_name(root) == "sitemapindex"
    for entry in root.iterchildren("{*}sitemap" if index else "{*}url"):
        given = child_text(entry, "loc")
        if url := web_address(given, base) or given:
            changed = "".join(child_text(entry, "lastmod").split())
            yield Listed(url, changed, index)
