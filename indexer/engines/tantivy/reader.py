"""The answers of one commit: what the index held then, however it changes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from tantivy import DocAddress, Index, Order, Query, Searcher

from indexer.engines.port import Match, Matches, Schema, Search
from indexer.engines.tantivy.compile import TantivyCompiler, all_of
from indexer.engines.tantivy.documents import ID, encode, first_field, read_document, terms_field
from indexer.engines.tantivy.facets import FacetCounter, Found, find
from indexer.engines.tantivy.statistics import Statistics

DOCUMENTS = 32
"""So many documents are remembered, since more than one thing is asked of the same hits."""
_ORDERS = {"newest": Order.Desc, "oldest": Order.Asc}


class TantivyReader:
    """One commit of the index, open for reading from any thread."""

    def __init__(self, schema: Schema, index: Index) -> None:
        self._searcher = index.searcher()
        self._statistics = Statistics(self._searcher, index.schema)
        self._compiler = TantivyCompiler(schema, index.schema, self._statistics)
        self._facets = FacetCounter(self._searcher, index.schema, schema.facets)
        self.size = self._statistics.size
        self._document = lru_cache(DOCUMENTS)(partial(_read, self._searcher))

    def holds(self, id_: str) -> bool:
        """Return whether the document is or was here."""
        return self._searcher.doc_freq(ID, encode(id_)) > 0

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""
        query = self._compiler.compile(search.query)
        conditions = [(one.facet, self._compiler.compile(one.condition)) for one in search.filters]
        narrowed = all_of([query, *(condition for _, condition in conditions)])
        asked = list(_asked(search.facets, query, narrowed, conditions))
        wanted = self._facets.wanted() if asked else 0
        counting = [] if wanted else [self._facets.begin(*one) for one in asked]
        found, hits = self._find(narrowed, search, wanted)
        if wanted:
            counting = [
                self._facets.begin_held(facets, among, found if among is narrowed else None)
                for facets, among in asked
            ]
        matches = self._matches(narrowed, search, hits)
        counts = {facet: of for counted in counting for facet, of in counted().items()}
        return Matches(found.total, matches, counts)

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """Return in how many live documents each term stands."""
        return [self._statistics.of(field, term).frequency for term in terms]

    def vocabulary(self, field: str, prefix: str) -> dict[str, int]:
        """Return the terms that begin so with their document frequencies."""
        only_live = None if self._statistics.all_live else Query.all_query()
        return self._facets.values(terms_field(field), prefix, only_live)

    def _find(
        self, query: Query, search: Search, least: int
    ) -> tuple[Found, Sequence[tuple[Any, DocAddress]]]:
        """Return what was found, and those of it on the page; of first pages at least so many."""
        limit = min(search.limit, self.size - search.offset)
        if limit <= 0:
            return Found(self._statistics.count(query), ()), ()
        is_first = search.offset + limit <= least
        start, number = (0, least) if is_first else (search.offset, limit)
        order: dict[str, Any] = {}
        if search.sort.by != "relevance":
            field = first_field(search.sort.date)
            order = {"order_by_field": field, "order": _ORDERS[search.sort.by]}
        found = find(self._searcher, query, number, offset=start, **order)
        return found, found.hits[search.offset - start :][:limit]

    def _matches(
        self, query: Query, search: Search, hits: Sequence[tuple[Any, DocAddress]]
    ) -> list[Match]:
        if search.sort.by == "relevance":
            return [self._match(score, at) for score, at in hits]
        return self._scored(query, [at for _, at in hits])

    def _scored(self, query: Query, places: Sequence[DocAddress]) -> list[Match]:
        """Return matches of documents that were found by date; their scores are asked for apart."""
        if not places:
            return []
        these = self._compiler.any_value(ID, [self._match(0.0, at).id for at in places])
        found = self._searcher.search(all_of([query, these]), len(places)).hits
        scores = {(at.segment_ord, at.doc): score for score, at in found}
        return [self._match(scores[at.segment_ord, at.doc], at) for at in places]

    def _match(self, score: float, at: DocAddress) -> Match:
        id_, stored = self._document(at.segment_ord, at.doc)
        return Match(id_, score, stored)


def _asked(
    facets: Sequence[str], query: Query, narrowed: Query, conditions: Sequence[tuple[str, Query]]
) -> Iterator[tuple[list[str], Query]]:
    """Yield what each facet is counted among: all but what is put on it itself."""
    filtered = {facet for facet, _ in conditions}
    if others := [facet for facet in facets if facet not in filtered]:
        yield others, narrowed
    for facet in filtered.intersection(facets):
        yield [facet], all_of([query, *(put for on, put in conditions if on != facet)])


def _read(searcher: Searcher, segment: int, number: int) -> tuple[str, str]:
    """Return the id of a document and what it has stored."""
    return read_document(searcher.doc(DocAddress(segment, number)))
