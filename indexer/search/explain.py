"""Why does an article rank where it does?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indexer.engines import port
from indexer.search.answer import Notice
from indexer.search.plan import Plan
from indexer.terms.topic_values import editors_values

_CONDITIONS = {
    "topic": "ämne",
    "kind": "typ",
    "publisher": "utgivare",
    "language": "språk",
    "published": "datum",
    "reviewed": "granskad",
}
"""The facets and dates as the query language writes them, whatever the reader's language."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one part of the question adds to an article's score; 0 when the article lacks it."""

    part: Notice
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's place (from 1, None when it is not found), its score, and the shares of it.

    `searched` is the question that was answered, another when only that had an answer.
    """

    id: str
    title: str
    searched: str
    rank: int | None
    score: float
    shares: tuple[Share, ...]


def explain_score(
    engine: port.Engine, plan: Plan, article_id: str, *, relaxed: bool
) -> tuple[Share, ...]:
    """Return the shares that an article's score is the sum of."""
    parts: list[tuple[Notice, port.Query]] = []
    for word in plan.words:
        parts.append((Notice("ordet ”{word}”", {"word": word.text}), word.query))
        if relaxed:
            parts.append((Notice("att ”{word}” finns", {"word": word.text}), plan.coverage(word)))
    parts += [
        (Notice("villkoret {condition}", {"condition": describe(query)}), query)
        for query in plan.required
    ]
    if plan.bonus:
        parts += [(_bonus(query), query) for query in plan.bonus.parts]
    parts += [(Notice("redaktionens val"), query) for query in plan.chosen]
    return tuple(Share(name, _score(engine, query, article_id)) for name, query in parts)


def describe(query: port.Query) -> str:
    """Return the terms of a query in short, and its conditions as they could be typed."""
    match query:
        case port.Term(_, term):
            return f"”{term}”"
        case port.Phrase(_, terms):
            return f"”{' '.join(terms)}”"
        case port.Word(variants):
            return f"”{variants[0].term}”"
        case port.HasFacet(facet, values):
            named = editors_values(values) if facet == "topic" else values
            return ", ".join(f"{_CONDITIONS[facet]}:{value}" for value in sorted(named))
        case port.InPeriod(date, first, last):
            days = (dt.date.fromordinal(first), dt.date.fromordinal(last))
            return f"{_CONDITIONS[date]}:{days[0]}..{days[1]}"
        case port.AllOf(parts) | port.AnyOf(parts):
            return ", ".join(describe(part) for part in parts)
        case port.Prefer(part, _) | port.Without(part, _):
            return describe(part)
        case port.Boost(part, _) | port.Constant(part, _):
            return describe(part)
        case port.Everything() | port.Ids() | port.Near():
            return ""


def _bonus(query: port.Query) -> Notice:
    words = {"words": describe(query)}
    match query:
        case port.Boost(port.Term(), _):
            return Notice("ordparet {words}", words)
    return Notice("delen {words}", words)


def _score(engine: port.Engine, query: port.Query, article_id: str) -> float:
    only = port.AllOf((port.Ids(frozenset([article_id])), query))
    hits = engine.match(port.Search(only, limit=1)).hits
    return hits[0].score if hits else 0.0
