"""The article page: the text with the words of the search marked, and the ways on from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from indexer.article import Article
from indexer.search.answer import MarkedSection, ShownArticle
from indexer.search.request import SearchRequest
from webui.addresses import article_href, search_href
from webui.language import gettext, ngettext
from webui.present.body import BodyBlock, lay_out
from webui.present.duplicates import present_duplicates
from webui.present.hits import present_format, present_topic
from webui.present.text import (
    Date,
    Link,
    file_format,
    foreign,
    language_name,
    marked,
    quoted,
    sentence_case,
    source_link,
    swedish_date,
)

OLD = 3
"""After so many years without review, the reader is told to take care."""
CONTENTS = 3
"""So many headings make a list of contents worth its place."""
PLACES = 30
"""So many marked places have links of their own."""
_PLACE = "stalle-"


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with the text below it; `page` is told where a new one begins."""

    id: str
    heading: Markup
    blocks: tuple[BodyBlock, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading in the list of contents, and how many marked places are below it."""

    text: str
    href: str
    places: str


@dataclass(frozen=True, slots=True)
class MarkedPlaces:
    """The marked words of the text: how many in words, and links to the first of them."""

    told: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RelatedView:
    """An article about the same."""

    title: str
    href: str
    lang: str
    kind: str
    published: Date | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the article page shows."""

    title: str
    heading: Markup
    lang: str
    language: str
    kind: str
    format: str
    dates: tuple[tuple[str, Date], ...]
    reviewed: Date | None
    old: str
    machine_read: bool
    publisher: str
    reference: str
    marked_reference: Markup
    topics: tuple[Link, ...]
    proposed: bool
    summary: Markup
    sections: tuple[SectionView, ...]
    contents: tuple[ContentsEntry, ...]
    source: Link | None
    back: Link | None
    duplicates: tuple[Link, ...]
    places: MarkedPlaces | None
    related: tuple[RelatedView, ...]
    permalink: str


def present_article(
    shown: ShownArticle,
    found_by: SearchRequest,
    related: Iterable[Article],
    permalink: str,
    today: dt.date,
) -> ArticlePage:
    """Turn an article into its page; `found_by` is the search to go back to."""
    article = shown.article
    lang = foreign(article.language)
    ids = (f"{_PLACE}{number}" for number in count(1))
    dates = (
        (gettext("Publicerad"), swedish_date(article.published)),
        (gettext("Granskad"), swedish_date(article.reviewed)),
        (gettext("Uppdaterad"), swedish_date(article.updated)),
    )
    return ArticlePage(
        title=article.title,
        heading=marked(article.title, shown.title_marks),
        lang=lang,
        language=language_name(article.language),
        kind=sentence_case(article.kind),
        format=present_format(file_format(article.url, article.id), article.pages),
        dates=tuple((name, date) for name, date in dates if date),
        reviewed=swedish_date(article.reviewed),
        old=_old(article, today),
        machine_read=article.machine_read,
        publisher=", ".join(article.publisher),
        reference=article.reference,
        topics=tuple(map(present_topic, shown.topics)),
        proposed=any(topic.by == "model" for topic in shown.topics),
        summary=marked(article.summary, shown.summary_marks, ids),
        sections=tuple(_sections(shown.sections, ids)),
        marked_reference=marked(article.reference, shown.reference_marks, ids),
        contents=_contents(shown.sections),
        source=source_link(article.url),
        back=_back(found_by),
        duplicates=present_duplicates(shown.duplicates),
        places=_places(shown, found_by),
        related=tuple(_related(one) for one in related),
        permalink=permalink,
    )


def section_id(place: int) -> str:
    """Return the id on the page of the article's section, the first of which is 1."""
    return f"avsnitt-{place}"


def _sections(sections: tuple[MarkedSection, ...], ids: Iterator[str]) -> Iterator[SectionView]:
    pages = [None, *(section.page for section in sections)]
    for place, (before, section) in enumerate(zip(pages, sections, strict=False), 1):
        yield SectionView(
            id=section_id(place),
            heading=marked(section.heading, section.heading_marks, ids),
            blocks=tuple(lay_out(section.paragraphs, ids)),
            page=section.page if section.page != before else None,
        )


def _contents(sections: tuple[MarkedSection, ...]) -> tuple[ContentsEntry, ...]:
    entries = tuple(
        ContentsEntry(section.heading, f"#{section_id(place)}", _places_in(section))
        for place, section in enumerate(sections, 1)
        if section.heading
    )
    return entries if len(entries) >= CONTENTS else ()


def _places_in(section: MarkedSection) -> str:
    found = _marks_of(section)
    return ngettext("%(num)s ställe", "%(num)s ställen", found) if found else ""


def _marks_of(section: MarkedSection) -> int:
    return len(section.heading_marks) + sum(len(marks) for _, marks in section.paragraphs)


def _back(found_by: SearchRequest) -> Link | None:
    if found_by == SearchRequest():
        return None
    if not found_by.query:
        return Link(gettext("Tillbaka till träffarna"), search_href(found_by))
    text = gettext("Tillbaka till träffarna för %(query)s", query=quoted(found_by.query))
    return Link(text, search_href(found_by))


def _places(shown: ShownArticle, found_by: SearchRequest) -> MarkedPlaces | None:
    if not found_by.query:
        return None
    found = len(shown.summary_marks) + len(shown.reference_marks)
    found += sum(_marks_of(section) for section in shown.sections)
    if not found:
        return MarkedPlaces(gettext("Inget av orden du sökte på är markerat i texten."), ())
    told = ngettext(
        "Orden du sökte på är markerade på %(num)s ställe.",
        "Orden du sökte på är markerade på %(num)s ställen.",
        found,
    )
    links = (Link(str(at), f"#{_PLACE}{at}") for at in range(1, min(found, PLACES) + 1))
    return MarkedPlaces(told, tuple(links))


def _old(article: Article, today: dt.date) -> str:
    """Return what to tell of an article that nobody has looked at for long."""
    seen = article.reviewed or article.updated or article.published
    if seen is None or today.year - seen.end.year < OLD:
        return ""
    years = today.year - seen.end.year - ((today.month, today.day) < (seen.end.month, seen.end.day))
    if years < OLD:
        return ""
    return gettext(
        "Det är mer än %(years)s år sedan. Uppgifterna kan ha blivit inaktuella.", years=years
    )


def _related(article: Article) -> RelatedView:
    return RelatedView(
        title=article.title,
        href=article_href(article.id),
        lang=foreign(article.language),
        kind=sentence_case(article.kind),
        published=swedish_date(article.published),
    )
