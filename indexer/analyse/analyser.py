"""From text to terms, the same way for articles and queries."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Iterator
from importlib.metadata import version
from importlib.resources import files

import snowballstemmer

from indexer.analyse.snapshot import Snapshot
from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import find_spans, find_words, surface_form
from indexer.analyse.words import Standing, Token, Word
from indexer.memo import Memo

REMEMBERED = 400_000
"""So many words are remembered as they stand in texts."""
RULES = 5
"""Counted up when a change of this room gives other terms for the same text."""

_LIBRARIES = ("snowballstemmer", "simplemma", "hunspell-sv")
_WITNESSES = "elevhälsan böckerna myndigheternas rektorer läromedlen föreläst öst längst havet"


class Analyser:
    """Turns words into terms and remembers what it has turned; safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._words = Memo(self.analyse, REMEMBERED)
        self._analysing = threading.Lock()

    def word(self, text: str) -> Word:
        """Return the analysis of a word as it stands in a text."""
        return self._words[text]

    def analyse(self, text: str) -> Word:
        """Return what `word` does, for those who remember it themselves."""
        with self._analysing:
            return self._snapshot.word(surface_form(text))

    def base(self, text: str) -> str:
        """Return the base of what `word` returns; of a word of the archive much faster."""
        base = self._snapshot.base(surface_form(text))
        return self.word(text).base if base is None else base

    def terms(self, word: str) -> Collection[str]:
        """Return everything under which a word, as it stands in a text, can be found."""
        with self._analysing:
            return self._snapshot.terms(surface_form(word))

    @property
    def surfaces(self) -> Collection[str]:
        """The surface forms of the archive's words."""
        return self._snapshot.surfaces

    def standing(self, surface: str) -> Standing:
        """Tell how far a surface form is known to be a word, whatever the archive holds."""
        with self._analysing:
            return self._snapshot.swedish.standing(surface)

    def is_listed(self, surface: str) -> bool:
        """Tell whether a surface form is an ordinary word of the dictionary, not itself a name."""
        with self._analysing:
            return self._snapshot.swedish.is_listed(surface)

    def split(self, surface: str) -> tuple[str, ...]:
        """Return the base words of a compound's parts, in order; none for any other word."""
        with self._analysing:
            return tuple(cut.base for cut in self._snapshot.swedish.split(surface))

    def warm_up(self) -> dict[str, list[str]]:
        """Read the archive's words into memory; return them by all under which they are found."""
        self._snapshot.read_words()
        return self._snapshot.words_by_term()

    def words(self, text: str) -> list[Word]:
        """Return the words of a text in order."""
        return list(map(self._words.__getitem__, find_words(text)))

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the words of a text with their places."""
        for start, end in find_spans(text):
            yield Token(start, end, self.word(text[start:end]))


def analysis_fingerprint() -> str:
    """Return what an index must share with its queries: rules, versions and the stems they give."""
    stem = snowballstemmer.stemmer("swedish").stemWord
    exceptions = files("indexer.analyse").joinpath("exceptions.txt").read_bytes()
    basis = [
        str(RULES),
        *(f"{name} {version(name)}" for name in _LIBRARIES),
        *map(stem, _WITNESSES.split()),
        *sorted(STOP_WORDS),
        hashlib.sha256(exceptions).hexdigest(),
    ]
    return hashlib.sha256(" ".join(basis).encode()).hexdigest()[:16]
