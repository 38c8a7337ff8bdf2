"""What did the person mean? Answered from the words that the archive itself holds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from indexer.memo import Memo

MAX_DISTANCE = 2
RARER = 50
"""A form without dots gives way when the dotted one is this many times as common."""
REMEMBERED = 1000
"""So many suggestions are kept, since a question may repeat its words and its planning does."""
_SHORTEST = 4
_DIACRITIC = 0.3
_COMMONNESS = 0.12
_LINKS = ("", "s", "o", "e")
_UNDOTTED = str.maketrans("åäöéèêëüæøáàôñç", "aaoeeeeuaoaaonc")


class Speller:
    """Suggests words by their counts in the archive; read-only, safe to share between threads."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self._counts = counts
        self._suggested = Memo(self._likeliest, REMEMBERED)

    def has(self, word: str) -> bool:
        """Tell whether the archive has the word in this very form."""
        return word in self._counts

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
        forms = (first + link + second for link in self._links(first))
        found = [form for form in forms if form in self._counts]
        return max(found, key=self._count, default=None)

    def suggest(self, word: str) -> str | None:
        """Return the likeliest word within two edits, å ä ö counting little, or None."""
        return self._suggested[word]

    def _likeliest(self, word: str) -> str | None:
        from rapidfuzz import process  # noqa: PLC0415 - needed only when a word is not found
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        if len(word) < _SHORTEST or not word.isalpha():
            return None
        folded = undotted(word)
        limit = 1 if len(word) == _SHORTEST else MAX_DISTANCE
        near: list[tuple[float, str]] = []
        for length in range(len(folded) - limit, len(folded) + limit + 1):
            found = process.extract(
                folded,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=limit,
                limit=None,
            )
            for form, distance, _ in found:
                near += [(self._cost(word, real, distance), real) for real in self._real(form)]
        best = min((option for option in near if option[1] != word), default=None)
        return best[1] if best else None

    def _cost(self, typed: str, candidate: str, distance: float) -> float:
        mismatches = sum(
            a != b and undotted(a) == undotted(b) for a, b in zip(typed, candidate, strict=False)
        )
        return distance + _DIACRITIC * mismatches - _COMMONNESS * math.log(self._count(candidate))

    def _count(self, word: str) -> float:
        return self._counts.get(word, 0)

    def _real(self, folded: str) -> list[str]:
        own = [folded] if folded in self._counts else []
        return own + [form for form in self._by_undotted.get(folded, ()) if form != folded]

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
    def _by_length(self) -> Mapping[int, list[str]]:
        """All words that can be suggested, without dots, by their length."""
        groups: dict[int, set[str]] = defaultdict(set)
        for word in self._counts:
            if word.isalpha() and not self._begins_compounds(word):
                groups[len(word)].add(undotted(word))
        return {length: sorted(words) for length, words in groups.items()}

    @staticmethod
    def _links(first: str) -> tuple[str, ...]:
        return _LINKS if first[-1:] not in "aeiou" else ("", "s")


def undotted(word: str) -> str:
    """Return the word without dots, rings and accents: a for å and ä, o for ö."""
    return word.translate(_UNDOTTED)
