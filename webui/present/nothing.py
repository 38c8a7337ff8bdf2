"""Nothing was found: what was tried, and which ways on are known to lead somewhere?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from indexer.search.answer import SearchAnswer, WaysOn
from indexer.search.request import SearchRequest
from webui.addresses import RESULTS, search_href, topic_href
from webui.language import gettext, ngettext
from webui.present.facets import chosen_filters, without_filters
from webui.present.text import Link, quoted

MOST_WAYS = 6
"""So many filters are tried without; each is a search."""
NEAR = 8


@dataclass(frozen=True, slots=True)
class Nothing:
    """`ways` are the same search without filters, and `questions` others that find something.

    `alike` are topics with names like the question, `near` the topics of the nearest answer.
    """

    searched: str
    ways: tuple[Link, ...]
    questions: tuple[Link, ...]
    alike: tuple[Link, ...]
    near: tuple[Link, ...]
    quotes: bool


def present_nothing(
    request: SearchRequest, answer: SearchAnswer, search: Callable[[SearchRequest], SearchAnswer]
) -> Nothing:
    """Search again without the filters, one by one and all at once."""
    ways = []
    filters = tuple(chosen_filters(request, answer.facets))
    for text, without in filters[:MOST_WAYS]:
        if total := _total(search, without):
            label = gettext("utan %(filter)s", filter=text)
            ways.append(_way(label, without, total))
    widest = without_filters(request)
    found = search(replace(widest, size=1)) if filters else answer
    if len(filters) > 1 and found.total:
        ways.append(_way(gettext("utan avgränsningar"), widest, found.total))
    near = found if found.total else search(SearchRequest(size=1))
    return Nothing(
        searched=", ".join(map(quoted, (answer.searched, *answer.widened)))
        if request.query
        else "",
        ways=tuple(ways),
        questions=tuple(_other_questions(request, answer.ways)),
        alike=tuple(
            Link(topic.label, topic_href(topic.id))
            for topic in (answer.ways.topics if answer.ways else ())
        ),
        near=tuple(
            Link(topic.label, topic_href(topic.value))
            for topic in near.facets.get("topic", ())[:NEAR]
            if topic.count
        ),
        quotes='"' in request.query or "”" in request.query,
    )


def _other_questions(request: SearchRequest, ways: WaysOn | None) -> Iterator[Link]:
    """Yield the questions of fewer words, and the parts of compounds."""
    for way in (*ways.fewer, *ways.parts) if ways else ():
        yield _way(quoted(way.query), replace(request, query=way.query), way.total)


def _total(search: Callable[[SearchRequest], SearchAnswer], request: SearchRequest) -> int:
    return search(replace(request, page=1, size=1)).total


def _way(label: str, request: SearchRequest, total: int) -> Link:
    hits = ngettext("%(num)s träff", "%(num)s träffar", total)
    return Link(f"{label} ({hits})", search_href(replace(request, page=1), RESULTS))
