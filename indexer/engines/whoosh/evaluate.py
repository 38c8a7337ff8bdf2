"""A query tree against a snapshot: which documents match, with what score, by vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """By document: does it match, and its score, which is 0 where it does not.

    Where there are no scores, all are 0.
    """

    mask: Numbers
    scores: Numbers | None = None


def match(snapshot: WhooshReader, search: Search) -> Matches:
    """Return the page, total and facet counts from one evaluation of the query."""
    found = evaluate(snapshot, search.query)
    conditions = [(f.facet, evaluate(snapshot, f.condition).mask) for f in search.filters]
    numbers = np.flatnonzero(_narrow(found.mask, [condition for _, condition in conditions]))
    scores = np.zeros(snapshot.size, np.float32) if found.scores is None else found.scores
    page = _order(snapshot, search.sort, numbers, scores, search)
    documents = map(snapshot.document, page.tolist())
    return Matches(
        total=len(numbers),
        hits=[
            Match(id_, score, stored)
            for (id_, stored), score in zip(documents, scores[page].tolist(), strict=True)
        ],
        counts=_count(snapshot, search.facets, found.mask, numbers, conditions),
    )


def evaluate(snapshot: WhooshReader, query: Query) -> Scored:  # noqa: C901 one case for each kind of query
    """Return what matches and how well; raise EngineError for a Phrase without positions."""
    match query:
        case Everything():
            return Scored(np.ones(snapshot.size, bool))
        case Ids() | HasFacet() | InPeriod():
            return Scored(_condition(snapshot, query))
        case Term(field, term):
            owners, gains = snapshot.postings(field, term)
            return _scattered(snapshot, owners, idf_of(len(owners), snapshot.size) * gains)
        case Word():
            return _word(snapshot, query)
        case Phrase():
            return _phrase(snapshot, query)
        case Near():
            return Scored(_near(snapshot, query))
        case AllOf(parts):
            return _all_of([evaluate(snapshot, part) for part in parts], snapshot.size)
        case AnyOf(parts):
            return _any_of([evaluate(snapshot, part) for part in parts], snapshot.size)
        case Prefer(part, bonus):
            found = evaluate(snapshot, part)
            added = _within(evaluate(snapshot, bonus).scores, found.mask)
            return Scored(found.mask, _sum([found.scores, added]))
        case Without(part, excluded):
            found = evaluate(snapshot, part)
            mask = found.mask & ~evaluate(snapshot, excluded).mask
            return Scored(mask, _within(found.scores, mask))
        case Boost(part, by):
            found = evaluate(snapshot, part)
            scores = found.scores
            return Scored(found.mask, None if scores is None else scores * np.float32(by))
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
            wanted = np.zeros(len(facet.values), bool)
            wanted[[facet.values[value] for value in values if value in facet.values]] = True
            mask[facet.owners[wanted[facet.codes]]] = True
        case InPeriod(date, first, last):
            begins, ends = snapshot.dates(date)
            mask = (begins > 0) & (begins <= last) & (ends >= first)
    return mask


def _all_of(parts: Sequence[Scored], size: int) -> Scored:
    mask = np.full(size, bool(parts))
    for part in parts:
        mask &= part.mask
    return Scored(mask, _within(_sum([part.scores for part in parts]), mask))


def _any_of(parts: Sequence[Scored], size: int) -> Scored:
    mask = np.zeros(size, bool)
    for part in parts:
        mask |= part.mask
    return Scored(mask, _sum([part.scores for part in parts]))


def _sum(scores: Iterable[Numbers | None]) -> Numbers | None:
    """Return the sum of the scores that there are, in their order, lest roundings differ."""
    total: Numbers | None = None
    for one in scores:
        total = one if total is None else total if one is None else total + one
    return total


def _within(scores: Numbers | None, mask: Numbers) -> Numbers | None:
    return None if scores is None else scores * mask


def _word(snapshot: WhooshReader, word: Word) -> Scored:
    heaviest = max((variant.weight for variant in word.variants), default=0.0)
    found = [(v.weight, *snapshot.postings(v.field, v.term)) for v in word.variants]
    held = [one for one in found if len(one[1])]
    frequency = max((len(owners) for weight, owners, _ in held if weight == heaviest), default=0)
    idf = np.float32(idf_of(frequency, snapshot.size))
    if len(held) == 1:
        ((weight, owners, gains),) = held
        return _scattered(snapshot, owners, np.float32(weight) * gains * idf)
    mask, best = np.zeros(snapshot.size, bool), np.zeros(snapshot.size, np.float32)
    for weight, owners, gains in held:
        places = owners.astype(np.intp)
        best[places] = np.maximum(best[places], np.float32(weight) * gains)
        mask[places] = True
    best *= idf
    return Scored(mask, best)


def _phrase(snapshot: WhooshReader, phrase: Phrase) -> Scored:
    places = [snapshot.addresses(phrase.field, term) for term in phrase.terms]
    if not places or not all(map(len, places)):
        return Scored(np.zeros(snapshot.size, bool))
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
    places = owners.astype(np.intp)
    mask[places] = True
    score[places] = scores
    return Scored(mask, score)


def _narrow(mask: Numbers, conditions: Iterable[Numbers]) -> Numbers:
    for condition in conditions:
        mask = mask & condition
    return mask


def _count(
    snapshot: WhooshReader,
    facets: Sequence[str],
    mask: Numbers,
    numbers: Numbers,
    conditions: Sequence[tuple[str, Numbers]],
) -> dict[str, dict[str, int]]:
    """Return the counts of each facet: all conditions hold for it but what is put on it itself."""
    if not facets:
        return {}
    filtered = {facet for facet, _ in conditions}
    counts = snapshot.held_facets.count([f for f in facets if f not in filtered], numbers)
    for facet in filtered.intersection(facets):
        others = _narrow(mask, [condition for of, condition in conditions if of != facet])
        counts |= snapshot.held_facets.count([facet], np.flatnonzero(others))
    return counts


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
