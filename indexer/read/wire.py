"""What the reading process and its caller say to each other: lines of JSON, and nothing to run.

Pickles would be quicker to write, but a process that reads hostile files must not be able to make
its caller run anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from indexer.article import Article
from indexer.read.characters import encode
from indexer.read.file import File
from indexer.read.item import Finding, Kept, Origin, PageLinks, Scanned, Unchanged
from indexer.settings import Source

PIECE = b"+\n"
"""The line after the items of each piece."""

DONE = b".\n"
"""The line after the last item of a file."""

_KINDS = {kind.__name__: kind for kind in (Finding, Origin, Unchanged, Kept, PageLinks)}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, each article within so many seconds of the processor.

    `known` are the fingerprints of what it holds. The first `passed` pieces of it were
    had before. With `refusal`, a reason and a remedy, the next article is refused unread, since
    reading it ended a process. With `links`, it is told where the file leads.
    """

    file: File
    known: Mapping[str, str]
    seconds: float = 0
    passed: int = 0
    refusal: tuple[str, str] | None = None
    links: bool = False


def encode_task(task: Task) -> bytes:
    """Return the task as one line."""
    file = task.file
    names = (file.id, file.url, file.origin, file.fingerprint, file.name, file.charset)
    record = {
        "names": (str(file.path), *names),
        "source": _source_record(file.source),
        "known": dict(task.known),
        "rest": [task.seconds, task.passed, task.refusal, task.links],
    }
    return json.dumps(record).encode() + b"\n"


@lru_cache(maxsize=1)
def _source_record(source: Source) -> dict[str, Any]:
    """Return the source's fields; they are the same for file after file."""
    return asdict(source)


def decode_task(line: bytes) -> Task:
    """Return the task that `encode_task` wrote."""
    record = json.loads(line)
    source = Source(**{key: _tupled(value) for key, value in record["source"].items()})
    path, id_, url, origin, fingerprint, name, charset = record["names"]
    seconds, passed, refusal, links = record["rest"]
    file = File(Path(path), id_, url, source, origin, fingerprint, name, charset)
    return Task(file, record["known"], seconds, passed, refusal and tuple(refusal), links)


def _tupled(value: Any) -> Any:
    """Return the lists of a source as the tuples that they were."""
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def encode_items(items: Sequence[Scanned]) -> bytes:
    """Return a line for each item; one article is one line of its own JSON."""
    return encode("".join(map(_encode, items)))


def decode_item(line: str) -> Scanned:
    """Return the item of a line that `encode_items` wrote."""
    kind, first, rest = line.split("\t", 2)
    if kind == "Article":
        return Article.from_json(rest, place=first)
    said: list[Any] = [tuple(one) if isinstance(one, list) else one for one in json.loads(rest)]
    return _KINDS[kind](*said)


def _encode(item: Scanned) -> str:
    if isinstance(item, Article):
        return f"Article\t{item.place}\t{item.to_json()}\n"
    return f"{type(item).__name__}\t\t{json.dumps(astuple(item), ensure_ascii=False)}\n"
