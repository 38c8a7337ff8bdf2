"""The table of publications that editors have given no topic."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from indexer.search.answer import ArticleList
from webui.addresses import article_href
from webui.language import ngettext
from webui.present.hits import present_topic
from webui.present.text import Link, foreign

SIZE = 50


@dataclass(frozen=True, slots=True)
class UntaggedRow:
    """A publication with the topics that it has without its editors."""

    title: str
    href: str
    lang: str
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class UntaggedPage:
    """All that the page shows; the ways to other pages are empty where there is none."""

    count: str
    rows: tuple[UntaggedRow, ...]
    previous: str
    next: str


def present_untagged(found: ArticleList, page: int) -> UntaggedPage:
    """Turn a page of untagged publications into what the table shows."""
    rows = (
        UntaggedRow(
            one.article.title,
            article_href(one.article.id),
            foreign(one.article.language),
            tuple(map(present_topic, one.topics)),
        )
        for one in found.articles
    )
    return UntaggedPage(
        ngettext("%(num)s publikation", "%(num)s publikationer", found.total),
        tuple(rows),
        url_for("pages.untagged", sida=page - 1) if page > 1 else "",
        url_for("pages.untagged", sida=page + 1) if page * SIZE < found.total else "",
    )
