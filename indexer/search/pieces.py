"""Which of the pieces of text that have been seen hold a word that is found under a term?

A piece is what stands between blanks: a word with its punctuation. Kept from one question to the
next, so that a text is looked through as fast as it is split.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.analyse.analyser import Analyser
from indexer.analyse.tokens import TOKEN, find_words, is_broken

REMEMBERED = 300_000
"""So many pieces are remembered, with some 200 bytes for each, and that many texts."""


class Pieces:
    """The pieces seen, and under which terms they are found; safe to share between threads.

    `archive` has the archive's words by everything under which they are found, as the analyser
    tells, or nothing.
    """

    def __init__(
        self, analyser: Analyser, archive: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._analyser = analyser
        self._archive = archive or {}
        self._texts: set[int] = set()
        self._known: set[str] = set()
        self._by_term: dict[str, list[str]] = {}
        self._learning = threading.Lock()

    @property
    def learnt(self) -> int:
        """The number of pieces seen."""
        return len(self._known)

    def emptied(self) -> Pieces:
        """Return pieces of which none is seen."""
        return Pieces(self._analyser, self._archive)

    def read(self, text: str) -> list[str]:
        """Return the pieces of a text, all of them seen from now on."""
        pieces = split_pieces(text)
        if (read := hash(text)) not in self._texts:
            if not self._known.issuperset(pieces):
                self._learn(pieces)
            if len(self._texts) >= REMEMBERED:
                self._texts.clear()
            self._texts.add(read)
        return pieces

    def of_archive(self, term: str) -> Sequence[str]:
        """Return the archive's words that are found under the term."""
        return self._archive.get(term, ())

    def of(self, term: str, since: int) -> list[str]:
        """Return other pieces found under the term as they were seen, but the first of them."""
        return self._by_term.get(term, [])[since:]

    def _learn(self, pieces: Sequence[str]) -> None:
        with self._learning:
            for piece in pieces:
                if piece not in self._known:
                    if not self._is_of_archive(piece):
                        for term in set().union(*map(self._analyser.terms, find_words(piece))):
                            self._by_term.setdefault(term, []).append(piece)
                    self._known.add(piece)  # when it can be found

    def _is_of_archive(self, piece: str) -> bool:
        return bool(self._archive) and self._analyser.has(piece)


class PieceFilter:
    """Finds the pieces that hold a word found under any of some terms; for one thread."""

    def __init__(self, pieces: Pieces, terms: Iterable[str]) -> None:
        self._pieces = pieces
        self._taken = dict.fromkeys(terms, 0)
        self._as_of = 0
        self._held = set[str]().union(*map(pieces.of_archive, self._taken))

    def matching(self, text: str) -> list[str]:
        """Return those of a text's pieces that hold one, each as often as it is there."""
        pieces = self._pieces.read(text)
        if self._as_of != self._pieces.learnt:
            self._as_of = self._pieces.learnt
            for term, taken in self._taken.items():
                found = self._pieces.of(term, taken)
                self._taken[term] = taken + len(found)
                self._held.update(found)
        return list(filter(self._held.__contains__, pieces))


def split_pieces(text: str) -> list[str]:
    """Return the pieces of a text in order; where a word may go on in the next line, its words.

    >>> split_pieces("Elever (i skolan).")
    ['Elever', '(i', 'skolan).']
    """
    return find_words(text) if is_broken(text) else text.split()


def find_pieces(text: str, wanted: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield some of a text's pieces, given in order and each as often as it is there, with places.

    >>> list(find_pieces("Elever (i skolan).", ["(i", "skolan)."]))
    [('(i', 7), ('skolan).', 10)]
    """
    if is_broken(text):
        sought = frozenset(wanted)
        yield from ((word[0], word.start()) for word in TOKEN.finditer(text) if word[0] in sought)
        return
    end = 0
    for piece in wanted:
        start = text.index(piece, end)
        while not _is_whole(text, start, start + len(piece)):
            start = text.index(piece, start + 1)
        end = start + len(piece)
        yield piece, start


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but blanks, or the text's ends, surround a part of it."""
    begins = start == 0 or text[start - 1].isspace()
    return begins and (end == len(text) or text[end].isspace())
