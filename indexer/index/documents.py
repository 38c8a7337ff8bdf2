"""From an article to the document of terms that engines see."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice, pairwise
from pathlib import Path

from indexer.analyse import Analyser, Word, load
from indexer.article import Article, DateSpan
from indexer.engines.port import Document, Span
from indexer.errors import EngineError
from indexer.search import fields
from indexer.topics import Vocabulary

TITLE_WEIGHT = 3
HEADING_WEIGHT = 2
"""How many times the words of titles and headings count in the combined field."""
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
    for article in islice(articles, FEW):
        yield build_document(article, analyser, vocabulary)
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


_worker: dict[str, tuple[Analyser, Vocabulary]] = {}


def _start_worker(snapshot: Path, vocabulary: Vocabulary) -> None:
    _worker["tools"] = Analyser(load(snapshot)), vocabulary


def _work(articles: Sequence[Article]) -> list[Document]:
    analyser, vocabulary = _worker["tools"]
    return [build_document(article, analyser, vocabulary) for article in articles]


def build_document(article: Article, analyser: Analyser, vocabulary: Vocabulary) -> Document:
    """Return the document of an article."""
    title = analyser.words(article.title)
    blocks = list(_blocks(article, title, analyser))
    topics = vocabulary.with_broader(vocabulary.resolve(name) for name in article.topics)
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
            "topic": topics,
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
        stored=article.to_json(),
    )


def _blocks(
    article: Article, title: Sequence[Word], analyser: Analyser
) -> Iterator[tuple[Sequence[Word], int]]:
    yield title, TITLE_WEIGHT
    if article.reference:
        yield analyser.words(article.reference), 1
    if article.summary:
        yield analyser.words(article.summary), 1
    for section in article.sections:
        if section.heading:
            yield analyser.words(section.heading), HEADING_WEIGHT
        for paragraph in section.paragraphs:
            yield analyser.words(paragraph), 1


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
