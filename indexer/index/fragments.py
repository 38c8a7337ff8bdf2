"""What does each field hold of a word as it is spelt?

An archive spells few words in very many places. What the fields take from a spelling is made
once, as text; the text of a field is then such fragments, end to end.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from indexer.analyse import Analyser
from indexer.engines.port import END, join_terms

KEPT = 200_000
"""So many spellings are remembered."""


class Fragment(NamedTuple):
    """Of one spelling: whole terms, as documents join them, for each kind of field.

    `main` has the terms of the whole word, `subject` the same unless the word carries no subject;
    `neighbours` ends the pair with the word before and begins the pair with the word after.
    """

    main: str
    subject: str
    parts: str
    surface: str
    neighbours: str


_MAIN, _SUBJECT, _PARTS, _SURFACE, _NEIGHBOURS = map(itemgetter, range(len(Fragment._fields)))


class Fragments(dict[str, Fragment]):
    """The fragment of every spelling, made when it is first asked for."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def __missing__(self, spelling: str) -> Fragment:
        if len(self) >= KEPT:
            self.clear()
        word = self._analyser.word(spelling)
        main = join_terms(word.main)
        fragment = self[spelling] = Fragment(
            main=main,
            subject="" if word.stop else main,
            parts=join_terms(part.term for part in word.parts),
            surface=word.surface + END,
            neighbours=f"{word.stem}{END}{word.stem} ",
        )
        return fragment


def main_terms(found: Iterable[Fragment]) -> str:
    """Return the terms of whole words."""
    return "".join(map(_MAIN, found))


def subject_terms(found: Iterable[Fragment]) -> str:
    """Return the terms of words that carry a subject."""
    return "".join(map(_SUBJECT, found))


def part_terms(found: Iterable[Fragment]) -> str:
    """Return the terms of what words are built of."""
    return "".join(map(_PARTS, found))


def surface_terms(found: Iterable[Fragment]) -> str:
    """Return the words as they stand."""
    return "".join(map(_SURFACE, found))


def pair_terms(found: Iterable[Fragment]) -> str:
    r"""Return the pairs of neighbours as `fields.pair_term` writes them.

    "a\na " + "b\nb " + "c\nc " holds "a b\n" and "b c\n".
    """
    joined = "".join(map(_NEIGHBOURS, found))
    return joined[joined.find(END) + 1 : joined.rfind(END) + 1]
