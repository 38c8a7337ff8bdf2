"""The documents of many articles, and the words that topics are learnt by, made on all cores."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeVar

from indexer.analyse import Analyser, Snapshot, load
from indexer.article import Article
from indexer.engines.port import Document
from indexer.index.cores import CORES, processes
from indexer.terms.document import analyse_article, build_document
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner, Vocabulary
from indexer.topics.learning import TermCounts, count_terms

FEW = 500
"""So many articles are analysed here; for more, other processes are started."""
_CHUNK = 100
_AHEAD = 3
"""So many chunks are given to each process ahead of their time."""

_Made = TypeVar("_Made")


def build_documents(
    articles: Iterable[str], snapshot: Path, vocabulary: Vocabulary
) -> Iterator[Document]:
    """Yield the documents of articles, given as JSON, in order; on all cores when they are many.

    Raises IndexMissingError without the snapshot, EngineError when a process dies.
    """
    with Workshop(snapshot, vocabulary) as workshop:
        yield from workshop.build(articles)


class Workshop:
    """Makes things of articles by one snapshot, here and in processes that last as long as it.

    They remember what they have met. Once there are any, no garbage is looked for here: a fifth of
    the time would go to looking through what is remembered.
    """

    def __init__(self, snapshot: Path, vocabulary: Vocabulary) -> None:
        self._tools = snapshot, vocabulary
        self._builder: _Builder | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)  # type: ignore[arg-type]

    def build(self, articles: Iterable[str]) -> Iterator[Document]:
        """Yield the documents of articles given as JSON, in order."""
        return self._make(_build, articles)

    def count_terms(self, articles: Iterable[Article]) -> Iterator[TermCounts]:
        """Yield the terms of each article as topics are learnt by them, in order."""
        return self._make(_count_terms, (one.to_json() for one in articles))

    def _make(
        self, make: Callable[[_Builder, Sequence[str]], list[_Made]], articles: Iterable[str]
    ) -> Iterator[_Made]:
        coming = iter(articles)
        first = list(islice(coming, FEW))
        if self._pool or len(first) == FEW:
            yield from self._make_on_all_cores(make, chain(first, coming))
        elif first:
            self._builder = self._builder or _Builder(load(self._tools[0]), *self._tools)
            yield from make(self._builder, first)

    def _make_on_all_cores(
        self, make: Callable[[_Builder, Sequence[str]], list[_Made]], articles: Iterator[str]
    ) -> Iterator[_Made]:
        """Make in other processes, and also here whenever they have enough to do."""
        pool, workers = self._started(), max(1, CORES - 1)
        begun: deque[Future[list[_Made]]] = deque()
        while chunk := list(islice(articles, _CHUNK)):
            while begun and begun[0].done():
                yield from begun.popleft().result()
            if sum(not one.done() for one in begun) < _AHEAD * workers:
                begun.append(pool.submit(_work, make, chunk))
                continue
            self._builder = self._builder or _Builder.for_many(*self._tools)
            begun.append(_finished(make(self._builder, chunk)))
        for result in begun:
            yield from result.result()

    def _started(self) -> ProcessPoolExecutor:
        if not self._pool:
            opened = processes(max(1, CORES - 1), _start_worker, *self._tools)
            self._pool = self._open.enter_context(opened)
            self._builder = None
            if gc.isenabled():
                gc.disable()
                self._open.callback(gc.enable)
        return self._pool


class _Builder:
    """Builds documents by one snapshot and the model that lies beside it."""

    def __init__(self, words: Snapshot, snapshot: Path, vocabulary: Vocabulary) -> None:
        analyser = Analyser(words)
        self.fragments = Fragments(analyser)
        self._tools = snapshot, vocabulary, analyser
        self._assigner: Assigner | None = None

    @classmethod
    def for_many(cls, snapshot: Path, vocabulary: Vocabulary) -> Self:
        """Return one that takes longer to begin, and less for each article."""
        return cls(load(snapshot, into_memory=True), snapshot, vocabulary)

    @property
    def assigner(self) -> Assigner:
        """What gives topics, opened when it is needed: the model may be yet to be learnt."""
        self._assigner = self._assigner or Assigner.open(*self._tools)
        return self._assigner


def _build(builder: _Builder, articles: Sequence[str]) -> list[Document]:
    return [build_document(one, builder.fragments, builder.assigner) for one in articles]


def _count_terms(builder: _Builder, articles: Sequence[str]) -> list[TermCounts]:
    read = map(Article.from_json, articles)
    return [count_terms(one, analyse_article(one, builder.fragments)) for one in read]


def _finished(made: list[_Made]) -> Future[list[_Made]]:
    future: Future[list[_Made]] = Future()
    future.set_result(made)
    return future


_worker: dict[str, _Builder] = {}


def _start_worker(snapshot: Path, vocabulary: Vocabulary) -> None:
    gc.disable()
    _worker["builder"] = _Builder.for_many(snapshot, vocabulary)


def _work(make: Callable[[_Builder, Sequence[str]], list[Any]], articles: Sequence[str]) -> Any:
    return make(_worker["builder"], articles)
