"""The topics that articles may have, and which is broader than which."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.errors import SourceError, explain_failure


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; `broader` is the id of the topic above it, or empty."""

    id: str
    label: str
    broader: str = ""


class Vocabulary:
    """Topics by id and label. Topics that it lacks are kept as they are, without place in it."""

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._ids = {topic.label.casefold(): topic.id for topic in self._topics.values()}
        self._ids |= {id_.casefold(): id_ for id_ in self._topics}

    def __iter__(self) -> Iterator[Topic]:
        return iter(self._topics.values())

    def resolve(self, name: str) -> str:
        """Return the id of the topic with this id or label; an unknown name is its own id."""
        return self._ids.get(name.casefold(), name)

    def label(self, topic_id: str) -> str:
        """Return what people read; an unknown topic is its own label."""
        topic = self._topics.get(topic_id)
        return topic.label if topic else topic_id

    def broader(self, topic_id: str) -> str:
        """Return the id of the topic above, or an empty string."""
        topic = self._topics.get(topic_id)
        return topic.broader if topic else ""

    def with_broader(self, topic_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the topics and all above them, each once."""
        found: dict[str, None] = {}
        for topic_id in topic_ids:
            while topic_id and topic_id not in found:
                found[topic_id] = None
                topic_id = self.broader(topic_id)  # noqa: PLW2901 - climbs the hierarchy
        return tuple(found)

    def to_json(self) -> str:
        """Return the vocabulary as JSON."""
        return json.dumps([asdict(topic) for topic in self], ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Return the vocabulary that `to_json` wrote."""
        return cls(Topic(**record) for record in json.loads(text))


def load_vocabulary(path: Path) -> Vocabulary:
    """Read a CSV with the columns id, label and broader.

    Raises SourceError that names the line of what is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "en cell är för lång" if isinstance(error, csv.Error) else explain_failure(error)
        raise SourceError(
            str(path), f"ämneslistan kan inte läsas ({why})", "Spara den som CSV i UTF-8."
        ) from error
    topics: dict[str, Topic] = {}
    for number, row in rows:
        topic_id, label = (row.get("id") or "").strip(), (row.get("label") or "").strip()
        if not topic_id or not label:
            raise SourceError(
                f"{path}, rad {number}", "id eller label saknas", "Fyll i båda kolumnerna."
            )
        if topic_id in topics:
            raise SourceError(
                f"{path}, rad {number}",
                f"id ”{topic_id}” finns redan",
                "Ge varje ämne ett eget id.",
            )
        topics[topic_id] = Topic(topic_id, label, (row.get("broader") or "").strip())
    for topic in topics.values():
        if topic.broader and topic.broader not in topics:
            raise SourceError(
                f"{path}, ämnet ”{topic.id}”",
                f"det överordnade ämnet ”{topic.broader}” finns inte",
                "Lägg till det eller lämna kolumnen broader tom.",
            )
    return Vocabulary(topics.values())
