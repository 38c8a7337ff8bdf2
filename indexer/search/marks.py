"""Which words of a text answer the question, and where do they stand?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from indexer.analyse import Analyser, Word
from indexer.analyse.pieces import Holding, Pieces, find_pieces, split_pieces
from indexer.analyse.tokens import TOKEN, find_spans, find_words
from indexer.engines import port
from indexer.search import fields
from indexer.search.answer import Mark

_Value = TypeVar("_Value")
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

    Each spelling is judged once. `possible` is quick, so that few texts need to be read closely.
    """

    def __init__(
        self,
        analyser: Analyser,
        pieces: Pieces,
        wanted: Sequence[tuple[port.Query, float]],
    ) -> None:
        self._analyser = analyser
        self.weights = [weight for _, weight in wanted]
        self._stems: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        self._surfaces: dict[str, int] = {}
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        self._pairs: dict[str, int] = {}
        for key, (query, _) in enumerate(wanted):
            self._collect(query, key)
        self._neighbours = [
            *((frozenset(terms), key) for terms, key in self._phrases),
            *((frozenset(pair.split()), key) for pair, key in self._pairs.items()),
        ]
        beside = (terms for terms, _ in self._neighbours)
        sought = set(self._stems).union(self._parts, self._surfaces, *beside)
        self._holding = Holding(pieces, sought)
        self._judged = _Remembered(self._judge)
        self._keys = _Remembered(self._keys_within)

    def possible(self, text: str) -> list[int]:
        """Return the keys of all that `find` finds in the text, and perhaps some more."""
        pieces = self._holding.among(split_pieces(text))
        return [key for piece in pieces for key in self._keys[piece]]

    def find(self, text: str) -> list[Found]:
        """Return the matched words of a text in order, without overlaps."""
        if not self.possible(text):
            return []
        found = [
            Found(word.start() + match.start, word.start() + match.end, match.key)
            for piece in find_pieces(text)
            if piece[0] in self._holding
            for word in TOKEN.finditer(text, piece.start(), piece.end())
            for match in self._judged[word[0]]
        ]
        if self._neighbours:
            spans = list(find_spans(text))
            words = [self._analyser.word(text[start:end]) for start, end in spans]
            found += self._phrase_matches(words, spans)
            found += self._pair_matches(words, spans)
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

    def _keys_within(self, piece: str) -> tuple[int, ...]:
        """Return the keys of what may be found in the words of a piece of text, or begin there."""
        keys: list[int] = []
        for spelling in find_words(piece):
            word = self._analyser.word(spelling)
            keys += (match.key for match in self._judged[spelling])
            keys += (
                key
                for terms, key in self._neighbours
                if word.surface in terms or word.stem in terms
            )
        return tuple(keys)

    def _judge(self, spelling: str) -> tuple[Found, ...]:
        return tuple(self._matches(self._analyser.word(spelling), len(spelling)))

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

    def _phrase_matches(self, words: Sequence[Word], spans: Sequence[Mark]) -> Iterable[Found]:
        surfaces = [word.surface for word in words]
        for terms, key in self._phrases:
            for at in range(len(surfaces) - len(terms) + 1):
                if tuple(surfaces[at : at + len(terms)]) == terms:
                    yield Found(spans[at][0], spans[at + len(terms) - 1][1], key)

    def _pair_matches(self, words: Sequence[Word], spans: Sequence[Mark]) -> Iterable[Found]:
        for at, (first, second) in enumerate(pairwise(words)):
            key = self._pairs.get(fields.pair_term(first, second))
            if key is not None:
                yield Found(spans[at][0], spans[at + 1][1], key)


class _Remembered(dict[str, _Value]):
    """What was told of each spelling, told once."""

    def __init__(self, tell: Callable[[str], _Value]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, spelling: str) -> _Value:
        value = self[spelling] = self._tell(spelling)
        return value


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
