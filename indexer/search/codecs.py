"""How the value of a search parameter is read from text, written again and described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from indexer.article import DateSpan, NotADateError
from indexer.search.answer import Notice
from indexer.search.periods import read_period

_WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATE_PATTERN = (
    r"^([12][0-9]{3}(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?"
    rf"|(([1-9]|1[0-9]|2[0-8]) )?({_MONTHS}) (19|20)[0-9]{{2}}"
    r"|idag|igår|i fjol|förra (veckan|månaden|året)|senaste (veckan|månaden|året)"
    r"|today|yesterday|last (week|month|year))$"
)
"""Dates as programs write them, and some that people write; `read_period` tells of all."""
_SHOWN = 40
"""So many characters of what could not be used are shown again."""


class UnusableValueError(Exception):
    """A value that cannot be used: the notice says why, and `instead` is what is used, if any."""

    def __init__(self, notice: Notice, instead: str | None = None) -> None:
        super().__init__(notice.message)
        self.notice = notice
        self.instead = instead


@dataclass(frozen=True, slots=True)
class TextCodec:
    """Words as they were typed, of at most `longest` characters."""

    longest: int

    def read(self, given: Sequence[str]) -> str:
        """Return the first text; raise UnusableValueError, with its beginning, if it is long."""
        text = given[0]
        if len(text) > self.longest:
            notice = Notice(
                "Frågan är för lång: en fråga rymmer {limit} tecken. Skriv den kortare.",
                {"limit": self.longest},
            )
            raise UnusableValueError(notice, instead=text[: self.longest].rstrip())
        return text

    def write(self, value: str) -> str:
        """Return the words."""
        return value

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class ValuesCodec:
    """Values of which any may hold, each given by itself: at most so many, and so long."""

    most: int
    longest: int

    def read(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the values, each once; raise UnusableValueError for too much."""
        values = tuple(dict.fromkeys(given))
        if len(values) > self.most or max(map(len, values)) > self.longest:
            notice = Notice(
                "Valen är för många eller för långa. Välj högst {limit} värden.",
                {"limit": self.most},
            )
            raise UnusableValueError(notice)
        return values

    def write(self, value: tuple[str, ...]) -> tuple[str, ...]:
        """Return the values, each to be written by itself."""
        return value

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the list."""
        value = {"type": "string", "maxLength": self.longest}
        return {"type": "array", "items": value, "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class DateCodec:
    """A year, a month or a day: the `end` of a period that people write as they like."""

    end: Literal["first", "last"]

    def read(self, given: Sequence[str]) -> DateSpan:
        """Return the first date; raise UnusableValueError for one that there is not."""
        text = given[0]
        try:
            return self._written(text) or DateSpan.parse(text)
        except NotADateError:
            notice = Notice(
                "”{text}” går inte att läsa som ett datum. Skriv 2019, 2019-05 eller 2019-05-06.",
                {"text": _shortened(text)},
            )
            raise UnusableValueError(notice) from None
        except ValueError:
            notice = Notice(
                "Datumet {text} finns inte. Skriv 2019, 2019-05 eller 2019-05-06.",
                {"text": _shortened(text)},
            )
            raise UnusableValueError(notice) from None

    def _written(self, text: str) -> DateSpan | None:
        """Return the date as people write it, or this end of a longer period that has it."""
        period = read_period(text)
        if period is None:
            return None
        if span := period.span:
            return span
        day = period.first if self.end == "first" else period.last
        return DateSpan(day, day) if day else None

    def write(self, value: DateSpan) -> str:
        """Return the date as precisely as it is known."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the text."""
        return {"type": "string", "pattern": _DATE_PATTERN}


@dataclass(frozen=True, slots=True)
class ChoiceCodec:
    """One of some values, each with its word."""

    words: Mapping[str, Any]

    def read(self, given: Sequence[str]) -> Any:
        """Return the value of the first word; raise UnusableValueError for one that has none."""
        try:
            return self.words[given[0]]
        except KeyError:
            notice = Notice(
                "”{text}” går inte att välja. Välj bland {words}.",
                {"text": _shortened(given[0]), "words": ", ".join(self.words)},
            )
            raise UnusableValueError(notice) from None

    def write(self, value: Any) -> str:
        """Return the word of the value."""
        return next(word for word, meaning in self.words.items() if meaning == value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the word."""
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class NumberCodec:
    """A whole number from 1 to `highest`, which on the command line holds if it is `fixed`."""

    highest: int
    fixed: bool = False

    def read(self, given: Sequence[str]) -> int:
        """Return the first number; raise UnusableValueError for what is none, or out of reach."""
        text = given[0]
        value = int(text) if _WHOLE_NUMBER.fullmatch(text) else 0
        if not 1 <= value <= self.highest:
            notice = Notice(
                "”{text}” går inte att använda. Skriv ett heltal från 1 till {highest}.",
                {"text": _shortened(text), "highest": self.highest},
            )
            raise UnusableValueError(notice)
        return value

    def write(self, value: int) -> int:
        """Return the number."""
        return value

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the number."""
        return {"type": "integer", "minimum": 1, "maximum": self.highest}


Codec = TextCodec | ValuesCodec | DateCodec | ChoiceCodec | NumberCodec


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
