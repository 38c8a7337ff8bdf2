"""From a request to the articles that match: those with all words first, then others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from indexer.engines import port
from indexer.search.duplicates import Duplicates, find_conditions
from indexer.search.facets import NAMED_FACETS
from indexer.search.plan import Plan
from indexer.search.planner import Planner
from indexer.search.queries import unranked
from indexer.search.request import SearchRequest
from indexer.search.topic_names import TopicNames
from indexer.terms.fields import UNDATED, YEARS
from indexer.terms.topic_values import values_of

ENOUGH = 10
"""With fewer articles than this that have all words, those that lack some follow."""
BITS = 16
"""Well within the precision of any engine's scores."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question with what the engine found for it; `strict` is the search for all the words.

    `complete` articles have all the words, or None when that was not counted; `relaxed` tells that
    words may be lacking in what was found; `suggestion` is a question that finds more.
    """

    engine: port.Engine
    query: str
    plan: Plan
    strict: port.Search
    matches: port.Matches
    complete: int | None
    relaxed: bool
    suggestion: str | None = None

    def count_complete(self) -> int:
        """Return how many articles have all the words, counted now if it was not before."""
        if self.complete is None:
            return _count(self.engine, self.strict.query, self.strict.filters)
        return self.complete

    def first_lacking(self, lacking: Sequence[bool]) -> int | None:
        """Return from which of the page's hits on all lack words, and all before have them all.

        `lacking` tells of each hit whether it lacks any. None where no hit does, where those that
        have all the words and those that do not are mixed, and where no article has them all.
        """
        at = next((at for at, lacks in enumerate(lacking) if lacks), None)
        if at is None or not all(lacking[at:]):
            return None
        if at == self.strict.offset == 0:
            return None
        if self.complete is None and self.strict.offset:  # mixed, most likely
            return None
        complete = self.count_complete()
        return at if complete and at == max(0, complete - self.strict.offset) else None

    def shares(self) -> dict[str, float]:
        """Return each match's share of the page's best score, of those that were not chosen."""
        best = max((m.score for m in self.matches.hits if m.id not in self.plan.bets), default=0.0)
        return {
            match.id: min(1.0, round(match.score / best, 2)) if best > 0 else 1.0
            for match in self.matches.hits
        }

    def missing(self) -> dict[str, list[str]]:
        """Return the words that each match lacks, by its id; what editors chose lacks none.

        A score tells which words an article holds: each adds a power of two of its own.
        """
        lacking = self.relaxed or self.plan.bearers
        found = frozenset(match.id for match in self.matches.hits if lacking)
        ids = found.difference(self.plan.bets)
        missing: dict[str, list[str]] = {id_: [] for id_ in ids}
        for at in range(0, len(self.plan.words) if ids else 0, BITS):
            words = self.plan.words[at : at + BITS]
            held = tuple(port.Constant(word.query, 1 << bit) for bit, word in enumerate(words))
            query = port.Prefer(port.Ids(ids), port.AnyOf(held))
            for match in self.engine.match(port.Search(query, limit=len(ids))).hits:
                missing[match.id] += (
                    word.text for bit, word in enumerate(words) if not int(match.score) >> bit & 1
                )
        return missing


class Retriever:
    """Finds what answers a request in one engine."""

    def __init__(
        self, engine: port.Engine, planner: Planner, duplicates: Duplicates, topic_names: TopicNames
    ) -> None:
        self._engine = engine
        self._planner = planner
        self._duplicates = duplicates
        self._topic_names = topic_names

    def follow(self, request: SearchRequest) -> Retrieved:
        """Return the articles that have all the words as they were typed, and no others."""
        plan = self._planner.plan(
            request.query, exact=request.exact, proposed=request.proposed, corrected=False
        )
        plan = replace(plan, bearers=())
        search, _ = self._strict(plan, request, ())
        matches = self._engine.match(search)
        return Retrieved(
            self._engine, request.query, plan, search, matches, matches.total, relaxed=False
        )

    def retrieve(self, request: SearchRequest, *, facets: bool = True) -> Retrieved:
        """Return what answers the question, or the respelled one if only that surely does."""
        plan = self._plan(request.query, request)
        found = self._match(request.query, plan, request, facets=facets)
        if not plan.respelled:
            return found
        instead = plan.surely and not found.matches.total
        respelled = self._plan(plan.respelled, request)
        other = self._match(plan.respelled, respelled, request, facets=facets and instead)
        complete = other.count_complete()
        if complete and instead:
            return other
        lacking = not all(word.frequency for word in plan.words)
        if complete and (lacking or complete > found.count_complete()):
            return replace(found, suggestion=plan.respelled)
        return found

    def count(self, request: SearchRequest) -> int:
        """Return how many articles have all words of the question, just as it was typed."""
        plan = replace(self._plan(request.query, request), bearers=())
        if not (plan.words or plan.required):
            return 0
        search, _ = self._strict(plan, request, ())
        return _count(self._engine, search.query, search.filters)

    def _match(self, query: str, plan: Plan, request: SearchRequest, *, facets: bool) -> Retrieved:
        facet_names = (*NAMED_FACETS, YEARS[request.date]) if facets else ()
        search, once = self._strict(plan, request, facet_names)
        answered = partial(Retrieved, self._engine, query, plan, search)
        ranked = search.sort.by == "relevance"
        if plan.is_long and plan.can_relax and ranked:
            relaxed = replace(search, query=once(plan.relaxed))
            return answered(self._engine.match(relaxed), None, relaxed=True)
        matches = self._engine.match(search)
        enough = not plan.can_relax or (matches.total >= ENOUGH and not plan.is_long)
        if not enough and not plan.is_long and (search.filters or search.query != plan.strict):
            enough = _count(self._engine, plan.strict) >= ENOUGH
        complete = matches.total
        if plan.bearers and ranked and plan.can_relax:
            complete = _count(self._engine, once(plan.complete), search.filters)
        if enough and (ranked or not plan.bearers):
            return answered(matches, complete, relaxed=False)
        wider = replace(search, query=once(plan.strict if enough else plan.relaxed))
        found = self._engine.match(wider) if ranked else self._followed(matches, search, wider)
        return answered(found, complete, relaxed=not enough)

    def _followed(
        self, first: port.Matches, strict: port.Search, relaxed: port.Search
    ) -> port.Matches:
        """Return the matches of one search, and after the last of them those of a wider one."""
        others = replace(
            relaxed,
            query=port.Without(relaxed.query, strict.query),
            offset=max(0, strict.offset - first.total),
            limit=strict.limit - len(first.hits),
        )
        second = self._engine.match(others)
        counts = {
            facet: Counter(first.counts[facet]) + Counter(second.counts[facet])
            for facet in strict.facets
        }
        return port.Matches(first.total + second.total, [*first.hits, *second.hits], counts)

    def _strict(
        self, plan: Plan, request: SearchRequest, facets: tuple[str, ...]
    ) -> tuple[port.Search, Callable[[port.Query], port.Query]]:
        """Return the search for a page of the articles that have all the words.

        Besides, what makes another query for them show the same text once.
        """
        by = "newest" if request.sort == "relevance" and not plan.scores else request.sort
        strict, filters = plan.strict, self._filters(request)
        if by != "relevance":  # then what lacks words follows, also where it bears a number
            strict = plan.complete
        once = self._once(plan, request, {*(f.facet for f in filters), *find_conditions(strict)})
        search = port.Search(
            query=once(strict),
            filters=filters,
            sort=port.Sort() if by == "relevance" else port.Sort(by, request.date),
            offset=(request.page - 1) * request.size,
            limit=request.size,
            facets=facets,
        )
        return search, once

    def _once(
        self, plan: Plan, request: SearchRequest, filtered: Collection[str]
    ) -> Callable[[port.Query], port.Query]:
        """Return what makes a query show the same text once, unless all duplicates are wanted."""
        if request.duplicates:
            return lambda query: query
        return partial(self._duplicates.hide, filtered=filtered, chosen=plan.bets)

    def _filters(self, request: SearchRequest) -> tuple[port.Filter, ...]:
        topics = values_of(self._topic_names.resolve(request.topics), proposed=request.proposed)
        values = (topics, request.kinds, request.publishers, request.languages)
        filters = [
            port.Filter(facet, port.HasFacet(facet, frozenset(chosen)))
            for facet, chosen in zip(NAMED_FACETS, values, strict=True)
            if chosen
        ]
        if request.since or request.until:
            first = request.since.start if request.since else dt.date.min
            last = request.until.end if request.until else dt.date.max
            period = port.InPeriod(request.date, first.toordinal(), last.toordinal())
            filters.append(port.Filter(YEARS[request.date], period))
        if request.undated:
            undated = port.HasFacet(YEARS[request.date], frozenset([UNDATED]))
            filters.append(port.Filter(YEARS[request.date], undated))
        return tuple(filters)

    def _plan(self, query: str, request: SearchRequest) -> Plan:
        return self._planner.plan(query, exact=request.exact, proposed=request.proposed)


def _count(engine: port.Engine, query: port.Query, filters: tuple[port.Filter, ...] = ()) -> int:
    return engine.match(port.Search(unranked(query), filters, limit=0)).total
