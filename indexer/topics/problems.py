"""What is wrong with a list of topics, and on which line?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from indexer.topics.vocabulary import Topic

EXAMPLES = 3
MOST_CIRCLES = 20
"""So many circles are told of; a list with more is another matter."""


@dataclass(frozen=True, slots=True)
class TopicProblem:
    """Something wrong on a line of a topic list, or with the whole (line 0).

    The list can be used in spite of what is not fatal.
    """

    line: int
    reason: str
    remedy: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class ParsedTopics:
    """The topics that a file describes in its order, and what could not be read in it.

    `line` tells where a topic stands, given its place among the topics.
    """

    topics: Sequence[Topic]
    problems: Sequence[TopicProblem] = ()
    line: Callable[[int], int] = field(default=lambda _: 0)


def find_problems(reading: ParsedTopics) -> list[TopicProblem]:
    """Return all that is wrong with the topics, by line."""
    unique: dict[str, int] = {}
    found = list(reading.problems)
    if not reading.topics and not found:
        found.append(TopicProblem(0, "ämneslistan är tom", "Är det rätt fil?"))
    for place, topic in enumerate(reading.topics):
        if unique.setdefault(topic.id, place) != place:
            reason = f"id ”{topic.id}” finns redan"
            found.append(TopicProblem(reading.line(place), reason, "Ge varje ämne ett eget id."))
    found += _missing(reading, unique)
    found += _circles(reading, unique)
    found += _shared_labels(reading)
    found += _without_swedish(reading)
    return sorted(found, key=lambda problem: problem.line)


def _missing(reading: ParsedTopics, known: Mapping[str, int]) -> Iterator[TopicProblem]:
    for place, topic in enumerate(reading.topics):
        for above in topic.all_broader:
            if above not in known:
                yield TopicProblem(
                    reading.line(place),
                    f"det överordnade ämnet ”{above}” till ”{topic.id}” finns inte",
                    "Lägg till det eller lämna broader tomt.",
                )


def _circles(reading: ParsedTopics, known: Mapping[str, int]) -> Iterator[TopicProblem]:
    above = {topic.id: set(topic.all_broader) & known.keys() for topic in reading.topics}
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            circle = error.args[1]
            above[circle[1]].discard(circle[0])
            yield TopicProblem(
                min(reading.line(known[one]) for one in circle),
                f"ämnen är överordnade varandra i cirkel: {', '.join(circle[1:])}",
                "Ta bort något av dem ur broader.",
            )
        else:
            return


def _shared_labels(reading: ParsedTopics) -> Iterator[TopicProblem]:
    first: dict[tuple[str, str], Topic] = {}
    for place, topic in enumerate(reading.topics):
        other = first.setdefault((topic.language, topic.label.casefold()), topic)
        if topic.label and other.id != topic.id:
            yield TopicProblem(
                reading.line(place),
                f"”{topic.id}” och ”{other.id}” heter båda ”{topic.label}”",
                "Ge dem olika namn; tills dess känns inget av dem igen på det.",
                fatal=False,
            )


def _without_swedish(reading: ParsedTopics) -> Iterator[TopicProblem]:
    without = [place for place, topic in enumerate(reading.topics) if topic.language != "sv"]
    if not without:
        return
    every = len(without) == len(reading.topics)
    named = ", ".join(f"”{reading.topics[place].label}”" for place in without[:EXAMPLES])
    more = f" och {len(without) - EXAMPLES} till" if len(without) > EXAMPLES else ""
    yield TopicProblem(
        0 if every else reading.line(without[0]),
        "inget ämne har ett svenskt namn" if every else f"svenskt namn saknas: {named}{more}",
        "Lägg till svenska namn; ämnena känns annars bara igen i texter på sitt eget språk.",
        fatal=False,
    )
