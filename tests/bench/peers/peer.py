"""What a peer is: a search engine as a user would set it up, asked to do the same work as ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from indexer.article import Article
from tests.bench.questions import Question

HITS = 10
BUFFER = 128
"""MB that an engine may hold before it writes, where it can be told."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An article in the form that the peers take."""

    id: str
    title: str
    date: str
    year: str
    topics: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What every engine must answer: hits with title, date and snippet, total and counts."""

    total: int
    hits: Sequence[tuple[str, str, str]]
    topics: dict[str, int]
    years: dict[str, int]


class Peer(Protocol):
    """A search engine in a directory."""

    def __init__(self, directory: Path) -> None: ...
    def index(self, articles: Iterable[Ready]) -> None: ...
    def open(self) -> None: ...
    def ask(self, question: Question) -> Found: ...


def write_ready(articles: Iterable[Article], target: Path) -> int:
    """Write articles as the peers take them; return the bytes of their plain text."""
    size = 0
    with target.open("w", encoding="utf-8") as file:
        for article in articles:
            text = "\n\n".join(_lines(article))
            size += len(article.title.encode()) + len(text.encode())
            date = str(article.published or "")
            ready = Ready(article.id, article.title, date, date[:4], list(article.topics), text)
            file.write(json.dumps(asdict(ready), ensure_ascii=False) + "\n")
    return size


def read_ready(path: Path) -> Iterator[Ready]:
    """Yield the articles that `write_ready` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Ready(**json.loads(line))


def _lines(article: Article) -> Iterator[str]:
    if article.summary:
        yield article.summary
    for section in article.sections:
        if section.heading:
            yield section.heading
        yield from section.paragraphs


def typed(question: Question) -> str:
    """Return the words in the syntax that all share."""
    words = " ".join(question.words)
    return {"phrase": f'"{words}"', "prefix": f"{words}*"}.get(question.kind, words)
