"""The links of a site are followed, the nearest pages first, and only within bounds."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read.choice import takes_page
from indexer.read.fetch import FetchError, Page
from indexer.read.file import escape_name
from indexer.read.frontier import DEPTH, REASONS, ROBOTS, Frontier, Step, folder_of
from indexer.read.item import ITSELF, Finding, Kept, Origin, PageLinks, Scanned, Unchanged
from indexer.read.origins import Expect
from indexer.read.visit import Visitor, heeding, name_of, not_read
from indexer.read.web_page import media_type

LONGEST = 12 * 3600
"""So many seconds the links of a site are followed."""

_STARTS = ("index", "default", "start", "hem", "home")
_FACTS = 5
"""Facts of a page's fingerprint: when it was changed, its three validators, where it leads."""

_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.", "application/rtf")
_NO_LINKS = "-"
_SIZE = 6
"""Characters that stand for an address in a fingerprint."""


@dataclass(slots=True)
class Crawl:
    """One reading of a site by its links.

    A page that is as it was is not fetched, so where it leads stands in its fingerprint.
    """

    visitor: Visitor
    expect: Expect
    frontier: Frontier
    visited: int = 0
    articles: int = 0
    _known: dict[str, str] = field(default_factory=dict)
    _elsewhere: set[str] = field(default_factory=set)
    _digests: set[str] = field(default_factory=set)

    def scan(self) -> Iterator[Scanned]:
        """Stream the pages; raise SourceError when the first cannot be had."""
        source, known = self.visitor.source, self.visitor.known
        self.expect(min(len(known.fingerprints), source.limit))
        for name in known.fingerprints:
            self._known[self._sign(unquote(name))] = unquote(name)
        self.frontier.add(self.frontier.plain(source.location) or source.location, 0)
        until = time.monotonic() + LONGEST
        while self.frontier.waiting and self.visited < source.limit:
            if time.monotonic() > until:
                yield from self._cut_short()
                break
            for item in self._visit(self.frontier.waiting.popleft()):
                self.articles += isinstance(item, Article | Unchanged)
                yield item
        yield from self._told()

    def _visit(self, step: Step) -> Iterator[Scanned]:
        visitor, fetcher = self.visitor, self.visitor.fetcher
        self.visited += 1
        try:
            known_links = self._links_of(step.url)
            validators = None if known_links is None else visitor.validators(step.url)
            page = fetcher.fetch(step.url, validators)
        except FetchError as error:
            yield from self._failed(step, error)
            return
        visitor.in_vain = 0
        if page is None:
            yield from visitor.unchanged(step.url)
            self._follow(known_links or (), step.depth)
        elif self.frontier.key(page.url) != self.frontier.key(step.url):
            yield from self._led_on(step, page)
        else:
            yield from self._read(step, page)

    def _failed(self, step: Step, error: FetchError) -> Iterator[Scanned]:
        """Stream why a page cannot be had; what only it leads to is visited all the same."""
        name = escape_name(step.url)
        if not self.visited or (self.visited == 1 and not step.depth):
            raise SourceError(step.url, error.reason, error.remedy) from error
        if error.gone:
            yield ITSELF
            reason, remedy = "en länk leder till en sida som inte finns", "Rätta länken."
            yield Finding(name, reason, remedy, refused=False)
        elif not error.status and not error.unreachable:  # it leads to another site, or in circles
            yield ITSELF
            yield Finding(name, error.reason, error.remedy, refused=False)
        else:
            yield from self.visitor.failed(step.url, error)
            self._follow(self._links_of(step.url, all_known=False) or (), step.depth)
        if error.gone:
            yield Origin(name, self.visitor.known.fingerprint("-"))

    def _led_on(self, step: Step, page: Page) -> Iterator[Scanned]:
        """Stream the page that an address leads to, under the address that it has there."""
        facts = ("-", "-", "-", "-", self._sign(page.url))
        yield Origin(escape_name(step.url), self.visitor.known.fingerprint(*facts))
        if not step.depth and self.visited == 1:
            self.frontier.within.append(folder_of(page.url))
        to = self.frontier.key(page.url)
        if to in self.frontier.seen or not self.frontier.holds(page.url):
            return
        self.frontier.seen.add(to)
        known, links = self.visitor.validators(page.url), self._links_of(page.url)
        if known and known.digest == page.validators.digest and links is not None:
            yield from self.visitor.unchanged(page.url)
            self._follow(links, step.depth)
        else:
            yield from self._read(Step(page.url, step.depth), page)

    def _read(self, step: Step, page: Page) -> Iterator[Scanned]:
        name, known = escape_name(step.url), self.visitor.known
        validators = ("-", *page.validators.facts())
        if name_of(page, start=False) is None:
            if self.visited == 1 and name_of(page, start=True):
                yield from self._container(step.url, page)
                return
            yield Origin(name, known.fingerprint(*validators, _NO_LINKS))
            if media_type(page.content_type).startswith(_DOCUMENTS):
                yield Finding(name, *not_read(page), refused=False)
            return
        links, items = PageLinks(()), self.visitor.read(step.url, page, "-", links=True)
        told: list[Scanned] = []
        for item in items:
            told.append(item)
            if isinstance(item, PageLinks):
                links = item
                break
        again = page.validators.digest in self._digests
        self._digests.add(page.validators.digest)
        elsewhere = self._is_elsewhere(step, links.canonical)
        left_out = elsewhere or not takes_page(self.visitor.source, step.url)
        leads = [links.canonical] if elsewhere else []
        leads += () if again else links.urls
        signs = "".join(dict.fromkeys(map(self._sign, self._follow(leads, step.depth))))
        origin = Origin(name, known.fingerprint(*validators, signs or _NO_LINKS))
        for item in heeding(_chain(told, items), page):
            if isinstance(item, Origin) and item.name == name:
                yield origin
            elif not (left_out and isinstance(item, Article | Finding)):
                yield item

    def _container(self, url: str, page: Page) -> Iterator[Scanned]:
        """Stream a feed or an archive that a host has as its only page."""
        yield from self.visitor.read(url, page, "", start=True)
        yield Kept(f"{escape_name(url)}/", beneath=True)

    def _is_elsewhere(self, step: Step, canonical: str) -> bool:
        """Tell whether the page is a copy of another; some sites call all copies of the first."""
        if not canonical or not self.frontier.holds(canonical):
            return False
        mine, other = self.frontier.key(step.url), self.frontier.key(canonical)
        last = urlsplit(step.url).path.rstrip("/").rpartition("/")[2].lower()
        to_start = other == self.frontier.key(self.visitor.source.location)
        if mine == other or other in self._elsewhere or (to_start and not last.startswith(_STARTS)):
            return False
        self._elsewhere.add(mine)
        return True

    def _follow(self, urls: Iterable[str], depth: int) -> list[str]:
        """Take the addresses that a page leads to; return those that are or may be visited."""
        taken = []
        for given in urls:
            url = self.frontier.plain(given)
            if url and self.frontier.is_new(url) and not self._is_allowed(url):
                self.frontier.refuse(url, ROBOTS)
            elif url and self.frontier.add(url, depth + 1):
                taken.append(url)
        return taken

    def _is_allowed(self, url: str) -> bool:
        try:
            return self.visitor.fetcher.allows(url)
        except FetchError:
            return True  # to visit it tells why

    def _links_of(self, url: str, *, all_known: bool = True) -> list[str] | None:
        """Return where a known page led, or None when something it led to is not known."""
        facts = self.visitor.known.facts(escape_name(url))
        if len(facts) != _FACTS:
            return None
        signs = "" if facts[4] == _NO_LINKS else facts[4]
        found = [self._known.get(signs[at : at + _SIZE], "") for at in range(0, len(signs), _SIZE)]
        return None if all_known and not all(found) else [one for one in found if one]

    def _sign(self, url: str) -> str:
        """Return a few characters that stand for an address."""
        key = self.frontier.key(url).encode("utf-8", "replace")
        return urlsafe_b64encode(hashlib.blake2b(key, digest_size=4).digest())[:_SIZE].decode()

    def _cut_short(self) -> Iterator[Scanned]:
        yield ITSELF
        yield Finding(
            escape_name(self.visitor.source.location),
            f"läsningen avbröts efter {LONGEST // 3600} timmar",
            "Minska källans limit eller delay, eller ange en sitemap.",
        )
        yield Kept("", beneath=True)

    def _told(self) -> Iterator[Scanned]:
        """Stream what was not followed, and why; what only bounds left out stays."""
        start, limit = escape_name(self.visitor.source.location), self.visitor.source.limit
        yield ITSELF
        for why, times in self.frontier.passed.items():
            reason, remedy = REASONS[why]
            yield Finding(start, f"{times} länkar {reason}", remedy, refused=False, times=times)
        if beyond := [
            u for u in self.frontier.beyond if self.frontier.key(u) not in self.frontier.seen
        ]:
            reason, remedy = REASONS[DEPTH]
            times = len(beyond)
            yield Finding(start, f"{times} länkar {reason}", remedy, refused=False, times=times)
            yield from (Kept(escape_name(url)) for url in beyond)
        if self.frontier.waiting and self.visited >= limit:
            reason = f"webbplatsen har fler än {limit} sidor"
            yield Finding(start, reason, "Höj källans limit.", refused=False)
            yield Kept("", beneath=True)
        if self.articles <= 1:
            yield Finding(
                start,
                "högst en sida kunde läsas: ingen sitemap finns, och inga länkar att följa",
                "Ange adressen till en sitemap, eller en mapp med sidorna, som källa.",
                refused=False,
            )


def _chain(first: list[Scanned], rest: Iterator[Scanned]) -> Iterator[Scanned]:
    yield from first
    yield from rest
