"""The pages that people read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from indexer.search.answer import SearchAnswer
from indexer.search.as_json import answer_as_json
from indexer.search.parameters import MAX_QUERY, PAGE
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from webui.addresses import permalink, search_href, shows_table
from webui.compose import compose
from webui.current import library
from webui.language import language, said
from webui.openapi import describe_api
from webui.present.advanced import WORDS, present_advanced, read_wanted
from webui.present.api import present_operations
from webui.present.article import present_article
from webui.present.nothing import present_nothing
from webui.present.results import SearchField, present_results
from webui.present.start import present_start
from webui.present.topics import find_topic, present_letters, present_topic, present_topics
from webui.present.untagged import SIZE as UNTAGGED_SIZE
from webui.present.untagged import present_untagged
from webui.present.why import present_why
from webui.templating import render
from webui.urls import RequestReading, read_request, read_shown

NEWEST = 5
CENTRAL = 3
RELATED = 5
ROWS = 50
"""Hits on one page of the table."""
LONGEST_ECHO = 100
FORMS = ("text/html", "application/json")

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> str:
    """Show what the archive holds."""
    newest = library().ask(Searcher.search, SearchRequest(sort="newest", size=NEWEST))
    return render("start.html", view=present_start(newest))


@pages.get("/sok")
def search() -> str | dict[str, Any]:
    """Show one page of hits; without words, the newest come first unless something else is said."""
    reading = read_shown(request.args)
    if shows_table():
        reading = replace(reading, request=replace(reading.request, size=ROWS))
    answer = library().ask(Searcher.search, reading.request)
    library().count_unanswered(reading.request, answer)
    if request.accept_mimetypes.best_match(FORMS) == FORMS[1]:
        return answer_as_json(answer, said)
    view = present_results(reading, answer, _typed_dates(reading))
    if not answer.total:
        nothing = present_nothing(
            reading.request, answer, lambda wider: library().ask(Searcher.search, wider)
        )
        view = replace(view, nothing=nothing)
    return render("results.html", view=view, field=view.field, table=shows_table())


@pages.get("/avancerad")
def advanced() -> str | Response:
    """Show the form that writes a query; with `gor=sok`, lead on to the hits of the query."""
    words = {name: request.args.get(name, "").strip()[:MAX_QUERY] for name in WORDS}
    reading = read_request(request.args, PAGE)
    query = compose(read_wanted(words, reading))
    if request.args.get("gor") == "sok" and not reading.problems:
        return redirect(search_href(SearchRequest(query)))
    everything = library().ask(Searcher.search, SearchRequest(size=1))
    answer = library().ask(Searcher.search, SearchRequest(query, size=1)) if query else None
    view = present_advanced(words, reading, _typed_dates(reading), everything, answer)
    return render("advanced.html", view=view)


@pages.get("/artikel/<anything:article>")
def article(article: str) -> str:
    """Show an article with the words of the search marked."""
    found_by = read_request(request.args, PAGE).request
    shown = library().ask(Searcher.show, article, found_by.query, exact=found_by.exact)
    if shown is None:
        abort(404)
    view = present_article(
        shown,
        found_by,
        related=library().ask(Searcher.related, article, RELATED),
        permalink=permalink(article),
        today=dt.datetime.now(tz=dt.UTC).date(),
    )
    return render("article.html", view=view, field=SearchField(found_by.query))


@pages.get("/varfor/<anything:article>")
def why(article: str) -> str:
    """Show why an article ranks where it does for a question."""
    found_by = read_request(request.args, PAGE).request
    explanation = library().ask(Searcher.explain, found_by.query, article)
    if explanation is None:
        abort(404)
    view = present_why(explanation, found_by)
    return render("why.html", view=view, field=SearchField(found_by.query))


@pages.get("/amnen")
def topics() -> str:
    """Show all topics in groups, or from A to Ö."""
    known = library().ask(Searcher.topics)
    if request.args.get("ordning") == "alfabet":
        return render("topics.html", letters=present_letters(known), groups=())
    return render("topics.html", groups=present_topics(known), letters=())


@pages.get("/amnen/utan")
def untagged() -> str:
    """Show the publications that editors have given no topic, for staff."""
    page = read_request(request.args, PAGE).request.page
    found = library().ask(Searcher.untagged, page, UNTAGGED_SIZE)
    return render("untagged.html", view=present_untagged(found, page))


@pages.get("/amne/<anything:topic>")
def topic(topic: str) -> str:
    """Show a topic with its newest articles and those that are most about it."""
    known = library().ask(Searcher.topics)
    found = find_topic(known, topic)
    if found is None:
        abort(404)
    newest = library().ask(Searcher.search, SearchRequest(topics=(topic,), sort="newest"))
    view = present_topic(found, known, newest, _most_about(found.label, topic, newest))
    return render("topic.html", view=view)


@pages.get("/hjalp")
def guide() -> str:
    """Show what a search means, with examples that run."""
    return render(f"{language()}/help.html")


@pages.get("/tillganglighet")
def accessibility() -> str:
    """Show the accessibility statement."""
    return render(f"{language()}/accessibility.html")


@pages.get("/api")
def programs() -> str:
    """Show how programs ask."""
    described = describe_api(current_app, library().settings)
    return render("api.html", operations=present_operations(described))


def _most_about(label: str, topic: str, newest: SearchAnswer) -> SearchAnswer:
    """Return the articles where the topic's own words weigh most; none where all are shown."""
    if newest.total <= len(newest.hits):
        return replace(newest, hits=())
    return library().ask(Searcher.search, SearchRequest(label, topics=(topic,), size=CENTRAL))


def _typed_dates(reading: RequestReading) -> dict[str, str]:
    """Return the dates as read, and as written where they could not be read."""
    dates = {"since": reading.request.since, "until": reading.request.until}
    typed = request.args.to_dict()
    return {
        field: str(date) if date else typed.get(PAGE.names[field], "")[:LONGEST_ECHO]
        for field, date in dates.items()
    }
