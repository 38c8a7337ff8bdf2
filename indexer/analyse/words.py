"""The analysis of one word: every form under which it can be found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Part:
    """A term for a part of a word, and where in the word's surface form that part stands."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word's terms.

    `surface` is the case-folded form; `main` are variants of the whole word: its base words, the
    likeliest first, or the stem of a word that is not `known`; `parts` are what it is built of;
    `stop` tells that it is no content word. An acronym of a question has `forms`: surface forms,
    its own first, and is found by no other terms.
    """

    surface: str
    main: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    stop: bool = False
    known: bool = True
    forms: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The one term that stands for the word where there can be but one."""
        return self.main[0]

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything under which the word can be found."""
        return (self.surface, *self.main, *(part.term for part in self.parts))


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands: `text[start:end]`."""

    start: int
    end: int
    word: Word


class Standing(Enum):
    """How far a form is known to be a word."""

    LISTED = auto()
    """The Swedish dictionary has it or its base word."""
    NAME = auto()
    """The Swedish dictionary has it as a name only."""
    ENGLISH = auto()
    """It is an English word and no Swedish one."""
    COMPOUND = auto()
    """It can be read as a compound of listed words, which some misspelt words can too."""
    NOTED = auto()
    """Only a collection of forms has it, in which common misspellings stand too."""
    UNKNOWN = auto()

    @property
    def in_dictionary(self) -> bool:
        """Whether a dictionary has the word."""
        return self in {Standing.LISTED, Standing.NAME, Standing.ENGLISH}
