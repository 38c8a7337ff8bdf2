"""A hit as lists and tables show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from indexer.search.answer import Hit, TopicLink
from indexer.search.request import SearchRequest
from webui.addresses import hrefs_found_by, topic_href
from webui.language import gettext, ngettext
from webui.present.duplicates import present_duplicates
from webui.present.text import (
    Date,
    Link,
    file_format,
    foreign,
    language_name,
    marked,
    place_in_source,
    quoted,
    sentence_case,
    source_link,
    swedish_date,
)


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit; `source` leads to the snippet's place in the original, `why` tells of its rank.

    `name` is the title on one line without marks, and `reference` the article's own when something
    of it was asked for.
    """

    title: Markup
    name: str
    href: str
    lang: str
    language: str
    kind: str
    format: str
    published: Date | None
    reviewed: Date | None
    publisher: str
    heading: Markup
    reference: Markup
    snippet: Markup
    page: int | None
    missing: tuple[str, ...]
    chosen: bool
    machine_read: bool
    topics: tuple[Link, ...]
    source: Link | None
    duplicates: tuple[Link, ...]
    why: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits that follow on each other, under a heading or none, the first of them number `start`."""

    heading: str
    start: int
    hits: tuple[HitView, ...]


def group_hits(
    hits: tuple[HitView, ...], start: int, first_lacking: int | None
) -> tuple[HitGroup, ...]:
    """Part the hits that have all the words from those that lack some, where these come after."""
    if first_lacking is None:
        return (HitGroup("", start, hits),)
    whole = HitGroup("", start, hits[:first_lacking])
    heading = gettext("Träffar som saknar något av orden")
    lacking = HitGroup(heading, start + first_lacking, hits[first_lacking:])
    return (whole, lacking) if whole.hits else (lacking,)


def present_hits(hits: Iterable[Hit], request: SearchRequest) -> tuple[HitView, ...]:
    """Turn hits into what the list shows; their links remember the search."""
    href = hrefs_found_by(request, "pages.article")
    ranked = request.query and request.sort == "relevance"
    why = hrefs_found_by(request, "pages.why") if ranked else None
    return tuple(_present_hit(hit, href, why) for hit in hits)


def _present_hit(hit: Hit, href: Callable[[str], str], why: Callable[[str], str] | None) -> HitView:
    article = hit.article
    source = source_link(article.url)
    return HitView(
        title=marked(article.title, hit.title_marks),
        name=" ".join(article.title.split()),
        href=href(article.id),
        lang=foreign(article.language),
        language=language_name(article.language),
        kind=sentence_case(article.kind),
        format=present_format(file_format(article.url, article.id), article.pages),
        published=swedish_date(article.published),
        reviewed=swedish_date(article.reviewed),
        publisher=", ".join(article.publisher),
        heading=marked(hit.snippet.heading, hit.snippet.heading_marks),
        reference=marked(article.reference, hit.reference_marks)
        if hit.reference_marks
        else Markup(),
        snippet=marked(hit.snippet.text, hit.snippet.marks),
        page=hit.snippet.page,
        missing=hit.missing,
        chosen=hit.chosen,
        machine_read=article.machine_read,
        topics=tuple(present_topic_link(topic) for topic in hit.topics),
        source=Link(source.text, place_in_source(article.url, hit.snippet)) if source else None,
        duplicates=present_duplicates(hit.duplicates),
        why=why(article.id) if why else "",
    )


def present_topic_link(topic: TopicLink) -> Link:
    """Turn a topic of an article into a link; one that a model has proposed says so."""
    note = gettext("föreslaget") if topic.by == "model" else ""
    return Link(topic.label, topic_href(topic.id), note)


def present_topic(topic: TopicLink) -> Link:
    """Turn a topic into a link that tells in which words it was found, or that it is proposed."""
    if topic.by != "vocabulary" or not topic.evidence:
        return present_topic_link(topic)
    words = ", ".join(map(quoted, topic.evidence))
    note = gettext("ämnet hittades i: %(words)s", words=words)
    return Link(topic.label, topic_href(topic.id), note)


def present_format(name: str, pages: int | None) -> str:
    """Write a file's format and length: "PDF, 34 sidor"."""
    length = ngettext("%(num)s sida", "%(num)s sidor", pages) if pages else ""
    return ", ".join(part for part in (name, length) if part)
