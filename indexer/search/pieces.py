"""Where in a text do words stand that are found under any of some terms?

The words of an archive are known with their terms, so that nearly every text is looked through by
comparing words alone: its letters are made small, and blanks of the signs between them, in one go.
A piece is what stands between blanks: a word with its punctuation.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from operator import add

from indexer.analyse.analyser import Analyser
from indexer.analyse.tokens import TOKEN, find_words, is_broken, surface_form
from indexer.memo import Memo

REMEMBERED = 100_000
"""So many words that the archive lacks are remembered with their terms."""
_ENCODING = "cp1252"
"""Has the letters and signs of nearly all Swedish text, one byte for each."""
_ODD = "\0"
"""Stands for what is no letter by itself: ß is two, a soft hyphen none."""
_APART = re.compile(r"[.,:/]")
"""Signs that may stand in a word, and are taken for blanks."""
_LAST = 0xFF
_SECTION = "§"
"""A word that is no letters, and needs no blank beside it."""


class ArchiveTerms:
    """Under which terms each word of an archive is found; safe to share between threads.

    `by_term` has the archive's words by their terms, as the analyser tells; `others` are words
    that came later, or None for all there are. These are analysed when they are met.
    """

    def __init__(
        self,
        analyser: Analyser,
        by_term: Mapping[str, Sequence[str]],
        others: Iterable[str] | None,
    ) -> None:
        self._by_term = by_term
        self._others = None if others is None else _with_parts(others)
        self._analyse = analyser.terms
        self.terms_of_other = Memo(self._terms_within, REMEMBERED)

    def words_under(self, term: str) -> Sequence[str]:
        """Return the archive's words that are found under the term."""
        return self._by_term.get(term, ())

    def others(self, words: Iterable[str]) -> Iterable[str]:
        """Return those of the words whose terms are not known yet."""
        return words if self._others is None else self._others.intersection(words)

    def _terms_within(self, piece: str) -> frozenset[str]:
        return frozenset[str]().union(*map(self._analyse, find_words(piece)))


class PieceFinder:
    """Finds the pieces that may hold a word found under any of some terms; for one question."""

    def __init__(self, archive: ArchiveTerms, terms: Collection[str]) -> None:
        self._archive = archive
        self._terms = terms
        self._held = _with_parts(chain(terms, *map(archive.words_under, terms)))
        self._by_word = any(_SECTION in term for term in terms)

    def find(self, text: str) -> list[tuple[str, int]]:
        """Return all pieces that hold such a word, and perhaps some more, each with its place."""
        folded = None if self._by_word else _fold(text)
        return list(self._find_words(text) if folded is None else self._find(text, folded))

    def find_each(self, texts: Sequence[str]) -> Iterator[list[tuple[str, int]]]:
        """Yield what `find` returns of each text; of many short ones much faster."""
        joined = " ".join(texts)
        folded = None if self._by_word else _fold(joined)
        if folded is None:
            yield from map(self.find, texts)
            return
        pieces = deque(self._find(joined, folded))
        start = 0
        for text in texts:
            found, end = [], start + len(text)
            while pieces and pieces[0][1] < end:
                piece, place = pieces.popleft()
                found.append((piece, place - start))
            yield found
            start = end + 1

    def _find(self, text: str, folded: str) -> Iterator[tuple[str, int]]:
        words = folded.split()
        found = self._held.intersection(words)
        found.update(filter(self._is_sought, self._archive.others(words)))
        return _pieces(text, folded, found)

    def _find_words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield words by themselves, of a text whose letters do not all stand for one."""
        for word in TOKEN.finditer(text):
            surface = surface_form(word[0])
            if surface in self._held or any(map(self._is_sought, self._archive.others([surface]))):
                yield word[0], word.start()

    def _is_sought(self, other: str) -> bool:
        """Tell whether a word that the archive lacks is found under one of the terms."""
        return not self._archive.terms_of_other[other].isdisjoint(self._terms)


def _with_parts(words: Iterable[str]) -> set[str]:
    """Return the words, with the parts of those in which there are signs."""
    found = set(words)
    return found.union(*(_APART.split(word) for word in found if not word.isalnum()))


def _pieces(text: str, folded: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the pieces of a text that hold any of some words of it, in order."""
    starts = set()
    for word in words:
        sought = f" {word} "
        at = folded.find(sought)
        while at >= 0:
            starts.add(text.rfind(" ", 0, at) + 1)
            at = folded.find(sought, at + len(word) + 1)
    for start in sorted(starts):
        end = text.find(" ", start)
        yield text[start : end if end >= 0 else len(text)], start


def _fold(text: str) -> str | None:
    """Return the text in small letters with blanks for all that is no word, and at both ends.

    None where a word would not stand in it as exact search knows it.

    >>> _fold("Elever (i EU:s för- och grundskola) – covid-19.")
    ' elever  i eu s för  och grundskola    covid-19  '
    """
    try:
        encoded = text.encode(_ENCODING)
    except UnicodeEncodeError:
        return None
    folded = encoded.translate(_FOLDED).decode("latin-1")
    if _ODD in folded or is_broken(text):
        return None
    first, *others = parts = f" {folded} ".split("-")
    hyphens = ["-" if _stands_between(*two) else " " for two in pairwise(parts)]
    return first + "".join(map(add, hyphens, others))


def _stands_between(before: str, after: str) -> bool:
    """Tell whether a hyphen between two texts is inside a word."""
    return bool(before and after) and before[-1] != " " != after[0]


def _folded(byte: int) -> int:
    """Return what stands for a sign: its small letter, a blank, or `_ODD`."""
    sign = bytes([byte]).decode(_ENCODING, "replace")
    if sign in {"-", _ODD}:
        return byte
    if sign == "\u00ad":
        return ord(_ODD)
    if sign == _SECTION or not TOKEN.fullmatch(sign):
        return ord(" ")
    form = surface_form(sign)
    return ord(form) if len(form) == 1 and ord(form) <= _LAST else ord(_ODD)


_FOLDED = bytes(map(_folded, range(256)))
