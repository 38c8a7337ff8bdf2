"""Results to take along: as CSV, JSON and RIS, and as feeds to follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from indexer.search.as_json import answer_as_json
from indexer.search.export import answer_whole, export
from indexer.search.parameters import PAGE
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from webui.addresses import absolute, hrefs_of_whole, permalink, search_href, topic_href
from webui.current import library
from webui.formats import feed, ris, table
from webui.formats.sending import send
from webui.language import gettext, language, said
from webui.present.text import quoted
from webui.present.topics import find_topic
from webui.urls import read_shown

LIMIT = 10_000
"""Articles in a table or a list of references."""
JSON_LIMIT = 1_000
"""Hits in a whole result as JSON."""
FEED_LIMIT = 50

exports = Blueprint("exports", __name__)


@exports.get("/sok.json")
def as_json() -> dict[str, Any]:
    """Answer with the whole result, or with the page that the address names."""
    asked = read_shown(request.args).request
    if PAGE.names["page"] in request.args:
        return answer_as_json(library().ask(Searcher.search, asked), said)
    answer = library().ask(answer_whole, asked, JSON_LIMIT)
    return answer_as_json(answer, said) | {"limit": JSON_LIMIT}


@exports.get("/sok.csv")
def as_table() -> Response:
    """Answer with the whole result as a table."""
    found = library().ask(export, read_shown(request.args).request, LIMIT)
    lines = table.write_table(found, LIMIT, permalink)
    return _download(lines, table.MIMETYPE, "csv")


@exports.get("/sok.ris")
def as_references() -> Response:
    """Answer with the whole result as references."""
    found = library().ask(export, read_shown(request.args).request, LIMIT)
    return _download(ris.write_ris(found.articles, permalink), ris.MIMETYPE, "ris")


@exports.get("/sok.atom")
def as_feed() -> Response:
    """Answer with the newest articles that have all the words of a search."""
    asked = read_shown(request.args).request
    words = gettext("Träffar för %(query)s", query=quoted(asked.query)) if asked.query else ""
    labels = {topic.id: topic.label for topic in library().ask(Searcher.topics)}
    filters = (*(labels.get(id_, id_) for id_ in asked.topics), *asked.kinds, *asked.publishers)
    title = ", ".join(part for part in (words, *filters) if part)
    href = hrefs_of_whole(asked)("exports.as_feed")
    return _feed(asked, title or gettext("Alla publikationer"), href, search_href(asked))


@exports.get("/amne/<anything:topic>.atom")
def topic_as_feed(topic: str) -> Response:
    """Answer with the newest articles of a topic."""
    found = find_topic(library().ask(Searcher.topics), topic)
    if found is None:
        abort(404)
    href = url_for("exports.topic_as_feed", topic=topic)
    page = topic_href(topic)
    return _feed(SearchRequest(topics=(topic,)), found.label, href, page)


def _feed(asked: SearchRequest, title: str, href: str, page: str) -> Response:
    order = asked.sort if PAGE.names["sort"] in request.args else "newest"
    answer = library().ask(Searcher.follow, replace(asked, sort=order, page=1, size=FEED_LIMIT))
    site = library().settings
    about = feed.FeedDescription(
        title=f"{title} – {site.site_name}",
        author=site.agency_name or site.site_name,
        language=language(),
        itself=absolute(href),
        page=absolute(page),
    )
    return Response(feed.write_feed(answer, about, permalink), content_type=feed.MIMETYPE)


def _download(lines: Iterator[str], mimetype: str, ending: str) -> Response:
    response = send(lines, mimetype)
    name = f"sokresultat-{dt.datetime.now(dt.UTC):%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
