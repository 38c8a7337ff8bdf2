"""How the values of the topic facet tell who gave an article each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.article import Assignment, TopicOrigin
from indexer.topics import Vocabulary

ORIGINS: tuple[TopicOrigin, ...] = ("metadata", "vocabulary", "model")
"""Who may say that an article has a topic, the most trusted first."""
_BY_NAME: dict[str, TopicOrigin] = {origin: origin for origin in ORIGINS}
_SEPARATOR = "\x1f"


def topic_values(
    named: Sequence[str], assigned: Iterable[Assignment], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the facet's values for an article's topics, as editors named them or as assigned.

    All topics above them are among the values.
    """
    by: dict[str, TopicOrigin] = {}
    topics = [(vocabulary.resolve(name), ORIGINS[0]) for name in named]
    topics += [(one.topic, one.by) for one in assigned]
    for origin in ORIGINS:
        direct = [topic for topic, said in topics if said == origin]
        for topic in vocabulary.with_broader(direct):
            by.setdefault(topic, origin)
    return tuple(topic_value(topic, origin) for topic, origin in by.items())


def topic_value(topic: str, by: TopicOrigin) -> str:
    """Return the value of the topic facet for a topic from this origin."""
    return topic if by == "metadata" else f"{topic}{_SEPARATOR}{by}"


def values_of(topics: Iterable[str], *, proposed: bool = True) -> frozenset[str]:
    """Return all values of the topic facet for the topics; `proposed` includes the model's."""
    origins = ORIGINS if proposed else ORIGINS[:-1]
    return frozenset(topic_value(topic, by) for topic in topics for by in origins)


def editors_values(values: Iterable[str]) -> Iterator[str]:
    """Yield those values of the topic facet that come from editors."""
    return (value for value in values if _SEPARATOR not in value)


def counts_by_topic(
    counts: Mapping[str, int], *, proposed: bool = True
) -> dict[str, dict[TopicOrigin, int]]:
    """Return the counts of the topic facet's values by topic and origin, in order of origins."""
    found: dict[str, dict[TopicOrigin, int]] = {}
    for value, count in counts.items():
        topic, _, said = value.partition(_SEPARATOR)
        by = _BY_NAME.get(said, ORIGINS[0])
        if proposed or by != "model":
            if topic in found:
                found[topic][by] = count
            else:
                found[topic] = {by: count}
    return {topic: dict(sorted(by.items())) if len(by) > 1 else by for topic, by in found.items()}
