"""The same text under several addresses is shown once; which articles stand back for which?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import assert_never

from indexer.article import Article
from indexer.engines import port
from indexer.terms.fields import DUPLICATE, ORIGINAL, TEXT, YEARS

MOST_DUPLICATES = 20
"""No more are listed with an article."""


class Duplicates:
    """The duplicates of one index."""

    def __init__(self, engine: port.Engine) -> None:
        self._engine = engine

    def hide(
        self, query: port.Query, filtered: Iterable[str], chosen: Iterable[str] = ()
    ) -> port.Query:
        """Return the query without duplicates, except those that editors have chosen.

        `filtered` is what conditions are put on: a duplicate stays that differs from its original
        in any of it, since it may meet a condition that the original does not.
        """
        heeded = frozenset(filtered)
        hidden = frozenset(one for one in self._all[DUPLICATE] if heeded.isdisjoint(one.split()))
        if not hidden:
            return query
        duplicates: port.Query = port.HasFacet(DUPLICATE, hidden)
        if ids := frozenset(chosen):
            duplicates = port.Without(duplicates, port.Ids(ids))
        return port.Without(query, duplicates)

    def duplicates(
        self, article_ids: Iterable[str], among: port.Query | None = None
    ) -> dict[str, tuple[Article, ...]]:
        """Return the other articles with the same text, for those articles that have any.

        `among` is the query that found them; one that hides all duplicates spares a question.
        """
        ids = frozenset(article_ids)
        originals = ids & self._all[ORIGINAL].keys()
        if not self._hides_all(among):
            originals |= self._originals_of(ids)
        duplicates: dict[str, tuple[Article, ...]] = {}
        for original in originals:
            group = self._group(original, ids)
            duplicates |= {
                one.id: tuple(other for other in group if other is not one)[:MOST_DUPLICATES]
                for one in group
                if one.id in ids
            }
        return duplicates

    @cached_property
    def _all(self) -> Mapping[str, Mapping[str, int]]:
        """In what duplicates of this index differ, and what they are duplicates of."""
        search = port.Search(port.Everything(), limit=0, facets=(DUPLICATE, ORIGINAL))
        return self._engine.match(search).counts

    def _hides_all(self, query: port.Query | None) -> bool:
        """Tell whether no duplicate is among what the query finds."""
        hidden: frozenset[str] = frozenset()
        match query:
            case port.Without(_, port.HasFacet(facet, values)) if facet == DUPLICATE:
                hidden = values
        return hidden >= self._all[DUPLICATE].keys()

    def _originals_of(self, ids: frozenset[str]) -> set[str]:
        """Return the originals of the duplicates among the articles."""
        duplicates = port.AllOf(
            (port.Ids(ids), port.HasFacet(DUPLICATE, frozenset(self._all[DUPLICATE])))
        )
        found = self._engine.match(port.Search(duplicates, limit=0, facets=(ORIGINAL,)))
        return set(found.counts[ORIGINAL])

    def _group(self, original: str, asked: frozenset[str]) -> list[Article]:
        """Return the articles of a text: the original, those asked for, and some of the others."""
        ids = frozenset([original])
        query = port.Prefer(
            port.AnyOf((port.Ids(ids), port.HasFacet(ORIGINAL, ids))),
            port.Constant(port.Ids(ids | asked), 1.0),
        )
        limit = len(asked) + 1 + MOST_DUPLICATES
        hits = self._engine.match(port.Search(query, limit=limit)).hits
        return sorted(
            (Article.from_json(hit.stored) for hit in hits),
            key=lambda article: (article.id != original, article.id),
        )


def find_conditions(query: port.Query) -> Iterator[str]:
    """Yield the facets that a query puts conditions on, and the text where it excludes something.

    A word that is asked for is no condition: what is shown has all the words of its duplicates.
    """
    match query:
        case port.HasFacet(facet, _):
            yield facet
        case port.InPeriod(date, _, _):
            yield YEARS[date]
        case port.AllOf(parts) | port.AnyOf(parts):
            for part in parts:
                yield from find_conditions(part)
        case port.Without(part, other):
            yield TEXT
            yield from find_conditions(part)
            yield from find_conditions(other)
        case port.Prefer(part, _) | port.Boost(part, _) | port.Constant(part, _):
            yield from find_conditions(part)
        case port.Everything() | port.Ids() | port.Near():
            pass
        case port.Term() | port.Word() | port.Phrase():
            pass
        case _:
            assert_never(query)
