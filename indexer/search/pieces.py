"""Which of the pieces of text that have been seen hold a word that is found under a term?

A piece is what stands between blanks: a word with its punctuation. Kept from one question to the
next, so that a text is looked through as fast as it is split.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.analyse.analyser import Analyser
from indexer.analyse.tokens import TOKEN, find_words, is_broken, surface_form

REMEMBERED = 300_000
"""So many pieces are remembered, with some 300 bytes for each, and that many texts."""


class Pieces:
    """The pieces seen, and under which terms they are found; safe to share between threads.

    A piece's form is the surface forms of its words, with blanks between. `archive` has the
    archive's words by everything under which they are found, as the analyser tells, or nothing.
    """

    def __init__(
        self, analyser: Analyser, archive: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._analyser = analyser
        self._archive = archive or {}
        self._texts: set[int] = set()
        self._known: set[str] = set()
        self._learnt: list[tuple[str, str]] = []
        self._by_form: dict[str, list[str]] = {}
        self._forms: set[str] = set()
        self._by_term: dict[str, list[str]] = {}
        self._learning = threading.Lock()

    @property
    def learnt(self) -> int:
        """The number of pieces seen."""
        return len(self._learnt)

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

    def forms(self, term: str, since: int) -> list[str]:
        """Return other forms of the term in the order they were seen, but the first of them."""
        return self._by_term.get(term, [])[since:]

    def of(self, forms: Iterable[str]) -> Iterator[Sequence[str]]:
        """Yield the pieces seen that have each of the forms, but for those that look like it."""
        return filter(None, map(self._by_form.get, forms))

    def since(self, learnt: int) -> list[tuple[str, str]]:
        """Return the pieces with their forms in the order they were seen, but the first of them."""
        return self._learnt[learnt:]

    def _learn(self, pieces: Sequence[str]) -> None:
        with self._learning:
            for piece in pieces:
                if piece not in self._known:
                    form = self._form(piece)
                    if piece != form:
                        self._by_form.setdefault(form, []).append(piece)
                    self._learnt.append((piece, form))  # when all else is known of it
                    self._known.add(piece)

    def _form(self, piece: str) -> str:
        if self._is_of_archive(piece):
            return piece
        words = find_words(piece)
        form = " ".join(map(surface_form, words))
        if form not in self._forms and not self._is_of_archive(form):
            for term in set().union(*map(self._analyser.terms, words)):
                self._by_term.setdefault(term, []).append(form)
            self._forms.add(form)
        return form

    def _is_of_archive(self, form: str) -> bool:
        return bool(self._archive) and self._analyser.has(form)


class PieceFilter:
    """Finds the pieces that hold a word found under any of some terms; for one thread."""

    def __init__(self, pieces: Pieces, terms: Iterable[str]) -> None:
        self._pieces = pieces
        self._taken = dict.fromkeys(terms, 0)
        self._as_of = pieces.learnt
        self._forms = set[str]().union(*map(pieces.of_archive, self._taken))
        self._take_forms()
        self._held = self._forms.union(*pieces.of(self._forms))

    def matching(self, text: str) -> list[str]:
        """Return those of a text's pieces that hold one, each as often as it is there."""
        pieces = self._pieces.read(text)
        if self._as_of != self._pieces.learnt:
            self._look_again()
        return list(filter(self._held.__contains__, pieces))

    def _look_again(self) -> None:
        """Heed the pieces that were seen meanwhile."""
        learnt = self._pieces.since(self._as_of)
        self._as_of += len(learnt)
        self._take_forms()
        self._held.update(piece for piece, form in learnt if form in self._forms)

    def _take_forms(self) -> None:
        for term, taken in self._taken.items():
            found = self._pieces.forms(term, taken)
            self._taken[term] = taken + len(found)
            self._forms.update(found)


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
