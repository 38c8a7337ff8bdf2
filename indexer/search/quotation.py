"""Is one passage so clearly the answer to a question that it is set above the hits?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.search.answer import Hit
from indexer.search.asked import Asked
from indexer.search.marks import Marker
from indexer.search.request import SearchRequest
from indexer.search.sentences import Sentence
from indexer.search.snippets import Shown

LEAD = 0.2
"""The first hit must be better than the second by this share of its score."""
MARGIN = 0.1
"""Its sentence must answer better than those of the others, by this share of the question."""
COVERAGE = 0.6
"""So much of the question, by idf, must stand in the sentence in the words that were typed."""
WORDS = 2
"""So many different words of the question, of which at least two must stand side by side."""
_DIGIT = re.compile(r"\d")


def find_quoted(
    hits: Sequence[Hit],
    snippets: Sequence[Shown],
    marker: Marker,
    asked: Asked,
    request: SearchRequest,
) -> Hit | None:
    """Return the hit whose best passage is to be quoted, with it alone, or None.

    `snippets` are those of the hits. The limits are such that at least nine of ten quotations
    are right (`tests/bench/relevance.md`).
    """
    plain = SearchRequest(request.query, size=request.size)
    if not hits or hits[0].chosen or not asked.asks or request != plain:
        return None
    if len(hits) > 1 and hits[0].score - hits[1].score < LEAD * hits[0].score:
        return None
    first, *others = (shown.sentence for shown in snippets)
    if any(first.strength - other.strength < MARGIN for other in others):
        return None
    if not _answers(first, marker, asked):
        return None
    alone, hit = snippets[0].passage, hits[0]
    return replace(hit, snippet=replace(hit.snippet, text=alone.text, marks=alone.marks))


def _answers(sentence: Sentence, marker: Marker, asked: Asked) -> bool:
    """Tell whether a sentence says what was asked in the words of the question."""
    text, keys, pairs = sentence.text, set[int](), 0
    for match in sentence.found:
        if sentence.start <= match.start and match.end <= sentence.end:
            word = asked.word(text[match.start : match.end])
            if asked.likeness(word):
                keys.add(match.key)
                pairs += asked.neighbours(text, match.start, match.end, word)
    if asked.wants_number and not _DIGIT.search(text, sentence.start, sentence.end):
        return False
    covered = sum(marker.weights[key] for key in keys)
    return bool(pairs) and len(keys) >= WORDS and covered >= COVERAGE * sum(marker.weights)
