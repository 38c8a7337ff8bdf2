"""How one word, phrase or beginning of a word is asked of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.analyse import Word
from indexer.engines import port
from indexer.terms import fields

PART_WEIGHT = 0.3
"""A word inside a longer word counts this much of one that stands by itself."""
APART_WEIGHT = 0.6
"""So does a compound whose parts stand beside each other: elevens hälsa for elevhälsa."""


def word_query(word: Word) -> port.Word:
    """Return the query for a word in any form, inside a longer word, or written apart."""
    if word.forms:
        return _acronym_query(word, fields.SURFACE, fields.TITLE_SURFACE)
    if word.stop:
        return port.Word((port.Variant(fields.SURFACE, word.surface),))
    return port.Word((*_own(word), *_inside(word), *_apart(word)))


def by_itself(terms: Iterable[str]) -> port.Word:
    """Return the query for a word by its terms, but not inside a longer word."""
    return port.Word(tuple(port.Variant(fields.TEXT, term) for term in terms))


def part_query(terms: Sequence[str]) -> port.Word:
    """Return the query for a part of a compound, by itself or inside another word."""
    alone = (port.Variant(fields.TEXT, term) for term in terms)
    inside = (port.Variant(fields.PARTS, term, PART_WEIGHT) for term in terms)
    return port.Word((*alone, *inside))


def title_query(word: Word) -> port.Word:
    """Return the query for a word in any form in the title."""
    if word.forms:
        return _acronym_query(word, fields.TITLE_SURFACE)
    return port.Word(tuple(port.Variant(fields.TITLE, term) for term in word.main))


def exact_query(words: Sequence[Word], *, title: bool = False) -> port.Query:
    """Return the query for the words just as they stand."""
    field = fields.TITLE_SURFACE if title else fields.SURFACE
    terms = tuple(word.surface for word in words)
    return port.Phrase(field, terms) if len(terms) > 1 else port.Term(field, terms[0])


def all_of(queries: Sequence[port.Query]) -> port.Query:
    """Return the query for what matches all; for no queries, for everything."""
    if not queries:
        return port.Everything()
    return queries[0] if len(queries) == 1 else port.AllOf(tuple(queries))


def any_of(queries: Sequence[port.Query]) -> port.Query:
    """Return the query for what matches any of one or more."""
    return queries[0] if len(queries) == 1 else port.AnyOf(tuple(queries))


def unranked(query: port.Query) -> port.Query:
    """Return a query that matches the same with less to score."""
    match query:
        case port.AllOf(parts):
            return port.AllOf(tuple(map(unranked, parts)))
        case port.AnyOf(parts):
            return port.AnyOf(tuple(map(unranked, parts)))
        case port.Without(part, excluded):
            return port.Without(unranked(part), excluded)
        case port.Prefer(part, _) | port.Boost(part, _) | port.Constant(part, _):
            return unranked(part)
        case _:
            return query


def _acronym_query(word: Word, *within: str) -> port.Word:
    """Return the query for an acronym in its forms, within these fields of surface forms."""
    compound = f"{word.forms[0]}-"
    return port.Word(
        tuple(
            port.Variant(field, form, PART_WEIGHT if form.startswith(compound) else 1.0)
            for field in within
            for form in word.forms
        )
    )


def _own(word: Word) -> list[port.Variant]:
    joined = [part.term for part in word.parts if part.end - part.start == len(word.surface)]
    terms = dict.fromkeys((*word.main, *joined))
    return [port.Variant(fields.TEXT, term) for term in terms]


def _inside(word: Word) -> list[port.Variant]:
    return [port.Variant(fields.PARTS, term, PART_WEIGHT) for term in word.main]


def _apart(word: Word) -> list[port.Variant]:
    cuts = [
        port.Variant(fields.PAIRS, f"{first.term} {second.term}", APART_WEIGHT)
        for first in word.parts
        for second in word.parts
        if first.start == 0
        and second.end == len(word.surface)
        and 0 <= second.start - first.end <= 1
    ]
    return list(dict.fromkeys(cuts))
