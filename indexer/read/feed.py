"""Feeds: RSS and Atom, an article an entry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import partial

from lxml import etree

from indexer.article import DateSpan, Section
from indexer.errors import ArticleError
from indexer.read.dates import parse, parse_dates
from indexer.read.file import File, escape_name, load
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Origin
from indexer.read.markup import Element, child_text, local_name, parse_xml
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.web_page import page_id, web_address

FEEDS = frozenset({"rss", "feed", "RDF"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})

PUBLISHED = ("published", "pubDate", "date", "issued", "created")
UPDATED = ("updated", "modified")

_XML = "{http://www.w3.org/XML/1998/namespace}"


def read_feed(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the entries of a feed; raise ArticleError for XML that is broken or no feed."""
    root = parse_xml(load(file), file.id, recover=True)
    name = local_name(root)
    if name in SITEMAPS:
        yield Finding(
            file.id,
            "är en sitemap, som läses bara från webben",
            "Ange dess webbadress som källa.",
            refused=False,
        )
        return
    if name not in FEEDS:
        raise ArticleError(
            file.id, "XML-filen är varken RSS eller Atom", "Ange ett flöde, eller ta bort filen."
        )
    language = _language(root)
    for number, entry in enumerate(root.iter("{*}item", "{*}entry"), start=1):
        link = _link(entry)
        address = web_address(link, file.url)
        given = child_text(entry, "guid") or child_text(entry, "id") or address or link
        identity = escape_name(given or str(number))
        id_ = page_id(file.source, address) if address else f"{file.id}/{identity}"
        content = hashlib.sha256(etree.tostring(entry)).hexdigest()[:16]
        yield Member(
            id_,
            file,
            partial(_read_entry, entry, id_, address, language),
            Origin(f"{file.origin}/{identity}", known.fingerprint(content)),
        )


def _read_entry(entry: Element, id_: str, address: str, language: str) -> Iterator[Parsed]:
    """Yield what an entry says; raise ArticleError when it has neither title nor text."""
    summary, sections = _texts(entry)
    title = _plain(entry, "title")
    if not title and not sections:
        raise ArticleError(id_, "posten har varken titel eller text", "Ta bort den ur flödet.")
    yield ParsedArticle(
        title=title,
        sections=sections,
        summary=summary,
        id=id_,
        url=address,
        dates=_dates(entry),
        topics=tuple(_topics(entry)),
        publisher=(child_text(entry, "publisher"),),
        language=_language(entry) or language,
    )


def _dates(entry: Element) -> Dates:
    """Return the dates of an entry; one that tells only of its update was published then."""
    published, updated = (
        next(filter(None, (child_text(entry, name) for name in names)), "")
        for names in (PUBLISHED, UPDATED)
    )
    dates = parse_dates(published, updated=updated, parse=_day)
    if not dates.published or dates.updated == dates.published:
        return replace(dates, published=dates.published or dates.updated, updated=None)
    return dates


def _texts(entry: Element) -> tuple[str, tuple[Section, ...]]:
    """Return the summary, if there is a longer text too, and the text."""
    whole = _markup(entry, "encoded") or _markup(entry, "content")
    short = _markup(entry, "description") or _markup(entry, "summary")
    if not whole:
        return "", read_fragment(short)
    lead = " ".join(p for section in read_fragment(short) for p in section.paragraphs)
    return lead, read_fragment(whole)


def _markup(entry: Element, name: str) -> str:
    """Return the HTML of a child, be it escaped, plain text or XHTML, or ""."""
    for child in entry.iterchildren("{*}" + name):
        if len(child):
            return etree.tostring(child, encoding="unicode", with_tail=False)
        text = child.text or ""
        if child.get("type") == "text":
            return text.replace("&", "&amp;").replace("<", "&lt;")
        return text
    return ""


def _plain(entry: Element, name: str) -> str:
    """Return the text of a child without markup, on one line."""
    parts = (
        part for section in read_fragment(f"<p>{_markup(entry, name)}</p>")
        for part in (section.heading, *section.paragraphs)
    )  # fmt: skip
    return " ".join(filter(None, parts))


def _link(entry: Element) -> str:
    for link in entry.iterchildren("{*}link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href", "").strip()
        if link.text and link.text.strip():
            return link.text.strip()
    guid = next(entry.iterchildren("{*}guid"), None)
    return (
        (guid.text or "").strip() if guid is not None and guid.get("isPermaLink") != "false" else ""
    )


def _topics(entry: Element) -> Iterator[str]:
    for category in entry.iterchildren("{*}category", "{*}subject"):
        yield category.get("label") or category.get("term") or category.text or ""


def _day(text: str) -> DateSpan | None:
    """Return the day of a date as RSS or Atom writes it, or None."""
    if found := parse(text[:10]):
        return found
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse(text)
    return DateSpan.day(date.year, date.month, date.day)


def _language(element: Element) -> str:
    given = element.get(f"{_XML}lang", "")
    for channel in element.iterchildren("{*}channel"):
        given = given or child_text(channel, "language")
    return given
