"""The port: documents of analysed terms go in, a query tree of terms comes back as matches.

An engine knows no Swedish. It matches, scores, counts and pages; everything else happens on
our side of this seam, so that changing engine changes no answer.

Scores: BM25 with k1 1.2 and b .75 over live documents,
    idf = ln(1 + (N - df + .5) / (df + .5))
    tf' = 2.2 · tf / (tf + 1.2 · (.25 + .75 · length / average length))
where a field's length counts its terms and its average is over all live documents.
Only Term, Word and Phrase score by themselves; what is a mere condition scores 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

K1 = 1.2
B = 0.75

Span = tuple[int, int]
"""First and last day of a date, as proleptic Gregorian ordinals."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of terms; only one with positions can answer a Phrase."""

    name: str
    positions: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """What every document of an index may hold."""

    fields: tuple[Field, ...]
    facets: tuple[str, ...]
    dates: tuple[str, ...]


END = "\n"
"""Ends a term in a document; no term holds it."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as engines see it; `stored` comes back with every hit, unread.

    `terms` has the terms of each field in order, as `join_terms` joins them: one text is quick to
    make, to send between processes and to hand over, a list of some thousand terms is not.
    """

    id: str
    terms: Mapping[str, str]
    facets: Mapping[str, Sequence[str]]
    dates: Mapping[str, Span]
    stored: str


def join_terms(terms: Iterable[str]) -> str:
    """Return the terms as a document holds them: end to end, each ended by a line break."""
    return "".join(term + END for term in terms)


def split_terms(joined: str) -> list[str]:
    """Return the terms that were joined."""
    return joined.split(END)[:-1]


def idf_of(frequency: int, documents: int) -> float:
    """Return what BM25 weighs a term by that stands in so many of the documents."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The documents with these ids."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class HasFacet:
    """Documents with any of the values in the facet."""

    facet: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class InPeriod:
    """Documents whose date overlaps the closed interval; undated ones never do."""

    date: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with the term in the field, scored by BM25."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a word may stand in a document."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """Variants of one word, scored as one term.

    The score is idf · max(weight · tf'), the maximum over the variants that the document holds.
    The idf is of the largest document frequency among the variants that share the highest weight.
    """

    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms in unbroken sequence; tf is the number of times, idf the sum of the terms' idf."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A term of `first` within `distance` places of one of `second`, whichever comes first.

    1 is beside it; a term is not near itself. A mere condition, which scores 0.
    """

    field: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that match every part; the scores add up. No parts match nothing."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that match some part; the scores of those that match add up."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Prefer:
    """Documents that match `part`; those that match `bonus` too get its score added."""

    part: Query
    bonus: Query


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that match `part` but not `excluded`, scored by `part`."""

    part: Query
    excluded: Query


@dataclass(frozen=True, slots=True)
class Boost:
    """The part with its score multiplied; `by` is above 0."""

    part: Query
    by: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The part with the given score, 0 or above, for every match."""

    part: Query
    score: float


Query = (
    Everything
    | Ids
    | HasFacet
    | InPeriod
    | Term
    | Word
    | Phrase
    | Near
    | AllOf
    | AnyOf
    | Prefer
    | Without
    | Boost
    | Constant
)


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that narrows the answer, but not the counts of its own facet."""

    facet: str
    condition: HasFacet | InPeriod


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of hits.

    By relevance: falling score. By date: the start of the interval, newest or oldest first, and
    documents without that date last in either order. Ties keep a stable order of the engine's own.
    """

    by: Literal["relevance", "newest", "oldest"] = "relevance"
    date: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """All that an engine is asked at once: one page of hits, the total and the facet counts."""

    query: Query
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort()
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A document that was found."""

    id: str
    score: float
    stored: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer: total heeds all filters; counts of a facet heed all but the facet's own."""

    total: int
    hits: Sequence[Match]
    counts: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    """One open index. Reading is safe from several threads; writing is for one at a time.

    All methods raise EngineError when the data cannot be read or written.
    """

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; one with a known id replaces it, the last of a batch wins."""

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents; unknown ids are passed over."""

    def commit(self) -> None:
        """Make what was added and removed durable, and visible to this engine's readers."""

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""

    def frequencies(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many live documents each term stands."""

    def vocabulary(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """Return the field's terms that begin so, with their document frequencies."""

    def __len__(self) -> int:
        """Return the number of live documents."""

    def close(self) -> None:
        """Let go of files; the engine is not used after."""
