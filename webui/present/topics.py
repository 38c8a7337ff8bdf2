"""Topics as a tree, and the page of one topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.search.answer import SearchAnswer, TopicCount
from indexer.search.request import SearchRequest
from webui.language import ngettext
from webui.present.results import HitView, present_hit
from webui.present.text import Link
from webui.urls import search_href, topic_href

_ALPHABET = str.maketrans("åäöéü", "{|}ey")


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with its number of articles and the topics below it."""

    label: str
    href: str
    count: str
    narrower: tuple[TopicView, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All that the page of a topic shows."""

    label: str
    count: str
    broader: tuple[Link, ...]
    narrower: tuple[TopicView, ...]
    hits: tuple[HitView, ...]
    search_href: str


def present_topics(topics: Iterable[TopicCount]) -> tuple[TopicView, ...]:
    """Return the topics that stand highest, in alphabetical order, with those below them."""
    known = {topic.id: topic for topic in topics}
    below: dict[str, list[TopicCount]] = defaultdict(list)
    for topic in known.values():
        below[_above(topic, known)].append(topic)
    return tuple(_tree("", below))


def find_topic(topics: Iterable[TopicCount], id: str) -> TopicCount | None:  # noqa: A002 - the topic's own word
    """Return the topic with this id, or None."""
    return next((topic for topic in topics if topic.id == id), None)


def present_topic(
    topic: TopicCount, topics: Iterable[TopicCount], answer: SearchAnswer
) -> TopicPage:
    """Turn a topic and its newest articles into its page."""
    known = {other.id: other for other in topics}
    narrower = [other for other in known.values() if other.broader == topic.id != other.id]
    above = known.get(topic.broader)
    return TopicPage(
        label=topic.label,
        count=_articles(answer.total),
        broader=(Link(above.label, topic_href(above.id)),) if above else (),
        narrower=tuple(_view(other) for other in sorted(narrower, key=_alphabetical)),
        hits=tuple(present_hit(hit, SearchRequest(topics=(topic.id,))) for hit in answer.hits),
        search_href=search_href(SearchRequest(topics=(topic.id,), sort="newest")),
    )


def _tree(above: str, below: dict[str, list[TopicCount]]) -> Iterator[TopicView]:
    for topic in sorted(below[above], key=_alphabetical):
        yield _view(topic, tuple(_tree(topic.id, below)))


def _above(topic: TopicCount, known: dict[str, TopicCount]) -> str:
    """Return the id of the topic above; nothing at the top, and where the way up is a circle."""
    seen: set[str] = set()
    step = topic
    while step.broader in known:
        if step.id in seen:
            return ""
        seen.add(step.id)
        step = known[step.broader]
    return topic.broader if topic.broader in known else ""


def _view(topic: TopicCount, narrower: tuple[TopicView, ...] = ()) -> TopicView:
    return TopicView(topic.label, topic_href(topic.id), _articles(topic.count), narrower)


def _articles(count: int) -> str:
    return ngettext("%(num)s publikation", "%(num)s publikationer", count)


def _alphabetical(topic: TopicCount) -> str:
    return topic.label.casefold().translate(_ALPHABET)
