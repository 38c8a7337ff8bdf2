"""Which sentence of an article answers the question best?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from indexer.search.asked import Asked
from indexer.search.marks import MarkedMatch, Marker
from indexer.terms.passages import Passage

READ = 3
"""So many passages are read, those that may hold most of what is asked."""
_TITLE = 0.3
"""A word of the title, against one that is not."""
_HEADING = 0.5
"""A word in the heading above a passage, against one in the sentence."""
_PAIR = 0.4
"""A word beside the same word as in the question, against the word itself."""
_LIKENESS = (0.6, 1.0, 1.4)
"""A synonym or a part of a compound, another form of a word that was typed, and the word itself."""
_SURELY = 1.001
"""Makes up for how sums are rounded."""
_SENTENCE = re.compile(
    r"[.!?:\n](?:(?<=\n)(?<!-\n)\n*|(?<!\n)\s+(?=[^a-zåäö\s])|(?<=[a-zåäö]{2}[.!?])(?=[A-ZÅÄÖ][a-zåäö]))"
)
"""Where a sentence ends, at its last character; also where the blank after it is missing.

After a hyphen a line goes on in the next.
"""


class Sentence(NamedTuple):
    """A sentence, `start` to `end` of the text of a passage, of which `found` is all that matched.

    `strength` is its score against the weight of the whole question.
    """

    passage: int
    text: str
    start: int
    end: int
    found: Sequence[MarkedMatch] = ()
    score: float = 0.0
    strength: float = 0.0


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends; a line is one by itself.

    >>> find_sentences("Ett, t.ex. detta. Två.")
    [(0, 17), (18, 22)]
    """
    ends, starts = [], [0]
    for gap in _SENTENCE.finditer(text):
        start, end = gap.span()
        ends.append(start if text[start] == "\n" else start + 1)
        starts.append(end)
    return list(zip(starts, [*ends, len(text)], strict=True))


def find_best(
    passages: Sequence[Passage],
    title: str,
    possible: Mapping[int, Sequence[int]],
    marker: Marker,
    asked: Asked,
) -> list[Sentence]:
    """Return the best sentence of each passage that may answer, the best first; at most `READ`.

    Where nothing is asked, passages are left out that surely have no better one than the first.
    """
    return _Reading(passages, title, possible, marker, asked).best()


class _Matched(NamedTuple):
    """A sentence that holds something, with what and its keys."""

    start: int
    end: int
    found: list[MarkedMatch]
    keys: frozenset[int]


class _Reading:
    """Looks one article through."""

    def __init__(
        self,
        passages: Sequence[Passage],
        title: str,
        possible: Mapping[int, Sequence[int]],
        marker: Marker,
        asked: Asked,
    ) -> None:
        self._passages = passages
        self._possible = possible
        self._marker = marker
        self._asked = asked
        self._headings = {h: frozenset(marker.possible(h)) for h in {h for h, _, _ in passages}}
        self._weights = self._weigh(frozenset(marker.possible(title)))
        self._whole = sum(marker.weights) or 1.0

    def best(self) -> list[Sentence]:
        best: list[Sentence] = []
        least = 0.0
        for at in self._promising():
            if self._most(at) < least:
                continue
            if read := list(self._read(at)):
                best.append(max(read, key=lambda one: (one.score, -one.start)))
                least = 0.0 if self._asked.asks else max(least, best[-1].score)
        return sorted(best, key=lambda one: (-one.score, one.passage))

    def _weigh(self, title: frozenset[int]) -> list[float]:
        """Return what each key tells of where in the article the answer is.

        What stands everywhere in it tells little.
        """
        within = Counter(key for keys in self._possible.values() for key in set(keys))
        most = log(2 + len(self._passages))
        return [
            weight * (1 - log(1 + within[key]) / most) * (_TITLE if key in title else 1.0)
            for key, weight in enumerate(self._marker.weights)
        ]

    def _promising(self) -> list[int]:
        """Return the passages to read, those first whose words can tell most."""
        weights = self._weights
        promising = []
        for at, (heading, _, _) in enumerate(self._passages):
            keys, above = self._possible.get(at, ()), self._headings[heading]
            if keys or above:
                held = frozenset(keys)
                most = sum([weights[key] for key in held])
                most += _HEADING * sum([weights[key] for key in above if key not in held])
                promising.append((-most, at))
        return [at for _, at in sorted(promising)[:READ]]

    def _most(self, at: int) -> float:
        """Return more than any sentence of a passage scores, were all typed and side by side."""
        keys, above = self._possible.get(at, ()), self._headings[self._passages[at][0]]
        held = frozenset(keys)
        most = _LIKENESS[2] * sum([self._weights[key] for key in held])
        most += 2 * _PAIR * sum([self._weights[key] for key in keys])
        return _SURELY * (most + _HEADING * sum([self._weights[key] for key in above - held]))

    def _read(self, at: int) -> Iterator[Sentence]:
        """Yield the sentences that hold something, else the first where the heading does."""
        heading, text, _ = self._passages[at]
        weights, above = self._weights, self._headings[heading]
        spans = find_sentences(text)
        matched = self._marker.find(text)
        parted = _match_sentences(matched, spans)
        if not parted and above:
            yield Sentence(at, text, *spans[0], (), _HEADING * sum([weights[key] for key in above]))
        for start, end, found, own in parted:
            score = self._own_score(text, found)
            score += _HEADING * sum([weights[key] for key in above if key not in own])
            yield Sentence(at, text, start, end, matched, score, score / self._whole)

    def _own_score(self, text: str, found: Sequence[MarkedMatch]) -> float:
        """Return what the words of a sentence tell by themselves."""
        best: dict[int, float] = {}
        pairs = 0.0
        asked = self._asked
        for match in found:
            weight = self._weights[match.key]
            word = asked.word(text[match.start : match.end])
            likeness = asked.likeness(word)
            if likeness:
                pairs += weight * asked.neighbours(text, match.start, match.end, word)
            best[match.key] = max(weight * _LIKENESS[likeness], best.get(match.key, 0.0))
        return sum(best.values()) + _PAIR * pairs


def _match_sentences(
    found: Sequence[MarkedMatch], spans: Sequence[tuple[int, int]]
) -> list[_Matched]:
    """Return the sentences that hold any of what was found, in order."""
    inside: dict[tuple[int, int], list[MarkedMatch]] = {}
    place = 0
    for match in found:
        while match.start >= spans[place][1] and place + 1 < len(spans):
            place += 1
        inside.setdefault(spans[place], []).append(match)
    return [
        _Matched(start, end, matches, frozenset([match.key for match in matches]))
        for (start, end), matches in inside.items()
    ]
