"""The web as a source: a page, a feed, an archive, a site, or all pages that a sitemap lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.errors import ArticleError, SourceError
from indexer.read.ahead import reader
from indexer.read.fetch import Fetcher, FetchError, Page
from indexer.read.file import escape_name
from indexer.read.formats import LINES, format_of
from indexer.read.item import Kept, Origin, Scanned, Unchanged
from indexer.read.listing import Listing
from indexer.read.oai import Harvest, is_harvested
from indexer.read.origins import Expect, KnownOrigins
from indexer.read.site import Site, is_site
from indexer.read.sitemap import Listed
from indexer.read.visit import Visitor, name_of, not_read, sitemap_of
from indexer.settings import Source


def scan_web(source: Source, known: KnownOrigins, expect: Expect) -> Iterator[Scanned]:
    """Stream the origins of an address; raise SourceError when it cannot be read, or no longer."""
    with TemporaryDirectory(prefix="sokverket-") as folder, reader() as files:
        fetcher = Fetcher(source, Path(folder))
        visitor = Visitor(source, known, fetcher, files)
        try:
            if is_harvested(source):
                yield from Harvest(visitor, expect).scan()
            elif is_site(source):
                yield from Site(visitor, expect).scan()
            else:
                yield from _Address(visitor, expect).scan()
        finally:
            fetcher.close()


@dataclass(frozen=True, slots=True)
class _Address:
    """An address that is one page, a feed, an archive or a sitemap."""

    visitor: Visitor
    expect: Expect

    def scan(self) -> Iterator[Scanned]:
        visitor, start = self.visitor, self.visitor.source.location
        try:
            page = visitor.fetcher.fetch(start, visitor.validators(start))
            listed = sitemap_of(page) if page else None
        except (FetchError, ArticleError) as error:
            raise SourceError(start, error.reason, error.remedy) from error
        if listed is not None:
            yield from self._listed(listed)
        elif page is None:
            yield from visitor.unchanged(start)
            yield Kept(f"{escape_name(start)}/", beneath=True)
        else:
            if name_of(page, start=True) is None:
                raise SourceError(start, *not_read(page))
            yield from self._start(page)

    def _start(self, page: Page) -> Iterator[Scanned]:
        """Stream a page, a feed or an archive; a feed tells only of its newest entries."""
        told = set()
        location, known = self.visitor.source.location, self.visitor.known
        for item in self.visitor.read(location, page, "", start=True):
            if isinstance(item, Origin | Unchanged):
                told.add(item.name)
            yield item
        if format_of(name_of(page, start=True) or "") in LINES:
            return
        beneath = f"{escape_name(location)}/"
        yield from (Unchanged(name) for name in known.beneath(beneath) if name not in told)
        yield Kept(beneath, beneath=True)

    def _listed(self, listed: list[Listed]) -> Iterator[Scanned]:
        location = self.visitor.source.location
        listing = Listing(self.visitor, self.expect)
        yield from listing.expand(listed, {location})
        if not listing.pages:
            raise SourceError(location, "sitemapen är tom", "Kontrollera hur den skapas.")
        yield from listing.scan()
