"""The lines of a PDF's page: their text, place and style, each as the whole of it looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2

from indexer.read.characters import tidy
from indexer.read.pdf_accents import ACCENTS, compose
from indexer.read.pdf_characters import Characters, Looks, possible

GAP = 1.0
"""Words so many letter heights apart are in columns or cells of their own."""

MOST_LETTERS = 0.8
"""A line is bold or italic when so much of it is."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
BULLETS = "•·▪▫◦●○■□‣⁃∙➢➤►▶✓✔"

_WORD = re.compile(r"[^\s\ufffe\x02]+")
_HYPHENS = ("\ufffe", "\x02")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft"})
_SYMBOL_BULLET = re.compile(r"^[\ue000-\uf8ff\ufffd](?:\s+|$)")
_LETTER_BULLET = re.compile(r"^o\s+(?=[^\W\d_])")
_SYMBOL = re.compile(r"[\ue000-\uf8ff]")
_TYPOGRAPHY = re.compile(rf"[\ue000-\uf8ff\ufffd{ACCENTS}ﬀ-ﬅ…·_]")
_LEADERS = re.compile(r"(?:[ .…·_]\s?){4,}")
_CONTENTS = re.compile(r"(?:[.…·_]\s?){4}\s?\d{1,4}$")
_MANY = 8
_MOST_OF = 0.75
_LOOSE = 0.08
_WIDEST = 0.55

_Word = tuple[int, int]
"""Where a word begins and ends in the text of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line with much room around it."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; its places are in points from the bottom and the left of the page.

    `bottom` is where its letters stand, and `top` their height above that. A line whose words
    stand far apart has `cells`; one that is a row of a table, `row`.
    """

    text: str
    top: float
    bottom: float
    left: float
    right: float
    bold: bool = field(hash=False)
    italic: bool = field(default=False, hash=False)
    cells: tuple[Cell, ...] = field(default=(), hash=False)
    row: bool = field(default=False, hash=False)
    size: float = field(init=False, compare=False)
    """The height of its letters in points, in halves."""

    def __post_init__(self) -> None:
        """Measure the letters."""
        object.__setattr__(self, "size", round(2 * (self.top - self.bottom)) / 2)


Page = list[Line]


def read_lines(page: pypdfium2.PdfPage) -> Page:
    """Return the page's lines in the order that they were drawn in."""
    text = page.get_textpage()
    try:
        return _joined(_Drawing(Characters(text)))
    finally:
        text.close()


class _Drawing:
    """A page as it is drawn, line by line; those that a hyphen breaks are ended there."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._text = characters.text
        self._size = 0.0

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines in the order that they were drawn in."""
        start = 0
        for part in self._text.split("\r\n"):
            end = start + len(part)
            words = [match.span() for match in _WORD.finditer(self._text, start, end)]
            if words:
                mark = "• " * self._characters.drops_mark(start)
                broken = any(map(part.__contains__, _HYPHENS))
                lines = self._broken(words, end) if broken else ((words, ""),)
                for line_words, hyphen in lines:
                    if line := self._line(line_words, mark, hyphen):
                        yield line
                    mark = ""
            start = end + 2

    def _broken(self, words: Sequence[_Word], end: int) -> Iterator[tuple[list[_Word], str]]:
        """Yield the lines of what PDFium gives as one, with signs for hyphens at their ends."""
        line: list[_Word] = []
        for word in words:
            between = self._text[line[-1][1] : word[0]] if line else " "
            if between.isspace():
                line.append(word)
            elif self._breaks(line[-1], word):
                yield line, "-"
                line = [word]
            else:
                line[-1] = (line[-1][0], word[1])
        yield line, "-" * bool(self._text[line[-1][1] : end].strip())

    def _breaks(self, before: _Word, word: _Word) -> bool:
        """Tell whether the word stands on another line than the one before."""
        left, baseline = self._characters.origin(word[0])
        before_left, before_baseline = self._characters.origin(before[0])
        return left < before_left or abs(baseline - before_baseline) > 1

    def _line(self, words: Sequence[_Word], mark: str, hyphen: str) -> Line | None:
        first, last = words[0][0], words[-1][1] - 1
        written = self._text[first : last + 1]
        text = _plain(written)
        if not text:
            return None
        if written[-1] == SOFT_HYPHEN:
            hyphen = SOFT_HYPHEN
        size, bold, italic = self._common_looks(words)
        cells: tuple[Cell, ...] = ()
        if turn := self._characters.turn():
            left, right, baseline = self._turned(first, last, turn, size)
        else:
            left, baseline = self._characters.origin(first)
            right = self._characters.right(last)
            if len(words) > 1:
                middle, baseline = self._characters.origin(words[len(words) // 2][0])
                cells = self._cells(words, (left, middle, right), size, text)
        row = written[-1].isdigit() and bool(_CONTENTS.search(written))
        left, right, baseline = possible(left), possible(right), possible(baseline)
        text = mark + text + hyphen
        return Line(text, baseline + size, baseline, left, right, bold, italic, cells, row)

    def _common_looks(self, words: Sequence[_Word]) -> Looks:
        """Return the looks of one word that stands for all; of several where it stands out."""
        looks = self._looks(words[len(words) // 2])
        if looks.size == self._size and not looks.bold and not looks.italic:
            return looks
        self._size = looks.size
        if len(words) == 1 or self._looks(words[0]) == looks == self._looks(words[-1]):
            return looks
        picked = [words[place] for place in _picked(len(words), _MANY)]
        return _common([(self._looks(word), word[1] - word[0]) for word in picked])

    def _looks(self, word: _Word) -> Looks:
        return self._characters.looks(word[0])

    def _turned(self, first: int, last: int, turn: int, size: float) -> tuple[float, float, float]:
        """Return the left, the right and the baseline of a line that runs up or down the page."""
        x, left = self._characters.origin(first)
        _, right = self._characters.origin(last)
        return turn * left, turn * right + size / 2, -turn * x

    def _cells(
        self, words: Sequence[_Word], places: tuple[float, float, float], size: float, text: str
    ) -> tuple[Cell, ...]:
        """Return the parts of a line of this text.

        `places` are where the line begins, its middle word does, and where it ends.
        """
        gaps = self._gaps(words, places, size)
        if not gaps:
            return ()
        lefts = [self._characters.left(words[0][0]), *(left for _, _, left in gaps)]
        rights = [*(right for _, right, _ in gaps), places[2]]
        written = self._text[words[0][0] : words[-1][1]]
        plain = text == written and not _has_typography(text)
        spans = pairwise([0, *(number for number, _, _ in gaps), len(words)])
        parts = (self._text[words[first][0] : words[end - 1][1]] for first, end in spans)
        return tuple(
            Cell(part if plain and part[0] != "o" else _plain(part), left, right)
            for part, left, right in zip(parts, lefts, rights, strict=True)
        )

    def _gaps(
        self, words: Sequence[_Word], places: tuple[float, float, float], size: float
    ) -> list[tuple[int, float, float]]:
        """Return the number of each word that stands far from the one before, and their edges.

        Gaps are looked for where letters seem to stand apart.
        """
        half = len(words) // 2
        left, middle, right = places
        halves = (
            (0, half, middle - left, words[half][0] - words[0][0]),
            (half, len(words) - 1, right - middle, words[-1][1] - words[half][0]),
        )
        narrowest = min(halves[0][2] / halves[0][3], halves[1][2] / halves[1][3])
        usual = min(narrowest, _WIDEST * size)
        least = max(GAP * size, 2 * narrowest)
        gaps = []
        for first, second, width, letters in halves:
            spare = width - usual * letters
            if spare > _MOST_OF * least and spare > _LOOSE * width:
                for number in range(first, second):
                    end = self._characters.right(words[number][1] - 1)
                    begin = self._characters.left(words[number + 1][0])
                    if begin - end > least:
                        gaps.append((number + 1, end, begin))
        return gaps


def _picked(count: int, most: int) -> list[int]:
    """Return the places of some of so many words, the first and the last among them.

    >>> _picked(20, 3)
    [0, 9, 19]
    """
    if count <= most:
        return list(range(count))
    return [place * (count - 1) // (most - 1) for place in range(most)]


def _common(looks: Sequence[tuple[Looks, int]]) -> Looks:
    """Return the looks of most letters; with each come the letters that have it."""
    sizes: Counter[float] = Counter()
    for one, letters in looks:
        sizes[one.size] += letters
    least = MOST_LETTERS * sum(letters for _, letters in looks)
    bold = sum(letters for one, letters in looks if one.bold) >= least
    italic = sum(letters for one, letters in looks if one.italic) >= least
    return Looks(sizes.most_common(1)[0][0], bold, italic)


def _plain(text: str) -> str:
    """Return the text without what is only typography; a symbol that begins it is a bullet."""
    if _has_typography(text):
        text = _SYMBOL.sub(" ", _SYMBOL_BULLET.sub("• ", text.translate(_LIGATURES)))
        text = compose(_LEADERS.sub(" ", text))
    return tidy(_LETTER_BULLET.sub("• ", text) if text[0] == "o" else text)


def _has_typography(text: str) -> bool:
    return bool(_TYPOGRAPHY.search(text)) or ".." in text or ". ." in text


def _joined(lines: Iterable[Line]) -> Page:
    """Return the lines, one that goes on where another ends joined with it, as after a bullet."""
    page: Page = []
    for line in lines:
        if page and _follows(page[-1], line):
            page[-1] = _as_one(page[-1], line)
        else:
            page.append(line)
    return page


def _as_one(before: Line, line: Line) -> Line:
    text, longer = f"{before.text} {line.text}", max(line, before, key=lambda one: len(one.text))
    place = (longer.top, longer.bottom, before.left, line.right)
    return Line(text, *place, longer.bold, longer.italic, row=longer.row)


def _follows(before: Line, line: Line) -> bool:
    """Tell whether the line goes on where the one before ends, at the same height."""
    size = max(before.size, line.size)
    gap = line.left - before.right
    same = abs(line.bottom - before.bottom) < size / 4 and gap > -size / 4
    mark = len(before.text) == 1 and before.text in BULLETS
    return same and (gap < size / 2 or (mark and gap < 4 * size))
