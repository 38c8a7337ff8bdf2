"""What did the person mean? Answered from the words that the archive itself holds.

Nobody should have words put in their mouth. A word is replaced only when it is no known word, the
archive lacks it, and one candidate is near and clearly best; otherwise the person is asked, and
only when the candidate is really near.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from indexer.analyse import Standing
from indexer.analyse.stopwords import STOP_WORDS
from indexer.memo import Memo
from indexer.search.likeness import ALIKE, distance
from indexer.search.near_words import NearWords, undotted

RARER = 50
"""A form without dots gives way when the dotted one is this many times as common."""
REMEMBERED = 1000
"""So many guesses are kept, since a question may repeat its words and its planning does."""
SLIP = 3
"""A form that no dictionary has and the archive has no oftener may be a slip of an author's."""
_COMMONER = 100
"""So many times as common must be what is asked for in place of such a slip."""
_COMMON = 50
"""So often must the archive have what is asked for in place of a known word."""
_RELIABLE = 3
"""So often does it have a form that counts as a word although no dictionary has it."""
_SHORTEST = 4
_MEDIUM, _LONG, _VERY_LONG = 5, 8, 10
_LONGEST = 60
_PLAIN = 6
"""Letters; shorter unknown forms are names and brands as often as misspelt words."""
_LETTERS = frozenset("abcdefghijklmnoprstuvxyåäö")
"""Those of ordinary Swedish words."""
_SURE = 1.0
_CLEARLY = 0.25
"""A candidate is clearly best when any other is so much farther off."""
_EDITED_PART = 1.0
_COMMONNESS = 0.08
_LINKS = ("", "s", "o", "e")


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest word for a typed one; a `sure` one may take its place unasked.

    `known` tells that the typed word is in a dictionary itself.
    """

    word: str
    sure: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    word: str
    cost: float
    rank: float


class Speller:
    """Guesses words by their counts in the archive; read-only, safe to share between threads.

    `standing` tells how far a form is known to be a word; `others` are words that may be meant
    although the archive does not hold them, such as those of synonyms.
    """

    def __init__(
        self,
        counts: Mapping[str, float],
        standing: Callable[[str], Standing] = lambda _: Standing.UNKNOWN,
        others: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._counts = counts
        self._find_others = others
        self._standing = standing
        self._guessed = Memo(self._likeliest, REMEMBERED)

    def dotted(self, word: str) -> str | None:
        """Return the form with å, ä or ö that was surely meant: halsa → hälsa.

        None when the word is as common as it stands, or holds å, ä or ö already.
        """
        if word != undotted(word):
            return None
        forms = [form for form in self._by_undotted.get(word, ()) if form != word]
        best = max(forms, key=self._count, default=None)
        if best is None or self._count(best) < RARER * self._count(word):
            return None
        return best

    def joined(self, first: str, second: str) -> str | None:
        """Return the compound that was written apart: elev hälsa → elevhälsa."""
        found = [form for form in written_together(first, second) if form in self._counts]
        return max(found, key=self._count, default=None)

    def guess(self, word: str) -> Guess | None:
        """Return the likeliest word near a typed one, or None for one that is best left alone."""
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        return self._guessed[word]

    def is_near(self, typed: str, word: str) -> bool:
        """Tell whether one may have been typed for the other."""
        limit = _limit(typed)
        return abs(len(typed) - len(word)) <= limit and distance(typed, word, limit) <= limit

    def _likeliest(self, word: str) -> Guess | None:
        count = self._counts.get(word, 0.0)
        if word in self._others or count > SLIP or (count and len(word) < _PLAIN):
            return None
        standing = self._standing(word)
        if count and standing is not Standing.UNKNOWN:
            return None
        fewest = count * _COMMONER
        limit = _limit(word)
        if standing.in_dictionary:
            fewest, limit = _COMMON, min(limit, ALIKE)
        elif standing is Standing.COMPOUND:
            limit = min(limit, 1.0)
        near = self._near(word, limit, fewest)
        if not near:
            return self._mended(word) if standing is Standing.UNKNOWN and not count else None
        best = near[0]
        doubtful = count or standing is not Standing.UNKNOWN or not _is_plain(word)
        close = distance(word, best.word, _SURE, inflected=False) <= _SURE
        sure = not doubtful and close and self._is_ordinary(best.word)
        rivals = (one for one in near if not _same_word(one.word, best.word))
        rival = next(rivals, None)
        clear = rival is None or rival.rank - best.rank >= _CLEARLY
        return Guess(best.word, sure=sure and clear, known=standing.in_dictionary)

    def _mended(self, word: str) -> Guess | None:
        """Return the compound of which one part is misspelt: skolinspektön → skolinspektör."""
        found: list[tuple[float, str]] = []
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
            first, last = word[:at], word[at:]
            if any(self._standing(form) is Standing.LISTED for form in _unlinked(first)):
                found += ((one.rank, first + one.word) for one in self._near_part(last))
            if self._standing(last) is Standing.LISTED:
                found += ((one.rank, one.word + last) for one in self._near_part(first))
        compounds = (one for _, one in sorted(found) if self._is_ordinary(one))
        best = next(compounds, None)
        return Guess(best) if best else None

    def _near_part(self, part: str) -> list[_Candidate]:
        if len(part) <= _MEDIUM or self._standing(part) is not Standing.UNKNOWN:
            return []
        return self._near(part, min(_limit(part), _EDITED_PART), fewest=0)

    def _is_ordinary(self, word: str) -> bool:
        """Tell whether a word may take another's place: no stop word, name or foreign word."""
        if word in STOP_WORDS:
            return False
        return self._standing(word) in {Standing.LISTED, Standing.COMPOUND}

    def _near(self, word: str, limit: float, fewest: float) -> list[_Candidate]:
        """Return the words within the limit, the likeliest first."""
        found, edits = [], 1 if limit < 1 else 2
        for form in self._near_words.find(word, edits, self._count):
            count = self._count(form)
            if form == word or count < fewest or not self._may_be_meant(form):
                continue
            cost = distance(word, form, ALIKE if form in STOP_WORDS else limit)
            if cost <= limit:
                found.append(_Candidate(form, cost, cost - _COMMONNESS * math.log(count)))
        return sorted(found, key=lambda one: (one.rank, one.word))

    def _may_be_meant(self, form: str) -> bool:
        if form in self._others or self._count(form) >= _RELIABLE:
            return True
        return self._standing(form) is not Standing.UNKNOWN

    def _count(self, word: str) -> float:
        return self._counts.get(word, 0.0) or (1.0 if word in self._others else 0.0)

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(word for word in self._find_others() if word not in STOP_WORDS)

    @cached_property
    def _by_undotted(self) -> Mapping[str, list[str]]:
        """The words with å, ä or ö by the form without."""
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            if not word.isascii() and (form := undotted(word)) != word:
                groups[form].append(word)
        return groups

    def _begins_compounds(self, word: str) -> bool:
        """Tell a form that is only written before a hyphen: hälso- beside hälsa."""
        return word.endswith("o") and f"{word[:-1]}a" in self._counts

    @cached_property
    def _near_words(self) -> NearWords:
        """All words that can be guessed."""
        words = (word for word in (*self._counts, *self._others) if word.isalpha())
        kept = (one for one in words if len(one) <= _LONGEST and not self._begins_compounds(one))
        return NearWords(list(kept))


def written_together(first: str, second: str) -> list[str]:
    """Return the compounds that two words may form, with what may link them."""
    links = _LINKS if first[-1:] not in "aeiou" else ("", "s")
    return [first + link + second for link in links]


def _unlinked(first: str) -> tuple[str, ...]:
    """Return the words that may open a compound so: hälso is hälsa, skol is skola."""
    return first, first.removesuffix("s"), first.removesuffix("o") + "a"


def _is_plain(word: str) -> bool:
    """Tell whether the form looks like an ordinary Swedish word, not like a name or a brand."""
    return len(word) >= _PLAIN and _LETTERS.issuperset(word)


def _limit(word: str) -> float:
    """Return how far from a word of its length another may be and still be meant."""
    if len(word) < _MEDIUM:
        return ALIKE
    if len(word) == _MEDIUM:
        return 0.9
    if len(word) < _LONG:
        return 1.0
    return 1.6 if len(word) < _VERY_LONG else 2.0


def _same_word(one: str, other: str) -> bool:
    """Tell roughly whether two are forms of one word: all but the last letters are the same."""
    longest = max(len(one), len(other))
    shared = max(longest - 3, 3)
    return one[:shared] == other[:shared]
