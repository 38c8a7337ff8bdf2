"""How far is a typed word from another, by the mistakes that people make in Swedish?

An edit costs 1. What sounds alike or only looks different costs less: a letter that should have
been doubled, missing dots, e for ä, å for o, the spellings of one sound (sj, sk, stj).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

ALIKE = 0.3
"""Another spelling of the same sound, or a letter doubled or not."""
_SWAPPED = 0.8
"""Two letters in each other's place, or a vowel for another."""
_ENDING = 0.5
_DROPPED_VOWEL = 0.9
_EDIT = 1.0
_FIRST = 2.0
"""What is added when a word begins with another sound: people know how their word begins."""
_FIRST_VOWEL = 0.5

_ENDINGS = ("a", "ar", "e", "en", "er", "et", "n", "na", "or", "r", "s", "t")
_SHORTEST_STEM = 4
_VOWELS = frozenset("aeiouyåäöéü")
_SPELLINGS = (
    ("sj", "skj", "stj", "sch", "sh", "ch", "sk"),
    ("tj", "kj", "ch", "k"),
    ("j", "g", "gj", "lj", "dj", "hj", "i"),
    ("k", "c", "ck", "q", "ch", "qu"),
    ("s", "c", "z", "sc"),
    ("v", "w", "hv"),
    ("f", "ph"),
    ("x", "ks", "cks", "gs"),
    ("kv", "qu", "q"),
    ("t", "th", "dt"),
    ("r", "rh"),
    ("tion", "sion", "ssion", "sjon", "chon"),
    ("ng", "gn", "ngn"),
    ("a", "á", "à"),
    ("o", "å"),
    ("e", "ä", "é", "è"),
    ("ö", "ø"),
    ("u", "ü"),
    ("ai", "aj"),
    ("ei", "ej", "äj", "eg"),
)
"""Groups of spellings that stand for the same sound."""
_LONGEST_SPELLING = max(len(spelling) for group in _SPELLINGS for spelling in group)
_UNDOTTED = (("a", "å"), ("a", "ä"), ("o", "ö"))
"""What is typed for want of dots. Nobody types dots that he does not mean."""

_FOLDED = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        ("[tc]ion|ssion|sion|sjon|chon", "xon"),
        ("stj|skj|sch|sj|sh", "x"),
        ("^[tk]j|^k(?=[eiyäö])", "č"),
        ("^[dghl]j|^g(?=[eiyäö])", "j"),
        ("ck|qu?|ch", "k"),
        ("c(?=[eiyéäö])|z", "s"),
        ("c", "k"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("w|hv", "v"),
        ("[äéè]", "e"),
        ("å", "o"),
        (r"([^\n])\1+", r"\1"),
    )
)
"""Applied in order, these leave what sounds alike the same."""


def _by_endings() -> dict[tuple[str, str], list[tuple[str, str]]]:
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    spellings = (pair for group in _SPELLINGS for pair in permutations(group, 2))
    for one, other in (*spellings, *_UNDOTTED):
        pairs[one[-1], other[-1]].append((one, other))
    return dict(pairs)


_PAIRS = _by_endings()
_BEGINNINGS = {(one[0], other[0]) for pairs in _PAIRS.values() for one, other in pairs}


def sounds(words: Sequence[str]) -> list[str]:
    """Return of each word a form that it shares with words that sound alike.

    All are folded as one text, which for a hundred thousand words takes a tenth of a second.
    """
    text = "\n".join(words)
    for pattern, sound in _FOLDED:
        text = pattern.sub(sound, text)
    return text.split("\n") if words else []


def distance(typed: str, word: str, limit: float, *, inflected: bool = True) -> float:
    """Return what the mistakes cost that make the word the typed one; above the limit, inf.

    With `inflected`, one of the two may have an ending besides.

    >>> distance("kommité", "kommitté", 1), distance("halsa", "hälsa", 1)
    (0.3, 0.3)
    """
    if not _begin_alike(typed, word):
        return math.inf
    costs: list[list[float]] = [[0.0] * (len(word) + 1) for _ in range(len(typed) + 1)]
    within = 0
    for i in range(len(typed) + 1):
        for j in range(len(word) + 1):
            if i or j:
                costs[i][j] = _cheapest(typed, i, word, j, costs)
        if min(costs[i]) <= limit:
            within = i
        elif i - within >= _LONGEST_SPELLING:
            return math.inf
    found = costs[-1][-1]
    if inflected:
        found = min(found, _otherwise_inflected(typed, word, costs))
    found = round(found, 2)
    return found if found <= limit else math.inf


def _otherwise_inflected(typed: str, word: str, costs: Sequence[Sequence[float]]) -> float:
    """Return the cost when one of the words has an ending besides: rektro, rektorn."""
    found = math.inf
    for ending in _ENDINGS:
        if word.endswith(ending, _SHORTEST_STEM):
            found = min(found, costs[-1][-1 - len(ending)] + _ENDING)
        if typed.endswith(ending, _SHORTEST_STEM):
            found = min(found, costs[-1 - len(ending)][-1] + _ENDING)
    return found


def _begin_alike(typed: str, word: str) -> bool:
    """Tell whether the words may begin with the same sound, or the same two letters swapped."""
    one, other = typed[:1], word[:1]
    if one == other or {one, other} <= _VOWELS or typed[:2] == word[:2][::-1]:
        return True
    return (one, other) in _BEGINNINGS


def _cheapest(typed: str, i: int, word: str, j: int, costs: list[list[float]]) -> float:
    """Return the least cost of making the first j letters of the word the first i typed."""
    if i and j and typed[i - 1] == word[j - 1]:
        best = costs[i - 1][j - 1]
    elif i and j:
        first = i == j == 1
        best = costs[i - 1][j - 1] + _substitution(typed[i - 1], word[j - 1], first=first)
    else:
        best = math.inf
    if i:
        best = min(best, costs[i - 1][j] + _first(i, j) + _extra(typed, i - 1))
    if j:
        best = min(best, costs[i][j - 1] + _first(i, j) + _extra(word, j - 1))
    if i > 1 and j > 1 and typed[i - 2 : i] == word[j - 2 : j][::-1]:
        best = min(best, costs[i - 2][j - 2] + _SWAPPED)
    if i and j:
        for one, other in _PAIRS.get((typed[i - 1], word[j - 1]), ()):
            if typed.endswith(one, 0, i) and word.endswith(other, 0, j):
                best = min(best, costs[i - len(one)][j - len(other)] + ALIKE)
    return best


def _first(i: int, j: int) -> float:
    return _FIRST if max(i, j) == 1 else 0.0


def _substitution(typed: str, letter: str, *, first: bool) -> float:
    if typed in _VOWELS and letter in _VOWELS:
        return _SWAPPED + (_FIRST_VOWEL if first else 0.0)
    return _EDIT + (_FIRST if first else 0.0)


def _extra(word: str, at: int) -> float:
    """Return the cost of a letter that stands in one of the words only."""
    letter = word[at]
    if letter in (word[at - 1 : at], word[at + 1 : at + 2]):
        return ALIKE
    return _DROPPED_VOWEL if letter in _VOWELS else _EDIT
