"""The analysis of one word: every form under which it can be found."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Part:
    """A term for a part of a word, and where in the word's surface form that part stands."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word's terms.

    `surface` is the case-folded form; `stem` and `lemmas` (stems of base forms) are variants of the
    whole word; `parts` are what it is built of; `stop` tells that it is no content word. An acronym
    of a question has `forms`: surface forms, its own first, of which it is found by no other terms.
    """

    surface: str
    stem: str
    lemmas: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    stop: bool = False
    forms: tuple[str, ...] = ()

    @property
    def main(self) -> tuple[str, ...]:
        """The terms of the whole word, the stem first."""
        return (self.stem, *self.lemmas)

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything under which the word can be found."""
        return (self.surface, *self.main, *(part.term for part in self.parts))

    def as_acronym(self, forms: tuple[str, ...]) -> Word:
        """Return the word as an acronym that stands in these forms."""
        return replace(self, parts=(), stop=False, forms=forms)


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands: `text[start:end]`."""

    start: int
    end: int
    word: Word
