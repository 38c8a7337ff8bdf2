"""Here is an article; which others are about the same?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from indexer.analyse import Analyser, Word
from indexer.article import Article
from indexer.engines import port
from indexer.search.duplicates import Duplicates
from indexer.search.queries import word_query
from indexer.terms import fields
from indexer.terms.topic_values import values_of

TELLING = 16
"""So many terms tell what an article is about."""
READ = 3_000
"""Words that are read of a long article."""
_TITLE_WEIGHT = 5
_HEADING_WEIGHT = 2
_TOPIC_WEIGHT = 2.0
"""What a common topic counts against a term of the same rarity."""
_ENOUGH = 0.15
"""Of what the article itself scores: one with less in common is not related."""
_FEW = 2
_COMMON = 0.2


class Relations:
    """What the articles of one index have in common."""

    def __init__(self, engine: port.Engine, analyser: Analyser, duplicates: Duplicates) -> None:
        self._engine = engine
        self._analyser = analyser
        self._duplicates = duplicates

    def find(self, article: Article, topics: Sequence[str], limit: int) -> tuple[Article, ...]:
        """Return what shares most of the telling terms and the rare topics, best first.

        Each text is there once, and the article's own not at all.
        """
        terms = telling_terms(self._engine, self._analyser, article)
        shared = (*terms, *_topic_queries(self._engine, topics))
        if not shared:
            return ()
        once = self._duplicates.hide(port.AnyOf(shared), (), [article.id])
        hits = self._engine.match(port.Search(once, limit=limit + 1 + limit)).hits
        own = next((hit.score for hit in hits if hit.id == article.id), 0.0)
        same = {one.id for one in self._duplicates.duplicates([article.id]).get(article.id, ())}
        found = (
            Article.from_json(hit.stored)
            for hit in hits
            if hit.id not in {article.id, *same} and hit.score >= _ENOUGH * own
        )
        others = {one.title: one for one in found if one.title != article.title}
        return tuple(islice(others.values(), limit))


def telling_terms(
    engine: port.Engine, analyser: Analyser, article: Article
) -> tuple[port.Query, ...]:
    """Return the terms that say most of an article's subject: common in it, rare elsewhere."""
    counts: Counter[str] = Counter()
    of_term: dict[str, Word] = {}
    for words, weight in _weighted(article, analyser):
        for word in words:
            if not word.stop and not word.surface[0].isdigit():
                counts[word.base] += weight
                of_term[word.base] = word
    terms = list(counts)
    size = len(engine)
    frequencies = engine.frequencies(fields.TEXT, terms)
    weights = {
        term: (1 + math.log(counts[term])) * math.log(1 + size / frequency)
        for term, frequency in zip(terms, frequencies, strict=True)
        if _FEW <= frequency <= max(_FEW, _COMMON * size)
    }
    best = sorted(weights, key=lambda term: (-weights[term], term))[:TELLING]
    return tuple(word_query(of_term[term]) for term in best)


def _weighted(article: Article, analyser: Analyser) -> Iterator[tuple[Sequence[Word], int]]:
    yield analyser.words(article.title), _TITLE_WEIGHT
    left = READ
    heading = ""
    for above, text, _ in article.passages():
        if left <= 0:
            return
        if above != heading:
            heading = above
            yield analyser.words(above), _HEADING_WEIGHT
        words = analyser.words(text)[:left]
        left -= len(words)
        yield words, 1


def _topic_queries(engine: port.Engine, topics: Sequence[str]) -> Iterator[port.Query]:
    size = len(engine)
    for topic in topics:
        query = port.HasFacet("topic", values_of([topic]))
        having = engine.match(port.Search(query, limit=0)).total
        yield port.Constant(query, _TOPIC_WEIGHT * math.log(1 + size / max(1, having)))
