"""What PDFium tells of the characters of a PDF's page: which, where and of what looks."""

from __future__ import annotations

import re
from ctypes import byref, c_double, c_int, create_string_buffer
from functools import lru_cache
from itertools import accumulate
from math import hypot
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

FARTHEST = 1e6
"""No place of a page lies so many points away."""

_origin = raw.FPDFText_GetCharOrigin
_box = raw.FPDFText_GetLooseCharBox
_font_info = raw.FPDFText_GetFontInfo
_font_size = raw.FPDFText_GetFontSize
_matrix = raw.FPDFText_GetMatrix
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,_](?:bd|hv|blk)", re.IGNORECASE)
_ITALIC = re.compile(rb"ital|obli|kursiv|slanted|[-,_](?:it|bdit)\b", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
_LONGEST_FONT_NAME = 128


class Looks(NamedTuple):
    """The height of letters in points, in halves, and their style."""

    size: float
    bold: bool
    italic: bool


class Characters:
    """The characters of a page, each by its index in the text."""

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

    def _char_indices(self) -> list[int]:
        """Return the index among the page's characters of each one of the text.

        PDFium counts both in UTF-16, and its text leaves out characters that stand for nothing.
        """
        widths = (1 + (character > "\uffff") for character in self.text)
        starts = [0, *accumulate(widths)][:-1]
        find = raw.FPDFText_GetCharIndexFromTextIndex
        return [max(find(self._page, start), 0) for start in starts]

    def drops_mark(self, start: int) -> bool:
        """Tell whether PDFium has left out a symbol that stands before a line's first word."""
        if not self._drops or not self.text[start : start + 1].isspace():
            return False
        return self._places[start] - (self._places[start - 1] if start else -1) == 2  # noqa: PLR2004

    def origin(self, index: int) -> tuple[float, float]:
        """Return where the character begins and where it stands, from the left and the bottom."""
        _origin(self._page, self._places[index], self._x_ref, self._y_ref)
        return self._x.value, self._y.value

    def left(self, index: int) -> float:
        """Return the left edge of the character with the room that it takes."""
        _box(self._page, self._places[index], self._box_ref)
        edge: float = self._box.left
        return edge

    def right(self, index: int) -> float:
        """Return the right edge of the character with the room that it takes."""
        _box(self._page, self._places[index], self._box_ref)
        edge: float = self._box.right
        return edge

    def looks(self, index: int) -> Looks:
        """Return what the character looks like."""
        place, matrix = self._places[index], self._matrix
        _font_info(self._page, place, self._name, _LONGEST_FONT_NAME, self._flags_ref)
        _matrix(self._page, place, self._matrix_ref)
        height = _font_size(self._page, place)
        return _looks(self._name.value, self._flags.value, matrix.c, matrix.d, height)

    def turn(self) -> int:
        """Tell whether what was last looked at runs up the page (1), down (-1) or neither (0)."""
        if abs(self._matrix.b) <= abs(self._matrix.a):
            return 0
        return 1 if self._matrix.b > 0 else -1


def possible(length: float) -> float:
    """Return the length in points, or 0 for what no page can have."""
    return length if -FARTHEST < length < FARTHEST else 0.0


@lru_cache(maxsize=512)
def _looks(name: bytes, flags: int, sideways: float, upwards: float, height: float) -> Looks:
    """Return the looks of a font of some height that is stretched sideways and upwards."""
    size = possible(hypot(sideways, upwards) * height)
    italic = bool(flags & _ITALIC_FLAG or _ITALIC.search(name))
    return Looks(round(2 * size) / 2, bool(_BOLD.search(name)), italic)
