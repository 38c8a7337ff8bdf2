"""An entry of a feed: what it says of itself, each thing by its name and namespace.

Names alone would not do: a picture's caption is `media:title`, and a podcast has its own words for
nearly everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree

from indexer.article import DateSpan, Section
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.dates import parse, parse_dates
from indexer.read.html import read_fragment
from indexer.read.markup import Element, local_name
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.wordpress import as_html, is_subject
from indexer.read.xml_text import ATOM, CONTENT, DC, DCTERMS

PUBLISHED = ("wp:post_date", "published", "pubDate", "dc:date", "dcterms:date", "dcterms:issued",
             "issued", "dcterms:created", "created", "atom:published")  # fmt: skip
UPDATED = ("wp:post_modified", "updated", "modified", "dcterms:modified", "atom:updated")

_OWN = ""
_XHTML = "http://www.w3.org/1999/xhtml"
_SPACES = {
    "atom": {ATOM},
    "content": {CONTENT},
    "dc": {DC, "http://purl.org/dc/elements/1.0/"},
    "dcterms": {DCTERMS},
    "xhtml": {_XHTML},
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NO_DATE = re.compile(r"(?:0000|.{0,12}-0001)")
_TAG_OR_ENTITY = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]*)?/?>|<!|&#?\w{1,32};")
_BLANK_LINES = re.compile(r"\n\s*\n")
_MARKUP = {"", "html", "xhtml", "text/html", "application/xhtml+xml"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry with the id and address that its article gets, and the language of its feed.

    `of_export` tells an export of WordPress, whose texts are written otherwise.
    """

    element: Element
    id: str
    address: str
    language: str
    of_export: bool = False


def read_entry(entry: FeedEntry) -> Iterator[Parsed]:
    """Yield what an entry says; raise ArticleError when it has neither title nor text."""
    element = entry.element
    summary, sections = _texts(entry)
    title = _content(element, "title", "dc:title", "dcterms:title").line()
    if not title and not sections:
        raise ArticleError(entry.id, "posten har varken titel eller text", "Ta bort den ur flödet.")
    yield ParsedArticle(
        title=title,
        sections=sections,
        summary=summary,
        id=entry.id,
        url=entry.address,
        dates=_dates(element),
        topics=tuple(_topics(element)),
        publisher=tuple(map(_text, _children(element, "dc:publisher", "dcterms:publisher"))),
        language=_language(element) or entry.language,
    )


def web_link(entry: Element) -> str:
    """Return the address of an entry or a channel, seen from the base that it names, or ""."""
    for link in _children(entry, "link", "atom:link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return _seen_from(link, link.get("href", "").strip())
        if not link.get("href") and (text := _text(link)):
            return _seen_from(link, text)
    guids = (_text(guid) for guid in _children(entry, "guid") if _is_permanent(guid))
    return next(guids, "") or entry.get(_ABOUT, "")


def _seen_from(link: Element, address: str) -> str:
    try:
        return urljoin(link.base or "", address)
    except ValueError:  # of brackets that hold no host
        return ""


def _is_permanent(guid: Element) -> bool:
    return guid.get("isPermaLink") != "false" and _text(guid).startswith(("http://", "https://"))


def _children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names, those of the first name first.

    A name without prefix is of the element's own namespace; `wp:` and `excerpt:` are of any
    version of the exports of WordPress.
    """
    named = _by_name(element)
    own = {named[_OWN][0][0]}
    for name in names:
        prefix, _, local = name.rpartition(":")
        for space, child in named.get(local, ()):
            if prefix in {"wp", "excerpt"}:
                fits = "wordpress.org/export/" in space and ("excerpt" in space) is (prefix != "wp")
            else:
                fits = space in _SPACES.get(prefix, own)
            if fits:
                yield child


@lru_cache(maxsize=4)
def _by_name(element: Element) -> Mapping[str, list[tuple[str, Element]]]:
    """Return the children by local name, each with its namespace, and under `_OWN` the element."""
    named = {_OWN: [(etree.QName(element).namespace or "", element)]}
    for child in element.iterchildren("*"):
        name = etree.QName(child)
        named.setdefault(name.localname, []).append((name.namespace or "", child))
    return named


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _first(element: Element, *names: str) -> str:
    return next(filter(None, map(_text, _children(element, *names))), "")


def _texts(entry: FeedEntry) -> tuple[str, tuple[Section, ...]]:
    """Return the summary, if there is a longer text too, and the text."""
    element = entry.element
    whole = _content(element, "content:encoded", "encoded", "content", "atom:content", "xhtml:body")
    if entry.of_export:
        whole = _FeedText(as_html(whole.text), is_markup=True)
    short = _content(element, "excerpt:encoded", "description", "summary", "dc:description",
                     "dcterms:abstract", "dcterms:description", "atom:summary")  # fmt: skip
    if sections := whole.sections():
        return short.line(), sections
    return "", short.sections()


@dataclass(frozen=True, slots=True)
class _FeedText:
    """The content of an element, HTML or plain text."""

    text: str = ""
    is_markup: bool = False

    def sections(self) -> tuple[Section, ...]:
        """Return the content as sections."""
        if self.is_markup:
            return read_fragment(self.text)
        paragraphs = tuple(filter(None, map(tidy, _BLANK_LINES.split(self.text))))
        return (Section("", paragraphs),) if paragraphs else ()

    def line(self) -> str:
        """Return the content without markup, on one line."""
        parts = (part for one in self.sections() for part in (one.heading, *one.paragraphs))
        return " ".join(filter(None, parts))


_NONE = _FeedText()


def _content(element: Element, *names: str) -> _FeedText:
    """Return the first content that there is: escaped, plain or of elements."""
    found = map(_content_of, _children(element, *names))
    return next((content for content in found if content.text), _NONE)


def _content_of(child: Element) -> _FeedText:
    kind = child.get("type", "").partition(";")[0].strip().lower()
    if child.get("src") or child.get("mode") == "base64":
        return _NONE
    if len(child):
        own = kind in _MARKUP or kind.endswith("xml")
        return _FeedText(_own_markup(child), is_markup=True) if own else _NONE
    text = (child.text or "").strip()
    if kind.startswith("text") and kind != "text/html":
        return _FeedText(text)
    if kind not in _MARKUP:
        return _NONE
    return _FeedText(text, is_markup=bool(_TAG_OR_ENTITY.search(text)))


def _own_markup(child: Element) -> str:
    """Return what XHTML or HTML stands in the child as elements, whatever their prefixes."""
    copied = deepcopy(child)
    copied.tail = None
    for element in copied.iter("*"):
        element.tag = local_name(element)
    copied.tag = "div"
    return etree.tostring(copied, encoding="unicode", method="html")


def _dates(element: Element) -> Dates:
    """Return the dates of an entry; one that tells only of its update was published then."""
    published, updated = (
        next((text for text in map(_text, _children(element, *names)) if _is_told(text)), "")
        for names in (PUBLISHED, UPDATED)
    )
    dates = parse_dates(published, updated=updated, parse=day_of)
    if not dates.published or dates.updated == dates.published:
        return replace(dates, published=dates.published or dates.updated, updated=None)
    return dates


def _is_told(date: str) -> bool:
    return bool(date) and not _NO_DATE.match(date)


def day_of(text: str) -> DateSpan | None:
    """Return the day of a date as RSS, Atom or JSON Feed writes it, or None."""
    if found := parse(text[:10]):
        return found
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse(text)
    return DateSpan.day(date.year, date.month, date.day)


def _topics(element: Element) -> Iterator[str]:
    for category in _children(element, "category", "dc:subject", "dcterms:subject"):
        if is_subject(category):
            yield category.get("label") or category.get("term") or _text(category)


def _language(element: Element) -> str:
    told = (text for text in (_first(element, "dc:language", "dcterms:language", "language"),))
    inner = (child.get(_LANG, "") for child in _children(element, "content", "summary", "title"))
    return element.get(_LANG, "") or next(filter(None, told), "") or next(filter(None, inner), "")
