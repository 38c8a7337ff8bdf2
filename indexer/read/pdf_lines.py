"""The lines of a PDF's page: their text, place and style, each as the whole of it looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from math import hypot
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from indexer.read.characters import tidy
from indexer.read.pdf_accents import ACCENTS, compose

GAP = 1.0
"""Words so many letter heights apart are in columns or cells of their own."""

MOST_LETTERS = 0.8
"""A line is bold or italic when so much of it is."""

FARTHEST = 1e6
"""No place of a page lies so many points away."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
BULLETS = "•·▪▫◦●○■□‣⁃∙➢➤►▶✓✔"

_origin = raw.FPDFText_GetCharOrigin
_box = raw.FPDFText_GetLooseCharBox
_font_info = raw.FPDFText_GetFontInfo
_font_size = raw.FPDFText_GetFontSize
_matrix = raw.FPDFText_GetMatrix
_WORD = re.compile(r"[^\s\ufffe\x02]+")
_HYPHEN = re.compile("[\ufffe\x02]")
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,_](?:bd|hv|blk)", re.IGNORECASE)
_ITALIC = re.compile(rb"ital|obli|kursiv|slanted|[-,_](?:it|bdit)\b", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft"})
_SYMBOL_BULLET = re.compile(r"^[\ue000-\uf8ff\ufffd](?:\s+|$)")
_LETTER_BULLET = re.compile(r"^o\s+(?=[^\W\d_])")
_SYMBOL = re.compile(r"[\ue000-\uf8ff]")
_TYPOGRAPHY = re.compile(rf"[\ue000-\uf8ff\ufffd{ACCENTS}ﬀ-ﬅ…·_]")
_LEADERS = re.compile(r"(?:[ .…·_]\s?){4,}")
_CONTENTS = re.compile(r"(?:[.…·_]\s?){4,}\s?\d{1,4}$")
_LONGEST_FONT_NAME = 128
_MANY = 8
_MOST_OF = 0.75
_LOOSE = 0.08
_WIDEST = 0.55


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
    bold: bool
    italic: bool = False
    cells: tuple[Cell, ...] = ()
    row: bool = False
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
        return _joined(_Characters(text).lines())
    finally:
        text.close()


class _Looks(NamedTuple):
    size: float
    bold: bool
    italic: bool
    letters: int


@lru_cache(maxsize=512)
def _font(name: bytes, flags: int) -> tuple[bool, bool]:
    """Tell whether the font is bold, and whether it is italic."""
    return bool(_BOLD.search(name)), bool(flags & _ITALIC_FLAG or _ITALIC.search(name))


class _Characters:
    """What PDFium tells of the characters of a page."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page.raw
        self.text = page.get_text_range()
        count = raw.FPDFText_CountChars(self._page)
        units = len(self.text.encode("utf-16-le", "surrogatepass")) // 2
        self._drops = not count == units == len(self.text)
        self._places = self._char_indices() if self._drops else range(count)
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = create_string_buffer(_LONGEST_FONT_NAME)
        self._flags = c_int()
        self._x, self._y = c_double(), c_double()
        self._x_ref, self._y_ref = byref(self._x), byref(self._y)
        self._box_ref, self._matrix_ref = byref(self._box), byref(self._matrix)
        self._flags_ref = byref(self._flags)
        self._size = 0.0

    def lines(self) -> Iterator[Line]:
        """Yield the lines, one that a hyphen breaks ended there."""
        start = 0
        for part in self.text.split("\r\n"):
            end = start + len(part)
            words = [match.span() for match in _WORD.finditer(self.text, start, end)]
            mark = "• " * self._drops_mark(start)
            if words and _HYPHEN.search(part):
                yield from self._broken(words, end, mark)
            elif words:
                yield from self._line(words, mark)
            start = end + 2

    def _drops_mark(self, start: int) -> bool:
        """Tell whether PDFium has left out a symbol that stands before a line's first word."""
        if not self._drops or not self.text[start : start + 1].isspace():
            return False
        return self._places[start] - (self._places[start - 1] if start else -1) == 2  # noqa: PLR2004

    def _broken(self, words: Sequence[tuple[int, int]], end: int, mark: str) -> Iterator[Line]:
        """Yield the lines of what PDFium gives as one, with signs for hyphens at their ends."""
        line: list[tuple[int, int]] = []
        for word in words:
            between = self.text[line[-1][1] : word[0]] if line else " "
            if between.isspace():
                line.append(word)
            elif self._breaks(line[-1], word):
                yield from self._line(line, mark, "-")
                line, mark = [word], ""
            else:
                line[-1] = (line[-1][0], word[1])
        yield from self._line(line, mark, "-" * bool(self.text[line[-1][1] : end].strip()))

    def _char_indices(self) -> list[int]:
        """Return the index among the page's characters of each one of the text.

        PDFium counts both in UTF-16, and its text leaves out characters that stand for nothing.
        """
        widths = (1 + (character > "\uffff") for character in self.text)
        starts = [0, *accumulate(widths)][:-1]
        find = raw.FPDFText_GetCharIndexFromTextIndex
        return [max(find(self._page, start), 0) for start in starts]

    def _breaks(self, before: tuple[int, int], word: tuple[int, int]) -> bool:
        """Tell whether the word stands on another line than the one before."""
        left, baseline = self._origin(word[0])
        before_left, before_baseline = self._origin(before[0])
        return left < before_left or abs(baseline - before_baseline) > 1

    def _origin(self, index: int) -> tuple[float, float]:
        _origin(self._page, self._places[index], self._x_ref, self._y_ref)
        return self._x.value, self._y.value

    def _edges(self, index: int) -> tuple[float, float]:
        _box(self._page, self._places[index], self._box_ref)
        return self._box.left, self._box.right

    def _style(self, word: tuple[int, int]) -> _Looks:
        start, end = word
        place, matrix = self._places[start], self._matrix
        _font_info(self._page, place, self._name, _LONGEST_FONT_NAME, self._flags_ref)
        _matrix(self._page, place, self._matrix_ref)
        size = _possible(hypot(matrix.c, matrix.d) * _font_size(self._page, place))
        bold, italic = _font(self._name.value, self._flags.value)
        return _Looks(round(2 * size) / 2, bold, italic, end - start)

    def _common_style(self, words: Sequence[tuple[int, int]]) -> _Looks:
        """Return the style of one word that stands for all; of several where it stands out."""
        style = self._style(words[len(words) // 2])
        if style.size == self._size and not style.bold and not style.italic:
            return style
        self._size = style.size
        if len(words) == 1:
            return style
        first, last = self._style(words[0]), self._style(words[-1])
        if first[:3] == style[:3] == last[:3]:
            return style
        return _common([self._style(words[place]) for place in _picked(len(words), _MANY)])

    def _line(
        self, words: Sequence[tuple[int, int]], mark: str = "", hyphen: str = ""
    ) -> Iterator[Line]:
        written = self.text[words[0][0] : words[-1][1]]
        text = _plain(written)
        if not text:
            return
        if written[-1] == SOFT_HYPHEN:
            hyphen = SOFT_HYPHEN
        size, bold, italic, _ = self._common_style(words)
        cells: tuple[Cell, ...] = ()
        if abs(self._matrix.b) > abs(self._matrix.a):
            left, right, baseline = self._turned(words, size)
        else:
            left, baseline = self._origin(words[0][0])
            _, right = self._edges(words[-1][1] - 1)
            if len(words) > 1:
                middle, baseline = self._origin(words[len(words) // 2][0])
                cells = self._cells(words, (left, middle, right), size)
        row = written[-1].isdigit() and bool(_CONTENTS.search(written))
        left, right, baseline = _possible(left), _possible(right), _possible(baseline)
        top = baseline + size
        text = mark + text + hyphen
        yield Line(text, top, baseline, left, right, bold, italic, cells, row)

    def _turned(self, words: Sequence[tuple[int, int]], size: float) -> tuple[float, float, float]:
        """Return the left, the right and the baseline of a line that runs up or down the page."""
        upwards = 1 if self._matrix.b > 0 else -1
        x, left = self._origin(words[0][0])
        _, right = self._origin(words[-1][1] - 1)
        return upwards * left, upwards * right + size / 2, -upwards * x

    def _cells(
        self, words: Sequence[tuple[int, int]], places: tuple[float, float, float], size: float
    ) -> tuple[Cell, ...]:
        """Return the parts of the line; gaps are looked for where letters seem to stand apart.

        `places` are where the line begins, its middle word does, and where it ends.
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
        begins = [0]
        for first, second, width, letters in halves:
            spare = width - usual * letters
            if spare > _MOST_OF * least and spare > _LOOSE * width:
                begins += [
                    number + 1
                    for number in range(first, second)
                    if self._edges(words[number + 1][0])[0] - self._edges(words[number][1] - 1)[1]
                    > least
                ]
        if len(begins) == 1:
            return ()
        return tuple(
            Cell(
                _plain(self.text[words[first][0] : words[end - 1][1]]),
                self._edges(words[first][0])[0],
                self._edges(words[end - 1][1] - 1)[1],
            )
            for first, end in pairwise([*begins, len(words)])
        )


def _possible(length: float) -> float:
    """Return the length in points, or 0 for what no page can have."""
    return length if -FARTHEST < length < FARTHEST else 0.0


def _picked(count: int, most: int) -> list[int]:
    """Return the places of some of so many words, the first and the last among them.

    >>> _picked(20, 3)
    [0, 9, 19]
    """
    if count <= most:
        return list(range(count))
    return [place * (count - 1) // (most - 1) for place in range(most)]


def _common(styles: Sequence[_Looks]) -> _Looks:
    """Return the style of most letters."""
    sizes: Counter[float] = Counter()
    for style in styles:
        sizes[style.size] += style.letters
    letters = sum(style.letters for style in styles)
    bold = sum(style.letters for style in styles if style.bold) >= MOST_LETTERS * letters
    italic = sum(style.letters for style in styles if style.italic) >= MOST_LETTERS * letters
    return _Looks(sizes.most_common(1)[0][0], bold, italic, letters)


def _plain(text: str) -> str:
    """Return the text without what is only typography; a symbol that begins it is a bullet."""
    if _TYPOGRAPHY.search(text) or ".." in text or ". ." in text:
        text = _SYMBOL.sub(" ", _SYMBOL_BULLET.sub("• ", text.translate(_LIGATURES)))
        text = compose(_LEADERS.sub(" ", text))
    return tidy(_LETTER_BULLET.sub("• ", text) if text[0] == "o" else text)


def _joined(lines: Iterator[Line]) -> Page:
    """Return the lines, one that goes on where another ends joined with it, as after a bullet."""
    page: Page = []
    for line in lines:
        before = page[-1] if page else None
        if before and _follows(before, line):
            page[-1] = replace(
                before if len(before.text) > len(line.text) else line,
                text=f"{before.text} {line.text}",
                left=before.left,
                right=line.right,
                cells=(),
            )
        else:
            page.append(line)
    return page


def _follows(before: Line, line: Line) -> bool:
    """Tell whether the line goes on where the one before ends, at the same height."""
    size = max(before.size, line.size)
    gap = line.left - before.right
    same = abs(line.bottom - before.bottom) < size / 4 and gap > -size / 4
    mark = len(before.text) == 1 and before.text in BULLETS
    return same and (gap < size / 2 or (mark and gap < 4 * size))
