"""Which passage of a law is the paragraph that a question names by its number?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.terms.passages import Passage

_NAMED = re.compile(
    r"(?:(?P<chapter>\d+)\s*(?P<letter>[a-z])?\s*kap(?:\.|itlet)?\s*)?(?P<number>\d+)\s?(?P<sub>[a-z])?\s*§",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?P<chapter>\d+)\s?(?P<letter>[a-z])?\s*kap\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?P<number>\d+)\s?(?P<sub>[a-z])?\s*§", re.IGNORECASE)
_Provision = tuple[str, str]


def find_provision(question: str, passages: Sequence[Passage]) -> tuple[int, int] | None:
    """Return the passage that a question such as "skollagen 2 kap. 3 §" names, and where it begins.

    Sections that a heading of a chapter stands above belong to it until the next one. Where the
    question names no chapter, the first paragraph of the number is meant.
    """
    named = _NAMED.search(question)
    if named is None:
        return None
    wanted, in_chapter = _of(named, "number", "sub"), _of(named, "chapter", "letter")
    chapter = ("", "")
    for at, (heading, text, _) in enumerate(passages):
        if begins := _CHAPTER.match(heading):
            chapter = _of(begins, "chapter", "letter")
        if in_chapter[0] and chapter != in_chapter:
            continue
        for line in re.finditer(r"^.*$", text, re.MULTILINE):
            begins = _BEGINS.match(line[0])
            if begins and _of(begins, "number", "sub") == wanted:
                return at, line.start()
    return None


def _of(match: re.Match[str], number: str, letter: str) -> _Provision:
    return match[number] or "", (match[letter] or "").lower()
