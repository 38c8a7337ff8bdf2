"""One address of a source is visited: asked for, unless it is as it was, and read apart."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read.ahead import Reader
from indexer.read.fetch import Fetcher, FetchError, Page, Validators
from indexer.read.fetch_rules import is_withheld
from indexer.read.file import File, escape_name
from indexer.read.formats import CONTAINERS, format_of
from indexer.read.item import ITSELF, Finding, Kept, PageLinks, Scanned, Unchanged
from indexer.read.origins import KnownOrigins
from indexer.read.sitemap import ROOTS, Listed, read_list, read_sitemap, unpack
from indexer.read.sniff import SEEN, VAGUE, xml_root
from indexer.read.web_page import charset, file_name, media_type, page_id
from indexer.read.wire import Task
from indexer.settings import Source

MOST_IN_VAIN = 10
"""So many addresses in a row that no server answers for mean that the network is gone."""

_XML = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})
_JSON = frozenset({"application/feed+json", "application/json"})
_PACKED = frozenset({"application/gzip", "application/x-gzip"})
_FEED_ROOTS = frozenset({"rss", "feed", "RDF", "OAI-PMH"})
_FEED, _JSON_FEED = "flode.xml", "flode.json"


@dataclass(slots=True)
class Visitor:
    """Visits the addresses of a source, one at a time."""

    source: Source
    known: KnownOrigins
    fetcher: Fetcher
    files: Reader
    in_vain: int = 0

    def visit(self, url: str, changed: str = "", *, heed_robots: bool = False) -> Iterator[Scanned]:
        """Stream what an address holds, which the site says was last changed then, if it says so.

        With `heed_robots`, a page that asks not to be found has no article.
        """
        name = escape_name(url)
        if changed and self.known.facts(name)[:1] == [changed]:
            yield from self.unchanged(url)
            return
        try:
            page = self.fetcher.fetch(url, self.validators(url))
        except FetchError as error:
            yield from self.failed(url, error)
            return
        self.in_vain = 0
        if page is None:
            yield from self.unchanged(url)
        else:
            items = self.read(url, page, changed, links=heed_robots)
            yield from heeding(items, page) if heed_robots else items

    def failed(self, url: str, error: FetchError) -> Iterator[Scanned]:
        """Stream why an address gave nothing; raise SourceError when the network seems gone."""
        self.in_vain = self.in_vain + 1 if error.unreachable else 0
        if self.in_vain >= MOST_IN_VAIN:
            raise SourceError(
                self.source.location,
                f"{MOST_IN_VAIN} sidor i rad gick inte att nå ({error.reason})",
                error.remedy,
            ) from error
        yield ITSELF
        yield Finding(escape_name(url), error.reason, error.remedy)
        if not error.gone:
            yield from self.kept(url)

    def kept(self, url: str) -> Iterator[Kept]:
        """Stream that what is known of an address stays, with all that came from it."""
        name = escape_name(url)
        yield Kept(name)
        yield Kept(f"{name}/", beneath=True)

    def read(
        self, url: str, page: Page, changed: str, *, links: bool = False, start: bool = False
    ) -> Iterator[Scanned]:
        """Stream what the page holds, read apart as what its server or its bytes call it."""
        origin = escape_name(url)
        name = name_of(page, start=start)
        if name is None:
            yield ITSELF
            yield Finding(origin, *not_read(page))
            return
        fingerprint = self.known.fingerprint(changed or "-", *page.validators.facts())
        file = File(
            path=page.path,
            id=page_id(self.source, url),
            url=page.url,
            source=self.source,
            origin=origin,
            fingerprint=fingerprint,
            name=name,
            charset=charset(page.content_type),
        )
        held = {name: self.known.fingerprints[name] for name in self.known.beneath(f"{origin}/")}
        yield from self.files.read(Task(file, held, links=links))

    def unchanged(self, url: str) -> Iterator[Scanned]:
        """Stream that an address is as it was, with all that came from it."""
        name = escape_name(url)
        yield Unchanged(name)
        yield from map(Unchanged, self.known.beneath(f"{name}/"))

    def validators(self, url: str) -> Validators | None:
        """Return what is known of the address, to ask for it only if it has changed."""
        facts = self.known.facts(escape_name(url))
        return Validators.of(facts[1:4]) if facts else None


def heeding(items: Iterator[Scanned], page: Page) -> Iterator[Scanned]:
    """Stream the items of a page without those of one that asks not to be found."""
    indexed = not is_withheld(page.robots, "noindex")
    for item in items:
        if isinstance(item, PageLinks):
            indexed = indexed and item.indexed
        elif indexed or not isinstance(item, Article | Finding):
            yield item
    if not indexed:
        yield Finding(
            escape_name(page.url),
            "sidan ber att inte bli funnen (noindex) och läses inte",
            "Ta bort noindex från sidan, om den ska synas.",
            refused=False,
        )


def sitemap_of(page: Page) -> list[Listed] | None:
    """Return what the page lists if it is a sitemap, whatever it is called, or else None."""
    head = _head(page)
    kind, path = media_type(page.content_type), urlsplit(page.url).path.lower()
    if path.endswith(".txt") and kind in {*VAGUE, "text/html"}:
        return read_list(page.path.read_bytes())
    called = kind in _XML | _PACKED or path.endswith((".xml", ".xml.gz"))
    if not (called or xml_root(_unpacked(head)) in ROOTS):
        return None
    if kind == "text/html" and xml_root(head).lower() == "html":
        return None  # what a site says in words where it has no sitemap
    data = page.path.read_bytes()
    found = read_sitemap(data, page.url)
    if found is None and data != (unpacked := unpack(data, page.url)):
        page.path.write_bytes(unpacked)
    return found


def not_read(page: Page) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a page that no reader takes."""
    kind = escape_name(media_type(page.content_type)) or "(ingen)"
    return f"innehållstypen {kind} läses inte", "Publicera sidan som HTML, PDF, DOCX eller text."


def name_of(page: Page, *, start: bool) -> str | None:
    """Return the name that tells the page's format, by its type, its bytes or its address.

    Only where a source starts may there be a feed or an archive.
    """
    head, kind = _head(page), media_type(page.content_type)
    if start and xml_root(head) in _FEED_ROOTS:
        return _FEED
    if name := file_name(page.url, page.content_type, head):
        return name
    if start and kind in _XML:
        return _FEED
    if start and kind in _JSON:
        return _JSON_FEED
    last = Path(unquote(urlsplit(page.url).path)).name
    format_ = format_of(last)
    if format_ and (kind in VAGUE or (start and format_ in CONTAINERS)):
        return last
    return None


def _unpacked(head: bytes) -> bytes:
    """Return the first bytes of what is packed, or else the bytes themselves."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, SEEN)
    except zlib.error:
        return head


def _head(page: Page) -> bytes:
    with page.path.open("rb") as stream:
        return stream.read(SEEN)
