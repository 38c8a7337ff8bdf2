"""The oracle: a naive scan that says what every other engine must answer. It keeps nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from indexer.engines.failures import without_positions
from indexer.engines.port import (
    K1,
    AllOf,
    AnyOf,
    B,
    Boost,
    Constant,
    Document,
    Everything,
    HasFacet,
    Ids,
    InPeriod,
    Match,
    Matches,
    Near,
    Phrase,
    Prefer,
    Query,
    Schema,
    Search,
    Sort,
    Term,
    Without,
    Word,
    idf_of,
    split_terms,
)
from indexer.memo import Memo

REMEMBERED = 50_000
"""So many document frequencies are remembered."""


class MemoryEngine:
    """All documents in a dictionary; the directory is ignored."""

    def __init__(self, schema: Schema, directory: Path) -> None:
        del directory
        self._positions = frozenset(field.name for field in schema.fields if field.positions)
        self._pending: dict[str, Document] = {}
        self.commit()

    def add(self, documents: Iterable[Document]) -> None:
        """Add or replace documents."""
        self._pending.update((document.id, document) for document in documents)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        for id_ in ids:
            self._pending.pop(id_, None)

    def commit(self) -> None:
        """Show what was added and removed."""
        self._scan = _Scan(tuple(self._pending.values()), self._positions)

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""
        return self._scan.match(search)

    def frequencies(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each term stands."""
        scan = self._scan
        return [scan.frequency(field, term) for term in terms]

    def vocabulary(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """Return the field's terms that begin so, with their document frequencies."""
        return Counter(
            term
            for document in self._scan.documents
            for term in set(_terms(document, field))
            if term.startswith(prefix)
        )

    def __len__(self) -> int:
        return len(self._scan.documents)

    def close(self) -> None:
        """Do nothing."""


class _Scan:
    """The documents of one commit, looked through from first to last for every answer."""

    def __init__(self, documents: tuple[Document, ...], positions: frozenset[str]) -> None:
        self.documents = documents
        self._positions = positions
        self._frequencies = Memo(self._count, REMEMBERED)
        self._averages: dict[str, float] = {}

    def match(self, search: Search) -> Matches:
        scored = [(self._score(search.query, d), d) for d in self.documents]
        found = [(score, d) for score, d in scored if score is not None]
        hits = [
            (score, document)
            for score, document in found
            if all(self._holds(filter_.condition, document) for filter_ in search.filters)
        ]
        hits.sort(key=lambda hit: (_rank(search.sort, *hit), hit[1].id))
        page = hits[search.offset : search.offset + search.limit]
        return Matches(
            total=len(hits),
            hits=[Match(document.id, score, document.stored) for score, document in page],
            counts={
                facet: Counter(
                    value
                    for _, document in found
                    if all(
                        self._holds(filter_.condition, document)
                        for filter_ in search.filters
                        if filter_.facet != facet
                    )
                    for value in set(document.facets.get(facet, ()))
                )
                for facet in search.facets
            },
        )

    def _holds(self, query: Query, document: Document) -> bool:
        return self._score(query, document) is not None

    def _score(self, query: Query, document: Document) -> float | None:  # noqa: C901, PLR0912 one case for each kind of query
        """Return the document's score, or None when it does not match."""
        match query:
            case Everything():
                return 0.0
            case Ids(ids):
                return 0.0 if document.id in ids else None
            case HasFacet(facet, values):
                return 0.0 if values & set(document.facets.get(facet, ())) else None
            case InPeriod(date, first, last):
                span = document.dates.get(date)
                return 0.0 if span and span[0] <= last and span[1] >= first else None
            case Term(field, term):
                times = _terms(document, field).count(term)
                idf = idf_of(self.frequency(field, term), len(self.documents))
                return idf * self._gain(field, document, times) if times else None
            case Word():
                return self._word(query, document)
            case Phrase():
                return self._phrase(query, document)
            case Near():
                return 0.0 if self._is_near(query, document) else None
            case AllOf(parts):
                scores = [self._score(part, document) for part in parts]
                matched = [score for score in scores if score is not None]
                return sum(matched) if parts and len(matched) == len(parts) else None
            case AnyOf(parts):
                scores = [self._score(part, document) for part in parts]
                matched = [score for score in scores if score is not None]
                return sum(matched) if matched else None
            case Prefer(part, bonus):
                score = self._score(part, document)
                return None if score is None else score + (self._score(bonus, document) or 0.0)
            case Without(part, excluded):
                return None if self._holds(excluded, document) else self._score(part, document)
            case Boost(part, by):
                score = self._score(part, document)
                return None if score is None else by * score
            case Constant(part, constant):
                return constant if self._holds(part, document) else None

    def _word(self, word: Word, document: Document) -> float | None:
        gains = [
            variant.weight * self._gain(variant.field, document, times)
            for variant in word.variants
            if (times := _terms(document, variant.field).count(variant.term))
        ]
        if not gains:
            return None
        heaviest = max(variant.weight for variant in word.variants)
        frequencies = [
            self.frequency(variant.field, variant.term)
            for variant in word.variants
            if variant.weight == heaviest
        ]
        return idf_of(max(frequencies), len(self.documents)) * max(gains)

    def _phrase(self, phrase: Phrase, document: Document) -> float | None:
        self._check_positions(phrase.field)
        words = tuple(_terms(document, phrase.field))
        length = len(phrase.terms)
        times = sum(words[i : i + length] == phrase.terms for i in range(len(words)))
        idf = sum(
            idf_of(self.frequency(phrase.field, term), len(self.documents)) for term in phrase.terms
        )
        return idf * self._gain(phrase.field, document, times) if times and length else None

    def _is_near(self, near: Near, document: Document) -> bool:
        self._check_positions(near.field)
        words = _terms(document, near.field)
        return any(
            first in near.first and second in near.second
            for at, first in enumerate(words)
            for other, second in enumerate(words)
            if 1 <= abs(at - other) <= near.distance
        )

    def _check_positions(self, field: str) -> None:
        if field not in self._positions:
            raise without_positions(field)

    def frequency(self, field: str, term: str) -> int:
        return self._frequencies[field, term]

    def _count(self, key: tuple[str, str]) -> int:
        field, term = key
        return sum(term in _terms(document, field) for document in self.documents)

    def _gain(self, field: str, document: Document, times: int) -> float:
        if field not in self._averages:
            lengths = [len(_terms(d, field)) for d in self.documents]
            self._averages[field] = sum(lengths) / len(lengths)
        length = len(_terms(document, field)) / self._averages[field]
        return (K1 + 1) * times / (times + K1 * (1 - B + B * length))


def _terms(document: Document, field: str) -> list[str]:
    return split_terms(document.terms.get(field, ""))


def _rank(sort: Sort, score: float, document: Document) -> tuple[bool, float]:
    if sort.by == "relevance":
        return False, -score
    span = document.dates.get(sort.date)
    if span is None:
        return True, 0.0
    return False, -span[0] if sort.by == "newest" else span[0]
