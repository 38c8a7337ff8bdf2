"""A whole result goes out, batch by batch, so that no more than a batch is held at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from indexer.search.answer import LabelledArticle, SearchAnswer
from indexer.search.request import MAX_SIZE, SearchRequest
from indexer.search.searcher import Searcher

BATCH = 500
"""Articles that are held at a time."""


@dataclass(frozen=True, slots=True)
class Export:
    """A result as articles in order, read as they are asked for."""

    total: int
    articles: Iterator[LabelledArticle]


def export(searcher: Searcher, request: SearchRequest, limit: int, start: int = 0) -> Export:
    """Return `limit` articles of the result from `start`, a whole number of batches.

    The first batch is read at once, so that what fails does so before anything is sent.
    """
    first = searcher.fetch(replace(request, page=1 + start // BATCH, size=BATCH))

    def articles() -> Iterator[LabelledArticle]:
        yield from first.articles
        for offset in range(start + BATCH, first.total, BATCH):
            page = replace(request, page=1 + offset // BATCH, size=BATCH)
            yield from searcher.fetch(page).articles

    return Export(first.total, islice(articles(), limit))


def answer_whole(searcher: Searcher, request: SearchRequest, limit: int) -> SearchAnswer:
    """Return the answer with the hits of all its pages, `limit` at most."""
    first = searcher.search(replace(request, page=1, size=MAX_SIZE))
    hits = list(first.hits)
    wanted = min(first.total, limit)
    for page in range(2, -(-wanted // MAX_SIZE) + 1):
        hits += searcher.search(replace(request, page=page, size=MAX_SIZE)).hits
    return replace(first, hits=tuple(hits[:limit]))
