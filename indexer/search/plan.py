"""What a question asks of an engine: for all its words, or for some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.engines import port
from indexer.search.answer import Notice
from indexer.search.known import KnownItem
from indexer.search.queries import all_of
from indexer.search.tree import Node
from indexer.search.widening import ALSO_WEIGHT

COVERAGE_WEIGHT = 1.2
"""What each word of a long question adds by being there, in units of its idf, besides its BM25."""
STRICT_COVERAGE_WEIGHT = 100.0
"""Of a short question: above any sum of BM25, so that what is covered decides first."""
BEST_BET_SCORE = 100_000.0
COMMON_SHARE = 0.5
"""Common words that together hold less of a long question, by idf, are no answer to it."""
PLENTY = 30
"""So many times at least the other words stand in articles, where common ones are set aside."""


@dataclass(frozen=True, slots=True)
class WantedWord:
    """A word that an article should hold: as it was typed, its query, and what besides.

    `frequency` articles have it, the archive as a whole, and `idf` is its weight by that. `typed`
    is for what was typed, where its synonyms count less. `is_subject` tells that something is asked
    about it, and not merely asked or dated by it.
    """

    text: str
    query: port.Query
    frequency: int
    idf: float
    also: tuple[str, ...] = ()
    typed: port.Query | None = None
    is_subject: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A question in the engine's terms.

    `words` may be lacking when too few articles have all; `required` may not. `known` is for what
    is called as the question is. `bearers` match the articles whose own reference a short question
    names: they come first, whatever else they lack; in a long one it is a word among others.
    `numbers` are the references as they were typed.
    `respelled` is the question with its misspelt words mended, or empty; `surely`, that it may be
    asked instead.
    """

    words: tuple[WantedWord, ...]
    required: tuple[port.Query, ...]
    excluded: tuple[port.Query, ...]
    known: KnownItem
    bonus: port.AnyOf | None
    bearers: tuple[port.Query, ...]
    numbers: tuple[str, ...]
    bets: tuple[str, ...]
    is_long: bool
    respelled: str
    surely: bool
    notices: tuple[Notice, ...]
    tree: Node

    @property
    def complete(self) -> port.Query:
        """The query for articles that have all words, or are called as the question is."""
        return replace(self, bearers=()).strict

    @property
    def strict(self) -> port.Query:
        """The same, and for those that bear a number in it, whatever words they lack."""
        queries: tuple[port.Query, ...] = tuple(word.query for word in self.words)
        if self.known.named:
            queries = (port.AnyOf((all_of(queries), self.known.named)),)
        return self._finish(all_of((*queries, *self.required)))

    @property
    def relaxed(self) -> port.Query:
        """The query for articles that have some of the words, the more of them the better."""
        if self._must_match:
            return self._finish(port.Prefer(all_of(self.required), self._any_of(self.words)))
        telling, common = self._parted()
        query: port.Query = self._any_of(telling)
        if self.known.named:
            query = port.AnyOf((query, self.known.named))
        if common:
            query = port.Prefer(query, self._any_of(common))
        return self._finish(all_of((query, *self.required)))

    def coverage(self, word: WantedWord) -> port.Query:
        """Return what a word adds to a relaxed answer by being there, a synonym somewhat less."""
        there = port.Constant(word.query, self._share(word))
        return port.Prefer(there, self._typed(word)) if word.typed else there

    def _any_of(self, words: Iterable[WantedWord]) -> port.AnyOf:
        return port.AnyOf(tuple(map(self._covered, words)))

    def _covered(self, word: WantedWord) -> port.Query:
        """Return the query for a word with its coverage, so that it is looked for once."""
        there = port.AllOf((word.query, port.Constant(port.Everything(), self._share(word))))
        return port.Prefer(there, self._typed(word)) if word.typed else there

    def _typed(self, word: WantedWord) -> port.Query:
        """Return what a word adds as it was typed, beyond a synonym of it."""
        own = self._share(word) * (1 / ALSO_WEIGHT - 1)
        return port.Constant(word.typed or word.query, own)

    def _parted(self) -> tuple[Sequence[WantedWord], Sequence[WantedWord]]:
        """Return the words that may be an answer, and those that may not.

        These are of a short question such as only ask or date, and of a long one those that are too
        common: were they an answer too, most would find a large part of the archive.
        """
        if not self.is_long:
            others = [word for word in self.words if not word.is_subject]
            return [word for word in self.words if word.is_subject], others
        rarest_last = sorted(self.words, key=lambda word: word.idf)
        enough = COMMON_SHARE * sum(word.idf for word in self.words if word.frequency)
        idf, left = 0.0, sum(word.frequency for word in self.words)
        for at, word in enumerate(rarest_last):
            idf += word.idf
            left -= word.frequency
            if idf >= enough or left < PLENTY:
                return rarest_last[at:], rarest_last[:at]
        return rarest_last, ()

    def _share(self, word: WantedWord) -> float:
        """Return what is added where the word is known to be."""
        weight = COVERAGE_WEIGHT if self.is_long else STRICT_COVERAGE_WEIGHT
        return weight * word.idf * (ALSO_WEIGHT if word.typed else 1.0)

    @property
    def chosen(self) -> tuple[port.Query, ...]:
        """The queries for the articles that editors chose, the first with the highest score."""
        places = range(len(self.bets), 0, -1)
        return tuple(
            port.Constant(port.Ids(frozenset([article])), BEST_BET_SCORE * place)
            for article, place in zip(self.bets, places, strict=True)
        )

    @property
    def can_relax(self) -> bool:
        """Whether something else is asked for when a word is lacking."""
        return len(self.words) > 1 or bool(self.words and self._must_match)

    @property
    def scores(self) -> bool:
        """Whether the question ranks what it finds."""
        return bool(self.words or self._must_match)

    @property
    def _must_match(self) -> bool:
        """Whether some phrase, beginning or group may not be lacking."""
        return any(not is_condition(part) for part in self.required)

    @property
    def widened(self) -> tuple[str, ...]:
        """What was searched besides what was typed."""
        return tuple(dict.fromkeys(other for word in self.words for other in word.also))

    def _finish(self, query: port.Query) -> port.Query:
        alike = (query for _, query in self.known.alike)
        if preferred := (*alike, *(self.bonus.parts if self.bonus else ())):
            query = port.Prefer(query, port.AnyOf(preferred))
        if self.bearers:
            query = port.AnyOf((query, all_of((port.AnyOf(self.bearers), *self.required))))
        if self.bets:
            query = port.AnyOf((query, *self.chosen))
        return port.Without(query, port.AnyOf(self.excluded)) if self.excluded else query


def is_condition(query: port.Query) -> bool:
    """Tell whether a part of a question narrows the answer without ranking it."""
    match query:
        case port.HasFacet() | port.InPeriod():
            return True
        case port.Everything() | port.Ids() | port.Term() | port.Word() | port.Phrase():
            return False
        case port.Near():
            return False
        case port.AllOf() | port.AnyOf() | port.Prefer() | port.Without():
            return False
        case port.Boost() | port.Constant():
            return False
