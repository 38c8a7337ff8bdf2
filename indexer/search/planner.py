"""From a question to the query of terms that an engine answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search import filler, syntax
from indexer.search.answer import Notice
from indexer.search.archive_words import ArchiveWords
from indexer.search.best_bets import BestBets
from indexer.search.compile import Compiler, LookUpFacet
from indexer.search.known import KnownItem, NameFinder
from indexer.search.places import without_places
from indexer.search.plan import Plan, WantedWord
from indexer.search.queries import part_query, word_query
from indexer.search.query_words import QueryWord, content_words
from indexer.search.references import References
from indexer.search.tree import Condition, Exact, Node, Not, Plain, parts_of, title_words
from indexer.search.widening import Clause, Widening
from indexer.terms import fields

PAIR_WEIGHT = 0.75
"""Two words beside each other as in the question, against one word."""
COMPOUND_PART_WEIGHT = 0.2
"""A part of a compound in the question, against the whole word."""
LONG_QUESTION = 5
"""So many content words make a question long."""


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
        self._archive = ArchiveWords(engine, analyser)
        self._references = References(engine)
        self._facet_value = facet_value
        self._widening = widening
        self._bets = bets
        self._names = NameFinder(engine, analyser, facet_value)

    def plan(
        self, text: str, *, exact: bool = False, proposed: bool = True, corrected: bool = True
    ) -> Plan:
        """Return the plan of a query as it was typed; never raises.

        With `exact`, nothing is searched but what was typed; without `proposed`, no topic that only
        a model has given counts; without `corrected`, no word is taken for another.
        """
        question = syntax.parse(text, lambda name, value: bool(self._facet_value(name, value)))
        compiler = Compiler(
            self._archive,
            self._widening.acronyms,
            self._facet_value,
            references=None if exact else self._references,
            proposed=proposed,
        )
        parts = parts_of(question.tree)
        plain = [part for part in parts if isinstance(part, Plain)]
        typed = compiler.typed_references(plain)
        as_words = compiler.typed_words(plain) if any(one.reference for one in typed) else typed
        excluded = [part.part for part in parts if isinstance(part, Not)]
        others = [part for part in parts if not isinstance(part, Plain | Not)]
        in_titles = compiler.typed_words(title_words(question.tree))
        required = compiler.compile_all(others)
        asks = _asks(text, typed)
        sought = without_places(typed)
        long = _is_long(sought, asks=asks)
        told = long or asks
        respell = not (exact or told) and corrected
        respelled, surely = self._respell(text, [*typed, *in_titles]) if respell else ("", False)
        plan = Plan(
            words=self._words(text, sought, alone=not others, exact=exact, long=told and corrected),
            required=required,
            excluded=compiler.compile_all(excluded),
            known=self._known(text, sought, others, asks=asks),
            bonus=_bonus(as_words),
            bearers=() if long else _bearers(typed),
            numbers=tuple(one.text for one in typed if one.reference),
            bets=self._bets.get(tuple(one.word.base for one in as_words), ()),
            is_long=long,
            respelled=respelled,
            surely=surely,
            notices=(*question.notices, *compiler.notices),
            tree=question.tree,
        )
        return _with_notice_of_nothing(plan) if text.strip() else plan

    def _known(
        self, text: str, sought: Sequence[QueryWord], others: Sequence[Node], *, asks: bool
    ) -> KnownItem:
        """Return what is called as the words are, or as a phrase that stands by itself."""
        match [part for part in others if not isinstance(part, Condition)]:
            case [] if sought:
                return self._names.find(text, sought, asks=asks)
            case [Exact(phrase, 0)] if not sought:
                tokens = self._analyser.tokens(phrase)
                words = [QueryWord(phrase[one.start : one.end], one.word) for one in tokens]
                return self._names.find(phrase, words, asks=asks)
        return KnownItem()

    def _words(
        self, text: str, typed: Sequence[QueryWord], *, alone: bool, exact: bool, long: bool
    ) -> tuple[WantedWord, ...]:
        clauses = self._widening.clauses(typed, exact=exact, long=long)
        if not clauses:
            chosen = content_words(typed, alone=alone)
            clauses = [Clause(one.text, word_query(one.word)) for one in chosen]
        most = filler.ceilings(text, typed)
        return tuple(self._wanted(clause, most.get(clause.text)) for clause in clauses)

    def _wanted(self, clause: Clause, most: float | None) -> WantedWord:
        frequency = max(
            (self._engine.frequencies(f, [term])[0] for f, term in _whole_terms(clause.query)),
            default=0,
        )
        idf = port.idf_of(frequency, len(self._engine))
        if most is None or idf <= most:
            return WantedWord(
                clause.text,
                clause.query,
                frequency,
                idf,
                clause.also,
                clause.typed,
                is_subject=most is None,
            )
        query = port.Boost(clause.query, most / idf)
        return WantedWord(
            clause.text, query, frequency, most, clause.also, clause.typed, is_subject=False
        )

    def _respell(self, text: str, typed: Sequence[QueryWord]) -> tuple[str, bool]:
        """Return the question with its misspelt words mended, and whether all of that is sure."""
        guesses = [(one, self._widening.guess(one)) for one in typed if not one.word.stop]
        respelled, surely = text, True
        for one, guess in guesses:
            if guess:
                respelled = respelled.replace(one.text, guess.word, 1)
                surely = surely and guess.sure
        return ("", False) if respelled == text else (respelled, surely)


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
        case port.Everything() | port.Ids() | port.HasFacet() | port.InPeriod() | port.Near():
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


def _bearers(typed: Sequence[QueryWord]) -> tuple[port.Query, ...]:
    asked = (one.reference for one in typed if one.reference)
    return tuple(dict.fromkeys(one.bearers for one in asked if one.bearers))


def _asks(text: str, typed: Sequence[QueryWord]) -> bool:
    """Tell whether it is a question in words, which is answered rather than asked about."""
    return text.rstrip().endswith("?") or bool(
        typed and typed[0].word.surface in filler.QUESTION_WORDS
    )


def _is_long(typed: Sequence[QueryWord], *, asks: bool) -> bool:
    return len(content_words(typed, alone=False)) >= (2 if asks else LONG_QUESTION)


def _with_notice_of_nothing(plan: Plan) -> Plan:
    if plan.words or plan.required or plan.excluded or plan.notices:
        return plan
    notice = Notice("Sökningen innehåller inget ord att söka efter, så den begränsar inte svaret.")
    return replace(plan, notices=(notice,))
