"""The table of publications that editors have given no topic."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from indexer.search.answer import TopicLink, Untagged
from webui.language import gettext, ngettext
from webui.present.text import Link
from webui.urls import article_href, topic_href

SIZE = 50
ORIGINS = {"vocabulary": "ord i texten", "model": "förslag"}


@dataclass(frozen=True, slots=True)
class UntaggedRow:
    """A publication with the topics that it has without its editors."""

    title: str
    href: str
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class UntaggedPage:
    """All that the page shows; the ways to other pages are empty where there is none."""

    count: str
    rows: tuple[UntaggedRow, ...]
    previous: str
    next: str


def present_untagged(found: Untagged, page: int) -> UntaggedPage:
    """Turn a page of untagged publications into what the table shows."""
    rows = (
        UntaggedRow(one.title, article_href(one.id), tuple(map(_link, one.topics)))
        for one in found.articles
    )
    return UntaggedPage(
        ngettext("%(num)s publikation", "%(num)s publikationer", found.total),
        tuple(rows),
        url_for("pages.untagged", sida=page - 1) if page > 1 else "",
        url_for("pages.untagged", sida=page + 1) if page * SIZE < found.total else "",
    )


def _link(topic: TopicLink) -> Link:
    return Link(_said(topic), topic_href(topic.id))


def _said(topic: TopicLink) -> str:
    origin = ORIGINS.get(topic.by)
    return f"{topic.label} ({gettext(origin)})" if origin else topic.label
