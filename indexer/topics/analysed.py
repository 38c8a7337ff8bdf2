"""The words of one article as topics are found by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

WeighedPassage = tuple[Sequence[str], int]
"""The surface forms of its words, and how many times they count."""


@dataclass(frozen=True)
class Analysed:
    """An article's words.

    `content` are the terms of the content words, those of the title and headings several times;
    `parts` those that compounds are built of; `title` those of the title. `find_passages` gives
    what `passages` holds, which only topics by name ask for.
    """

    find_passages: Callable[[], Sequence[WeighedPassage]]
    content: Sequence[str]
    parts: Sequence[str]
    title: Sequence[str]

    @cached_property
    def passages(self) -> Sequence[WeighedPassage]:
        """The title and each passage after it."""
        return self.find_passages()
