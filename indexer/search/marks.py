"""Which words of a text answer the question, and where do they stand?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analyse import Analyser, Word
from indexer.analyse.tokens import find_spans, find_words
from indexer.engines import port
from indexer.search import fields
from indexer.search.answer import Mark

_STEMS = frozenset({fields.TEXT, fields.TITLE})
_SURFACES = frozenset({fields.SURFACE, fields.TITLE_SURFACE})


@dataclass(frozen=True, slots=True)
class Found:
    """What matched in a text or a word, where, and (`key`) for which part of the question."""

    start: int
    end: int
    key: int


class Marker:
    """Finds what a question looks for, given as (query, weight) for each of its parts.

    Each spelling is judged once, and a text without any that matter is passed over quickly.
    """

    def __init__(self, analyser: Analyser, wanted: Sequence[tuple[port.Query, float]]) -> None:
        self._analyser = analyser
        self.weights = [weight for _, weight in wanted]
        self._stems: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        self._surfaces: dict[str, int] = {}
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        self._pairs: dict[str, int] = {}
        self._judged: dict[str, tuple[Found, ...]] = {}
        self._relevant: set[str] = set()
        for key, (query, _) in enumerate(wanted):
            self._collect(query, key)
        self._in_phrases = frozenset(term for terms, _ in self._phrases for term in terms)
        self._in_pairs = frozenset(stem for pair in self._pairs for stem in pair.split())

    def find(self, text: str) -> list[Found]:
        """Return the matched words of a text in order, without overlaps."""
        spellings = set(find_words(text))
        for spelling in spellings:
            if spelling not in self._judged:
                self._judge(spelling)
        if self._relevant.isdisjoint(spellings):
            return []
        spans = list(find_spans(text))
        found = [
            Found(start + match.start, start + match.end, match.key)
            for start, end in spans
            for match in self._judged[text[start:end]]
        ]
        if self._phrases:
            found += self._phrase_matches(text, spans)
        if self._pairs:
            found += self._pair_matches(text, spans)
        return _without_overlaps(found)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the places of the matched words."""
        return tuple((found.start, found.end) for found in self.find(text))

    def _collect(self, query: port.Query, key: int) -> None:
        match query:
            case port.Term(field, term):
                self._collect_term(field, term, key)
            case port.Word(variants):
                for variant in variants:
                    self._collect_term(variant.field, variant.term, key)
            case port.Phrase(_, terms):
                self._phrases.append((terms, key))
            case port.AllOf(parts) | port.AnyOf(parts):
                for part in parts:
                    self._collect(part, key)
            case port.Without(part, _) | port.Boost(part, _) | port.Constant(part, _):
                self._collect(part, key)

    def _collect_term(self, field: str, term: str, key: int) -> None:
        if field in _STEMS:
            self._stems.setdefault(term, key)
        elif field in _SURFACES:
            self._surfaces.setdefault(term, key)
        elif field == fields.PARTS:
            self._parts.setdefault(term, key)
        elif field == fields.PAIRS:
            self._pairs.setdefault(term, key)

    def _judge(self, spelling: str) -> None:
        word = self._analyser.word(spelling)
        matches = self._judged[spelling] = tuple(self._matches(word, len(spelling)))
        if matches or word.surface in self._in_phrases or word.stem in self._in_pairs:
            self._relevant.add(spelling)

    def _matches(self, word: Word, length: int) -> Iterator[Found]:
        """Yield what of a word matches, its place counted from the word's beginning."""
        keys = [self._stems[term] for term in word.main if term in self._stems and not word.stop]
        if word.surface in self._surfaces:
            keys.append(self._surfaces[word.surface])
        if keys:
            yield Found(0, length, keys[0])
            return
        as_written = length == len(word.surface)
        for part in word.parts:
            if part.term in self._parts:
                start, end = (part.start, part.end) if as_written else (0, length)
                yield Found(start, end, self._parts[part.term])

    def _phrase_matches(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterable[Found]:
        surfaces = [self._analyser.word(text[start:end]).surface for start, end in spans]
        for terms, key in self._phrases:
            for at in range(len(surfaces) - len(terms) + 1):
                if tuple(surfaces[at : at + len(terms)]) == terms:
                    yield Found(spans[at][0], spans[at + len(terms) - 1][1], key)

    def _pair_matches(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterable[Found]:
        words = [self._analyser.word(text[start:end]) for start, end in spans]
        for at, (first, second) in enumerate(pairwise(words)):
            key = self._pairs.get(fields.pair_term(first, second))
            if key is not None:
                yield Found(spans[at][0], spans[at + 1][1], key)


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
