"""Which passage of a law is the paragraph that a question names by its number?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.article import Article
from indexer.terms.passages import Passage

_Number = tuple[str, str]
"""A number and the letter after it, if any."""
_NONE: _Number = ("", "")

_CHAPTER_NAMED = re.compile(
    r"(?P<number>\d+)\s?(?P<letter>[a-z])?\s*kap(?:\.|itlet|\b)"
    r"|\bkap(?:\.|itel|itlet)?\s*(?P<after>\d+)\s?(?P<after_letter>[a-z]\b)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<number>\d+)\s?(?P<letter>[a-z]\b)?(?:\s*(?:-|–|,|och|eller)\s*\d+\s?[a-z]?)*\s*"
    r"(?:§|paragrafen\b)"
    r"|(?:§|\bparagraf)\s*(?P<after>\d+)\s?(?P<after_letter>[a-z]\b)?",
    re.IGNORECASE,
)
_BOTH_NAMED = re.compile(r"(?<=[a-zåäö]{5} )(\d{1,2}):(\d{1,3})\s?([a-z]\b)?", re.IGNORECASE)
"""brottsbalken 3:1"""
_CHAPTER = re.compile(
    r"(?P<number>\d+)\s?(?P<letter>[a-z])?\s*kap(?:\.|itlet|\b)(?=\s*$|\s+(?-i:[A-ZÅÄÖ]))",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(?P<number>\d+)\s?(?P<letter>[a-z])?\s*§", re.IGNORECASE | re.MULTILINE)


def find_provision(
    question: str, article: Article, passages: Sequence[Passage]
) -> tuple[int, int] | None:
    """Return (passage, start) of what a question such as "skollagen 2 kap. 3 §" names.

    What stands below the heading of a chapter belongs to it until the next one. Where there are no
    chapters, or the question names none, it is the first paragraph of the number.
    """
    named = _read(question)
    if named is None:
        return None
    in_chapter, wanted = named
    found = list(_provisions(article, passages))
    if in_chapter != _NONE and any(chapter != _NONE for chapter, *_ in found):
        found = [one for one in found if one[0] == in_chapter]
    return next(((at, start) for _, number, at, start in found if number == wanted), None)


def end_of_provision(text: str, start: int) -> int:
    """Return where the paragraph of a law that begins there ends: before the next one."""
    following = _BEGINS.search(text, start + 1)
    return following.start() - 1 if following else len(text)


def _read(question: str) -> tuple[_Number, _Number] | None:
    """Return the chapter and the paragraph that a question names."""
    if both := _BOTH_NAMED.search(question):
        return (both[1], ""), (both[2], (both[3] or "").lower())
    chapter = _CHAPTER_NAMED.search(question)
    named = _NAMED.search(question.replace(chapter[0], "") if chapter else question)
    return (_number(chapter) if chapter else _NONE, _number(named)) if named else None


def _provisions(
    article: Article, passages: Sequence[Passage]
) -> Iterator[tuple[_Number, _Number, int, int]]:
    """Yield the chapter and the number of each paragraph of a law, and (passage, start) of it."""
    chapter, at, start = _NONE, 0, len(article.summary) + 1 if article.summary else 0
    for section in article.sections:
        if begins := _CHAPTER.match(section.heading):
            chapter = _number(begins)
        above = _BEGINS.match(section.heading)
        if above and not section.paragraphs:
            yield chapter, _number(above), *_place(passages, at, start)
        for paragraph in section.paragraphs:
            at, start = _place(passages, at, start)
            if above:
                yield chapter, _number(above), at, start
                above = None
            if begins := _CHAPTER.match(paragraph):
                chapter = _number(begins)
            for begins in _BEGINS.finditer(paragraph):
                yield chapter, _number(begins), at, start + begins.start()
            start += len(paragraph) + 1


def _place(passages: Sequence[Passage], at: int, start: int) -> tuple[int, int]:
    """Return where the next paragraph stands: in the same passage, or first in the next one."""
    ends = start > len(passages[at][1]) and at + 1 < len(passages)
    return (at + 1, 0) if ends else (at, start)


def _number(match: re.Match[str]) -> _Number:
    groups = match.groupdict()
    number = groups["number"] or groups.get("after") or ""
    letter = groups["letter"] or groups.get("after_letter") or ""
    return number, letter.lower()
