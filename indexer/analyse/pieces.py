"""Which of the pieces of text that have been seen hold a word that is found under a term?

A piece is what stands between blanks: a word with its punctuation. Kept from one question to the
next, so that a text is looked through as fast as it is split.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence

from indexer.analyse.analyser import Analyser
from indexer.analyse.tokens import TOKEN, find_words, is_broken

ROOM = 300_000
"""So many pieces are kept, with some 300 bytes for each."""


class Pieces:
    """The pieces seen, by the terms of their words; safe to share between threads."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._seen: set[str] = set()
        self._by_term: dict[str, list[str]] = {}
        self._learning = threading.Lock()

    def __len__(self) -> int:
        return len(self._seen)

    def learn(self, pieces: Sequence[str]) -> None:
        """See pieces; `len` counts one when it can be found under all its terms."""
        if self._seen.issuperset(pieces):
            return
        with self._learning:
            for piece in set(pieces) - self._seen:
                terms = map(self._analyser.terms, find_words(piece))
                for term in set().union(*terms):
                    self._by_term.setdefault(term, []).append(piece)
                self._seen.add(piece)

    def of(self, term: str, since: int) -> list[str]:
        """Return the pieces of a term in the order they were seen, but for the first of them."""
        return self._by_term.get(term, [])[since:]


class Holding:
    """The pieces that hold a word found under any of some terms; for one thread."""

    def __init__(self, pieces: Pieces, terms: Iterable[str]) -> None:
        self._pieces = pieces
        self._taken = dict.fromkeys(terms, 0)
        self._as_of = -1
        self._held: set[str] = set()

    def among(self, pieces: Sequence[str]) -> list[str]:
        """Return those of the pieces that are, each as often as it is there."""
        self._pieces.learn(pieces)
        if self._as_of != len(self._pieces):
            self._as_of = len(self._pieces)
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
