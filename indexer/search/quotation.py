"""Is one passage so clearly the answer to a question that it is set above the hits?"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.search.answer import Hit
from indexer.search.asked import Asked
from indexer.search.request import SearchRequest
from indexer.search.sentences import Sentence

LEAD = 0.3
"""The first hit must be better than the second by this share of its score."""
COVERAGE = 0.7
"""So much of the question, by idf, must stand in the sentence itself."""
MARGIN = 0.1
"""And it must answer better than those of the other hits, by this share of the whole question."""


def find_quoted(
    hits: Sequence[Hit], sentences: Sequence[Sentence], asked: Asked, request: SearchRequest
) -> Hit | None:
    """Return the hit whose snippet is to be quoted, or None when none stands out.

    `sentences` are the best of each hit. The limits are such that nine of ten quotations are right
    (`tests/bench/relevance.md`).
    """
    plain = SearchRequest(request.query, exact=request.exact, size=request.size)
    if not hits or not asked.asks or hits[0].chosen or request != plain:
        return None
    first, *others = sentences
    if first.coverage < COVERAGE:
        return None
    if others and hits[0].score - hits[1].score < LEAD * hits[0].score:
        return None
    stands_out = all(first.strength - other.strength >= MARGIN for other in others)
    return hits[0] if stands_out else None
