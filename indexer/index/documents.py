"""From an article to the document of terms that engines see."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Self

from indexer.analyse import Analyser, Snapshot, load
from indexer.article import Article, DateSpan
from indexer.engines.port import Document, Span, join_terms, split_terms
from indexer.index.cores import CORES, processes
from indexer.index.fragments import Fragments
from indexer.search import fields
from indexer.search.passages import note_terms
from indexer.topics import Analysed, Assigner, Passage, Vocabulary

TITLE_WEIGHT = 3
HEADING_WEIGHT = 2
"""How many times the words of titles and headings count in the combined field."""
PADDING = 100
"""Every article counts as this many terms longer, so that short ones gain less by being short.

This does what a smaller b does to BM25, with any engine.
"""
_PADDING = join_terms([fields.BREAK] * PADDING)
_BREAK = join_terms([fields.BREAK])

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


def build_document(stored: str, fragments: Fragments, assigner: Assigner) -> Document:
    """Return the document of an article, given as `Article.to_json` wrote it."""
    article = Article.from_json(stored)
    terms = _terms(article, fragments)
    assigned = assigner.assign(article, lambda: _analysed(article, terms))
    noted = note_terms(article, fragments.terms)
    if (assigned, noted) != (article.assigned, article.noted):
        stored = replace(article, assigned=assigned, noted=noted).to_json()
    return Document(
        id=article.id,
        terms=terms,
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
        stored=stored,
    )


def analyse_article(article: Article, fragments: Fragments) -> Analysed:
    """Return the words of an article as topics are found by them."""
    return _analysed(article, _terms(article, fragments))


def _analysed(article: Article, terms: Mapping[str, str]) -> Analysed:
    def find_passages() -> list[Passage]:
        passages = terms[fields.SURFACE].removesuffix(_BREAK).split(_BREAK)
        return list(zip(map(split_terms, passages), _weights(article), strict=True))

    return Analysed(
        find_passages=find_passages,
        subjects=split_terms(terms[fields.TEXT].removesuffix(_PADDING)),
        parts=split_terms(terms[fields.PARTS]),
        title=split_terms(terms[fields.TITLE]),
    )


def _terms(article: Article, fragments: Fragments) -> dict[str, str]:
    title = fragments.of([article.title])
    headings = fragments.of([section.heading for section in article.sections])
    whole = fragments.of([article.title, *_passages(article)])
    weighted = (
        title.subject * (TITLE_WEIGHT - 1),
        headings.subject * (HEADING_WEIGHT - 1),
        whole.subject,
        _PADDING,
    )
    return {
        fields.TEXT: "".join(weighted),
        fields.PARTS: whole.parts,
        fields.PAIRS: whole.pairs,
        fields.SURFACE: whole.surface,
        fields.TITLE: fragments.main(article.title),
        fields.TITLE_SURFACE: title.surface.removesuffix(_BREAK),
    }


def _passages(article: Article) -> Iterator[str]:
    """Yield what follows the title, in order."""
    if article.reference:
        yield article.reference
    if article.summary:
        yield article.summary
    for section in article.sections:
        if section.heading:
            yield section.heading
        yield from section.paragraphs


def _weights(article: Article) -> Iterator[int]:
    """Yield how many times the words of each passage count, the title first."""
    yield TITLE_WEIGHT
    yield from [1 for text in (article.reference, article.summary) if text]
    for section in article.sections:
        if section.heading:
            yield HEADING_WEIGHT
        yield from [1] * len(section.paragraphs)


def _year(date: DateSpan | None) -> str:
    return f"{date.start.year:04}" if date else fields.UNDATED


def _span(date: DateSpan) -> Span:
    return date.start.toordinal(), date.end.toordinal()
