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
_BEGINS = re.compile(r"^(?P<number>\d+)\s?(?P<sub>[a-z])?\s*§", re.IGNORECASE | re.MULTILINE)


def find_provision(question: str, passages: Sequence[Passage]) -> tuple[int, int] | None:
    """Return (passage, start) of what a question such as "skollagen 2 kap. 3 §" names.

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
        if (above := _BEGINS.match(heading)) and _of(above, "number", "sub") == wanted:
            return at, 0
        for begins in _BEGINS.finditer(text):
            if _of(begins, "number", "sub") == wanted:
                return at, begins.start()
    return None


def end_of_provision(text: str, start: int) -> int:
    """Return where the paragraph of a law that begins there ends: before the next one."""
    following = _BEGINS.search(text, start + 1)
    return following.start() - 1 if following else len(text)


def _of(match: re.Match[str], number: str, letter: str) -> tuple[str, str]:
    return match[number] or "", (match[letter] or "").lower()
