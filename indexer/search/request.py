"""What a person asks: words, filters, order and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.article import DateSpan

SortOrder = Literal["relevance", "newest", "oldest"]
DateField = Literal["published", "reviewed"]

MAX_SIZE = 100


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Values of one facet widen the answer, different facets narrow it.

    `undated` articles have no date of the chosen kind. With `exact`, nothing is searched but what
    was typed: no synonyms, dots or corrections. Without `proposed`, articles lack the topics that
    only a model gives them. With `duplicates`, the same text is shown under each of its addresses,
    and not once.
    """

    query: str = ""
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: DateSpan | None = None
    until: DateSpan | None = None
    date: DateField = "published"
    undated: bool = False
    sort: SortOrder = "relevance"
    exact: bool = False
    proposed: bool = True
    duplicates: bool = False
    page: int = 1
    size: int = 10

    @property
    def has_period(self) -> bool:
        """Whether a time is chosen, or what has none."""
        return bool(self.since or self.until or self.undated)

    @property
    def ends_before_it_begins(self) -> bool:
        """Whether no date can lie in the period."""
        return bool(self.since and self.until and self.since.is_after(self.until))
