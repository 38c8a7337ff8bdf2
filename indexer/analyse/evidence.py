"""Weigh how likely a form is to open, or close, a compound.

The evidence is the logarithm of how many listed words the form builds on that side (`families`),
with something added for what the dictionary says of it, and for its length: short forms turn up
in words by chance. No archive has a say in it, so that a word is split alike in all of them; what
that costs, and what each weight is worth, `python -m tests.bench splitting` measures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.analyse.exceptions import Exceptions
from indexer.analyse.lexicon import Lexicon
from indexer.memo import Memo

_REMEMBERED = 300_000
_SCALE = 60.0
"""Listed words: a form that builds so many has evidence 0 before its length is heeded."""
_SURE, _PATTERN = 2.0, 0.1
"""Listed words that count beside the family: where the dictionary says that the form may stand so,
and where only its pattern does."""
_LONG_NAME = 5
"""Letters of a name that opens words as surely as any word: kyoto, not ove."""
_BY_LENGTH = (-9.0, -9.0, -3.0, -1.5, 0.0, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Evidence (natural logarithm) added for a form of so many letters; the last for all longer."""
_SHORTEST = 2
_SHORT = 3
"""Letters; shorter forms must be among those named below."""
_SHORT_PATTERN = -0.7
"""Evidence added for a form of `_SHORT` letters that only its pattern vouches for."""
_TINY_OPENERS = frozenset({"bo", "el", "is", "ny", "rå", "sy", "tv", "yt", "ål", "år", "öl"})
_TINY_CLOSERS = frozenset({"bo", "by", "kö", "tå", "år", "öl"})


@dataclass(frozen=True, slots=True)
class Families:
    """How many listed words each form opens and each word closes; parts of a word are shared.

    `bound` are forms that open many words and are none themselves: tele-, geo-.
    """

    openers: Mapping[str, float]
    closers: Mapping[str, float]
    bound: frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """A form as one side of a compound: its base word and the evidence for it.

    `elsewhere` is the evidence that is left when one word with this part is not counted.
    """

    base: str
    evidence: float
    elsewhere: float


class Evidence:
    """Reads forms as parts of compounds; remembers what it has read."""

    def __init__(
        self,
        lexicon: Lexicon,
        families: Families,
        exceptions: Exceptions,
    ) -> None:
        self._lexicon = lexicon
        self._families = families
        self._exceptions = exceptions
        bound = families.bound | exceptions.openers
        self._beginnings = {word[:end] for word in bound for end in range(len(word) + 1)}
        self._bound_closers = tuple(exceptions.closers)
        self._openers = Memo(self._begin, _REMEMBERED)
        self._closers = Memo(self._read_closer, _REMEMBERED)

    def opener(self, form: str) -> Side | None:
        """Return how the form opens a compound, if it can."""
        return self._openers[form][0]

    def openers(self, word: str, start: int, furthest: int) -> tuple[list[tuple[int, Side]], int]:
        """Return the forms that may open a compound from here on, each with its end.

        Returns besides a place such that no listed word begins with what stands before it.
        """
        found: list[tuple[int, Side]] = []
        for end in range(start + _SHORTEST, furthest + 1):
            opener, leads = self._openers[word[start:end]]
            if opener is not None:
                found.append((end, opener))
            if not leads:
                return found, end - 1
        return found, len(word) + 1

    def stem_end(self, word: str) -> int:
        """Return the place before which a listed word must be like any closer of this word."""
        if word.endswith(self._bound_closers):
            return 0
        return len(word) - self._lexicon.longest_ending(word)

    def closer(self, form: str) -> Side | None:
        """Return how the form closes a compound, if it can."""
        return self._closers[form]

    def prefix(self, form: str) -> float | None:
        """Return the evidence that the form, which opens no compound, begins a word."""
        if form not in self._exceptions.never_first:
            return None
        return math.log((_PATTERN + self._families.openers.get(form, 0.0)) / _SCALE)

    def _begin(self, form: str) -> tuple[Side | None, bool]:
        """Return how the form opens a compound, and whether a longer one that begins so may."""
        leads = form[:-1] in self._beginnings or self._lexicon.leads(form)
        return self._read_opener(form), leads

    def _read_opener(self, form: str) -> Side | None:
        if form in self._exceptions.never_first:
            return None
        if len(form) < _SHORT and form not in _TINY_OPENERS:
            return None
        if form in self._exceptions.openers:
            words = {form: True}
        else:
            words = self._lexicon.openers(form)
            if not words and form in self._families.bound:
                words = {form: False}
        if not words:
            return None
        base = max(words, key=lambda word: (word == form, -len(word)))
        count = self._families.openers.get(form, 0.0)
        long_name = len(form) >= _LONG_NAME and self._lexicon.is_name(base)
        return self._weigh(form, base, count, sure=long_name or any(words.values()))

    def _read_closer(self, form: str) -> Side | None:
        never = self._exceptions.never_last
        if form in never or (len(form) < _SHORT and form not in _TINY_CLOSERS):
            return None
        words = {
            word: sure
            for word, sure in self._lexicon.closers(form).items()
            if word not in never and (len(word) >= _SHORT or word in _TINY_CLOSERS)
        }
        if not words and form in self._exceptions.closers:
            words = {form: True}
        if not words:
            return None
        counts = self._families.closers
        base = max(words, key=lambda word: (counts.get(word, 0.0), -len(word)))
        return self._weigh(form, base, counts.get(base, 0.0), sure=any(words.values()))

    def _weigh(self, form: str, base: str, count: float, *, sure: bool) -> Side:
        prior = _SURE if sure else _PATTERN
        by_length = _BY_LENGTH[min(len(form), len(_BY_LENGTH) - 1)]
        if not sure and len(form) <= _SHORT:
            by_length += _SHORT_PATTERN
        return Side(
            base,
            math.log((prior + count) / _SCALE) + by_length,
            math.log((prior + max(count - 1, 0)) / _SCALE) + by_length,
        )
