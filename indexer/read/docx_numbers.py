"""The numbers that Word puts before paragraphs: some hold words, such as "3 §" and "Bilaga 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.read.docx_styles import W, facts_of, value_of
from indexer.read.markup import Element

DEPTH = 9
_PLACE = re.compile(r"%([1-9])")
_WORDED = re.compile(r"[^\W\d_]{2}|§")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                   "m cm d cd c xc l xl x ix v iv i".split(), strict=True))  # fmt: skip
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How paragraphs of one level of a list are numbered: "%1 §" from 1, in decimals."""

    text: str = ""
    form: str = "decimal"
    start: int = 1
    style: str = ""

    @property
    def has_words(self) -> bool:
        """Whether more than a number or a mark is written."""
        return bool(_WORDED.search(_PLACE.sub(" ", self.text)))


@dataclass(slots=True)
class WordNumbers:
    """The lists of a document by number, and how far each has come."""

    lists: Mapping[str, tuple[str, tuple[ListLevel, ...]]]
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def take(self, list_: str, depth: int | None, style: str) -> str:
        """Count a paragraph of a list, and return its number if that holds words, or ""."""
        counted, levels = self.lists.get(list_, ("", ()))
        if depth is None:
            depth = next((at for at, one in enumerate(levels) if style and one.style == style), 0)
        if not depth < len(levels):
            return ""
        counts = self._counts.setdefault(counted, [0] * DEPTH)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        counts[depth + 1 :] = [0] * (DEPTH - depth - 1)
        level = levels[depth]
        if not level.has_words:
            return ""
        return _PLACE.sub(lambda match: _written(counts, levels, int(match[1]) - 1), level.text)


def read_numbers(root: Element | None) -> WordNumbers:
    """Return the lists of the part that defines them."""
    if root is None:
        return WordNumbers({})
    kinds = {
        one.get(f"{W}abstractNumId", ""): tuple(_levels(one))
        for one in root.iterchildren(f"{W}abstractNum")
    }
    lists = {}
    for one in root.iterchildren(f"{W}num"):
        kind = value_of(facts_of(one), "abstractNumId")
        number = one.get(f"{W}numId", "")
        begun_anew = next(one.iter(f"{W}startOverride"), None) is not None
        lists[number] = (f"{kind} {number}" if begun_anew else kind), kinds.get(kind, ())
    return WordNumbers(lists)


def _levels(kind: Element) -> Iterator[ListLevel]:
    for one in list(kind.iterchildren(f"{W}lvl"))[:DEPTH]:
        facts = facts_of(one)
        start = value_of(facts, "start")
        yield ListLevel(
            value_of(facts, "lvlText"),
            value_of(facts, "numFmt"),
            int(start) if start.isdecimal() and len(start) < 5 else 1,  # noqa: PLR2004
            value_of(facts, "pStyle"),
        )


def _written(counts: list[int], levels: tuple[ListLevel, ...], depth: int) -> str:
    if depth >= len(levels):
        return ""
    number = counts[depth] or levels[depth].start
    match levels[depth].form:
        case "lowerLetter" | "upperLetter" as form if 0 < number <= 26:  # noqa: PLR2004
            letter = chr(ord("a") + number - 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" as form if 0 < number < _MOST:
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
        case "none":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
