"""Where a page leads, and what it asks of robots: read apart, like the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.errors import ArticleError
from indexer.read.characters import decode
from indexer.read.fetch_rules import AGENT, is_withheld
from indexer.read.file import File, load
from indexer.read.item import PageLinks
from indexer.read.markup import Element, parse_html
from indexer.read.web_page import web_address

MOST_LINKS = 5000
"""A page's further links are passed over."""

_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""What follows the end of a page is shown by browsers all the same."""

_REFRESH = re.compile(r"\d*\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")


def read_links(file: File) -> Iterator[PageLinks]:
    """Yield what a page says of its links; other formats have none."""
    if not file.name.lower().endswith(_PAGES):
        yield PageLinks(())
        return
    try:
        text, _ = decode(load(file), file.id, file.charset, stray_nul=True)
    except ArticleError:  # the reader of the page tells of it
        yield PageLinks(())
        return
    root, _ = parse_html(_END.sub("", text))
    if root is None:
        yield PageLinks(())
        return
    asked = ",".join(
        meta.get("content", "")
        for meta in root.iter("meta")
        if meta.get("name", "").strip().lower() in {"robots", AGENT.lower()}
    )
    base = _base(root, file.url)
    canonical = next((web_address(one, base) for one in _canonical(root)), "")
    links = () if is_withheld(asked, "nofollow") else tuple(_links(root, base))
    yield PageLinks(links, canonical, indexed=not is_withheld(asked, "noindex"))


def _base(root: Element, url: str) -> str:
    given = next((base.get("href", "") for base in root.iter("base") if base.get("href")), "")
    return web_address(given, url) or url


def _canonical(root: Element) -> Iterator[str]:
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield link.get("href", "")


def _links(root: Element, base: str) -> Iterator[str]:
    found: set[str] = set()
    for given in _given(root):
        address = web_address(given, base)
        if address and address not in found:
            found.add(address)
            yield address
            if len(found) >= MOST_LINKS:
                return


def _given(root: Element) -> Iterator[str]:
    """Yield the addresses as they are written, in the order of the page."""
    for element in root.iter("a", "area", "frame", "iframe", "link", "meta"):
        rel = element.get("rel", "").lower().split()
        if "nofollow" in rel:
            continue
        if element.tag in {"a", "area"}:
            yield element.get("href", "")
        elif element.tag in {"frame", "iframe"}:
            yield element.get("src", "")
        elif element.tag == "link" and not {"next", "prev"}.isdisjoint(rel):
            yield element.get("href", "")
        elif element.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(element.get("content", ""))
            yield match[1] if match else ""
