"""A result as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from feedgen.feed import FeedGenerator

from indexer.article import DateSpan
from indexer.search.answer import Hit, SearchAnswer

MIMETYPE = "application/atom+xml"
_UNDATED = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""What is said to have changed then has no date: Atom wants one of every entry."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedDescription:
    """What a feed says of itself; the addresses are whole."""

    title: str
    author: str
    language: str
    itself: str
    page: str


def write_feed(
    answer: SearchAnswer, about: FeedDescription, permalink: Callable[[str], str]
) -> bytes:
    """Return the feed of an answer's hits."""
    feed = FeedGenerator()
    feed.id(about.itself)
    feed.title(_clean(about.title))
    feed.author({"name": _clean(about.author)})
    feed.language(about.language)
    feed.link(href=about.itself, rel="self", type=MIMETYPE)
    feed.link(href=about.page, rel="alternate", type="text/html")
    feed.updated(max(filter(None, map(_changed, answer.hits)), default=_UNDATED))
    for hit in answer.hits:
        _add(feed, hit, permalink(hit.id))
    text: bytes = feed.atom_str(pretty=True)
    return text


def _add(feed: FeedGenerator, hit: Hit, permalink: str) -> None:
    article, entry = hit.article, feed.add_entry(order="append")
    entry.id(permalink)
    entry.title(_clean(article.title))
    entry.link(href=permalink, rel="alternate")
    entry.updated(_changed(hit) or _UNDATED)
    if article.published:
        entry.published(_moment(article.published))
    if hit.snippet.text:
        entry.summary(_clean(hit.snippet.text))
    for publisher in article.publisher:
        entry.author({"name": _clean(publisher)})
    for topic in hit.topics:
        entry.category({"term": _clean(topic.id), "label": _clean(topic.label)})


def _changed(hit: Hit) -> dt.datetime | None:
    """Return when an article was last changed, however long ago; None when it has no date."""
    article = hit.article
    dates = (article.published, article.reviewed, article.updated)
    return max((_moment(date) for date in dates if date), default=None)


def _moment(date: DateSpan) -> dt.datetime:
    return dt.datetime.combine(date.start, dt.time(), dt.UTC)


def _clean(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
