"""What Swedish says of one word: its stem, its base words, and the parts that it is built of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import snowballstemmer

from indexer.analyse.compounds import LONGEST, Compounds
from indexer.analyse.compounds import Cut as Piece
from indexer.analyse.evidence import Evidence
from indexer.analyse.exceptions import Exceptions
from indexer.analyse.families import Families
from indexer.analyse.lemmas import Lemmas
from indexer.analyse.lexicon import Lexicon
from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import fold_accents
from indexer.analyse.words import Part, Word

_CACHE = 50_000
_ENDING = re.compile(r":[a-zåäö]{1,4}$")
_PIECE = re.compile(r"[^\W_]+")


class Swedish:
    """Analyses words; not safe between threads."""

    def __init__(self, lexicon: Lexicon, families: Families) -> None:
        exceptions = Exceptions.reviewed()
        self._lexicon = lexicon
        evidence = Evidence(lexicon, families, exceptions)
        self._stem_word = lru_cache(_CACHE)(snowballstemmer.stemmer("swedish").stemWord)
        self._compounds = Compounds(lexicon, evidence, exceptions, self._stem_word)
        self._lemmas = Lemmas(lexicon, self._compounds)
        self._terms: dict[str, tuple[str, ...]] = {}

    def word(self, surface: str) -> Word:
        """Return the analysis of a surface form."""
        base = _ENDING.sub("", surface) or surface
        stem, *lemmas = self._whole(base)
        found = self._hyphenated(base) if "-" in base else self._compound(base)
        parts = {part.term: part for part in found if part.term not in (stem, *lemmas)}
        return Word(surface, stem, tuple(lemmas), tuple(parts.values()), surface in STOP_WORDS)

    def is_listed(self, word: str) -> bool:
        """Tell whether the case-folded word is an ordinary word of the dictionary."""
        return bool(self._lexicon.bases(word)) and not self._lexicon.is_name(word)

    def split(self, word: str) -> tuple[Piece, ...]:
        """Return the parts of a case-folded compound, or none."""
        return self._compounds.split(word)

    def _whole(self, word: str) -> tuple[str, ...]:
        """Return the stem of the word and those of its base words, each once."""
        known = self._terms.get(word)
        if known is None:
            lemmas = self._lemmas.terms(word) if word.isalpha() and len(word) <= LONGEST else ()
            stems = (self._stem_word(fold_accents(form)) for form in (word, *lemmas))
            known = self._terms[word] = tuple(dict.fromkeys(stems))
        return known

    def _hyphenated(self, word: str) -> Iterator[Part]:
        for piece in _PIECE.finditer(word):
            yield from (Part(term, *piece.span()) for term in self._whole(piece.group()))
            for part in self._compound(piece.group()):
                yield Part(part.term, part.start + piece.start(), part.end + piece.start())
        joined = word.replace("-", "")
        yield from (Part(term, 0, len(word)) for term in self._whole(joined))

    def _compound(self, word: str) -> Iterator[Part]:
        """Yield the terms of each part, and of parts that stand in a row."""
        pieces = self._compounds.split(word)
        for first in range(len(pieces)):
            for last in range(first, len(pieces)):
                if last - first + 1 < len(pieces):
                    yield from self._row(word, pieces[first : last + 1])

    def _row(self, word: str, row: Sequence[Piece]) -> Iterator[Part]:
        *_, closing = row
        front = word[row[0].start : closing.start]
        forms = [front + closing.base]
        if closing.end == len(word):
            forms.append(front + closing.surface)
        for form in forms:
            for term in self._whole(form):
                yield Part(term, row[0].start, closing.end)
