"""From an article to the document of terms that engines see."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

from indexer.analyse import Analyser, Word, analyse_blocks, load
from indexer.article import Article, DateSpan
from indexer.engines.port import Document, Span
from indexer.errors import EngineError
from indexer.search import fields
from indexer.topics import Assigner, Vocabulary

PADDING = 100
"""Every article counts as this many terms longer, so that short ones gain less by being short.

This does what a smaller b does to BM25, with any engine.
"""


FEW = 500
"""So many articles are analysed before other processes are started for the rest."""
_CHUNK = 100


def build_documents(
    articles: Iterator[Article], snapshot: Path, vocabulary: Vocabulary
) -> Iterator[Document]:
    """Yield the documents of articles in order, on all cores when they are many.

    Raises IndexMissingError without the snapshot, EngineError when a process dies.
    """
    analyser = Analyser(load(snapshot))
    assigner = Assigner.open(snapshot, vocabulary, analyser)
    for article in islice(articles, FEW):
        yield build_document(article, analyser, assigner)
    first = list(islice(articles, _CHUNK))
    if first:
        yield from _build_on_all_cores(first, articles, snapshot, vocabulary)


def _build_on_all_cores(
    first: list[Article],
    articles: Iterator[Article],
    snapshot: Path,
    vocabulary: Vocabulary,
) -> Iterator[Document]:
    workers = max(1, (os.cpu_count() or 1) - 1)
    waiting: deque[Future[list[Document]]] = deque()
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        _start_worker,
        (snapshot, vocabulary),
    )
    try:
        chunk = first
        while chunk:
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 3 * workers:
                yield from waiting.popleft().result()
            chunk = list(islice(articles, _CHUNK))
        for result in waiting:
            yield from result.result()
    except BrokenProcessPool as error:
        raise EngineError(
            "Textanalysen",
            "en av dess processer dog, troligen för att minnet tog slut",
            "Frigör minne och kör om.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_worker: dict[str, tuple[Analyser, Assigner]] = {}


def _start_worker(snapshot: Path, vocabulary: Vocabulary) -> None:
    analyser = Analyser(load(snapshot))
    _worker["tools"] = analyser, Assigner.open(snapshot, vocabulary, analyser)


def _work(articles: Sequence[Article]) -> list[Document]:
    analyser, assigner = _worker["tools"]
    return [build_document(article, analyser, assigner) for article in articles]


def build_document(article: Article, analyser: Analyser, assigner: Assigner) -> Document:
    """Return the document of an article."""
    blocks = list(analyse_blocks(article, analyser))
    title, _ = blocks[0]
    assigned = assigner.assign(article, blocks)
    return Document(
        id=article.id,
        terms={
            fields.TEXT: [
                *(term for words, weight in blocks for term in _subject_terms(words) * weight),
                *[fields.BREAK] * PADDING,
            ],
            fields.PARTS: [
                part.term for words, _ in blocks for word in words for part in word.parts
            ],
            fields.PAIRS: [pair for words, _ in blocks for pair in _pairs(words)],
            fields.SURFACE: [
                form for words, _ in blocks for form in (*_surfaces(words), fields.BREAK)
            ],
            fields.TITLE: [term for word in title for term in word.main],
            fields.TITLE_SURFACE: _surfaces(title),
        },
        facets={
            "topic": assigner.facet_values(article, assigned),
            "year": (_year(article.published),),
            "year_reviewed": (_year(article.reviewed),),
            "kind": (article.kind,) if article.kind else (),
            "publisher": tuple(dict.fromkeys(article.publisher)),
            "language": (article.language,),
        },
        dates={
            name: _span(date)
            for name, date in (("published", article.published), ("reviewed", article.reviewed))
            if date
        },
        stored=replace(article, assigned=assigned).to_json(),
    )


def _subject_terms(words: Iterable[Word]) -> list[str]:
    return [term for word in words if not word.stop for term in word.main]


def _surfaces(words: Iterable[Word]) -> list[str]:
    return [word.surface for word in words]


def _pairs(words: Sequence[Word]) -> Iterator[str]:
    return (fields.pair_term(a, b) for a, b in pairwise(words))


def _year(date: DateSpan | None) -> str:
    return f"{date.start.year:04}" if date else fields.UNDATED


def _span(date: DateSpan) -> Span:
    return date.start.toordinal(), date.end.toordinal()
