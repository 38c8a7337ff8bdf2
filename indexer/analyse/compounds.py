"""Cut Swedish compounds into the words that they are built of.

A word is cut where the evidence for its parts is best. A listed word is cut more readily than
an unknown one, because it is Swedish; its forms and derivations are cut where it is cut itself
(vinsten as vinst, ändringar as ändra), and a part that is a compound is cut further.

The weights are of the evidence's scale, natural logarithms; `python -m tests.bench splitting`
measures what each is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.analyse.evidence import Evidence
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.hunspell import FORM
from indexer.analyse.lexicon import Lexicon
from indexer.memo import Memo

LONGEST = 60
"""Letters; longer words are never split, which keeps the time for any text linear."""

_SHORTEST = 4
"""Letters of the shortest word that may be a compound: elål."""
_SHORTEST_STEM = 3
"""Letters that a word must have before the ending by which it is derived from a verb."""
_SHORTEST_PART = 2
_TRIED = 5
"""Letters of the longest last parts that are tried before any first part is."""
_BEGINNING = 3
"""Letters by which most words are told from those that are no compounds."""
_REMEMBERED = 300_000
_BOUNDARY = 3.5
"""Evidence that each part costs beyond the two that are needed."""
_PER_PART = 3.0
"""What a third and each further part may cost more than what is needed for two."""
_RESTORED = 3.0
"""Evidence that it costs to read two consonants as three: lättillgänglig."""
_INFLECTED_OTHERWISE = 3.0
"""Evidence that it costs a listed word to be inflected otherwise than its last part: examin-and."""
_LISTED_NEEDS = -8.0
"""The least evidence that cuts a listed word, which is Swedish whatever it is built of."""
_VERB_NEEDS = -4.5
"""The same for a listed word that is a verb and nothing else; few verbs are compounds."""
_UNLISTED_NEEDS = -5.0
"""The same for a word that is not listed, which may be of any language, or misspelt."""
_NAME_NEEDS = -1.0
"""The same for a word that is listed as a name alone."""
_DERIVATIONS = ("ningen", "ning", "ande", "ende", "else", "ing", "are", "bar", "ad")
_VOWELS = frozenset("aeiouyåäö")
_NEVER = -math.inf


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a compound: `word[start:end]` is its surface, `base` the word it stands for.

    Parts follow on each other, or share a letter where two consonants stand for three.
    """

    surface: str
    base: str
    start: int
    end: int


class Compounds:
    """Splits words; remembers what it has split."""

    def __init__(
        self,
        lexicon: Lexicon,
        evidence: Evidence,
        exceptions: Exceptions,
        stem: Callable[[str], str],
    ) -> None:
        self._lexicon = lexicon
        self._evidence = evidence
        self._stem = stem
        self._whole = frozenset(map(stem, exceptions.whole)) | exceptions.whole
        self._whole_begins = {word[:_BEGINNING] for word in self._whole}
        self._reviewed = {_join(surfaces): surfaces for surfaces in exceptions.splits}
        self._shortest = Memo(self._find_shortest, _REMEMBERED)
        self._splits = Memo(self._split, _REMEMBERED)

    def split(self, word: str) -> tuple[Cut, ...]:
        """Return the parts of a case-folded word in order, none when it is no compound."""
        if not _SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return ()
        return self._splits[word]

    def _split(self, word: str) -> tuple[Cut, ...]:
        self._splits[word] = ()  # a base that leads back here ends the search
        bases = self._lexicon.bases(word)
        if self._is_whole(word, bases):
            return ()
        for base in (word, *bases):
            if base in self._reviewed:
                return _inherit(word, base, self._review(base))
        if self._lexicon.is_name(word):
            return self._split_name(word)
        origin = self._origin(word, bases)
        if origin is not None:
            return _inherit(word, origin, self.split(origin))
        parts = self._cut(word, listed=bool(bases), needed=self._threshold(bases))
        return tuple(self._resplit(self._keep_whole(word, parts)))

    def _is_whole(self, word: str, bases: Mapping[str, str]) -> bool:
        """Tell whether review found the word, in this form or another, to be no compound."""
        if not self._whole.isdisjoint((word, word.removesuffix("s"), *bases)):
            return True
        if word[:_BEGINNING] not in self._whole_begins:  # nor does its stem, which takes longer
            return False
        ends = range(_BEGINNING, len(word))
        return any(word[:end] in self._whole for end in ends) and self._stem(word) in self._whole

    def _keep_whole(self, word: str, parts: list[Cut]) -> list[Cut]:
        """Return the parts, those together again that only look like parts: gotlands-gruppen."""
        kept = parts[:1]
        for part in parts[1:]:
            joined = word[kept[-1].start : part.end]
            base = joined.removesuffix("s")
            if part.end < len(word) and base in self._whole:
                kept[-1] = Cut(joined, base, kept[-1].start, part.end)
            else:
                kept.append(part)
        return kept

    def _split_name(self, word: str) -> tuple[Cut, ...]:
        """Split the names of authorities (Skolverket), which end in a definite form; no others."""
        parts = self._cut(word, listed=True, needed=_NAME_NEEDS)
        if not parts or parts[-1].surface == parts[-1].base:
            return ()
        return tuple(self._resplit(parts))

    def _review(self, word: str) -> tuple[Cut, ...]:
        surfaces = self._reviewed[word]
        parts: list[Cut] = []
        end = 0
        for place, surface in enumerate(surfaces, 1):
            start = end if word.startswith(surface, end) else end - 1
            end = start + len(surface)
            last = place == len(surfaces)
            read = self._evidence.closer if last else self._evidence.opener
            reading = read(surface)
            parts.append(Cut(surface, reading.base if reading else surface, start, end))
        return tuple(parts)

    def _threshold(self, bases: Mapping[str, str]) -> float:
        if not bases:
            return _UNLISTED_NEEDS
        return _VERB_NEEDS if all(map(self._lexicon.is_verb, bases)) else _LISTED_NEEDS

    def _origin(self, word: str, bases: Mapping[str, str]) -> str | None:
        """Return the word whose split this one takes over."""
        if bases.get(word, "") in ("", FORM):  # an inflected form that is listed all the same
            for base in bases:
                if base != word and len(base) <= len(word):
                    return base
        if bases:
            return self._derived_from(word)
        if word.endswith("s") and self._lexicon.bases(word[:-1]):  # tredskandes, of tredska
            return word[:-1]
        derived = self._lexicon.derive(word)
        if not derived or derived in self._lexicon.words:  # forskaren, of forskare
            return derived or None
        return self._derived_from(derived)

    def _derived_from(self, word: str) -> str | None:
        for suffix in _DERIVATIONS:
            stem = word.removesuffix(suffix)
            if stem != word and len(stem) >= _SHORTEST_STEM:
                for verb in _verbs(stem):
                    if self._lexicon.is_verb(verb):
                        return verb
        if word.endswith("isk"):  # moralisk, of moral
            nouns = (word[:-3] + end for end in ("", "a", "e", "i", "ik"))
            return next(filter(self._lexicon.is_noun, nouns), None)
        return None

    def _cut(self, word: str, *, listed: bool, needed: float) -> list[Cut]:
        """Return the cut of the word with the best evidence, by dynamic programming."""
        furthest = self._find_furthest(word)
        openers, lost = self._evidence.openers(word, 0, furthest)
        if not openers:
            return []
        best = [_NEVER] * len(word)
        best[0] = 2 * _BOUNDARY
        back: list[tuple[int, str]] = [(0, "")] * len(word)
        total, cut, last = _NEVER, 0, None
        stem_end = self._evidence.stem_end(word)
        for start in range(furthest + 1):
            if best[start] == _NEVER:
                continue
            if start:
                openers, lost = self._evidence.openers(word, start, furthest)
                for part, score in self._finish(word, start, closes=stem_end < lost, listed=listed):
                    if best[start] + score > total:
                        total, cut, last = best[start] + score, start, part
            for end, opener in openers:
                evidence = opener.elsewhere if listed else opener.evidence
                score = best[start] + evidence - _BOUNDARY
                if score > best[end]:
                    best[end], back[end] = score, (start, opener.base)
        if last is None:
            return []
        parts = [*_trace(word, back, cut), last]
        enough = total + _PER_PART * (len(parts) - 2) >= needed
        return parts if enough and not (listed and self._is_prefixed(word, parts, total)) else []

    def _find_furthest(self, word: str) -> int:
        """Return a place after which no last part begins, by short ones, which words share."""
        place = max(len(word) - self._shortest[word[-_TRIED:]], 1)
        return min(place + (word[place] == word[place - 1]), len(word) - _SHORTEST_PART)

    def _find_shortest(self, tail: str) -> int:
        """Return how many letters the last part of words with this tail has at least."""
        lengths = range(_SHORTEST_PART, len(tail) + 1)
        closers = (length for length in lengths if self._evidence.closer(tail[-length:]))
        return next(closers, len(tail) + 1)

    def _is_prefixed(self, word: str, parts: list[Cut], evidence: float) -> bool:
        """Tell whether a prefix and a word make a better word than the parts: på-lägg, pål-ägg."""
        opener, follower, *_ = parts
        prefix = self._evidence.prefix(opener.surface[:-1])
        closer = self._evidence.closer(word[opener.end - 1 :])
        apart = follower.start == opener.end  # not lätt-tillgänglig
        return bool(apart and prefix and closer and prefix + closer.elsewhere >= evidence)

    def _finish(
        self, word: str, start: int, *, closes: bool, listed: bool
    ) -> Iterator[tuple[Cut, float]]:
        """Yield the ways to close the word from here, if any word does, each with its score."""
        ways = [(start, _BOUNDARY)] if closes else []
        if word[start - 1] == word[start - 2] and word[start - 1] not in _VOWELS:
            ways.append((start - 1, _BOUNDARY + _RESTORED))  # lättillgänglig: lätt + tillgänglig
        for begin, cost in ways:
            if word.startswith("ering", begin - 1):  # värdering, of värdera, not värde + ring
                continue
            surface = word[begin:]
            closer = self._evidence.closer(surface)
            if closer is not None:
                evidence = closer.elsewhere if listed else closer.evidence
                if listed and not self._lexicon.inflects_alike(word, surface):
                    evidence -= _INFLECTED_OTHERWISE
                yield Cut(surface, closer.base, begin, len(word)), evidence - cost

    def _resplit(self, parts: list[Cut]) -> Iterator[Cut]:
        """Yield the parts, those that are compounds themselves cut further."""
        for part in parts:
            inner = _inherit(part.surface, part.base, self.split(part.base))
            for piece in inner:
                yield replace(piece, start=piece.start + part.start, end=piece.end + part.start)
            if not inner:
                yield part


def _verbs(stem: str) -> Iterator[str]:
    yield from (stem + "a", stem, stem + "na", stem + "ra")
    if stem[-1] == stem[-2]:
        yield stem[:-1] + "a"


def _join(surfaces: tuple[str, ...]) -> str:
    """Return the word, with two consonants where three meet: remiss + svar, remissvar."""
    word = surfaces[0]
    for surface in surfaces[1:]:
        tripled = word[-2:] == surface[:1] * 2 and surface[0] not in _VOWELS
        word += surface[1:] if tripled else surface
    return word


def _trace(word: str, back: list[tuple[int, str]], end: int) -> list[Cut]:
    parts = []
    while end:
        start, base = back[end]
        parts.append(Cut(word[start:end], base, start, end))
        end = start
    return parts[::-1]


def _inherit(word: str, base: str, parts: tuple[Cut, ...]) -> tuple[Cut, ...]:
    """Return the parts of the base word as they stand in a form of it."""
    if not parts or word[: parts[-1].start + 1] != base[: parts[-1].start + 1]:
        return ()
    last = parts[-1]
    return (*parts[:-1], Cut(word[last.start :], last.base, last.start, len(word)))
