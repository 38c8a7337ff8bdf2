"""A whole site from its address: the pages of its sitemaps, or else where its links lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from indexer.errors import ArticleError, SourceError
from indexer.read.crawl import Crawl
from indexer.read.fetch import FetchError
from indexer.read.file import escape_name
from indexer.read.frontier import Frontier, folder_of
from indexer.read.item import ITSELF, Finding, Kept, Scanned
from indexer.read.listing import Listing
from indexer.read.origins import Expect
from indexer.read.sitemap import Listed
from indexer.read.visit import Visitor, sitemap_of
from indexer.settings import Source

USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap.txt")


def is_site(source: Source) -> bool:
    """Tell whether the source is a whole site: it says so, or its address has no path."""
    try:
        parts = urlsplit(source.location)
    except ValueError:  # of brackets that hold no host; to fetch it tells why
        return False
    return source.follow or (parts.path in {"", "/"} and not parts.query)


@dataclass(slots=True)
class Site:
    """One reading of a site."""

    visitor: Visitor
    expect: Expect

    def scan(self) -> Iterator[Scanned]:
        """Stream its pages; raise SourceError when its first page cannot be had."""
        start = self.visitor.source.location
        listing = Listing(self.visitor, self.expect)
        try:
            self.visitor.fetcher.allows(start)
        except FetchError as error:
            raise SourceError(start, error.reason, error.remedy) from error
        yield from self._sitemaps(listing)
        source = self.visitor.source
        frontier = Frontier(
            source, [folder_of(start), *(f"{host.lower()}/" for host in source.hosts)]
        )
        mine = {url: page for url, page in listing.pages.items() if frontier.holds(url)}
        keys = {frontier.key(url) for url in mine}
        if keys - {frontier.key(start)}:
            first = {} if frontier.key(start) in keys else {start: Listed(start)}
            listing.pages = {**first, **mine}
            yield from listing.scan(heed_robots=True)
            return
        if listing.pages:
            yield ITSELF
            yield Finding(
                escape_name(start),
                "sitemapen listar ingen sida inom adressen, så länkarna följs i stället",
                "Rätta sitemapen, eller ange dess egen adress som källa.",
                refused=False,
            )
        yield from Crawl(self.visitor, self.expect, frontier).scan()

    def _sitemaps(self, listing: Listing) -> Iterator[Scanned]:
        """Note the pages of the sitemaps that robots.txt names, or else of the usual ones."""
        start, fetcher = self.visitor.source.location, self.visitor.fetcher
        seen: set[str] = set()
        named = [urljoin(start, url) for url in dict.fromkeys(fetcher.sitemaps(start))]
        for url in named:
            if not fetcher.may_ask(url):
                yield ITSELF
                yield Finding(
                    escape_name(url),
                    "nämns i robots.txt, men ligger på en värd som inte hör till källan",
                    "Lägg till värden i källans hosts, om den ska läsas.",
                    refused=False,
                )
        named = [url for url in named if fetcher.may_ask(url)]
        yield from listing.expand([Listed(url, is_sitemap=True) for url in named], seen)
        for path in USUAL_SITEMAPS:
            url = urljoin(start, path)
            if listing.pages or url in seen:
                continue
            seen.add(url)
            try:
                page = fetcher.fetch(url)
                yield from listing.expand((sitemap_of(page) if page else None) or (), seen)
            except FetchError as error:
                if error.unreachable or error.status >= 500:  # noqa: PLR2004 - it may be there
                    yield ITSELF
                    yield Finding(escape_name(url), error.reason, error.remedy)
                    yield Kept("", beneath=True)
            except ArticleError as error:
                yield ITSELF
                yield Finding(escape_name(url), error.reason, error.remedy)
                yield Kept("", beneath=True)
