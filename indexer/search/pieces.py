"""Which of the pieces of text that have been seen hold a word that is found under a term?

A piece is what stands between blanks: a word with its punctuation. Kept from one question to the
next, so that a text is looked through as fast as it is split.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from indexer.analyse.analyser import Analyser
from indexer.analyse.tokens import TOKEN, find_words, is_broken, surface_form
from indexer.memo import Memo

REMEMBERED = 300_000
"""So many pieces are remembered, with some 200 bytes for each."""


class Pieces:
    """The forms of the pieces seen, made when first asked for; safe to share between threads.

    A piece's form is the surface forms of its words, with blanks between; `forms` has it by piece.
    `archive` has the archive's words by everything under which they are found, as the analyser
    tells, or nothing.
    """

    def __init__(
        self, analyser: Analyser, archive: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._analyser = analyser
        self._archive = archive or {}
        self.forms = Memo(self._form, REMEMBERED)
        self._seen: set[str] = set()
        self._by_term: dict[str, list[str]] = {}
        self._learning = threading.Lock()

    @property
    def learnt(self) -> int:
        """The number of forms that can be found under all their terms, besides the archive's."""
        return len(self._seen)

    def emptied(self) -> Pieces:
        """Return pieces of which none is seen."""
        return Pieces(self._analyser, self._archive)

    def of_archive(self, term: str) -> Sequence[str]:
        """Return the archive's words that are found under the term."""
        return self._archive.get(term, ())

    def of(self, term: str, since: int) -> list[str]:
        """Return other forms of the term in the order they were seen, but the first of them."""
        return self._by_term.get(term, [])[since:]

    def _is_of_archive(self, form: str) -> bool:
        return bool(self._archive) and self._analyser.has(form)

    def _form(self, piece: str) -> str:
        if self._is_of_archive(piece):
            return piece
        words = find_words(piece)
        form = " ".join(map(surface_form, words))
        if form not in self._seen and not self._is_of_archive(form):
            self._learn(form, words)
        return form

    def _learn(self, form: str, words: Sequence[str]) -> None:
        with self._learning:
            if form not in self._seen:
                for term in set().union(*map(self._analyser.terms, words)):
                    self._by_term.setdefault(term, []).append(form)
                self._seen.add(form)


class PieceFilter:
    """Finds the pieces that hold a word found under any of some terms; for one thread."""

    def __init__(self, pieces: Pieces, terms: Iterable[str]) -> None:
        self._pieces = pieces
        self._taken = dict.fromkeys(terms, 0)
        self._as_of = 0
        self._held = set[str]().union(*map(pieces.of_archive, self._taken))

    def matching(self, pieces: Sequence[str]) -> list[str]:
        """Return those of the pieces that hold one, each as often as it is there."""
        forms = list(map(self._pieces.forms.__getitem__, pieces))
        if self._as_of != self._pieces.learnt:
            self._as_of = self._pieces.learnt
            for term, taken in self._taken.items():
                found = self._pieces.of(term, taken)
                self._taken[term] = taken + len(found)
                self._held.update(found)
        return list(compress(pieces, map(self._held.__contains__, forms)))


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
