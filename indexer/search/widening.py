"""What else is searched for the same thing: missing dots, words written apart, synonyms.

A question's words become units, each of which an article should hold in one way or another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analyse import Analyser, Word
from indexer.engines import port
from indexer.search import fields
from indexer.search.queries import all_of, exact_query, word_query
from indexer.search.spelling import Speller
from indexer.search.synonyms import Synonyms

_ALSO_WEIGHT = 0.8
"""What is searched besides counts this much of what was typed."""
_SERIES = frozenset("ds sou prop dir bet skr rskr sfs dnr diarienr diarienummer".split())
_NUMBER = re.compile(r"\d[\d.-]*[:/][\d/:.-]*\d")


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of the question as it was typed, and its analysis."""

    text: str
    word: Word


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that an article should hold; `also` is what is searched besides what was typed."""

    text: str
    query: port.Query
    also: tuple[str, ...] = ()


class Widening:
    """Makes units of typed words."""

    def __init__(self, analyser: Analyser, speller: Speller, synonyms: Synonyms) -> None:
        self._analyser = analyser
        self._speller = speller
        self._synonyms = synonyms

    def units(self, typed: Sequence[Typed], *, exact: bool) -> list[Unit]:
        """Return the units of the words in order; stop words outside phrases make none.

        With `exact`, only what was typed is searched.
        """
        units: list[Unit] = []
        at = 0
        while at < len(typed):
            taken, unit = self._next(typed[at:], exact=exact)
            at += taken
            if unit:
                units.append(unit)
        return list({unit.query: unit for unit in reversed(units)}.values())[::-1]

    def respell(self, word: str) -> str | None:
        """Return the likeliest word of the archive for one that it lacks."""
        return self._speller.suggest(word)

    def _next(self, typed: Sequence[Typed], *, exact: bool) -> tuple[int, Unit | None]:
        if _is_identifier(typed):
            return 2, Unit(_text(typed[:2]), exact_query([typed[0].word, typed[1].word]))
        if not exact:
            for length in range(min(self._synonyms.longest, len(typed)), 1, -1):
                if unit := self._phrase(typed[:length]):
                    return length, unit
            if unit := self._written_apart(typed[:2]):
                return 2, unit
        return 1, None if typed[0].word.stop else self._single(typed[0], exact=exact)

    def _single(self, typed: Typed, *, exact: bool) -> Unit:
        query = word_query(typed.word)
        if exact:
            return Unit(typed.text, query)
        dotted = self._speller.dotted(typed.word.surface)
        also = [dotted] if dotted else []
        variants = query.variants
        if dotted:
            variants += word_query(self._analyser.word(dotted)).variants
        others = self._synonyms.alternatives((typed.word.stem,))
        queries = [port.Word(tuple(dict.fromkeys(variants))), *map(self._alternative, others)]
        return Unit(typed.text, _any_of(queries), (*also, *others))

    def _phrase(self, typed: Sequence[Typed]) -> Unit | None:
        others = self._synonyms.alternatives(tuple(one.word.stem for one in typed))
        if not others:
            return None
        return Unit(
            _text(typed),
            _any_of([_together(typed), *map(self._alternative, others)]),
            others,
        )

    def _written_apart(self, typed: Sequence[Typed]) -> Unit | None:
        match typed:
            case [first, second] if not (first.word.stop or second.word.stop):
                joined = self._speller.joined(first.word.surface, second.word.surface)
                if joined:
                    also = word_query(self._analyser.word(joined))
                    return Unit(_text(typed), _any_of([_together(typed), also]), (joined,))
        return None

    def _alternative(self, phrase: str) -> port.Query:
        """Return the query for a synonym; the words of a phrase stand beside each other."""
        words = self._analyser.words(phrase)
        if len(words) == 1:
            return port.Boost(word_query(words[0]), _ALSO_WEIGHT)
        pairs = tuple(port.Term(fields.PAIRS, fields.pair_term(a, b)) for a, b in pairwise(words))
        return port.Boost(port.AllOf(pairs), _ALSO_WEIGHT / len(pairs))


def _is_identifier(typed: Sequence[Typed]) -> bool:
    """Tell whether a series and a number follow: SOU 2020:55, dnr 2023/01234."""
    match typed[:2]:
        case [series, number] if _NUMBER.fullmatch(number.word.surface):
            known = series.word.surface in _SERIES
            return known or (series.text.isalpha() and series.text.isupper())
    return False


def _together(typed: Sequence[Typed]) -> port.Query:
    return all_of([word_query(one.word) for one in typed if not one.word.stop])


def _any_of(queries: Sequence[port.Query]) -> port.Query:
    return queries[0] if len(queries) == 1 else port.AnyOf(tuple(queries))


def _text(typed: Sequence[Typed]) -> str:
    return " ".join(one.text for one in typed)
