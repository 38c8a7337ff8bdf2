"""The web as a source: a page, a feed, an archive, or all pages that a sitemap lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from indexer.errors import ArticleError, SourceError
from indexer.read.choice import takes_page
from indexer.read.fetch import Fetcher, FetchError, Page, Validators
from indexer.read.file import File, escape_name
from indexer.read.formats import CONTAINERS, LINES, format_of
from indexer.read.item import ITSELF, Finding, Kept, Origin, Scanned, Unchanged
from indexer.read.origins import Expect, KnownOrigins
from indexer.read.process import Reader, reader
from indexer.read.sitemap import Listed, read_sitemap, unpack
from indexer.read.web_page import charset, file_name, media_type, page_id
from indexer.read.wire import Task
from indexer.settings import Source

MOST_SITEMAPS = 1000
MOST_IN_VAIN = 10
"""So many addresses in a row that no server answers for mean that the network is gone."""

_XML = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})
_PACKED = frozenset({"application/gzip", "application/x-gzip"})
_FEED = "flode.xml"


def scan_web(source: Source, known: KnownOrigins, expect: Expect) -> Iterator[Scanned]:
    """Stream the origins of an address; raise SourceError when it cannot be read, or no longer."""
    with TemporaryDirectory(prefix="sokverket-") as folder, reader() as files:
        fetcher = Fetcher(source, Path(folder))
        try:
            yield from _Web(source, known, expect, fetcher, files).scan()
        finally:
            fetcher.close()


@dataclass(slots=True)
class _Web:
    """One reading of a source on the web."""

    source: Source
    known: KnownOrigins
    expect: Expect
    fetcher: Fetcher
    files: Reader
    in_vain: int = 0

    def scan(self) -> Iterator[Scanned]:
        start = self.source.location
        try:
            page = self.fetcher.fetch(start, self._validators(start))
            listed = _sitemap(page) if page else None
        except FetchError as error:
            raise SourceError(start, error.reason, error.remedy) from error
        except ArticleError as error:
            raise SourceError(start, error.reason, error.remedy) from error
        if listed is not None:
            yield from self._listed(listed)
        elif page is None:
            yield from self._unchanged(start)
            yield Kept(f"{escape_name(start)}/", beneath=True)
        else:
            if _name(page, start=True) is None:
                raise SourceError(start, *_not_read(page))
            yield from self._start(page)

    def _start(self, page: Page) -> Iterator[Scanned]:
        """Stream a page, a feed or an archive; a feed tells only of its newest entries."""
        told = set()
        for item in self._read(self.source.location, page, ""):
            if isinstance(item, Origin | Unchanged):
                told.add(item.name)
            yield item
        beneath = f"{escape_name(self.source.location)}/"
        if format_of(_name(page, start=True) or "") not in LINES:
            yield from (Unchanged(name) for name in self.known.beneath(beneath) if name not in told)
            yield Kept(beneath, beneath=True)

    def _listed(self, listed: list[Listed]) -> Iterator[Scanned]:
        """Stream the pages that the sitemap lists, directly or through others."""
        pages: dict[str, Listed] = {}
        waiting, seen = [one for one in listed if one.is_sitemap], {self.source.location}
        pages.update((one.url, one) for one in listed if not one.is_sitemap)
        while waiting and len(seen) <= MOST_SITEMAPS:
            url = waiting.pop(0).url
            if url in seen:
                continue
            seen.add(url)
            try:
                page = self.fetcher.fetch(url)
                found = _sitemap(page) if page else None
                if found is None:
                    yield ITSELF
                    yield Finding(escape_name(url), "är ingen sitemap", "Rätta sitemapindexet.")
                waiting += [one for one in found or () if one.is_sitemap]
                pages.update((one.url, one) for one in found or () if not one.is_sitemap)
            except (FetchError, ArticleError) as error:
                yield ITSELF
                yield Finding(escape_name(url), error.reason, error.remedy)
                yield Kept("", beneath=True)
        if not pages:
            raise SourceError(
                self.source.location, "sitemapen är tom", "Kontrollera hur den skapas."
            )
        yield from self._pages(list(pages.values()))

    def _pages(self, listed: list[Listed]) -> Iterator[Scanned]:
        pages = [page for page in listed if takes_page(self.source, page.url)]
        if not pages:
            raise SourceError(
                self.source.location,
                "ingen adress i sitemapen är vald",
                "Se över källans include och exclude.",
            )
        mine = [page for page in pages if self.fetcher.may_ask(page.url)]
        self.expect(min(len(mine), self.source.limit))
        for page in pages:
            if not self.fetcher.may_ask(page.url):
                yield ITSELF
                yield Finding(
                    escape_name(page.url),
                    "ligger på en värd som inte hör till källan",
                    "Lägg till värden i källans hosts, om den ska läsas.",
                    refused=False,
                )
        for page in mine[: self.source.limit]:
            yield from self._page(page)
        for page in mine[self.source.limit :]:
            yield ITSELF
            yield Finding(
                escape_name(page.url),
                f"sitemapen har fler än {self.source.limit} adresser",
                "Höj källans limit.",
                refused=False,
            )
            yield Kept(escape_name(page.url))
            yield Kept(f"{escape_name(page.url)}/", beneath=True)

    def _page(self, listed: Listed) -> Iterator[Scanned]:
        name = escape_name(listed.url)
        if listed.changed and self.known.facts(name)[:1] == [listed.changed]:
            yield from self._unchanged(listed.url)
            return
        try:
            page = self.fetcher.fetch(listed.url, self._validators(listed.url))
        except FetchError as error:
            self.in_vain = self.in_vain + 1 if error.unreachable else 0
            if self.in_vain >= MOST_IN_VAIN:
                raise SourceError(
                    self.source.location,
                    f"{MOST_IN_VAIN} sidor i rad gick inte att nå ({error.reason})",
                    error.remedy,
                ) from error
            yield ITSELF
            yield Finding(name, error.reason, error.remedy)
            if not error.gone:
                yield Kept(name)
                yield Kept(f"{name}/", beneath=True)
            return
        self.in_vain = 0
        if page is None:
            yield from self._unchanged(listed.url)
        else:
            yield from self._read(listed.url, page, listed.changed)

    def _read(self, url: str, page: Page, changed: str) -> Iterator[Scanned]:
        """Stream what the page holds, read apart as what its server called it."""
        origin = escape_name(url)
        name = _name(page, start=url == self.source.location)
        if name is None:
            yield ITSELF
            yield Finding(origin, *_not_read(page))
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
        yield from self.files.read(Task(file, held))

    def _unchanged(self, url: str) -> Iterator[Scanned]:
        name = escape_name(url)
        yield Unchanged(name)
        yield from map(Unchanged, self.known.beneath(f"{name}/"))

    def _validators(self, url: str) -> Validators | None:
        facts = self.known.facts(escape_name(url))
        return Validators.of(facts[1:]) if facts else None


def _sitemap(page: Page) -> list[Listed] | None:
    """Return what the page lists if it is a sitemap, or else None."""
    kind = media_type(page.content_type)
    suffix = urlsplit(page.url).path.lower()
    if kind in _XML | _PACKED or suffix.endswith((".xml", ".xml.gz")):
        data = page.path.read_bytes()
        found = read_sitemap(data, page.url)
        if found is None and data != (unpacked := unpack(data, page.url)):
            page.path.write_bytes(unpacked)
        return found
    return None


def _not_read(page: Page) -> tuple[str, str]:
    kind = escape_name(media_type(page.content_type)) or "(ingen)"
    return f"innehållstypen {kind} läses inte", "Publicera sidan som HTML, PDF, DOCX eller text."


def _name(page: Page, *, start: bool) -> str | None:
    """Return the name that tells the page's format, by content type or else by the address."""
    if name := file_name(page.url, page.content_type):
        return name
    if start and media_type(page.content_type) in _XML:
        return _FEED
    last = Path(unquote(urlsplit(page.url).path)).name
    format_ = format_of(last)
    vague = media_type(page.content_type) in {"", "application/octet-stream"}
    if format_ and (vague or (start and format_ in CONTAINERS)):
        return last
    return None
