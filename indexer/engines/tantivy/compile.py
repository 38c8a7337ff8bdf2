"""From the port's query to Tantivy's, with scores as the port says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from tantivy import FieldType, Occur, Query
from tantivy import Schema as TantivySchema

from indexer.engines import port
from indexer.engines.failures import without_positions
from indexer.engines.tantivy.documents import (
    ID,
    encode,
    facet_field,
    first_field,
    last_field,
    terms_field,
)
from indexer.engines.tantivy.statistics import Statistics

FEW = 16
"""So many values are looked up one by one; for more, Tantivy goes through all that there are."""


class TantivyCompiler:
    """Compiles queries for one commit."""

    def __init__(
        self, schema: port.Schema, tantivy_schema: TantivySchema, statistics: Statistics
    ) -> None:
        self._positions = frozenset(field.name for field in schema.fields if field.positions)
        self._schema = tantivy_schema
        self._statistics = statistics

    def compile(self, query: port.Query) -> Query:  # noqa: C901, PLR0912 one case for each kind of query
        """Return the query as Tantivy runs it."""
        match query:
            case port.Everything():
                return _unscored(Query.all_query())
            case port.Ids(ids):
                return self.any_value(ID, ids)
            case port.HasFacet(facet, values):
                return self.any_value(facet_field(facet), values)
            case port.InPeriod():
                return self._period(query)
            case port.Term(field, term):
                return self._word(port.Word((port.Variant(field, term),)))
            case port.Word():
                return self._word(query)
            case port.Phrase():
                return self._phrase(query)
            case port.Near():
                return self._near(query)
            case port.AllOf(parts):
                return all_of([self.compile(part) for part in parts])
            case port.AnyOf(parts):
                return _any_of([self.compile(part) for part in parts])
            case port.Prefer(part, bonus):
                both = [(Occur.Must, self.compile(part)), (Occur.Should, self.compile(bonus))]
                return Query.boolean_query(both)
            case port.Without(part, excluded):
                return Query.boolean_query(
                    [(Occur.Must, self.compile(part)), (Occur.MustNot, self.compile(excluded))]
                )
            case port.Boost(part, by):
                return Query.boost_query(self.compile(part), by)
            case port.Constant(part, score):
                return Query.const_score_query(self.compile(part), score)

    def any_value(self, field: str, values: Iterable[str]) -> Query:
        """Return the query for documents with any of the values, which scores nothing."""
        wanted = [encode(value) for value in values]
        if not wanted:
            return Query.empty_query()
        if len(wanted) > FEW:
            return _unscored(Query.term_set_query(self._schema, field, wanted))
        terms = [Query.term_query(self._schema, field, value, "basic") for value in wanted]
        return _unscored(terms[0] if len(terms) == 1 else _any_of(terms))

    def _period(self, period: port.InPeriod) -> Query:
        first, last = first_field(period.date), last_field(period.date)
        begun = Query.range_query(self._schema, first, FieldType.Integer, None, period.last)
        going_on = Query.range_query(self._schema, last, FieldType.Integer, period.first, None)
        return _unscored(all_of([begun, going_on]))

    def _word(self, word: port.Word) -> Query:
        found = [(v.weight, self._statistics.of(v.field, v.term)) for v in word.variants]
        heaviest = max((weight for weight, _ in found), default=0.0)
        idf = min((known.idf for weight, known in found if weight == heaviest), default=0.0)
        ways = [
            _corrected(known.query, weight * idf, known.believed_idf)
            for weight, known in found
            if known.frequency
        ]
        if not ways:
            return Query.empty_query()
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)

    def _near(self, near: port.Near) -> Query:
        """Return the query for pairs of terms in either order.

        Tantivy's slop counts from where the second term of a phrase should stand, either way, and
        takes a term for its own neighbour.
        """
        self._check_positions(near.field)
        field = terms_field(near.field)
        ways = []
        for first, second in dict.fromkeys(product(near.first, near.second)):
            one, other = encode(first), encode(second)
            if first == second:
                ways += [
                    Query.phrase_query(self._schema, field, [(0, one), (by, other)])
                    for by in range(1, near.distance + 1)
                ]
            elif near.distance > 0:
                slop = near.distance - 1
                ways.append(Query.phrase_query(self._schema, field, [one, other], slop))
                ways.append(Query.phrase_query(self._schema, field, [other, one], slop))
        return _unscored(_any_of(ways))

    def _check_positions(self, field: str) -> None:
        if field not in self._positions:
            raise without_positions(field)

    def _phrase(self, phrase: port.Phrase) -> Query:
        self._check_positions(phrase.field)
        if len(phrase.terms) == 1:
            return self._word(port.Word((port.Variant(phrase.field, phrase.terms[0]),)))
        if not phrase.terms:
            return Query.empty_query()
        words: list[str | tuple[int, str]] = [encode(term) for term in phrase.terms]
        query = Query.phrase_query(self._schema, terms_field(phrase.field), words)
        terms = [self._statistics.of(phrase.field, term) for term in phrase.terms]
        idf, believed = sum(one.idf for one in terms), sum(one.believed_idf for one in terms)
        return _corrected(query, idf, believed)


def all_of(queries: Sequence[Query]) -> Query:
    """Return the query for what matches all, with the sum of their scores."""
    if not queries:
        return Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any_of(queries: Sequence[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _corrected(query: Query, idf: float, believed: float) -> Query:
    """Return the query scored with the idf; one that is believed to be 0 stays so."""
    return Query.boost_query(query, idf / believed if believed else 0.0)
