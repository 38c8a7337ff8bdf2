"""Feeds: RSS and Atom, an article an entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urljoin

from lxml import etree

from indexer.article import Article, DateSpan, Section
from indexer.errors import ArticleError
from indexer.read.dates import parse
from indexer.read.file import File, escape_name, load, tidy
from indexer.read.html import read_fragment
from indexer.read.html_content import Element
from indexer.read.item import Finding, Item
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.page_dates import impossible_date
from indexer.read.safe_xml import child_text, local_name, parse_xml
from indexer.read.text import untitled
from indexer.read.web_page import page_id

FEEDS = frozenset({"rss", "feed", "RDF"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})

PUBLISHED = ("published", "pubDate", "date", "issued", "created")
UPDATED = ("updated", "modified")

_XML = "{http://www.w3.org/XML/1998/namespace}"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


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
        link = urljoin(file.url, _link(entry)) if _link(entry) else ""
        given = child_text(entry, "guid") or child_text(entry, "id") or link or str(number)
        identity = escape_name(given)
        web = link.startswith(("http://", "https://"))
        id_ = page_id(file.source, link) if web else f"{file.id}/{identity}"
        yield Member(
            id_,
            f"{file.origin}/{identity}",
            partial(_read_entry, entry, id_, link if web else "", language, file),
            fingerprint=known.fingerprint(hashlib.sha256(etree.tostring(entry)).hexdigest()[:16]),
        )


def _read_entry(entry: Element, id_: str, link: str, language: str, file: File) -> Iterator[Item]:
    """Yield the article of an entry; raise ArticleError when it has neither title nor text."""
    summary, sections = _texts(entry)
    title = _plain(entry, "title")
    if not title and not sections:
        raise ArticleError(id_, "posten har varken titel eller text", "Ta bort den ur flödet.")
    if not title:
        title = next((s.heading or s.paragraphs[0] for s in sections), "")[:80]
        yield untitled(id_)
    dates: list[DateSpan | None] = []
    for names in (PUBLISHED, UPDATED):
        given = next(filter(None, (child_text(entry, name) for name in names)), "")
        dates.append(_day(given))
        if given and dates[-1] is None:
            yield impossible_date(id_, given[:80])
    published, updated = dates
    source = file.source
    publisher = child_text(entry, "publisher")
    yield Article(
        id=id_,
        title=title,
        sections=sections,
        summary=summary,
        url=link,
        kind=source.kind,
        published=published or updated,
        updated=updated if published and updated != published else None,
        topics=tuple(dict.fromkeys(_topics(entry))),
        publisher=(tidy(publisher),) if publisher else source.publisher,
        language=_language(entry) or language or source.language,
        audience=source.audience,
    )


def _texts(entry: Element) -> tuple[str, tuple[Section, ...]]:
    """Return the summary, if there is a longer text too, and the text."""
    whole = _markup(entry, "encoded") or _markup(entry, "content")
    short = _markup(entry, "description") or _markup(entry, "summary")
    if not whole:
        return "", read_fragment(short)
    sections = read_fragment(whole)
    lead = " ".join(p for section in read_fragment(short) for p in section.paragraphs)
    first = sections[0].paragraphs[:1] if sections else ()
    return ("" if (lead,) == first else lead), sections


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
        topic = tidy(category.get("label") or category.get("term") or category.text or "")
        if topic:
            yield topic


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
    primary = re.split("[-_]", given.strip().lower())[0]
    return primary if _LANGUAGE.fullmatch(primary) else ""
