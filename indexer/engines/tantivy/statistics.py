"""How often does a term stand in live documents, and what does Tantivy believe?

Tantivy counts removed documents until it merges them away. Its idf is therefore divided out and
the true one put in; lengths and their average keep the removed ones until then.
"""

from __future__ import annotations

import math

import numpy as np
from tantivy import Query, Schema, Searcher

from indexer.engines.tantivy.documents import ALL, MARK, encode, terms_field

KEPT = 100_000
"""So many terms' frequencies are remembered."""


class Statistics:
    """The numbers behind the scores of one commit."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._held = searcher.doc_freq(ALL, MARK)
        self._known: dict[tuple[str, str], tuple[int, int]] = {}
        self.size = searcher.num_docs

    @property
    def all_live(self) -> bool:
        """Whether no removed document is held."""
        return self._held == self.size

    def frequency(self, field: str, term: str) -> int:
        """Return in how many live documents the term stands."""
        _, live = self._frequencies(field, term)
        return live

    def idf(self, field: str, term: str) -> float:
        """Return the idf of the term over live documents."""
        frequency = self.frequency(field, term)
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def believed_idf(self, field: str, term: str) -> float:
        """Return the idf that Tantivy reckons with, in its own precision."""
        held, _ = self._frequencies(field, term)
        half = np.float32(0.5)
        ratio = (np.float32(self._held - held) + half) / (np.float32(held) + half)
        return float(np.log(np.float32(1) + ratio))

    def count(self, query: Query) -> int:
        """Return how many live documents match."""
        found = self._searcher.search(Query.const_score_query(query, 0.0), limit=1)
        return found.count  # type: ignore[attr-defined, no-any-return] # the stub forgets it

    def _frequencies(self, field: str, term: str) -> tuple[int, int]:
        """Return in how many documents the term stands: all that are held, and live ones."""
        found = self._known.get((field, term))
        if found is None:
            name, value = terms_field(field), encode(term)
            held = live = self._searcher.doc_freq(name, value)
            if held and not self.all_live:
                live = self.count(Query.term_query(self._schema, name, value, "basic"))
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[field, term] = held, live
        return found
