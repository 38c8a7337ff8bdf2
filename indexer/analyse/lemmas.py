"""Lead words back to the base words under which they can be found.

Snowball's stem keeps bok and böcker apart, simplemma's lemma brings them together; a lemma that is
wrong (uppdrag: uppdra) harms nothing while the stem stands beside it. Words that simplemma does
not know get the lemma of the last part of a compound, or the base word of hunspell-sv.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from indexer.analyse.cache import cached_file
from indexer.analyse.compounds import LONGEST, Compounds
from indexer.analyse.lexicon import Lexicon
from indexer.analyse.tables import FORMAT, read_tables, write_tables

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
        return _known().get(word)


@cache
def _known() -> Mapping[str, str]:
    """Open simplemma's lemmas, which takes it half a second but a file of ours next to nothing."""
    name = f"lemmas-{version('simplemma')}-{FORMAT}"
    try:
        return read_tables(cached_file(name, _write))["lemmas"]
    except (OSError, ValueError):
        return _learn()


def _write(path: Path) -> None:
    write_tables(path, {"lemmas": _learn()})


def _learn() -> dict[str, str]:
    """Return the lemma of every word that simplemma knows, the case of both folded."""
    from simplemma.strategies.dictionaries import (  # noqa: PLC0415 - slow to import, seldom needed
        DefaultDictionaryFactory,
    )

    lemmas = dict(DefaultDictionaryFactory().get_dictionary("sv").items())
    words = {word.casefold() for word in lemmas if word.isalpha()}
    found = ((word, lemmas.get(word) or lemmas.get(word.capitalize())) for word in words)
    return {word: lemma.casefold() for word, lemma in found if lemma}
