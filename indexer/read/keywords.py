"""Keywords that stand on most pages of a source are of the site, and no topics of its pages.

They can only be told by many pages. The first are held back until then, so that none of them gets
such topics; nothing is remembered from one run to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read.formats import format_of
from indexer.read.item import ITSELF, Finding, Origin, Scanned
from indexer.settings import Source

FEWEST_PAGES = 10
"""Of fewer pages with topics nothing is concluded."""

MOST_HELD = 50
"""So many articles are held back at most."""

MOST_NAMED = 10
PAGES = frozenset({"", ".html", ".htm", ".xhtml"})
"""The formats of pages, by the names of their origins: an address has none."""


def without_site_keywords(source: Source, items: Iterator[Scanned]) -> Iterator[Scanned]:
    """Stream the items, with the topics of pages that are not on most of the source's pages."""
    sieve = _Sieve()
    held: list[Scanned] = []
    try:
        for item in items:
            sieve.count(item)
            if not sieve.knows:
                held.append(item)
                continue
            yield from map(sieve.sift, held)
            held.clear()
            yield sieve.sift(item)
    except SourceError:
        yield from map(sieve.sift, held)
        raise
    finally:
        if close := getattr(items, "close", None):
            close()
    yield from map(sieve.sift, held)
    if sieve.taken:
        yield ITSELF
        yield _finding(source, sorted(sieve.taken))


class _Sieve:
    """Counts the topics of pages, and takes out those that are on more than half of them."""

    def __init__(self) -> None:
        self.pages = 0
        self._articles = 0
        self.taken: set[str] = set()
        self._times: Counter[str] = Counter()
        self._of_page: set[str] = set()
        self._in_page = False

    @property
    def knows(self) -> bool:
        """Tell whether no page with topics waits to be compared with others."""
        return self.pages == 0 or self._articles >= MOST_HELD

    def count(self, item: Scanned) -> None:
        """Take note of the topics of a page."""
        if isinstance(item, Origin):
            self._in_page = format_of(item.name) in PAGES
        elif isinstance(item, Article):
            self._articles += self.pages > 0
            if self._in_page and item.topics:
                self.pages += 1
                self._of_page.add(item.id)
                self._times.update({topic.casefold() for topic in item.topics})

    def sift(self, item: Scanned) -> Scanned:
        """Return the item without the topics that most pages have."""
        if not isinstance(item, Article) or item.id not in self._of_page:
            return item
        self._of_page.discard(item.id)
        if self.pages < FEWEST_PAGES:
            return item
        common = {topic for topic in item.topics if 2 * self._times[topic.casefold()] > self.pages}
        self.taken |= common
        if not common:
            return item
        return replace(item, topics=tuple(t for t in item.topics if t not in common))


def _finding(source: Source, taken: list[str]) -> Finding:
    named = ", ".join(f"”{topic}”" for topic in taken[:MOST_NAMED])
    return Finding(
        source.name,
        f"nyckelorden {named} står på de flesta av källans sidor och blev inga ämnen",
        "Ta bort dem ur sidornas mall, eller ge varje sida egna.",
        refused=False,
    )
