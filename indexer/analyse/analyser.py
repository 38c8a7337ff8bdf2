"""From text to terms, the same way for articles and queries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import version

import snowballstemmer

from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import find_spans, find_words, fold_accents, surface_form
from indexer.analyse.words import Part, Token, Word

CACHE_SIZE = 400_000
ANALYSIS = 1
"""Counted up when a change of this room gives other terms for the same text."""

_WITNESSES = (
    "elevhälsan böckerna myndigheternas rektorer läromedlen uppdraget föreläst öst längst "
    "idéer covid-19 EU:s 2018:1937 skolornas största havet mötets åtgärdsprogrammet"
)
_SUFFIX = re.compile(r":[a-zåäö]{1,4}$")
_PIECE = re.compile(r"[^\W_]+")


class Analyser:
    """Turns words into terms and remembers what it has turned; safe to share between threads."""

    def __init__(self) -> None:
        self._stem = snowballstemmer.stemmer("swedish").stemWord
        self._known: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """Return the analysis of a word as it stands in a text."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= CACHE_SIZE:
                self._known.clear()
            known = self._known[text] = self._analyse(surface_form(text))
        return known

    def words(self, text: str) -> list[Word]:
        """Return the words of a text in order."""
        known = self._known
        return [known.get(word) or self.word(word) for word in find_words(text)]

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the words of a text with their places."""
        for start, end in find_spans(text):
            yield Token(start, end, self.word(text[start:end]))

    @property
    def fingerprint(self) -> str:
        """What an index must share with its queries: rules, versions and the stems they give."""
        stems = " ".join(" ".join(word.main) for word in self.words(_WITNESSES))
        basis = f"{ANALYSIS} {version('snowballstemmer')} {stems}"
        return hashlib.sha256(basis.encode()).hexdigest()[:16]

    def _analyse(self, surface: str) -> Word:
        base = _SUFFIX.sub("", surface) or surface
        return Word(
            surface=surface,
            stem=self._stem(fold_accents(base)),
            parts=self._pieces(surface) if "-" in surface else (),
            stop=surface in STOP_WORDS,
        )

    def _pieces(self, surface: str) -> tuple[Part, ...]:
        pieces = [
            Part(self._stem(fold_accents(piece.group())), *piece.span())
            for piece in _PIECE.finditer(surface)
        ]
        joined = Part(self._stem(fold_accents(surface.replace("-", ""))), 0, len(surface))
        return (*pieces, joined)
