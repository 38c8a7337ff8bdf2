"""Which groups of lines are headings: by size, weight, slant, numbers and what follows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import pairwise

from indexer.read.page_dates import read_date_line
from indexer.read.pdf_groups import LIST_MARK, Group, Usual, ends
from indexer.read.pdf_lines import Line

HEADING_SIZE = 1.12
"""Letters so many times higher than those of the text are a heading."""

SPACE = 1.1
"""A heading in the letters of the text stands so many lines' distances below what is above it."""

CELL_GAP = 3.0
"""Letters of a heading that is set to fill its line stand less than so many heights apart."""

LONGEST_HEADING = 200
LONGEST_PLAIN = 90
LOWEST_LEVEL = 6
MOST_LINES = 4
MOST_WORDS_OF_SECTION = 10

PROSE = 40
"""A group with so many letters is text that a heading can stand over."""

PLAIN = 4
"""The rank of headings in the same letters as the text: it takes more to be one."""

LONG_PROSE = 90
MANY = 12
LEAST_SHARE = 0.35
"""A style that more than MANY groups have is one of headings if so many stand over text."""

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
_NOT_IN_KEY = re.compile(r"[\W_]+")
_CAPTION = re.compile(r"(?:Diagram|Figur|Tabell|Bild|Karta|Källa|Källor|Anm|Anmärkning|Foto)\b")
_CAPITALS = re.compile(r"[A-ZÅÄÖÉÜ]")
_SIGNATURE = re.compile(r"[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ.-]*(?:\s[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ.-]*){1,3}")
_NAME = re.compile(
    r"[A-ZÅÄÖÉÜ][\w.-]*(?:\s(?:von|af|de|[A-ZÅÄÖÉÜ][\w.-]*)){1,3}(?:\s\(.*\))?|\(.*\)?"
)
_PAGE_AT_END = re.compile(r"\s\d{1,3}$")

Style = tuple[float, int]
"""The height of a heading's letters and a rank among those of one height, 0 the highest."""


Bookmarks = Container[tuple[int, str]]
"""The pages and keys of the headings that a document's own table of contents leads to."""


def bookmark_key(title: str) -> str:
    """Return the heading as it is looked up among the bookmarks.

    >>> bookmark_key("1.2 Krav på buller")
    '12kravpåbuller'
    """
    return _NOT_IN_KEY.sub("", title).casefold()


def find_levels(groups: Sequence[Group], usual: Usual, bookmarks: Bookmarks = ()) -> list[int]:
    """Return the level of each group: 1 to 6 for a heading, 0 for text."""
    styles = [_style(group, usual) for group in groups]
    marked = {
        number
        for number, group in enumerate(groups)
        if bookmarks
        and len(group.text) <= LONGEST_HEADING
        and (group.page, bookmark_key(group.text)) in bookmarks
        and not _CODE.fullmatch(group.text)
    }
    for number in marked:
        styles[number] = styles[number] or (usual.size, 1)
    for number, (group, style) in enumerate(zip(groups, styles, strict=True)):
        following = groups[number + 1] if number + 1 < len(groups) else None
        before = groups[number - 1] if number else None
        if (
            style
            and number not in marked
            and (
                _is_cut(group, following)
                or _is_listed(group, before, following)
                or (
                    style[1] == PLAIN
                    and not _is_set_apart(styles[number - 1 :][:1], before, group, following)
                )
            )
        ):
            styles[number] = None
    for number, style in enumerate(styles):
        if style and number not in marked and not _stands_over_text(groups, styles, number):
            styles[number] = None
    kept = _styles_of_headings(groups, styles)
    levels = {style: min(rank, LOWEST_LEVEL) for rank, style in enumerate(kept, start=1)}
    return [levels.get(style, 0) if style else 0 for style in styles]


def _style(group: Group, usual: Usual) -> Style | None:
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
    style = (group.size, 0) if large else _style_at_size_of_text(group, usual)
    if not style or (large and _is_sentence(text)) or not _may_be_section(text):
        return None
    letters = sum(map(str.isalpha, text))
    if letters < 2 or _CODE.fullmatch(text) or _is_row(text) or read_date_line(text):  # noqa: PLR2004
        return None
    return style


def _style_at_size_of_text(group: Group, usual: Usual) -> Style | None:
    text = group.text
    if _CAPTION.match(text):
        return None
    if group.bold:
        return (usual.size, 1 + group.italic)
    if len(text) > LONGEST_PLAIN or group.space < SPACE or len(group.lines) > 2:  # noqa: PLR2004
        return None
    if LIST_MARK.match(text) or ": " in text:
        return None
    if group.italic:
        return (usual.size, 3)
    if _NUMBERED.match(text):
        return (usual.size, 1)
    if text.isupper() and len(_CAPITALS.findall(text)) > 3 and len(group.lines) == 1:  # noqa: PLR2004
        return (usual.size, 2)
    return (usual.size, PLAIN)


def _has_cells(line: Line) -> bool:
    """Tell whether the line has more room in it than between words that fill it evenly."""
    return any(
        after.left - before.right > CELL_GAP * line.size for before, after in pairwise(line.cells)
    )


def _is_row(text: str) -> bool:
    """Tell whether the text has figures as a row of a table has, after its first word."""
    words = text.split()[1:]
    return sum(word[0].isdigit() for word in words) > max(1, LEAST_SHARE * len(words))


def _may_be_section(text: str) -> bool:
    """Tell whether what begins with a section's sign is short enough for its heading."""
    if not _SECTION_SIGN.match(text):
        return True
    return len(text.split()) <= MOST_WORDS_OF_SECTION and not _SENTENCE_END.search(text)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) and (
        len(text) > PROSE or not text.endswith((".", ":", "!"))
    )


def _is_cut(group: Group, following: Group | None) -> bool:
    """Tell whether what follows is the rest of the group's sentence."""
    return (
        following is not None
        and not following.jumps
        and following.page == group.page
        and following.size == group.size
        and following.text[:1].islower()
        and following.space < SPACE
        and not _SECTION_SIGN.match(following.text)
    )


def _is_set_apart(
    style_before: Sequence[Style | None],
    before: Group | None,
    group: Group,
    following: Group | None,
) -> bool:
    """Tell whether a line like all others stands between the end of a text and a longer one."""
    if following is None or following.page != group.page or following.jumps:
        return False
    ended = (
        before is None or (bool(style_before) and style_before[0] is not None) or ends(before.text)
    )
    opens = following.text[:1].isupper() or bool(_SECTION_SIGN.match(following.text))
    prose = len(following.text) >= LONG_PROSE and following.size == group.size
    return ended and opens and prose and not following.lines[0].row


def _is_listed(group: Group, before: Group | None, following: Group | None) -> bool:
    """Tell whether the group is a row of a table of contents."""
    return bool(_PAGE_AT_END.search(group.text)) and any(
        one is not None and _PAGE_AT_END.search(one.text) for one in (before, following)
    )


def _stands_over_text(groups: Sequence[Group], styles: Sequence[Style | None], number: int) -> bool:
    """Tell whether text comes before the document's end, and no signature is meant."""
    text = groups[number].text
    following = groups[number + 1] if number + 1 < len(groups) else None
    if following and _SIGNATURE.fullmatch(text) and _NAME.fullmatch(following.text):
        return False
    for style, group in zip(styles[number + 1 :], groups[number + 1 :], strict=True):
        if not style:
            return len(group.text) >= PROSE / 2 or not _NAME.fullmatch(group.text)
    return False


def _styles_of_headings(groups: Sequence[Group], styles: Sequence[Style | None]) -> list[Style]:
    """Return the styles that stand over text often enough, the highest first."""
    over: dict[Style, list[bool]] = defaultdict(list)
    for number, style in enumerate(styles):
        if style:
            follows = groups[number + 1 : number + 2]
            over[style].append(any(len(one.text) >= PROSE or styles[number + 1] for one in follows))
    kept = [
        style
        for style, found in over.items()
        if len(found) <= MANY or sum(found) >= LEAST_SHARE * len(found)
    ]
    return sorted(kept, key=lambda style: (-style[0], style[1]))
