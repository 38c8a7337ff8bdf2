"""What else is searched for the same thing: missing dots, words written apart, synonyms.

A question's words become clauses, each of which an article should hold in one way or another.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.analyse import Analyser, Standing, Word
from indexer.analyse.known_acronyms import is_in_capitals
from indexer.analyse.tokens import fold_accents
from indexer.engines import port
from indexer.search.acronyms import Acronyms
from indexer.search.queries import all_of, any_of, by_itself, part_query, word_query
from indexer.search.query_words import QueryWord, text_of
from indexer.search.spelling import Guess, Speller, written_together
from indexer.search.synonyms import Synonyms
from indexer.terms import fields

ALSO_WEIGHT = 0.8
"""What is searched besides counts this much of what was typed."""
_SHORTEST = 3
"""Of words that were written together or apart, none is shorter; chance has too many of those."""
_ENDING = 8
"""Letters at the end of a form that its base word may lack: nyårsafton, of nyårsaftnarnas."""
_CHANGED_VOWELS = "äö"


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that an article should hold; `also` is what is searched besides what was typed.

    `typed` is the query for what was typed, where it counts for more than its synonyms.
    """

    text: str
    query: port.Query
    also: tuple[str, ...] = ()
    typed: port.Query | None = None


class Widening:
    """Makes clauses of typed words."""

    def __init__(
        self,
        analyser: Analyser,
        speller: Speller,
        synonyms: Synonyms,
        acronyms: Acronyms,
        engine: port.Engine,
    ) -> None:
        self._analyser = analyser
        self._speller = speller
        self._synonyms = synonyms
        self._engine = engine
        self.acronyms = acronyms

    def clauses(self, typed: Sequence[QueryWord], *, exact: bool, long: bool) -> list[Clause]:
        """Return the clauses of the words in order; stop words outside phrases make none.

        With `exact`, only what was typed is searched. In a long question, a word that the archive
        lacks is searched as it was surely meant; a short one is rather asked about.
        """
        clauses: list[Clause] = []
        at = 0
        while at < len(typed):
            taken, clause = self._next(typed[at:], exact=exact, long=long)
            at += taken
            if clause:
                clauses.append(clause)
        return list({clause.query: clause for clause in reversed(clauses)}.values())[::-1]

    def guess(self, typed: QueryWord) -> Guess | None:
        """Return what may have been meant, never sure for a word with a capital.

        None when synonyms or missing dots tell already what is searched for it.
        """
        word = typed.word
        if word.forms or is_in_capitals(typed.text):
            return None
        if self._synonyms.alternatives([word]):
            return None
        if self._speller.dotted(word.surface):
            return None
        guess = self._speller.guess(word.surface)
        if guess is None or (guess.known and self._is_known(by_itself(word.main))):
            return None
        return guess if typed.text.islower() else replace(guess, sure=False)

    def _next(
        self, typed: Sequence[QueryWord], *, exact: bool, long: bool
    ) -> tuple[int, Clause | None]:
        if reference := typed[0].reference:
            query = reference.preferred if long else reference.query
            return 1, Clause(typed[0].text, query)
        if not exact:
            for length in range(min(self._synonyms.longest, len(typed)), 1, -1):
                if clause := self._phrase(typed[:length]):
                    return length, clause
            if clause := self._written_apart(typed[:2], long=long):
                return 2, clause
        if typed[0].word.stop:
            return 1, None
        if exact:
            return 1, Clause(typed[0].text, word_query(typed[0].word))
        clause = self._single(typed[0])
        return 1, clause if clause.also else self._unknown(typed[0], long=long) or clause

    def _unknown(self, typed: QueryWord, *, long: bool) -> Clause | None:
        """Return the clause of a word that the archive lacks: its parts, or what was meant."""
        query = word_query(typed.word)
        if typed.word.forms or _has_digit(typed.word) or self._is_known(query):
            return None
        if self._analyser.standing(typed.word.surface) is Standing.ENGLISH:
            return None
        others: port.Query
        meant = self.guess(typed)
        if long and meant and not self._same_parts(typed.word, meant.word):
            others, also = word_query(self._analyser.word(meant.word)), meant.word
        elif found := self._parts(typed.word):
            others, also = all_of(list(found.values())), " + ".join(found)
        elif meant is None and (apart := self._apart(typed.word.surface)):
            also, others = apart
        else:
            return None
        return Clause(typed.text, port.AnyOf((query, port.Boost(others, ALSO_WEIGHT))), (also,))

    def _same_parts(self, word: Word, other: str) -> bool:
        """Tell whether the compounds are built of the same words, linked in different ways."""
        parts = self._analyser.split(word.surface)
        return bool(parts) and parts == self._analyser.split(other)

    def _apart(self, surface: str) -> tuple[str, port.Word] | None:
        """Return two words that were written together, and stand side by side in the archive."""
        for at in range(_SHORTEST, len(surface) - _SHORTEST + 1):
            first, second = words = [surface[:at], surface[at:]]
            one, other = map(self._analyser.word, words)
            query = port.Word((port.Variant(fields.PAIRS, fields.pair_term(one, other)),))
            if not (one.stop or other.stop) and self._is_known(query):
                return f"{first} {second}", query
        return None

    def _parts(self, word: Word) -> dict[str, port.Word]:
        """Return the longest parts that the archive has, from left to right, with their queries."""
        spans: dict[tuple[int, int], list[str]] = {}
        for part in word.parts:
            spans.setdefault((part.start, part.end), []).append(part.term)
        found: dict[str, port.Word] = {}
        at = 0
        while following := sorted(
            (s for s in spans if s[0] in (at - 1, at) and s[1] > at), key=_end
        ):
            queries = [(span, part_query(spans[span])) for span in reversed(following)]
            known = (one for one in queries if self._is_known(one[1]))
            (start, at), query = next(known, queries[-1])
            found[word.surface[start:at]] = query
        return found

    def _single(self, typed: QueryWord) -> Clause:
        query = word_query(typed.word)
        dotted = None if typed.word.forms else self._speller.dotted(typed.word.surface)
        also = [dotted] if dotted else []
        variants = query.variants
        if dotted:
            variants += word_query(self._analyser.word(dotted)).variants
        others = self._synonyms.alternatives([typed.word])
        own = port.Word(tuple(dict.fromkeys(variants)))
        return self._beside(Clause(typed.text, own, tuple(also)), others)

    def _phrase(self, typed: Sequence[QueryWord]) -> Clause | None:
        others = self._synonyms.alternatives([one.word for one in typed])
        return self._beside(Clause(text_of(typed), _together(typed)), others) if others else None

    def _beside(self, clause: Clause, synonyms: Sequence[str]) -> Clause:
        """Return the clause with its synonyms, each of which is an answer too."""
        if not synonyms:
            return clause
        query = port.AnyOf((clause.query, *map(self._alternative, synonyms)))
        return Clause(clause.text, query, (*clause.also, *synonyms), typed=clause.query)

    def _written_apart(self, typed: Sequence[QueryWord], *, long: bool) -> Clause | None:
        match typed:
            case [first, second] if not any(one.word.stop or one.word.forms for one in typed):
                joined = self._speller.joined(first.word.surface, second.word.surface)
                if joined or (not long and (joined := self._compound_of(first.word, second.word))):
                    also = word_query(self._analyser.word(joined))
                    return Clause(text_of(typed), any_of([_together(typed), also]), (joined,))
        return None

    def _compound_of(self, first: Word, second: Word) -> str | None:
        """Return the compound of two words if the archive has it, though in another form.

        Nearly all that stand beside each other have none, which shows sooner than it is analysed.
        """
        if min(len(first.surface), len(second.surface)) < _SHORTEST:
            return None
        known = {*first.main, *second.main}
        for form in written_together(first.surface, second.surface):
            if not self._may_have(form, known, second.surface):
                continue
            word = self._analyser.word(form)
            terms = set(word.main) - known
            if self._is_known(by_itself(terms)) and self._is_swedish(form):
                return form
        return None

    def _may_have(self, form: str, known: Collection[str], last: str) -> bool:
        """Tell whether the archive has a base word that the form may be of, besides known ones.

        Only the last part of a compound is inflected, and but for a changed vowel (gräsänder, of
        gräsand) not in its first letter.
        """
        folded = fold_accents(form)
        kept = len(form) - len(last) + (last[0] not in _CHANGED_VOWELS)
        begins = folded[: max(kept, len(folded) - _ENDING)]
        bases = self._engine.vocabulary(fields.TEXT, begins)
        return any(len(base) <= len(folded) + 1 and base not in known for base in bases)

    def _is_known(self, query: port.Word) -> bool:
        """Tell whether any article has the word, by itself or inside another."""
        variants = query.variants
        return any(self._engine.frequencies(one.field, [one.term])[0] for one in variants)

    def _is_swedish(self, form: str) -> bool:
        return self._analyser.standing(form) in {Standing.LISTED, Standing.COMPOUND}

    def _alternative(self, phrase: str) -> port.Query:
        """Return the query for a synonym; the words of a phrase stand beside each other."""
        words = self.acronyms.words(phrase)
        if len(words) == 1:
            return port.Boost(word_query(words[0]), ALSO_WEIGHT)
        pairs = tuple(port.Term(fields.PAIRS, fields.pair_term(a, b)) for a, b in pairwise(words))
        return port.Boost(port.AllOf(pairs), ALSO_WEIGHT / len(pairs))


def _has_digit(word: Word) -> bool:
    """Tell whether a word has a digit: it is then nothing but what it is."""
    return any(map(str.isdigit, word.surface))


def _end(span: tuple[int, int]) -> int:
    return span[1]


def _together(typed: Sequence[QueryWord]) -> port.Query:
    return all_of([word_query(one.word) for one in typed if not one.word.stop])
