"""The pages that sitemaps list, directly or through others, each visited in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.errors import ArticleError, SourceError
from indexer.read.choice import takes_page
from indexer.read.fetch import FetchError
from indexer.read.file import escape_name
from indexer.read.item import ITSELF, Finding, Kept, Scanned
from indexer.read.origins import Expect
from indexer.read.sitemap import Listed
from indexer.read.visit import Visitor, sitemap_of

MOST_SITEMAPS = 1000


@dataclass(slots=True)
class Listing:
    """Pages that are listed, by address, in the order that they are first."""

    visitor: Visitor
    expect: Expect
    pages: dict[str, Listed] = field(default_factory=dict)

    def expand(self, listed: Iterable[Listed], seen: set[str]) -> Iterator[Scanned]:
        """Note the pages listed, and those of further sitemaps; stream what cannot be had."""
        waiting = self._note(listed)
        while waiting and len(seen) <= MOST_SITEMAPS:
            url = waiting.pop(0).url
            if url in seen:
                continue
            seen.add(url)
            try:
                page = self.visitor.fetcher.fetch(url)
                found = sitemap_of(page) if page else None
                if found is None:
                    yield ITSELF
                    yield Finding(escape_name(url), "är ingen sitemap", "Rätta sitemapindexet.")
                waiting += self._note(found or ())
            except (FetchError, ArticleError) as error:
                yield ITSELF
                yield Finding(escape_name(url), error.reason, error.remedy)
                yield Kept("", beneath=True)

    def scan(self, *, heed_robots: bool = False) -> Iterator[Scanned]:
        """Stream the pages, as many as the source's limit, of the hosts that may be asked."""
        source, fetcher = self.visitor.source, self.visitor.fetcher
        limit = source.limit
        pages = [page for page in self.pages.values() if takes_page(source, page.url)]
        if not pages:
            raise SourceError(
                source.location,
                "ingen adress i sitemapen är vald",
                "Se över källans include och exclude.",
            )
        mine = [page for page in pages if fetcher.may_ask(page.url)]
        self.expect(min(len(mine), limit))
        for page in pages:
            if not fetcher.may_ask(page.url):
                yield ITSELF
                yield Finding(
                    escape_name(page.url),
                    "ligger på en värd som inte hör till källan",
                    "Lägg till värden i källans hosts, om den ska läsas.",
                    refused=False,
                )
        for page in mine[:limit]:
            yield from self.visitor.visit(page.url, page.changed, heed_robots=heed_robots)
        for page in mine[limit:]:
            yield ITSELF
            yield Finding(
                escape_name(page.url),
                f"sitemapen har fler än {limit} adresser",
                "Höj källans limit.",
                refused=False,
            )
            yield from self.visitor.kept(page.url)

    def _note(self, listed: Iterable[Listed]) -> list[Listed]:
        """Note the pages, and return the sitemaps."""
        listed = list(listed)
        for one in listed:
            if not one.is_sitemap:
                self.pages.setdefault(one.url, one)
        return [one for one in listed if one.is_sitemap]
