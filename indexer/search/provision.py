"""Which passage of a law is the paragraph that a question names by its number?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from indexer.terms.passages import Passage

_NAMED = re.compile(
    r"(?:(?P<chapter>\d+)\s*(?P<letter>[a-z])?\s*kap(?:\.|itlet)?\s*)?(?P<number>\d+)\s?(?P<sub>[a-z])?\s*§",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?P<chapter>\d+)\s?(?P<letter>[a-z])?\s*kap\b", re.IGNORECASE)
_BEGINS = re.compile(r"^(?P<number>\d+)\s?(?P<sub>[a-z])?\s*§", re.IGNORECASE | re.MULTILINE)


class Provision(NamedTuple):
    """Where a numbered paragraph of a law stands in the text of a passage."""

    passage: int
    start: int
    end: int


def find_provision(question: str, passages: Sequence[Passage]) -> Provision | None:
    """Return the paragraph that a question such as "skollagen 2 kap. 3 §" names.

    What stands below the heading of a chapter belongs to it until the next one. Where there are no
    chapters, or the question names none, it is the first paragraph of the number.
    """
    named = _NAMED.search(question) if "§" in question else None
    if named is None:
        return None
    wanted, in_chapter = _of(named, "number", "sub"), _of(named, "chapter", "letter")
    has_chapters = any(_CHAPTER.match(heading) for heading, _, _ in passages)
    chapter = ("", "")
    for at, (heading, text, _) in enumerate(passages):
        if begins := _CHAPTER.match(heading):
            chapter = _of(begins, "chapter", "letter")
        if has_chapters and in_chapter[0] and chapter != in_chapter:
            continue
        numbers = [*_BEGINS.finditer(text)]
        if (above := _BEGINS.match(heading)) and _of(above, "number", "sub") == wanted:
            return Provision(at, 0, numbers[0].start() if numbers else len(text))
        for begins, following in zip_longest(numbers, numbers[1:]):
            if _of(begins, "number", "sub") == wanted:
                end = following.start() - 1 if following else len(text)
                return Provision(at, begins.start(), end)
    return None


def _of(match: re.Match[str], number: str, letter: str) -> tuple[str, str]:
    return match[number] or "", (match[letter] or "").lower()
