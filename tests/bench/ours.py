"""Index and ask one of our engines; each function is run in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from indexer.app import Library
from indexer.article import DateSpan
from indexer.engines import open_engine
from indexer.index import Store
from indexer.index.documents import build_documents
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.searcher import Searcher
from indexer.settings import Settings
from indexer.terms.fields import SCHEMA
from indexer.topics import Vocabulary
from tests.bench.archive import read_articles
from tests.bench.peers.peer import typed, write_ready
from tests.bench.questions import Question
from tests.bench.timing import Clock, time_questions

STARTS = 5
PAGES = Path(__file__).parents[2] / "data" / "webb"
ROUNDS = 20
"""So many times the sample archive's few pages are read."""


def read(archive: str, ready: str, read: str) -> dict[str, Any]:
    """Read the archive, and once more to write it as peers and we take it when it is read."""
    path = Path(archive)
    with Clock() as clock:
        number = sum(1 for _ in read_articles(path))
    with Path(read).open("w", encoding="utf-8") as file:
        file.writelines(article.to_json() + "\n" for article in read_articles(path))
    size = write_ready(read_articles(path), Path(ready))
    return {
        "articles": number,
        "seconds": clock.seconds,
        "bytes": size,
        "pages": _pages_a_second(),
    }


def index(engine: str, archive: str, directory: str, cache: str, *, again: bool) -> dict[str, Any]:
    """Index from the files with an empty cache, and again with what the first run left."""
    os.environ["XDG_CACHE_HOME"] = cache
    seconds = []
    for _ in range(2 if again else 1):
        library = Library(Settings(index=Path(directory), engine=engine))
        with Clock() as clock:
            library.reindex([archive], full=True, progress=lambda *_: None)
        seconds.append(clock.seconds)
    return dict(zip(("cold", "warm"), seconds, strict=False))


def index_read(engine: str, read: str, index: str, directory: str) -> dict[str, Any]:
    """Index articles already read, with the snapshot that an index has saved."""
    generation = Store(Path(index)).require()
    with Clock() as clock:
        opened = open_engine(engine, SCHEMA, Path(directory))
        opened.add(build_documents(_lines(Path(read)), generation.snapshot_directory, Vocabulary()))
        opened.commit()
        opened.close()
    size = sum(file.stat().st_size for file in generation.path.rglob("*") if file.is_file())
    return {"seconds": clock.seconds, "bytes": size}


def ask(directory: str, questions: list[dict[str, Any]], limit: float) -> dict[str, Any]:
    """Ask through the library, as pages do."""
    library = Library(Settings(index=Path(directory)))
    library.warm_up()

    def answer(question: Question) -> SearchAnswer:
        return library.ask(Searcher.search, request(question))

    return time_questions(answer, [Question(**question) for question in questions], limit)


def start(directory: str, query: str) -> dict[str, Any]:
    """Start `sokverket search` some times; return the first and the median in seconds."""
    command = [sys.executable, "-m", "indexer", "--index", directory, "search", query]
    seconds = []
    for _ in range(STARTS):
        with Clock() as clock:
            subprocess.run(command, check=True, capture_output=True)
        seconds.append(clock.seconds)
    return {"first": seconds[0], "median": median(seconds)}


def request(question: Question) -> SearchRequest:
    """Return the question as our search takes it."""
    year = DateSpan.parse(question.year) if question.year else None
    topics = (question.topic,) if question.topic else ()
    return SearchRequest(typed(question), topics=topics, since=year, until=year)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def _pages_a_second() -> float:
    with Clock() as clock:
        number = sum(1 for _ in range(ROUNDS) for _ in read_articles(PAGES))
    return number / clock.seconds
