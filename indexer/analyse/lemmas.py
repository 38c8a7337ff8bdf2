"""Lead words back to the base words under which they can be found.

Snowball's stem keeps bok and böcker apart, simplemma's lemma brings them together; a lemma that is
wrong (uppdrag: uppdra) harms nothing while the stem stands beside it. Words that simplemma does
not know get the lemma of the last part of a compound, or the base word of hunspell-sv.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from indexer.analyse.compounds import LONGEST, Compounds
from indexer.analyse.lexicon import Lexicon

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

_SHORT = 3


class Lemmas:
    """Finds base words."""

    def __init__(self, lexicon: Lexicon, compounds: Compounds) -> None:
        self._lexicon = lexicon
        self._compounds = compounds

    def terms(self, word: str) -> tuple[str, ...]:
        """Return the base words of a case-folded word other than itself, best first."""
        if len(word) > LONGEST or not word.isalpha():
            return ()
        words = dict.fromkeys(self._look_up(word))
        if not words:
            words = dict.fromkeys(self._lexicon.bases(word))
        if words.keys() <= {word}:
            words |= dict.fromkeys(self._through_head(word))
        words.pop(word, None)
        return tuple(words)

    def _look_up(self, word: str) -> list[str]:
        """Return the lemma, and that of the word which a genitive or passive s follows."""
        forms = [word]
        if word.endswith("s") and len(word) > _SHORT:  # skrevs: skreva, but skrev: skriva
            forms.append(word[:-1])
        return [lemma for form in forms if (lemma := self.lemma(form)) is not None]

    def _through_head(self, word: str) -> list[str]:
        """Return the word with the base words of its last part, when it is a compound."""
        parts = self._compounds.split(word)
        if not parts:
            return []
        head = parts[-1]
        heads = (*self._look_up(head.surface), head.base)
        return [word[: head.start] + lemma for lemma in heads]

    def lemma(self, word: str) -> str | None:
        """Return simplemma's lemma, or None for a word that it does not know."""
        lemma = _dictionary().get_lemma(word, "sv")
        return None if lemma is None else lemma.casefold()


@cache
def _dictionary() -> DictionaryLookupStrategy:
    """Read simplemma's dictionary (0.5 s, 20 MB), once for all generations that are opened."""
    from simplemma.strategies import (  # noqa: PLC0415 - slow to import, often not needed
        DictionaryLookupStrategy,
        StreamDictionaryFactory,
    )

    return DictionaryLookupStrategy(StreamDictionaryFactory())
