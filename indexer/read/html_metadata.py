"""What the head of an HTML page says of it: titles, dates, subjects, kind, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from indexer.read.characters import tidy
from indexer.read.dates import parse
from indexer.read.finish import split_topics
from indexer.read.markup import Element
from indexer.read.parsed import Dates

PUBLISHED = (
    *("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "published"),
    *("dcterms.date", "dc.date", "display-date", "dcterms.created", "dc.date.created", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publiceringsdatum", "publicerad", "date"),
)
REVIEWED = ("lastreviewed", "dcterms.reviewed", "dc.date.reviewed", "reviewed", "granskad")
UPDATED = (
    *("article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified"),
    *("og:updated_time", "last-modified", "revised"),
)
TOPICS = ("dcterms.subject", "dc.subject", "keywords", "article:tag", "news_keywords")
KINDS = ("dcterms.type", "dc.type", "og:type", "@type")
MEANINGLESS_KINDS = frozenset(
    "text website article webpage creativework interactiveresource collection object page "
    "itempage thing document html profile book blog product service software dataset image sound "
    "stillimage movingimage physicalobject activity company government organization "
    "governmentorganization place person medicalwebpage collectionpage aboutpage contactpage "
    "searchresultspage listitem breadcrumblist itemlist imageobject webcontent sida webbsida "
    "artikel dokument innehållssida standardsida artikelsida informationssida startsida content "
    "node story post default standard side sivu".split()
)
_TYPE_OF_SYSTEM = re.compile(
    r"\w*(?:page|pagetype|template|view|mall|sidmall)|text[./].+|(?:video|music)\..+"
    r"|https?:.*|\d+",
    re.IGNORECASE,
)
"""What publishing systems call their templates, and media types, say nothing to a reader."""
KINDS_OF_SCHEMA_ORG = {
    "newsarticle": "nyhet",
    "blogposting": "blogginlägg",
    "report": "rapport",
    "event": "evenemang",
    "faqpage": "frågor och svar",
    "jobposting": "ledig tjänst",
}

_SEPARATOR = re.compile(r"\s+(?:[|•»·›–—-]|::|//)\s+|\s*\|\s*|:\s+(?=\S+$)")
_SURE_SEPARATOR = re.compile(r"\s*(?:[|•»·]|::)\s*")
_AUTHORITY = re.compile(
    r"(?:\w*(?:verket|verk|myndigheten|styrelsen|nämnden|inspektionen|kassan|institutet|rådet"
    r"|ombudsmannen|departementet|kansliet|universitetet|universitet|högskolan|högskola|domstolen"
    r"|domstol|polisen|biblioteket|museet|arkivet|förmedlingen|kommun|regionen|region|stad|staden"
    r"|län|riksdag|riksdagen|förbundet|centrum|virasto|ministeriö|kaupunki|kommune|direktoratet)"
    r"|\w+\s(?:kommun|stad|universitet|högskola|bibliotek|tingsrätt|museum|kaupunki|kommune)"
    r"|(?:region|länsstyrelsen|tillväxtverket|polisen|visit|högskolan)\s.+"
    r"|(?:www\.)?[\w-]+\.(?:se|nu|fi|no|dk|eu|com|org|net|info))",
    re.IGNORECASE,
)
LONGEST_SITE = 5
"""The name of a site has at most so many words."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The values of the page's head and JSON-LD by lower-case name, in the order given."""

    values: Mapping[str, tuple[str, ...]]
    language: str
    canonical: str
    html_title: str

    def first(self, *names: str) -> str:
        """Return the first value that any of the names has, or ""."""
        return next((value for name in names for value in self.values.get(name, ())), "")

    def dates(self) -> Dates:
        """Return the first date of each kind, and the values that should be dates and are not."""
        texts = [
            [text for name in names for text in self.values.get(name, ())]
            for names in (PUBLISHED, REVIEWED, UPDATED)
        ]
        published, reviewed, updated = (
            next(filter(None, map(parse, of_kind)), None) for of_kind in texts
        )
        impossible = (text for of_kind in texts for text in of_kind if not parse(text))
        return Dates(published, reviewed, updated, tuple(impossible))

    def topics(self) -> tuple[str, ...]:
        """Return the page's subjects."""
        texts = (text for name in TOPICS for text in self.values.get(name, ()))
        return tuple(topic for text in texts for topic in split_topics(text))

    def publisher(self) -> tuple[str, ...]:
        """Return who published the page, if it says so."""
        return (self.first("dcterms.publisher", "dc.publisher", "publisher"),)

    def address(self) -> str:
        """Return the address that the page calls its own, or ""."""
        return self.canonical or self.first("og:url")

    def kind(self) -> str:
        """Return what sort of publication it is, where the page says more than "a page"."""
        for value in (value for name in KINDS for value in self.values.get(name, ())):
            key = value.casefold().removeprefix("og:")
            if key not in MEANINGLESS_KINDS and not _TYPE_OF_SYSTEM.fullmatch(key):
                return KINDS_OF_SCHEMA_ORG.get(key, value)
        return ""

    def reference(self) -> str:
        """Return the registration number or the like, but no address."""
        value = self.first("dcterms.identifier", "dc.identifier", "diarienummer")
        return "" if ":/" in value else value

    def title(self) -> str:
        """Return the page's title without the name of the site, or ""."""
        title = self.first("og:title", "headline", "dcterms.title", "dc.title", "title")
        return self.without_site(title or self.html_title)

    def without_site(self, title: str) -> str:
        """Return a title without the names of the site before and after it.

        A part is such a name if the page says so, has it as host, or the part ends as names of
        authorities do. After a bar or the like, anything short is.
        """
        parts = _SEPARATOR.split(title)
        if len(parts) < 2:  # noqa: PLR2004
            return title
        if self.is_site(parts[0]) and not self.is_site(parts[-1]):
            return title[len(parts[0]) :].lstrip(" |•»·›–—-:/")
        kept = title
        while len(parts) > 1 and self.may_go(kept, parts[-1]):
            kept = kept[: -len(parts.pop())].rstrip().rstrip("|•»·›–—-:/").rstrip()
        return kept or title

    def may_go(self, title: str, last: str) -> bool:
        """Tell whether the last part of a title is not of the page itself."""
        before = title[: -len(last)]
        if _SURE_SEPARATOR.search(before[-3:]):
            return True
        return self.is_site(last) or (
            len(last.split()) <= LONGEST_SITE and _AUTHORITY.fullmatch(last) is not None
        )

    def is_site(self, name: str) -> bool:
        """Tell whether the page calls its site, or who publishes it, by this name."""
        folded = _folded(name)
        sites = ("og:site_name", "application-name", "dcterms.publisher", "dc.publisher")
        named = (*(self.first(one) for one in sites), self.first("publisher"))
        host = urlsplit(self.address()).hostname or ""
        return bool(folded) and (folded in map(_folded, named) or folded in host.split("."))


def _folded(name: str) -> str:
    """Return a name as a host would have it."""
    return re.sub(r"[^a-z0-9]", "", name.casefold().translate(_AS_IN_HOSTS))


_AS_IN_HOSTS = str.maketrans("åäöéü", "aaoeu")


def read_metadata(root: Element) -> Metadata:
    """Gather what the page's head and JSON-LD say."""
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        if meta.get("itemprop") and _is_of_another(meta):
            continue
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := tidy(meta.get("content", "")):
            values.setdefault(name.strip().lower(), []).append(content)
    for time in root.iter("time"):
        if _is_of_another(time):
            continue
        name = "datepublished" if time.get("pubdate") is not None else time.get("itemprop", "")
        values.setdefault(name.lower(), []).append(time.get("datetime", ""))
    for name, value in _json_ld(root):
        values.setdefault(name, []).append(value)
    canonical = root.xpath("string(//link[contains(@rel, 'canonical')]/@href)")
    title = root.xpath("string(//head/title|//title)")
    return Metadata(
        {name: tuple(found) for name, found in values.items()},
        root.get("lang", "") or root.get("xml:lang", ""),
        tidy(str(canonical)),
        tidy(str(title)),
    )


def _is_of_another(element: Element) -> bool:
    """Tell what stands in a list or beside the text, and so is said of another page."""
    return next(element.iterancestors("li", "tr", "aside", "nav"), None) is not None


def _json_ld(root: Element) -> Iterator[tuple[str, str]]:
    """Yield names and values of the things that have a date or a headline in JSON-LD."""
    for script in root.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            waiting: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, list):
                waiting += thing
            elif isinstance(thing, dict):
                waiting.append(thing.get("@graph"))
                if thing.keys() & {"datePublished", "dateModified", "lastReviewed", "headline"}:
                    yield from _properties(thing)


def _properties(thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    wanted = ("@type", "headline", "datePublished", "dateModified", "lastReviewed", "keywords")
    for name in (*wanted, "publisher"):
        value = thing.get(name)
        for part in value if isinstance(value, list) else [value]:
            text = part.get("name") if isinstance(part, dict) else part
            if isinstance(text, str) and (tidied := tidy(text)):
                yield name.lower(), tidied
