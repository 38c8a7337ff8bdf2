"""How often does a term stand in live documents, and what does Tantivy believe?

Tantivy counts removed documents until it merges them away. Its idf is therefore divided out and
the true one put in; lengths and their average keep the removed ones until then.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from tantivy import Query, Schema, Searcher

from indexer.engines.port import idf_of
from indexer.engines.tantivy.documents import ALL, MARK, encode, terms_field
from indexer.memo import Memo

REMEMBERED = 50_000
"""So many terms are remembered."""


class TermCounts(NamedTuple):
    """What is known of a term; a search asks for hundreds, and most of them again.

    `frequency` and `idf` are over live documents; `believed_idf` is what Tantivy reckons with, in
    its own precision; `query` finds the documents with the term, and scores them so.
    """

    frequency: int
    idf: float
    believed_idf: float
    query: Query


class Statistics:
    """The numbers behind the scores of one commit."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._held = searcher.doc_freq(ALL, MARK)
        self._known = Memo(self._learn, REMEMBERED)
        self._believed = Memo(self._believe, REMEMBERED)
        self.size = searcher.num_docs
        self._absent = self._counts(0, 0, Query.empty_query())

    @property
    def all_live(self) -> bool:
        """Whether no removed document is held."""
        return self._held == self.size

    def of(self, field: str, term: str) -> TermCounts:
        """Return what is known of the term."""
        return self._known[field, term]

    def count(self, query: Query) -> int:
        """Return how many live documents match."""
        found = self._searcher.search(Query.const_score_query(query, 0.0), limit=1)
        return found.count  # type: ignore[attr-defined, no-any-return] # the stub forgets it

    def _learn(self, key: tuple[str, str]) -> TermCounts:
        field, term = key
        name, value = terms_field(field), encode(term)
        held = live = self._searcher.doc_freq(name, value)
        if not held:
            return self._absent
        if not self.all_live:
            live = self.count(Query.term_query(self._schema, name, value, "basic"))
        return self._counts(held, live, Query.term_query(self._schema, name, value, "freq"))

    def _counts(self, held: int, live: int, query: Query) -> TermCounts:
        return TermCounts(live, idf_of(live, self.size), self._believed[held], query)

    def _believe(self, held: int) -> float:
        """Return the idf that Tantivy gives a term of so many documents."""
        half = np.float32(0.5)
        ratio = (np.float32(self._held - held) + half) / (np.float32(held) + half)
        return float(np.log(np.float32(1) + ratio))
