"""Which of many words are a few letters, or a sound, from a typed one?"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.search.likeness import sounds

_MOST = 60
"""So many words are found at most, the nearest and commonest."""
_UNDOTTED = str.maketrans("åäöéèêëüæøáàôñç", "aaoeeeeuaoaaonc")

_Groups = Mapping[int, tuple[list[str], list[str]]]
"""Forms and the words that they stand for, by the length of the form."""


class NearWords:
    """Words by their letters without dots, and by how they sound; read-only."""

    def __init__(self, words: Sequence[str]) -> None:
        self._by_letters = _by_length(map(undotted, words), words)
        self._by_sound = _by_length(sounds(words), words)

    def find(self, word: str, edits: int, count: Callable[[str], float]) -> list[str]:
        """Return words within so many edits, or one edit of the sound, those of high count."""
        from rapidfuzz import process  # noqa: PLC0415 - needed only when a word is not found
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        (sound,) = sounds([word])
        found: dict[str, float] = {}
        ways = ((undotted(word), edits, self._by_letters), (sound, 1, self._by_sound))
        for form, within, groups in ways:
            for length in range(len(form) - within, len(form) + within + 1):
                forms, words = groups.get(length, ((), ()))
                for _, far, at in process.extract(
                    form, forms, scorer=OSA.distance, score_cutoff=within, limit=None
                ):
                    found[words[at]] = min(far, found.get(words[at], far))
        return heapq.nsmallest(_MOST, found, key=lambda one: (found[one], -count(one)))


def undotted(word: str) -> str:
    """Return the word without dots, rings and accents: a for å and ä, o for ö."""
    return word.translate(_UNDOTTED)


def _by_length(forms: Iterable[str], words: Iterable[str]) -> _Groups:
    groups: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for form, word in zip(forms, words, strict=True):
        same_length = groups[len(form)]
        same_length[0].append(form)
        same_length[1].append(word)
    return dict(groups)
