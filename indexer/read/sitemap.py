"""Sitemaps: the addresses that a site lists, with when each was last changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.errors import ArticleError
from indexer.read.markup import Element, child_text, local_name, parse_xml

MAX_BYTES = 60_000_000
"""The largest sitemap unpacked; the protocol allows 50 MB."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a sitemap: a page, or another sitemap; `changed` as the site writes it."""

    url: str
    changed: str = ""
    is_sitemap: bool = False


def read_sitemap(data: bytes, item: str) -> list[Listed] | None:
    """Return what a sitemap lists, packed or not, or None for XML that is no sitemap.

    Raises ArticleError for what is broken or too large.
    """
    root = parse_xml(unpack(data, item), item)
    if local_name(root) not in {"urlset", "sitemapindex"}:
        return None
    return list(_listed(root))


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


def _listed(root: Element) -> Iterator[Listed]:
    index = local_name(root) == "sitemapindex"
    for entry in root.iterchildren("{*}sitemap" if index else "{*}url"):
        if url := child_text(entry, "loc"):
            changed = "".join(child_text(entry, "lastmod").split())
            yield Listed(url, changed, index)
