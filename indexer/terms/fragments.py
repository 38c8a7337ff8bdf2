"""What does each field hold of a text, and how is that found without a look at every letter?

An archive writes the same few strings between its blanks over and over. What the fields take from
such a string is made once, as text; the text of a field is then such fragments, end to end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from indexer.analyse import Analyser, Word
from indexer.analyse.tokens import find_words
from indexer.engines.port import END, join_terms
from indexer.memo import Memo
from indexer.terms.fields import BREAK

REMEMBERED = 300_000
"""So many strings are remembered."""
_SEAM = f" {BREAK} "


class Fragment(NamedTuple):
    """Of a string or a text: whole terms, as documents join them, for each kind of field.

    `content` has the terms of the content words, whole; `neighbours` ends the pair with the word
    before and begins the pair with the word after.
    """

    content: str
    parts: str
    surface: str
    neighbours: str

    @property
    def pairs(self) -> str:
        r"""The pairs of neighbours within each passage, as `fields.pair_term` writes them.

        "a\na " + "b\nb " + "c\nc " holds "a b\n" and "b c\n".
        """
        passages = self.neighbours.split(BREAK)
        return "".join(one[one.find(END) + 1 : one.rfind(END) + 1] for one in passages)


class Fragments:
    """Makes the fragments of texts, and remembers those of strings without blanks."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._of_string = Memo(self._make, REMEMBERED)

    def of(self, passages: Sequence[str]) -> Fragment:
        """Return what the passages hold together, each ended by a break."""
        text = _SEAM.join((*passages, ""))
        # at a line's end a hyphen may join words, and a text may have the sign of a break itself
        if "\n" in text or text.count(BREAK) > len(passages):
            strings = [word for one in passages for word in (*find_words(one), BREAK)]
        else:
            strings = text.split()
        return _join(map(self._of_string.__getitem__, strings))

    def words(self, text: str) -> Sequence[Word]:
        """Return the words of a text in order."""
        return self._analyser.words(text)

    def main(self, text: str) -> str:
        """Return the terms of all whole words of a text, also of stop words."""
        return join_terms(term for word in self.words(text) for term in word.main)

    def terms(self, word: str) -> Collection[str]:
        """Return everything under which a word can be found."""
        return self._analyser.terms(word)

    def _make(self, string: str) -> Fragment:
        if string == BREAK:
            return Fragment("", "", BREAK + END, BREAK)
        match find_words(string):
            case [word] if word == string:
                return self._make_of_word(word)
            case [word]:
                return self._of_string[word]
            case words:
                return _join(map(self._of_string.__getitem__, words))

    def _make_of_word(self, spelling: str) -> Fragment:
        word = self._analyser.analyse(spelling)
        return Fragment(
            content="" if word.stop else END.join((*word.main, "")),
            parts=END.join((*[part.term for part in word.parts], "")),
            surface=word.surface + END,
            neighbours=f"{word.base}{END}{word.base} ",
        )


_NOTHING = Fragment("", "", "", "")


def _join(fragments: Iterable[Fragment]) -> Fragment:
    columns = zip(_NOTHING, *fragments, strict=True)
    return Fragment._make(map("".join, columns))
