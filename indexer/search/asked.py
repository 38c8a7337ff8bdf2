"""What does a question ask for, besides that its words be there?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from indexer.analyse import Analyser, Word
from indexer.search.filler import QUESTION_WORDS

_NUMBER = re.compile(
    r"\bhur (?:många|mycket|länge|lång|långt|ofta|stor|stort|stora|gammal|gamla|hög|högt)\b"
    r"|\bvilk(?:et|a) (?:år|datum|nummer|belopp)\b"
    r"|^när\b|\bnär (?:är|var|ska|måste)\b|\bkostar\b",
    re.IGNORECASE,
)
_NEAR = 30
"""Characters within which the neighbour of a word is looked for."""
_SIGNS = "()[]\"”“’'»«.,:;!?…–—•/"
"""What begins or ends with one of these is no word of a question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed.

    `pairs` are its neighbouring words by their base words, which stand first and second in one;
    `asks` tells that it is a question and no mere words, and `wants_number` that a number, a date
    or a sum is the answer.
    """

    text: str
    surfaces: frozenset[str]
    terms: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    firsts: frozenset[str]
    seconds: frozenset[str]
    asks: bool
    wants_number: bool
    word: Callable[[str], Word]
    base: Callable[[str], str]

    def likeness(self, word: Word) -> int:
        """Return 2 for a word that was typed, 1 for another form of it, 0 for anything else."""
        if word.surface in self.surfaces:
            return 2
        return 0 if self.terms.isdisjoint(word.main) else 1

    def neighbours(self, text: str, start: int, end: int, word: Word) -> int:
        """Return how many of the words beside this one stand beside it in the question too."""
        found = 0
        if word.base in self.seconds and start > 1 and text[start - 1] == " ":
            before = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
            found += _may_be_asked(before) and (self.base(before), word.base) in self.pairs
        if word.base in self.firsts and text.startswith(" ", end):
            after = text[end + 1 : end + _NEAR].split(" ", 1)[0].rstrip(".,:;!?)")
            found += _may_be_asked(after) and (word.base, self.base(after)) in self.pairs
        return found


def _may_be_asked(text: str) -> bool:
    """Tell whether a text may be a word; with signs about it, it would take long to analyse."""
    return text[:1] not in _SIGNS and text[-1:] not in _SIGNS


def read_asked(text: str, analyser: Analyser) -> Asked:
    """Read the question as it was typed."""
    words = analyser.words(text)
    surfaces = frozenset(word.surface for word in words)
    asks = text.rstrip().endswith("?") or not QUESTION_WORDS.isdisjoint(surfaces)
    return Asked(
        text=text,
        surfaces=surfaces,
        terms=frozenset(term for word in words for term in word.main),
        firsts=frozenset(word.base for word in words[:-1]),
        seconds=frozenset(word.base for word in words[1:]),
        pairs=frozenset((first.base, second.base) for first, second in pairwise(words)),
        asks=asks and len(words) > 1,
        wants_number=bool(_NUMBER.search(text)),
        word=analyser.word,
        base=analyser.base,
    )
