"""Lead words back to the base words under which they can be found.

simplemma tells one base word of a form, and hunspell-sv those that its rules lead to. Each errs
alone: simplemma has one for a form that belongs to two words (delar: dela, not del), and a wrong
one for some base words (bank: banka); hunspell-sv has no irregular forms. Together they bring a
word's forms together, and keep words apart that only look alike (vikt, viktig). What still lacks
are forms that the rest of the word tells of: delarna tells that delar is of del.

A word that neither knows has the base words of its last part, when it is a compound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version

from indexer.analyse.cache import cached_table, is_cached_table
from indexer.analyse.compounds import LONGEST, Compounds
from indexer.analyse.hunspell import FORM
from indexer.analyse.lexicon import Lexicon

_SHORT = 3
_SHARED = {
    "lite": "liten",
    "bra": "god",
    "länge": "lång",
    "broder": "bror",
    "moder": "mor",
    "fader": "far",
}
"""Base words of forms that are of another word too: längre, of länge and of lång."""
_FORMS = frozenset({"", FORM})


class Lemmas:
    """Finds base words."""

    def __init__(self, lexicon: Lexicon, compounds: Compounds) -> None:
        self._lexicon = lexicon
        self._compounds = compounds

    def of(self, word: str) -> tuple[str, ...]:
        """Return the base words of a case-folded word, best first; none for an unknown word."""
        *_, last = word.rpartition("-")
        if len(last) > LONGEST or not last.isalpha():
            return ()
        found = self._listed(last)
        if found.keys() <= {last}:
            found |= self._through_head(last)
        front = word[: len(word) - len(last)]
        return tuple(front + base for base in found)

    def _listed(self, word: str) -> dict[str, None]:
        """Return the base words of a word that is known itself; that of itself first."""
        bases = self._lexicon.bases(word)
        found = dict.fromkeys((*self._look_up(word), *bases))
        if not found:
            return self._unlisted(word)
        found |= dict.fromkeys(self._told_by_others(word, found))
        if word in found:
            del found[word]
            is_base = self.lemma(word) == word or bases.get(word, FORM) not in _FORMS
            if is_base or not found:
                return {word: None, **found}
        return found

    def _unlisted(self, word: str) -> dict[str, None]:
        """Return the base word of a form that opens compounds, or is made of a listed word."""
        if word.endswith("a") and (plural := self.lemma(word + "r")):  # föräldra-: förälder
            return {plural: None}
        derived = self._lexicon.derive(word)
        return {derived: None} if derived else {}

    def _look_up(self, word: str) -> list[str]:
        """Return the lemma, and that of the word which a genitive or passive s follows."""
        forms = [word]
        if word.endswith("s") and len(word) > _SHORT:  # skrevs: skreva, but skrev: skriva
            forms.append(word[:-1])
        return [lemma for form in forms if (lemma := self.lemma(form)) is not None]

    def _told_by_others(self, word: str, found: Mapping[str, None]) -> Iterator[str]:
        """Yield base words that other forms of the same word tell of."""
        if word not in _SHARED:
            yield from (_SHARED[base] for base in found if base in _SHARED)
        form = word.removesuffix("s")
        match form[-2:]:
            case "ar" | "er" | "or":
                if plural := self.lemma(form + "na"):  # delar, by delarna: del
                    yield plural
                if form.endswith("ar") and self._lexicon.is_verb(form[:-1]):  # vårdar: vårda
                    yield form[:-1]
            case "de" | "te":
                verb = form[:-2] if form.endswith("ade") else form[:-2] + "a"  # täckte: täcka
                if self._lexicon.is_verb(verb) and self.lemma(form[:-2] + "ade") != verb:
                    yield verb
                yield from self._verbs(found)
            case "da" | "ta" | "lt" | "rt" | "nt":  # sålt, by såld: sälja
                yield from self._verbs(found)

    def _verbs(self, found: Mapping[str, None]) -> list[str]:
        """Return the verbs of which the words found are participles: såld, of sälja."""
        participles = (base for base in found if base[-1:] in {"d", "t"})
        return [verb for base in participles if (verb := self.lemma(base)) is not None]

    def _through_head(self, word: str) -> dict[str, None]:
        """Return the word with the base words of its last part, when it is a compound."""
        parts = self._compounds.split(word)
        if not parts:
            return {}
        head = parts[-1]
        heads = self._listed(head.surface) or {head.base: None}
        return {word[: head.start] + base: None for base in heads}

    def lemma(self, word: str) -> str | None:
        """Return simplemma's lemma, or None for a word that it does not know."""
        return _known().get(word)


@cache
def _known() -> Mapping[str, str]:
    """Open simplemma's lemmas, which takes it half a second but a file of ours next to nothing."""
    return cached_table(_name(), "lemmas", _learn)


def lemmas_lack() -> bool:
    """Tell whether this machine has yet to learn the lemmas, which takes seconds and memory."""
    return not is_cached_table(_name())


def learn_lemmas() -> None:
    """See to it that this machine has the lemmas in a file."""
    _known()


def _name() -> str:
    return f"lemmas-{version('simplemma')}"


def _learn() -> dict[str, str]:
    """Return the lemma of every word that simplemma knows, the case of both folded."""
    from simplemma.strategies.dictionaries import (  # noqa: PLC0415 - slow to import, seldom needed
        DefaultDictionaryFactory,
    )

    lemmas = dict(DefaultDictionaryFactory().get_dictionary("sv").items())
    words = {word.casefold() for word in lemmas if word.isalpha()}
    found = ((word, lemmas.get(word) or lemmas.get(word.capitalize())) for word in words)
    return {word: lemma.casefold() for word, lemma in found if lemma}
