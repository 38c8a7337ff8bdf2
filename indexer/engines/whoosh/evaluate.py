"""A query tree against a snapshot: which documents match, with what score, by vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.engines.port import (
    AllOf,
    AnyOf,
    Boost,
    Constant,
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
    Search,
    Sort,
    Term,
    Without,
    Word,
    idf_of,
)
from indexer.engines.whoosh.arrays import Numbers
from indexer.engines.whoosh.reader import WhooshReader


@dataclass(frozen=True, slots=True)
class Scored:
    """By document: does it match, and its score, which is 0 where it does not."""

    mask: Numbers
    score: Numbers


def match(snapshot: WhooshReader, search: Search) -> Matches:
    """Return the page, total and facet counts from one evaluation of the query."""
    found = evaluate(snapshot, search.query)
    conditions = [(f.facet, evaluate(snapshot, f.condition).mask) for f in search.filters]
    mask = _narrow(found.mask, [condition for _, condition in conditions])
    page = _order(snapshot, search.sort, np.flatnonzero(mask), found.score, search)
    counts = {}
    for facet in search.facets:
        others = [condition for of, condition in conditions if of != facet]
        own = len(others) < len(conditions)
        counts[facet] = _count(snapshot, facet, _narrow(found.mask, others) if own else mask)
    return Matches(
        total=int(np.count_nonzero(mask)),
        hits=[
            Match(id_, float(found.score[number]), stored)
            for number in page.tolist()
            for id_, stored in [snapshot.document(number)]
        ],
        counts=counts,
    )


def evaluate(snapshot: WhooshReader, query: Query) -> Scored:  # noqa: C901 one case for each kind of query
    """Return what matches and how well; raise EngineError for a Phrase without positions."""
    match query:
        case Everything():
            return _unscored(np.ones(snapshot.size, bool))
        case Ids() | HasFacet() | InPeriod():
            return _unscored(_condition(snapshot, query))
        case Term(field, term):
            owners, gains = snapshot.postings(field, term)
            return _scattered(snapshot, owners, idf_of(len(owners), snapshot.size) * gains)
        case Word():
            return _word(snapshot, query)
        case Phrase():
            return _phrase(snapshot, query)
        case Near():
            return _unscored(_near(snapshot, query))
        case AllOf(parts):
            return _at_least(snapshot, parts, max(len(parts), 1))
        case AnyOf(parts):
            return _at_least(snapshot, parts, 1)
        case Prefer(part, bonus):
            found = evaluate(snapshot, part)
            return Scored(found.mask, found.score + evaluate(snapshot, bonus).score * found.mask)
        case Without(part, excluded):
            found = evaluate(snapshot, part)
            mask = found.mask & ~evaluate(snapshot, excluded).mask
            return Scored(mask, found.score * mask)
        case Boost(part, by):
            found = evaluate(snapshot, part)
            return Scored(found.mask, found.score * np.float32(by))
        case Constant(part, score):
            mask = evaluate(snapshot, part).mask
            return Scored(mask, mask * np.float32(score))


def _condition(snapshot: WhooshReader, condition: Ids | HasFacet | InPeriod) -> Numbers:
    mask = np.zeros(snapshot.size, bool)
    match condition:
        case Ids(ids):
            mask[snapshot.numbers(ids)] = True
        case HasFacet(name, values):
            facet = snapshot.facet(name)
            wanted = np.array([value in values for value in facet.values], bool)
            mask[facet.owners[wanted[facet.codes]]] = True
        case InPeriod(date, first, last):
            begins, ends = snapshot.dates(date)
            mask = (begins > 0) & (begins <= last) & (ends >= first)
    return mask


def _at_least(snapshot: WhooshReader, parts: tuple[Query, ...], minimum: int) -> Scored:
    times = np.zeros(snapshot.size, np.int32)
    score = np.zeros(snapshot.size, np.float32)
    for part in parts:
        found = evaluate(snapshot, part)
        times += found.mask
        score += found.score
    mask = times >= minimum
    return Scored(mask, score * mask)


def _word(snapshot: WhooshReader, word: Word) -> Scored:
    best = np.zeros(snapshot.size, np.float32)
    mask = np.zeros(snapshot.size, bool)
    heaviest = max((variant.weight for variant in word.variants), default=0.0)
    frequency = 0
    for variant in word.variants:
        owners, gains = snapshot.postings(variant.field, variant.term)
        best[owners] = np.maximum(best[owners], np.float32(variant.weight) * gains)
        mask[owners] = True
        if variant.weight == heaviest:
            frequency = max(frequency, len(owners))
    return Scored(mask, best * np.float32(idf_of(frequency, snapshot.size)))


def _phrase(snapshot: WhooshReader, phrase: Phrase) -> Scored:
    places = [snapshot.addresses(phrase.field, term) for term in phrase.terms]
    if not places or not all(map(len, places)):
        return _unscored(np.zeros(snapshot.size, bool))
    offsets = sorted(range(len(places)), key=lambda offset: len(places[offset]))
    starts = places[offsets[0]] - offsets[0]
    for offset in offsets[1:]:
        others = places[offset]
        nearest = np.searchsorted(others, starts + offset)
        nearest[nearest == len(others)] = 0
        starts = starts[others[nearest] == starts + offset]
    owners, gains = snapshot.at(phrase.field, starts)
    idf = sum(
        idf_of(snapshot.frequency(phrase.field, term), snapshot.size) for term in phrase.terms
    )
    return _scattered(snapshot, owners, idf * gains)


def _near(snapshot: WhooshReader, near: Near) -> Numbers:
    firsts = _places(snapshot, near.field, near.first)
    seconds = _places(snapshot, near.field, near.second)
    owners, begins, ends = snapshot.surroundings(near.field, firsts)
    before = np.searchsorted(seconds, np.maximum(firsts - near.distance, begins), side="left")
    after = np.searchsorted(seconds, np.minimum(firsts + near.distance, ends), side="right")
    mask = np.zeros(snapshot.size, bool)
    mask[owners[after - before > np.isin(firsts, seconds)]] = True
    return mask


def _places(snapshot: WhooshReader, field: str, terms: tuple[str, ...]) -> Numbers:
    found = [snapshot.addresses(field, term) for term in terms]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _scattered(snapshot: WhooshReader, owners: Numbers, scores: Numbers) -> Scored:
    mask = np.zeros(snapshot.size, bool)
    score = np.zeros(snapshot.size, np.float32)
    mask[owners] = True
    score[owners] = scores
    return Scored(mask, score)


def _unscored(mask: Numbers) -> Scored:
    return Scored(mask, np.zeros(len(mask), np.float32))


def _narrow(mask: Numbers, conditions: list[Numbers]) -> Numbers:
    for condition in conditions:
        mask = mask & condition
    return mask


def _count(snapshot: WhooshReader, name: str, mask: Numbers) -> dict[str, int]:
    facet = snapshot.facet(name)
    counts = np.bincount(facet.codes[mask[facet.owners]], minlength=len(facet.values))
    return {facet.values[code]: int(counts[code]) for code in np.flatnonzero(counts).tolist()}


def _order(
    snapshot: WhooshReader, sort: Sort, numbers: Numbers, score: Numbers, search: Search
) -> Numbers:
    """Return the numbers of the page's documents; ties stand in order of id."""
    if sort.by == "relevance":
        keys = -score[numbers]
    else:
        days = snapshot.dates(sort.date)[0][numbers].astype(np.int64)
        undated = np.iinfo(np.int64).max
        keys = np.where(days == 0, undated, -days if sort.by == "newest" else days)
    end = search.offset + search.limit
    if 0 < end < len(keys):
        near = keys <= np.partition(keys, end - 1)[end - 1]
        numbers, keys = numbers[near], keys[near]
    return numbers[np.argsort(keys, kind="stable")][search.offset : end]
