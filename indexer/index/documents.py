"""The documents of many articles, built on all cores."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import chain, islice
from pathlib import Path
from typing import Self

from indexer.analyse import Analyser, Snapshot, load
from indexer.engines.port import Document
from indexer.index.cores import CORES, processes
from indexer.terms.document import build_document
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Vocabulary

FEW = 500
"""So many articles are analysed here; for more, other processes are started."""
_CHUNK = 100
_AHEAD = 3
"""So many chunks are given to each process ahead of their time."""


def build_documents(
    articles: Iterable[str], snapshot: Path, vocabulary: Vocabulary
) -> Iterator[Document]:
    """Yield the documents of articles, given as JSON, in order; on all cores when they are many.

    Raises IndexMissingError without the snapshot, EngineError when a process dies.
    """
    coming = iter(articles)
    first = list(islice(coming, FEW))
    if len(first) == FEW:
        yield from _build_on_all_cores(chain(first, coming), snapshot, vocabulary)
    elif first:
        yield from _Builder(load(snapshot), snapshot, vocabulary).build(first)


class _Builder:
    """Builds documents by one snapshot and the model that lies beside it."""

    def __init__(self, words: Snapshot, snapshot: Path, vocabulary: Vocabulary) -> None:
        analyser = Analyser(words)
        self._fragments = Fragments(analyser)
        self._assigner = Assigner.open(snapshot, vocabulary, analyser)

    @classmethod
    def for_many(cls, snapshot: Path, vocabulary: Vocabulary) -> Self:
        """Return one that takes longer to begin, and less for each article."""
        return cls(load(snapshot, into_memory=True), snapshot, vocabulary)

    def build(self, articles: Sequence[str]) -> list[Document]:
        """Return the documents of articles given as JSON."""
        return [build_document(one, self._fragments, self._assigner) for one in articles]


def _build_on_all_cores(
    articles: Iterator[str], snapshot: Path, vocabulary: Vocabulary
) -> Iterator[Document]:
    """Build in other processes, and also here whenever they have enough to do."""
    workers = max(1, CORES - 1)
    here: _Builder | None = None
    begun: deque[Future[list[Document]]] = deque()
    with processes(workers, _start_worker, snapshot, vocabulary) as pool:
        while chunk := list(islice(articles, _CHUNK)):
            while begun and begun[0].done():
                yield from begun.popleft().result()
            if sum(not one.done() for one in begun) < _AHEAD * workers:
                begun.append(pool.submit(_work, chunk))
                continue
            here = here or _Builder.for_many(snapshot, vocabulary)
            begun.append(_finished(here.build(chunk)))
        for result in begun:
            yield from result.result()


def _finished(documents: list[Document]) -> Future[list[Document]]:
    future: Future[list[Document]] = Future()
    future.set_result(documents)
    return future


_worker: dict[str, _Builder] = {}


def _start_worker(snapshot: Path, vocabulary: Vocabulary) -> None:
    gc.disable()  # a fifth of the time would go to looking through what is remembered
    _worker["builder"] = _Builder.for_many(snapshot, vocabulary)


def _work(articles: Sequence[str]) -> list[Document]:
    return _worker["builder"].build(articles)
