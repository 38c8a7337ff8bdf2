"""The start page: what the archive holds."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.search.answer import SearchAnswer
from indexer.search.request import SearchRequest
from webui.language import gettext, ngettext
from webui.present.hits import HitView, present_hits
from webui.present.topics import TopicView, topic_view

TOPICS = 12


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the start page shows."""

    holds: str
    topics: tuple[TopicView, ...]
    newest: tuple[HitView, ...]


def present_start(newest: SearchAnswer) -> StartPage:
    """Turn a search for everything, newest first, into the start page."""
    topics = sorted(newest.facets.get("topic", ()), key=lambda value: -value.count)[:TOPICS]
    return StartPage(
        holds=_holds(newest),
        topics=tuple(topic_view(topic.label, topic.value, topic.count) for topic in topics),
        newest=present_hits(newest.hits, SearchRequest()),
    )


def _holds(newest: SearchAnswer) -> str:
    if not newest.total:
        return gettext("Arkivet är tomt än så länge.")
    count = ngettext("%(num)s publikation", "%(num)s publikationer", newest.total)
    years = sorted(v.value for v in newest.facets.get("year", ()) if v.value.isdigit())
    if not years:
        return gettext("Här finns %(count)s att söka bland.", count=count)
    if years[0] == years[-1]:
        return gettext("Här finns %(count)s från %(year)s.", count=count, year=years[0])
    return gettext(
        "Här finns %(count)s från %(first)s till %(last)s.",
        count=count,
        first=years[0],
        last=years[-1],
    )
