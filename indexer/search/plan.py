"""From a question to the query of terms that an engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import assert_never

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search import syntax
from indexer.search.answer import Notice
from indexer.search.best_bets import BestBets
from indexer.search.compile import Compiler, LookUpFacet, content_words
from indexer.search.queries import all_of, part_query, word_query
from indexer.search.widening import Clause, QueryWord, Widening
from indexer.terms import fields

PAIR_WEIGHT = 0.75
"""Two words beside each other as in the question, against one word."""
COMPOUND_PART_WEIGHT = 0.2
"""A part of a compound in the question, against the whole word."""
COVERAGE_WEIGHT = 1.2
"""What each word of a long question adds by being there, in units of its idf, besides its BM25."""
STRICT_COVERAGE_WEIGHT = 100.0
"""Of a short question: above any sum of BM25, so that what is covered decides first."""
BEST_BET_SCORE = 100_000.0
QUESTION_WORDS = frozenset("hur när vad var varför vart vem vems vilka vilken vilket".split())
COMMON_SHARE = 0.5
"""Common words that together hold less of a long question, by idf, are no answer to it."""
PLENTY = 30
"""So many times at least the other words stand in articles, where common ones are set aside."""
LONG_QUESTION = 5
"""So many content words make a question long."""


@dataclass(frozen=True, slots=True)
class WantedWord:
    """A word that an article should hold: as it was typed, its query, and what besides.

    `frequency` articles have it, the archive as a whole, and `idf` is its weight by that.
    """

    text: str
    query: port.Query
    frequency: int
    idf: float
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A question in the engine's terms.

    `words` may be lacking when too few articles have all; `required` may not. `respelled` is the
    question with its unknown words replaced by what was surely meant, or empty.
    """

    words: tuple[WantedWord, ...]
    required: tuple[port.Query, ...]
    excluded: tuple[port.Query, ...]
    bonus: port.AnyOf | None
    bets: tuple[str, ...]
    is_long: bool
    respelled: str
    notices: tuple[Notice, ...]

    @property
    def strict(self) -> port.Query:
        """The query for articles that have all words."""
        return self._finish(all_of((*(word.query for word in self.words), *self.required)))

    @property
    def relaxed(self) -> port.Query:
        """The query for articles that have some of the words, the more of them the better."""
        if self._must_match:
            return self._finish(port.Prefer(all_of(self.required), self._any_of(self.words)))
        telling, common = self._parted()
        query: port.Query = self._any_of(telling)
        if common:
            query = port.Prefer(query, self._any_of(common))
        return self._finish(all_of((query, *self.required)))

    def coverage(self, word: WantedWord) -> port.Query:
        """Return what a word adds to a relaxed answer by being there."""
        return replace(self._share(word), part=word.query)

    def _any_of(self, words: Iterable[WantedWord]) -> port.AnyOf:
        return port.AnyOf(tuple(port.AllOf((word.query, self._share(word))) for word in words))

    def _parted(self) -> tuple[Sequence[WantedWord], Sequence[WantedWord]]:
        """Return the words that may be an answer, and of a long question those too common for it.

        Were these an answer too, most long questions would find a large part of the archive.
        """
        if not self.is_long:
            return self.words, ()
        rarest_last = sorted(self.words, key=lambda word: word.idf)
        enough = COMMON_SHARE * sum(word.idf for word in self.words if word.frequency)
        idf, left = 0.0, sum(word.frequency for word in self.words)
        for at, word in enumerate(rarest_last):
            idf += word.idf
            left -= word.frequency
            if idf >= enough or left < PLENTY:
                return rarest_last[at:], rarest_last[:at]
        return rarest_last, ()

    def _share(self, word: WantedWord) -> port.Constant:
        """Return what is added where the word is known to be, so that it is looked for once."""
        weight = COVERAGE_WEIGHT if self.is_long else STRICT_COVERAGE_WEIGHT
        return port.Constant(port.Everything(), weight * word.idf)

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
        return any(not _is_condition(part) for part in self.required)

    @property
    def widened(self) -> tuple[str, ...]:
        """What was searched besides what was typed."""
        return tuple(dict.fromkeys(other for word in self.words for other in word.also))

    def _finish(self, query: port.Query) -> port.Query:
        if self.bonus:
            query = port.Prefer(query, self.bonus)
        if self.bets:
            query = port.AnyOf((query, *self.chosen))
        return port.Without(query, port.AnyOf(self.excluded)) if self.excluded else query


class Planner:
    """Plans questions for one index."""

    def __init__(
        self,
        engine: port.Engine,
        analyser: Analyser,
        facet_value: LookUpFacet,
        widening: Widening,
        bets: BestBets,
    ) -> None:
        self._engine = engine
        self._analyser = analyser
        self._facet_value = facet_value
        self._widening = widening
        self._bets = bets

    def plan(
        self, text: str, *, exact: bool = False, proposed: bool = True, corrected: bool = True
    ) -> Plan:
        """Return the plan of a query as it was typed; never raises.

        With `exact`, nothing is searched but what was typed; without `proposed`, no topic that only
        a model has given counts; without `corrected`, no word is taken for another.
        """
        question = syntax.parse(text)
        acronyms = self._widening.acronyms
        compiler = Compiler(
            self._engine, self._analyser, self._facet_value, acronyms, proposed=proposed
        )
        tree = question.tree
        parts = tree.parts if isinstance(tree, syntax.All) else (tree,)
        typed = compiler.typed_words(part for part in parts if isinstance(part, syntax.Plain))
        excluded = [part.part for part in parts if isinstance(part, syntax.Not)]
        others = [part for part in parts if not isinstance(part, syntax.Plain | syntax.Not)]
        required = compiler.compile_all(others)
        long = _is_long(text, typed)
        plan = Plan(
            words=self._words(typed, alone=not others, exact=exact, long=long and corrected),
            required=required,
            excluded=compiler.compile_all(excluded),
            bonus=_bonus(typed),
            bets=self._bets.get(tuple(one.word.stem for one in typed), ()),
            is_long=long,
            respelled="" if exact or long or not corrected else self._respell(text, typed),
            notices=(*question.notices, *compiler.notices),
        )
        return _with_notice_of_nothing(plan) if text.strip() else plan

    def _words(
        self, typed: Sequence[QueryWord], *, alone: bool, exact: bool, long: bool
    ) -> tuple[WantedWord, ...]:
        clauses = self._widening.clauses(typed, exact=exact, long=long)
        if not clauses:
            chosen = content_words(typed, alone=alone)
            clauses = [Clause(one.text, word_query(one.word)) for one in chosen]
        return tuple(map(self._wanted, clauses))

    def _wanted(self, clause: Clause) -> WantedWord:
        frequency = max(
            (self._engine.frequencies(f, [term])[0] for f, term in _whole_terms(clause.query)),
            default=0,
        )
        idf = port.idf_of(frequency, len(self._engine))
        return WantedWord(clause.text, clause.query, frequency, idf, clause.also)

    def _respell(self, text: str, typed: Sequence[QueryWord]) -> str:
        respelled = text
        for one in typed:
            if not one.word.stop and (suggestion := self._widening.respell(one.word)):
                respelled = respelled.replace(one.text, suggestion, 1)
        return "" if respelled == text else respelled


def is_known(engine: port.Engine, query: port.Word) -> bool:
    """Tell whether any article has the word, by itself or inside another."""
    return any(engine.frequencies(variant.field, [variant.term])[0] for variant in query.variants)


def _whole_terms(query: port.Query) -> Iterator[tuple[str, str]]:
    """Yield (field, term) of the forms that stand for the whole word."""
    match query:
        case port.Word(variants):
            heaviest = max((variant.weight for variant in variants), default=0.0)
            yield from ((v.field, v.term) for v in variants if v.weight == heaviest)
        case port.Term(field, term):
            yield field, term
        case port.Phrase(field, terms):
            yield from ((field, term) for term in terms[-1:])
        case port.AllOf(parts) | port.AnyOf(parts):
            for part in parts[:1]:
                yield from _whole_terms(part)
        case port.Prefer(part, _) | port.Without(part, _):
            yield from _whole_terms(part)
        case port.Boost(part, _) | port.Constant(part, _):
            yield from _whole_terms(part)
        case port.Everything() | port.Ids() | port.HasFacet() | port.InPeriod():
            pass
        case _:
            assert_never(query)


def _bonus(typed: Sequence[QueryWord]) -> port.AnyOf | None:
    """Return what an article need not have but is better for: word pairs and parts of compounds."""
    pairs = dict.fromkeys(fields.pair_term(a.word, b.word) for a, b in pairwise(typed))
    parts = dict.fromkeys((part.term,) for one in typed for part in one.word.parts)
    wanted = (
        *(port.Boost(port.Term(fields.PAIRS, pair), PAIR_WEIGHT) for pair in pairs),
        *(port.Boost(part_query(part), COMPOUND_PART_WEIGHT) for part in parts),
    )
    return port.AnyOf(wanted) if wanted else None


def _is_long(text: str, typed: Sequence[QueryWord]) -> bool:
    number = len(content_words(typed, alone=False))
    asks = text.rstrip().endswith("?") or (typed and typed[0].word.surface in QUESTION_WORDS)
    return number >= LONG_QUESTION or (number > 1 and bool(asks))


def _is_condition(query: port.Query) -> bool:
    """Tell whether a part of a question narrows the answer without ranking it."""
    match query:
        case port.HasFacet() | port.InPeriod():
            return True
        case port.Everything() | port.Ids() | port.Term() | port.Word() | port.Phrase():
            return False
        case port.AllOf() | port.AnyOf() | port.Prefer() | port.Without():
            return False
        case port.Boost() | port.Constant():
            return False


def _with_notice_of_nothing(plan: Plan) -> Plan:
    if plan.words or plan.required or plan.excluded or plan.notices:
        return plan
    notice = Notice("Sökningen innehåller inget ord att söka efter, så den begränsar inte svaret.")
    return replace(plan, notices=(notice,))
