"""Which words of a text answer the question, and where do they stand?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, assert_never

from indexer.analyse import Analyser, Word
from indexer.analyse.tokens import TOKEN
from indexer.engines import port
from indexer.memo import Memo
from indexer.search.answer import Mark
from indexer.search.pieces import ArchiveTerms, PieceFinder
from indexer.terms import fields
from indexer.terms.numbers import Reference
from indexer.terms.passages import TermPlaces, noted_reference
from indexer.terms.references import find_references, own_references, some_digits

_REMEMBERED = 100_000
"""Texts and pieces of text, of those that a question is looked for in."""
_BASES = frozenset({fields.TEXT, fields.TITLE})
_SURFACES = frozenset({fields.SURFACE, fields.TITLE_SURFACE})
ReadReferences = Callable[[str], Iterable[Reference]]
_OTHER = Word(fields.BREAK, (fields.BREAK,))
"""Stands for words that no phrase and no pair asks for."""


class MarkedMatch(NamedTuple):
    """What matched in a text or a word, where, and (`key`) for which part of the question.

    There are so many of these that to make them faster tells.
    """

    start: int
    end: int
    key: int

    def at(self, start: int) -> MarkedMatch:
        """Return it in a text in which what it was found in begins there."""
        if not start:
            return self
        return MarkedMatch(self.start + start, self.end + start, self.key)


class _Judged(NamedTuple):
    """What of a piece of text matches by itself, the keys, and its terms of phrases and pairs."""

    matches: tuple[MarkedMatch, ...]
    keys: tuple[int, ...]
    in_runs: tuple[str, ...]


class Marker:
    """Finds what a question looks for, given as (query, weight) for each of its parts.

    Each piece is judged once. `possible` is quick, so that few texts need to be read closely.
    """

    def __init__(
        self,
        analyser: Analyser,
        archive: ArchiveTerms,
        wanted: Sequence[tuple[port.Query, float]],
    ) -> None:
        self._analyser = analyser
        self.weights = [weight for _, weight in wanted]
        self._bases: dict[str, int] = {}
        self._of_titles: set[str] = set()
        self._parts: dict[str, int] = {}
        self._surfaces: dict[str, int] = {}
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        self._pairs: dict[str, int] = {}
        self._references: dict[str, int] = {}
        for key, (query, _) in enumerate(wanted):
            self._collect(query, key)
        runs = [*self._phrases, *((tuple(pair.split()), key) for pair, key in self._pairs.items())]
        self._runs = [(frozenset(terms), key) for terms, key in runs if terms]
        self._in_runs = frozenset[str]().union(*(terms for terms, _ in self._runs))
        sought = {*self._bases, *self._parts, *self._surfaces, *self._in_runs}
        self._digits = set(map(some_digits, self._references))
        self._finder = PieceFinder(archive, sought)
        self._held = Memo(self._finder.find, _REMEMBERED)
        self._judged = Memo(self._judge, _REMEMBERED)

    def look_through(self, texts: Sequence[str]) -> None:
        """Look texts through together, each of which will be asked of: that is much faster."""
        self._held.update(zip(texts, self._finder.find_each(texts), strict=True))

    def possible(self, text: str) -> list[int]:
        """Return the keys of all that `find` finds in the text, and perhaps some more."""
        keys: list[int] = []
        if pieces := self._held[text]:
            judged = [self._judged[piece] for piece, _ in pieces]
            for one in judged:
                keys += one.keys
            keys += self._possible_runs(judged)
        if self._digits:
            keys += [match.key for match in self._named(text, find_references)]
        return keys

    def possible_in(self, places: TermPlaces) -> dict[int, list[int]]:
        """Return of each passage, by its number, what `possible` would return, and perhaps more."""
        keys: defaultdict[int, list[int]] = defaultdict(list)
        named = {noted_reference(one): key for one, key in self._references.items()}
        for wanted in (self._bases, self._parts, self._surfaces, named):
            for term, key in wanted.items():
                for at in places.of(term):
                    keys[at].append(key)
        for terms, key in self._runs:
            first, *others = (Counter(places.of(term)) for term in terms)
            for at, number in first.items():
                keys[at] += [key] * min([number, *(other[at] for other in others)])
        return {at: found for at, found in keys.items() if found}

    def find(self, text: str) -> list[MarkedMatch]:
        """Return the matched words of a text in order, without overlaps."""
        return self._find(text, find_references)

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the places of the matched words."""
        return _places(self.find(text))

    def reference_marks(self, reference: str) -> tuple[Mark, ...]:
        """Return what matched in an article's own reference."""
        return _places(self._find(reference, own_references))

    def _find(self, text: str, read: ReadReferences) -> list[MarkedMatch]:
        pieces = self._held[text]
        if not (pieces or self._digits):
            return []
        judged = [self._judged[piece] for piece, _ in pieces]
        found = [
            match.at(start)
            for (_, start), one in zip(pieces, judged, strict=True)
            for match in one.matches
        ]
        if self._possible_runs(judged):
            found += self._find_runs(text, pieces)
        return list(_without_overlaps(text, [*found, *self._named(text, read)]))

    def _named(self, text: str, read: ReadReferences) -> list[MarkedMatch]:
        """Return the references that are looked for; most texts lack even their digits."""
        if not any(digits in text for digits in self._digits):
            return []
        return [
            MarkedMatch(one.start, one.end, self._references[key])
            for one in read(text)
            for key in one.keys
            if key in self._references
        ]

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
            case port.Prefer(part, bonus):
                self._collect(part, key)
                self._collect(bonus, key)
            case port.Without(part, _) | port.Boost(part, _) | port.Constant(part, _):
                self._collect(part, key)
            case port.Everything() | port.Ids() | port.HasFacet() | port.InPeriod() | port.Near():
                pass  # no words of the text
            case _:
                assert_never(query)

    def _collect_term(self, field: str, term: str, key: int) -> None:
        if field in _BASES:
            self._bases.setdefault(term, key)
            if field == fields.TITLE:
                self._of_titles.add(term)
        elif field in _SURFACES:
            self._surfaces.setdefault(term, key)
        elif field == fields.CITED:
            self._references.setdefault(term, key)
        elif field == fields.PARTS:
            self._parts.setdefault(term, key)
        elif field == fields.PAIRS:
            self._pairs.setdefault(term, key)

    def _judge(self, piece: str) -> _Judged:
        """Judge a piece of text, with places counted from its beginning."""
        matches: list[MarkedMatch] = []
        in_runs: list[str] = []
        for found in TOKEN.finditer(piece):
            word = self._analyser.word(found[0])
            matches += [match.at(found.start()) for match in self._matches(word, len(found[0]))]
            in_runs += self._in_runs.intersection((word.surface, word.base))
        return _Judged(tuple(matches), tuple([match.key for match in matches]), tuple(in_runs))

    def _possible_runs(self, pieces: Iterable[_Judged]) -> list[int]:
        """Return the keys of phrases and pairs, as often as there are all their words."""
        held = [term for piece in pieces for term in piece.in_runs]
        if not held:
            return []
        different = frozenset(held)
        whole = [(terms, key) for terms, key in self._runs if terms <= different]
        return [key for terms, key in whole for _ in range(min(map(held.count, terms)))]

    def _matches(self, word: Word, length: int) -> Iterator[MarkedMatch]:
        """Yield what of a word matches, its place counted from the word's beginning."""
        asked = self._of_titles if word.stop else self._bases
        keys = [self._bases[term] for term in word.main if term in asked]
        if word.surface in self._surfaces:
            keys.append(self._surfaces[word.surface])
        if keys:
            yield MarkedMatch(0, length, keys[0])
            return
        as_written = length == len(word.surface)
        for part in word.parts:
            if part.term in self._parts:
                start, end = (part.start, part.end) if as_written else (0, length)
                yield MarkedMatch(start, end, self._parts[part.term])

    def _find_runs(self, text: str, pieces: Iterable[tuple[str, int]]) -> Iterator[MarkedMatch]:
        """Yield phrases and pairs, which stand nowhere but in pieces that hold words of theirs."""
        words: list[Word] = []
        spans: list[Mark] = []
        end = 0
        for piece, start in pieces:
            if TOKEN.search(text, end, start):
                words.append(_OTHER)
                spans.append((end, start))
            for found in TOKEN.finditer(piece):
                words.append(self._analyser.word(found[0]))
                spans.append((start + found.start(), start + found.end()))
            end = start + len(piece)
        yield from self._phrase_matches(words, spans)
        yield from self._pair_matches(words, spans)

    def _phrase_matches(
        self, words: Sequence[Word], spans: Sequence[Mark]
    ) -> Iterator[MarkedMatch]:
        surfaces = tuple(word.surface for word in words)
        for terms, key in self._phrases:
            for at in range(len(surfaces) - len(terms) + 1):
                if surfaces[at] == terms[0] and surfaces[at : at + len(terms)] == terms:
                    yield MarkedMatch(spans[at][0], spans[at + len(terms) - 1][1], key)

    def _pair_matches(self, words: Sequence[Word], spans: Sequence[Mark]) -> Iterator[MarkedMatch]:
        if not self._pairs:
            return
        for at, (first, second) in enumerate(pairwise(words)):
            key = self._pairs.get(fields.pair_term(first, second))
            if key is not None:
                yield MarkedMatch(spans[at][0], spans[at + 1][1], key)


def _places(found: Iterable[MarkedMatch]) -> tuple[Mark, ...]:
    return tuple((one.start, one.end) for one in found)


def _without_overlaps(text: str, found: Iterable[MarkedMatch]) -> Iterator[MarkedMatch]:
    """Yield the matches in order, of one that begins within another what goes beyond it."""
    end = 0
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if match.end > end:
            start = match.start
            while start < end or (start > match.start and text[start].isspace()):
                start += 1
            begins_here = start == match.start
            yield match if begins_here else MarkedMatch(start, match.end, match.key)
            end = match.end
