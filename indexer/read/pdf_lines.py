"""The lines of a PDF: their text, size and place, without running headers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import create_string_buffer
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from indexer.read.characters import tidy

EDGE = 3
"""So many lines at the top and the bottom of a page may be running headers."""

FEWEST_REPEATS = 3
LEAST_SHARE = 0.2
"""A running header is on at least so many pages, or both of two, and on this share of them."""

_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x02": "-"})
_PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:sid(?:an?|\.)?\s*)?\d{1,4}(?:\s*(?:\(|/|av)\s*\d{1,4}\)?)?[-–\s]*", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:[ .…·_]\s?){4,}")
_DIGITS = re.compile(r"\d+")
_LONGEST_FONT_NAME = 128


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; its places are in points from the bottom and the left of the page."""

    text: str
    top: float
    bottom: float
    left: float
    right: float
    bold: bool

    @property
    def size(self) -> float:
        """The height of its letters in points, in halves."""
        return round(2 * (self.top - self.bottom)) / 2


Page = list[Line]


def read_lines(page: pypdfium2.PdfPage) -> Page:
    """Return the page's lines in reading order."""
    text = page.get_textpage()
    try:
        return list(_lines(text))
    finally:
        text.close()


def drop_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without page numbers, and headers and footers that many of them share."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {_key(line) for line in page})
    least = max(min(FEWEST_REPEATS, len(pages)), LEAST_SHARE * len(pages), 2)
    return [
        [
            line
            for line in page
            if line not in edge
            or not (counts[_key(line)] >= least or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    start = 0
    for part in text.get_text_range().split("\r\n"):
        first = start + len(part) - len(part.lstrip())
        start += len(part.encode("utf-16-le", "replace")) // 2 + 2
        if line := tidy(_LEADERS.sub(" ", part.translate(_LIGATURES))):
            at = raw.FPDFText_GetCharIndexFromTextIndex(text, first)
            left, bottom, _, top = text.get_charbox(max(at, 0), loose=True)
            last = raw.FPDFText_GetCharIndexFromTextIndex(text, first + len(part.strip()) - 1)
            right = text.get_charbox(max(last, at, 0), loose=True)[2]
            yield Line(line + _hyphen(part), top, bottom, left, right, _is_bold(text, at))


def _hyphen(part: str) -> str:
    """Return a hyphen for the sign that PDFium gives for one at a line's end."""
    return "-" if part.rstrip().endswith(("\ufffe", "\xad")) else ""


def _is_bold(text: pypdfium2.PdfTextPage, at: int) -> bool:
    name = create_string_buffer(_LONGEST_FONT_NAME)
    raw.FPDFText_GetFontInfo(text, at, name, _LONGEST_FONT_NAME, None)
    return bool(_BOLD.search(name.value))


def _edges(page: Page) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:EDGE] + by_height[-EDGE:]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())
