"""The pages that people read."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, current_app, render_template, request

from indexer.search.request import SearchRequest
from webui.library import Library
from webui.present.article import present_article
from webui.present.results import SearchField, present_results
from webui.present.start import present_start
from webui.present.topics import find_topic, present_topic, present_topics
from webui.present.untagged import SIZE as UNTAGGED_SIZE
from webui.present.untagged import present_untagged
from webui.urls import PAGE, Reading, read_request

NEWEST = 5
LONGEST_ECHO = 100

pages = Blueprint("pages", __name__)


def library() -> Library:
    """Return the library that the app was made for."""
    opened: Library = current_app.extensions["library"]
    return opened


@pages.get("/")
def start() -> str:
    """Show what the archive holds."""
    newest = library().search(SearchRequest(sort="newest", size=NEWEST))
    return render_template("start.html", view=present_start(newest))


@pages.get("/sok")
def search() -> str:
    """Show one page of hits; without words, the newest come first unless something else is said."""
    reading = read_request(request.args, PAGE)
    if not reading.request.query and PAGE.sort not in request.args:
        reading = replace(reading, request=replace(reading.request, sort="newest"))
    answer = library().search(reading.request)
    view = present_results(reading, answer, _typed_dates(reading))
    return render_template("results.html", view=view, field=view.field)


@pages.get("/artikel/<anything:article>")
def article(article: str) -> str:
    """Show an article with the words of the search marked."""
    found_by = read_request(request.args, PAGE).request
    shown = library().article(article, found_by.query)
    if shown is None:
        abort(404)
    view = present_article(shown, found_by)
    return render_template("article.html", view=view, field=SearchField(found_by.query))


@pages.get("/amnen")
def topics() -> str:
    """Show all topics as a tree."""
    return render_template("topics.html", topics=present_topics(library().topics()))


@pages.get("/amnen/utan")
def untagged() -> str:
    """Show the publications that editors have given no topic, for staff."""
    page = read_request(request.args, PAGE).request.page
    found = library().untagged(page, UNTAGGED_SIZE)
    return render_template("untagged.html", view=present_untagged(found, page))


@pages.get("/amne/<anything:topic>")
def topic(topic: str) -> str:
    """Show a topic with its newest articles."""
    known = library().topics()
    found = find_topic(known, topic)
    if found is None:
        abort(404)
    answer = library().search(SearchRequest(topics=(topic,), sort="newest"))
    return render_template("topic.html", view=present_topic(found, known, answer))


@pages.get("/hjalp")
def guide() -> str:
    """Show what a search means, with examples that run."""
    return render_template("sv/help.html")


@pages.get("/tillganglighet")
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("sv/accessibility.html")


def _typed_dates(reading: Reading) -> dict[str, str]:
    """Return the dates as read, and as written where they could not be read."""
    dates = {PAGE.since: reading.request.since, PAGE.until: reading.request.until}
    return {
        name: str(date) if date else request.args.get(name, "")[:LONGEST_ECHO]
        for name, date in dates.items()
    }
