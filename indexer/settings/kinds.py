"""Kinds of values: which fit, how are they read, and what should be written instead?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError

LONGEST_DELAY = 3600
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value from TOML or the environment; `wanted` says in Swedish what to write."""

    fits: Callable[[Any], bool]
    make: Callable[[Any], Any]
    wanted: str

    def read(self, value: Any, where: str) -> Any:
        """Return the value; raise SettingsError, which names where it stands, if it does not fit.

        >>> WHOLE.read("8765", "SOKVERKET_PORT")
        8765
        """
        if not self.fits(value):
            raise SettingsError(where, f"värdet {value!r} passar inte", f"Skriv {self.wanted}.")
        return self.make(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _truth(value: Any) -> bool:
    return str(value).lower() == "true"


def _has_texts(value: Any) -> bool:
    return _is_table(value) and all(map(_is_text, value.values()))


def _has_names(value: Any) -> bool:
    return _is_table(value) and all(map(_are_texts, value.values()))


def _pairs(value: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(value.items())


def _named(value: dict[str, str | list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, _tuple(texts)) for name, texts in value.items())


TEXT = Kind(_is_text, str, "en text inom citattecken")
TEXTS = Kind(_are_texts, _tuple, TEXT.wanted)
PATH = Kind(_is_text, Path, TEXT.wanted)
TRUTH = Kind(lambda value: str(value).lower() in {"true", "false"}, _truth, "true eller false")
WHOLE = Kind(lambda value: str(value).isdecimal(), int, "ett heltal")
NUMBER = Kind(lambda value: bool(_NUMBER.fullmatch(str(value))), float, "ett tal som 0.85")
COUNT = Kind(lambda value: type(value) is int and value > 0, int, "ett heltal större än 0")
SECONDS = Kind(
    lambda value: type(value) in {int, float} and 0 <= value <= LONGEST_DELAY,
    float,
    f"ett antal sekunder från 0 till {LONGEST_DELAY}",
)
RULES = Kind(_has_texts, _pairs, 'en tabell som {"mönster" = "text"}')
NAMES = Kind(_has_names, _named, 'en tabell som {title = "rubrik", reference = ["dnr", "nr"]}')
LINKS = Kind(_is_table, dict, "en tabell text = adress")
SOURCES = Kind(_is_table, dict, "en tabell för varje källa, [sources.NAMN]")
