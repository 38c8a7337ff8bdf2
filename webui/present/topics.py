"""Topics as groups and from A to Ö, and the page of one topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from indexer.search.answer import SearchAnswer, TopicCount
from indexer.search.request import SearchRequest
from webui.addresses import search_href, topic_href
from webui.language import ngettext, number
from webui.present.facets import above
from webui.present.hits import HitView, present_hits
from webui.present.text import Link
from webui.present.years import Histogram, present_years

_ALPHABET = str.maketrans("åäöéü", "{|}ey")


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with its number of articles, of which `unit` is the word, and the topics below it."""

    label: str
    href: str
    count: str
    unit: str
    narrower: tuple[TopicView, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and the topics that begin with it."""

    letter: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """All that the page of a topic shows; `central` has no article that `newest` has."""

    label: str
    count: str
    broader: tuple[Link, ...]
    narrower: tuple[TopicView, ...]
    central: tuple[HitView, ...]
    newest: tuple[HitView, ...]
    histogram: Histogram | None
    search_href: str


def present_topics(topics: Iterable[TopicCount]) -> tuple[TopicView, ...]:
    """Return the topics that stand highest, in alphabetical order, with those below them."""
    known = {topic.id: topic for topic in topics}
    broader = {topic.id: topic.broader for topic in known.values()}
    below: dict[str, list[TopicCount]] = defaultdict(list)
    for topic in known.values():
        below[above(topic.id, broader, known)].append(topic)
    return tuple(_tree("", below))


def present_letters(topics: Iterable[TopicCount]) -> tuple[Letter, ...]:
    """Return the topics by their first letter, in alphabetical order."""
    ordered = sorted(topics, key=_alphabetical)
    return tuple(
        Letter(letter, tuple(_view(topic) for topic in group))
        for letter, group in groupby(ordered, key=lambda topic: topic.label[:1].upper())
    )


def topic_view(
    label: str,
    id: str,  # noqa: A002 - the topic's own word
    count: int,
    narrower: tuple[TopicView, ...] = (),
) -> TopicView:
    """Return a topic as lists show it."""
    unit = ngettext("publikation", "publikationer", count)
    return TopicView(label, topic_href(id), number(count), unit, narrower)


def find_topic(topics: Iterable[TopicCount], id: str) -> TopicCount | None:  # noqa: A002 - the topic's own word
    """Return the topic with this id, or None."""
    return next((topic for topic in topics if topic.id == id), None)


def present_topic(
    topic: TopicCount,
    topics: Iterable[TopicCount],
    newest: SearchAnswer,
    central: SearchAnswer,
) -> TopicPage:
    """Turn a topic with its newest articles, and those most about it, into its page."""
    known = {other.id: other for other in topics}
    narrower = [other for other in known.values() if other.broader == topic.id != other.id]
    within = SearchRequest(topics=(topic.id,), sort="newest")
    most = [hit for hit in central.hits if not hit.missing]
    shown_first = {hit.id for hit in most}
    after = [hit for hit in newest.hits if hit.id not in shown_first]
    return TopicPage(
        label=topic.label,
        count=ngettext("%(num)s publikation", "%(num)s publikationer", newest.total),
        broader=tuple(_path(topic, known)),
        narrower=tuple(_view(other) for other in sorted(narrower, key=_alphabetical)),
        central=present_hits(most, within),
        newest=present_hits(after, within),
        histogram=present_years(within, newest.facets.get("year", ())),
        search_href=search_href(within),
    )


def _path(topic: TopicCount, known: dict[str, TopicCount]) -> Iterator[Link]:
    """Yield the topics above, from the top; a way that goes in a circle is cut."""
    path: list[TopicCount] = []
    step = known.get(topic.broader)
    while step and step not in path and step.id != topic.id:
        path.append(step)
        step = known.get(step.broader)
    return (Link(one.label, topic_href(one.id)) for one in reversed(path))


def _tree(parent: str, below: dict[str, list[TopicCount]]) -> Iterator[TopicView]:
    for topic in sorted(below[parent], key=_alphabetical):
        yield _view(topic, tuple(_tree(topic.id, below)))


def _view(topic: TopicCount, narrower: tuple[TopicView, ...] = ()) -> TopicView:
    return topic_view(topic.label, topic.id, topic.count, narrower)


def _alphabetical(topic: TopicCount) -> str:
    return topic.label.casefold().translate(_ALPHABET)
