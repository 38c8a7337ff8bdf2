"""The topics that articles may have, what they are called, and which is broader than which."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; `broader` is the id of the topic above it, or empty.

    `other_broader` are more topics above it. `alternative` and `hidden` are other names in the
    `language` of the label, `mapped` the words of sources that editors have mapped onto it, and
    `note` tells what the topic covers.
    """

    id: str
    label: str
    broader: str = ""
    other_broader: tuple[str, ...] = ()
    language: str = "sv"
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    english: str = ""
    english_alternative: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()
    uri: str = ""
    note: str = ""

    @property
    def all_broader(self) -> tuple[str, ...]:
        """The ids of all topics right above it."""
        return (self.broader, *self.other_broader) if self.broader else ()

    def names(self, language: str) -> tuple[str, ...]:
        """Return what texts in a language may call it."""
        own = (self.label, *self.alternative, *self.hidden) if language == self.language else ()
        english = (self.english, *self.english_alternative) if language == ENGLISH else ()
        return tuple(name for name in dict.fromkeys((*own, *english)) if name)


class Vocabulary:
    """Topics by id and name. Topics that it lacks are kept as they are, without place in it."""

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._ids = _ids_by_name(self._topics.values())

    def __iter__(self) -> Iterator[Topic]:
        return iter(self._topics.values())

    def __contains__(self, topic_id: str) -> bool:
        return topic_id in self._topics

    def __len__(self) -> int:
        return len(self._topics)

    def resolve(self, name: str) -> str:
        """Return the id of the topic with this id or name; an unknown name is its own id."""
        return self._ids.get(name.casefold(), name)

    def label(self, topic_id: str, language: str = "sv") -> str:
        """Return what people read; an unknown topic is its own label."""
        topic = self._topics.get(topic_id)
        if topic is None:
            return topic_id
        return (topic.english if language == ENGLISH else "") or topic.label

    def broader(self, topic_id: str) -> str:
        """Return the id of the topic above, or an empty string."""
        topic = self._topics.get(topic_id)
        return topic.broader if topic else ""

    def note(self, topic_id: str) -> str:
        """Return what the topic covers, or an empty string."""
        topic = self._topics.get(topic_id)
        return topic.note if topic else ""

    def with_broader(self, topic_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the topics and all above them, each once."""
        found: dict[str, None] = {}
        waiting = list(topic_ids)[::-1]
        while waiting:
            topic_id = waiting.pop()
            if topic_id in found:
                continue
            found[topic_id] = None
            if topic := self._topics.get(topic_id):
                waiting.extend(reversed(topic.all_broader))
        return tuple(found)

    def mapped(self, mapping: Mapping[str, str]) -> Vocabulary:
        """Return the vocabulary in which the words of sources also stand for these topics."""
        words: dict[str, list[str]] = {}
        for word, topic_id in mapping.items():
            words.setdefault(topic_id, []).append(word)
        return Vocabulary(
            replace(topic, mapped=(*topic.mapped, *words.get(topic.id, ()))) for topic in self
        )

    def to_json(self) -> str:
        """Return the vocabulary as JSON, without what is empty."""
        records = [{k: v for k, v in asdict(topic).items() if v} for topic in self]
        return json.dumps(records, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Return the vocabulary that `to_json` wrote."""
        lists = {field.name for field in fields(Topic) if isinstance(field.default, tuple)}
        return cls(
            Topic(**record | {name: tuple(record[name]) for name in lists & record.keys()})
            for record in json.loads(text)
        )


def _ids_by_name(topics: Iterable[Topic]) -> dict[str, str]:
    """Return ids by case-folded name: an id goes before a label, a label before other names.

    A name that topics share with equal right stands for none of them.
    """
    known = list(topics)
    ids: dict[str, str] = {}
    for names in (
        lambda topic: (topic.id, topic.uri),
        lambda topic: topic.mapped,
        lambda topic: (topic.label,),
        lambda topic: (topic.english,),
        lambda topic: (*topic.alternative, *topic.hidden, *topic.english_alternative),
    ):
        pairs = {(name.casefold(), topic.id) for topic in known for name in names(topic) if name}
        shared = Counter(name for name, _ in pairs)
        ids = {name: id_ for name, id_ in pairs if shared[name] == 1} | ids
    return ids
