"""What Swedish says of one word: its stem, its base words, and the parts that it is built of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import snowballstemmer

from indexer.analyse.compounds import Compounds, Cut
from indexer.analyse.english import is_english
from indexer.analyse.evidence import Evidence, Families
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.hunspell import is_only_name
from indexer.analyse.lemmas import Lemmas
from indexer.analyse.lexicon import Lexicon
from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import fold_accents
from indexer.analyse.words import Part, Standing, Word
from indexer.memo import Memo

_STEMS = 50_000
_REMEMBERED = 300_000
_ENDING = re.compile(r":[a-zåäö]{1,4}$")
_BASE_ENDINGS = ("a", "e")
"""What a stem may lack of its base word."""
_TELLING = 4
"""A shorter stem may be that of anything."""
_PIECE = re.compile(r"[^\W_]+")

_Place = tuple[str, int, int]
"""A term of a part, and where in the word that part begins and ends."""


class Swedish:
    """Analyses words; not safe between threads."""

    def __init__(self, lexicon: Lexicon, families: Families) -> None:
        exceptions = Exceptions.reviewed()
        self._lexicon = lexicon
        evidence = Evidence(lexicon, families, exceptions)
        self._stem_word = lru_cache(_STEMS)(snowballstemmer.stemmer("swedish").stemWord)
        self._compounds = Compounds(lexicon, evidence, exceptions, self._stem_word)
        self._lemmas = Lemmas(lexicon, self._compounds)
        self._terms = Memo(self._reckon_terms, _REMEMBERED)

    def word(self, surface: str) -> Word:
        """Return the analysis of a surface form."""
        base = (":" in surface and _ENDING.sub("", surface)) or surface
        main, known = self._terms[base]
        found = self._hyphenated(base) if "-" in base else self._compound(base)
        parts = {term: (start, end) for term, start, end in found if term not in main}
        pieces = tuple(Part(term, *place) for term, place in parts.items())
        return Word(surface, main, pieces, surface in STOP_WORDS, known)

    def is_listed(self, word: str) -> bool:
        """Tell whether the case-folded word is an ordinary word of the dictionary."""
        return bool(self._lexicon.bases(word)) and not self._lexicon.is_name(word)

    def standing(self, word: str) -> Standing:
        """Tell how far the case-folded word is known to be a word, of Swedish or English."""
        if bases := self._lexicon.bases(word):
            return Standing.NAME if all(map(is_only_name, bases.values())) else Standing.LISTED
        if is_english(word):
            return Standing.ENGLISH
        if self._compounds.split(word):
            return Standing.COMPOUND
        return Standing.UNKNOWN if self._lemmas.lemma(word) is None else Standing.NOTED

    def split(self, word: str) -> tuple[Cut, ...]:
        """Return the parts of a case-folded compound, or none."""
        return self._compounds.split(word)

    def _reckon_terms(self, word: str) -> tuple[tuple[str, ...], bool]:
        """Return the word's base words and True, or the stem of an unknown word and False.

        A form that no dictionary has may be one of a word that they have: hälsornas, of hälsa.
        """
        if bases := self._lemmas.of(word):
            return _folded(bases), True
        stem = self._stem_word(fold_accents(word))
        if len(stem) >= _TELLING:
            for ending in _BASE_ENDINGS:
                if bases := self._lemmas.of(stem + ending):
                    return _folded(bases), True
        return (stem,), False

    def _hyphenated(self, word: str) -> Iterator[_Place]:
        for piece in _PIECE.finditer(word):
            yield from ((term, *piece.span()) for term in self._terms[piece.group()][0])
            for term, start, end in self._compound(piece.group()):
                yield term, start + piece.start(), end + piece.start()
        joined = word.replace("-", "")
        yield from ((term, 0, len(word)) for term in self._terms[joined][0])

    def _compound(self, word: str) -> Iterator[_Place]:
        """Yield the terms of each part, and of parts that stand in a row."""
        cuts = self._compounds.split(word)
        for first in range(len(cuts)):
            for last in range(first, len(cuts)):
                if last - first + 1 < len(cuts):
                    yield from self._row(word, cuts[first : last + 1])

    def _tells(self, opener: Cut) -> bool:
        """Tell whether the form itself is of a word, but not by a linking s: ränte, of ränta."""
        main, known = self._terms[opener.surface]
        return known and opener.surface not in main and not opener.surface.endswith("s")

    def _row(self, word: str, row: Sequence[Cut]) -> Iterator[_Place]:
        *_, closing = row
        front = word[row[0].start : closing.start]
        forms = [front + closing.base]
        if closing.end == len(word) or (not front and self._tells(closing)):
            forms.append(front + closing.surface)
        for form in forms:
            for term in self._terms[form][0]:
                yield term, row[0].start, closing.end


def _folded(bases: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold_accents, bases)))
