"""Keywords that stand on most pages of a source are of the site, and no topics of its pages.

They can only be told by many pages. The first are held back until then, so that none of them gets
such topics. They are remembered as an origin of the source, for a run that reads but a few pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read.formats import LINES, format_of
from indexer.read.item import ITSELF, Finding, Origin, Scanned, Unchanged
from indexer.settings import Source

FEWEST_PAGES = 10
"""Of fewer pages with topics nothing is concluded."""

MOST_HELD = 50
"""So many articles are held back at most."""

MOST_NAMED = 10
REMEMBERED = "site keywords"
"""The name of the origin that remembers them; no file and no address has a blank in its name."""

PAGES = frozenset({"", ".html", ".htm", ".xhtml"})
"""The formats of pages, by the names of their origins: an address has none."""


def without_site_keywords(
    source: Source, items: Iterator[Scanned], known: Mapping[str, str]
) -> Iterator[Scanned]:
    """Stream the items, with the topics of pages that are not on most of the source's pages."""
    remembered = known.get(REMEMBERED, "")
    sieve = _Sieve(frozenset(filter(None, remembered.split("\n"))))
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
    if found := "\n".join(sorted(sieve.site_keywords())):
        yield Unchanged(REMEMBERED) if found == remembered else Origin(REMEMBERED, found)
    if sieve.taken:
        yield ITSELF
        yield _finding(source, sorted(sieve.taken))


class _Sieve:
    """Counts the topics of pages, and takes out those that are on more than half of them.

    `remembered` are those that an earlier run found, which hold until as many pages gainsay it.
    """

    def __init__(self, remembered: Collection[str]) -> None:
        self._remembered = remembered
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

    def site_keywords(self) -> set[str]:
        """Return the keywords of the site, case-folded, as far as pages have told."""
        return {topic for topic in {*self._remembered, *self._times} if self._is_common(topic)}

    def _is_common(self, topic: str) -> bool:
        if self.pages < FEWEST_PAGES:
            return topic in self._remembered
        return 2 * self._times[topic] > self.pages

    def count(self, item: Scanned) -> None:
        """Take note of the topics of a page."""
        if isinstance(item, Origin):
            self._in_page = _is_page(item.name)
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
        common = {topic for topic in item.topics if self._is_common(topic.casefold())}
        self.taken |= common
        if not common:
            return item
        return replace(item, topics=tuple(t for t in item.topics if t not in common))


def _is_page(origin: str) -> bool:
    """Tell whether an origin is a page, not a file of records or a stretch of one."""
    return format_of(origin) in PAGES and format_of(origin.rpartition("/")[0]) not in LINES


def _finding(source: Source, taken: list[str]) -> Finding:
    named = ", ".join(f"”{topic}”" for topic in taken[:MOST_NAMED])
    return Finding(
        source.name,
        f"nyckelorden {named} står på de flesta av källans sidor och blev inga ämnen",
        "Ta bort dem ur sidornas mall, eller ge varje sida egna.",
        refused=False,
    )
