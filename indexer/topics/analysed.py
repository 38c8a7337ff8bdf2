"""The words of one article as topics are found by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.article import Article


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article's words. `passages` hold surface forms, the title first, with their weights.

    `subjects` are the terms of the words that carry a subject, those of the title and headings
    several times; `parts` those that compounds are built of; `title` those of the title.
    """

    passages: Sequence[tuple[Sequence[str], int]]
    subjects: Sequence[str]
    parts: Sequence[str]
    title: Sequence[str]


Analyse = Callable[[Article], Analysed]
