"""What looks like a heading by itself: large, bold, slanted, numbered, in capitals or set apart."""

from __future__ import annotations

import re
from itertools import pairwise

from indexer.read.page_dates import read_date_line
from indexer.read.pdf_groups import LIST_MARK, Group, Usual
from indexer.read.pdf_lines import Line

HEADING_SIZE = 1.12
"""Letters so many times higher than those of the text are a heading."""

SLIGHTLY = 1.04
"""Letters so many times higher are those of a heading if it looks like one in other ways too."""

SPACE = 1.1
"""A heading in the letters of the text stands so many lines' distances below what is above it."""

CELL_GAP = 3.0
"""Letters of a heading that is set to fill its line stand less than so many heights apart."""

LONGEST_HEADING = 200
LONGEST_PLAIN = 90
MOST_LINES = 4
MOST_PLAIN_LINES = 2
MOST_WORDS_OF_SECTION = 10

LONGEST_SENTENCE = 40
"""A longer text that ends as a sentence does is none in large letters either."""

FIGURES = 0.35
"""A row of a table has more words than this share that begin with a figure."""

FEWEST_CAPITALS = 4

_SENTENCE_END = re.compile(r"(?<!\bm\.m)(?<!\bm\.fl)(?<!\betc)[.,;:!][\"”’)»]*$")
_SECTION_SIGN = re.compile(r"(?:\d+\s?(?:[a-z]\s)?)§§?")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}\s(?:[a-z]\s)?kap\.)\s+[A-ZÅÄÖ]")
_ONE_CODE = (
    r"(?:\(?(?!DEL|STEG)[A-ZÅÄÖ][A-ZÅÄÖ-]{0,4}\s?\d+\)?|\w+\.?\s[A-Z]\s?\d+"
    r"|\(?[\w-]+\.?(?:\s[\w-]+)?\s\d{4}(?:/\d\d(?:\d\d)?)?:\d+\w*\)?"
    r"|(?i:\W*(?:ISSN|ISBN|ISRN|(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|saknr)\b).*)"
    r"|(?i:(?:ansvarig )?utgivare\b.*|.*(?:@|www\.|https?:).*|(?:tel|telefon|fax|växel)\b.*))"
)
_CODE = re.compile(rf"{_ONE_CODE}(?:\s{_ONE_CODE})*")
_CAPTION = re.compile(r"(?:Diagram|Figur|Tabell|Bild|Karta|Källa|Källor|Anm|Anmärkning|Foto)\b")

Style = tuple[float, int]
"""The height of a heading's letters and a rank among those of one height, 0 the highest."""

LARGE, BOLD, CAPITALS, SLANTED, PLAIN = range(5)


def find_style(group: Group, usual: Usual) -> Style | None:
    """Return the style of what looks like a heading by itself."""
    text, lines = group.text, group.lines
    large = group.size >= HEADING_SIZE * usual.size
    if len(text) > LONGEST_HEADING or len(lines) > MOST_LINES or lines[0].row:
        return None
    if not large and (
        group.size < usual.size
        or not (text[0].isupper() or text[0].isdigit())
        or _SENTENCE_END.search(text)
        or any(map(_has_cells, lines))
    ):
        return None
    style = (group.size, LARGE) if large else _style_at_size_of_text(group, usual)
    if not style or (large and _is_sentence(text)) or not _may_be_section(text):
        return None
    letters = sum(map(str.isalpha, text))
    if letters == 1 or not letters or is_code(text) or _is_row(text) or read_date_line(text):
        return None
    return style


def is_code(text: str) -> bool:
    """Tell whether the text is a number in a series or a register, or an address.

    >>> is_code("Dir. 2009:71"), is_code("BFS 1992:46 BAB 13"), is_code("Bilaga 2")
    (True, True, False)
    """
    return bool(_CODE.fullmatch(text))


def is_numbered(text: str) -> bool:
    """Tell whether the text begins with the number of a chapter and a capital letter."""
    return bool(_NUMBERED.match(text))


def is_section(text: str) -> bool:
    """Tell whether the text begins with a section's sign, as in "4 a § Den som …"."""
    return bool(_SECTION_SIGN.match(text))


def _style_at_size_of_text(group: Group, usual: Usual) -> Style | None:
    text = group.text
    if _CAPTION.match(text):
        return None
    if group.bold:
        return (usual.size, BOLD)
    if len(text) > LONGEST_PLAIN or group.space < SPACE or len(group.lines) > MOST_PLAIN_LINES:
        return None
    if group.size >= SLIGHTLY * usual.size:
        return (group.size, LARGE)
    if LIST_MARK.match(text) or ": " in text:
        return None
    if group.italic:
        return (usual.size, SLANTED)
    if is_numbered(text):
        return (usual.size, BOLD)
    if text.isupper() and sum(map(str.isupper, text)) >= FEWEST_CAPITALS:
        return (usual.size, CAPITALS)
    return (usual.size, PLAIN)


def _has_cells(line: Line) -> bool:
    """Tell whether the line has more room in it than between words that fill it evenly."""
    return any(
        after.left - before.right > CELL_GAP * line.size for before, after in pairwise(line.cells)
    )


def _is_row(text: str) -> bool:
    """Tell whether the text has figures as a row of a table has, after its first word."""
    words = text.split()[1:]
    return sum(word[0].isdigit() for word in words) > max(1, FIGURES * len(words))


def _may_be_section(text: str) -> bool:
    """Tell whether what begins with a section's sign is short enough for its heading."""
    if not is_section(text):
        return True
    return len(text.split()) <= MOST_WORDS_OF_SECTION and not _SENTENCE_END.search(text)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) and (
        len(text) > LONGEST_SENTENCE or not text.endswith((".", ":", "!"))
    )
