"""What the splitter must know that no rule tells: reviewed words, read from exceptions.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Self


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Words that are no compounds, right splits, and what may or may not open and close."""

    whole: frozenset[str] = frozenset()
    splits: frozenset[tuple[str, ...]] = frozenset()
    never_first: frozenset[str] = frozenset()
    never_last: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()

    @classmethod
    def reviewed(cls) -> Self:
        """Read the list that comes with the package."""
        text = files("indexer.analyse").joinpath("exceptions.txt").read_text(encoding="utf-8")
        return cls.parse(text.splitlines())

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Self:
        """Read lines of words, with # before comments.

        >>> found = Exceptions.parse(["domstol över- -skap  # no part", "lands+ting"])
        >>> found.whole, found.never_first, found.never_last
        (frozenset({'domstol'}), frozenset({'över'}), frozenset({'skap'}))
        >>> found.splits
        frozenset({('lands', 'ting')})
        """
        words = {word for line in lines for word in line.partition("#")[0].split()}
        return cls(
            whole=frozenset(word for word in words if word.isalpha()),
            splits=frozenset(tuple(word.split("+")) for word in words if "+" in word[1:-1]),
            never_first=frozenset(word[:-1] for word in words if word.endswith("-")),
            never_last=frozenset(word[1:] for word in words if word.startswith("-")),
            openers=frozenset(word[:-1] for word in words if word.endswith("+")),
            closers=frozenset(word[1:] for word in words if word.startswith("+")),
        )
