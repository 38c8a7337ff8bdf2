"""Which groups of lines are headings: what looks like one, and stands over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence

from indexer.read.pdf_groups import Group, Usual, ends
from indexer.read.pdf_styles import (
    BOLD,
    LARGE,
    LONGEST_HEADING,
    LONGEST_PLAIN,
    PLAIN,
    SPACE,
    Style,
    find_style,
    is_code,
    is_numbered,
    is_section,
)

LOWEST_LEVEL = 6

PROSE = 40
"""A group with so many letters is text that a heading can stand over."""

LONG_PROSE = 90
"""So many it takes where nothing but space tells the heading."""

MANY = 12
LEAST_SHARE = 0.35
"""A style that more than MANY groups have is one of headings if so many stand over text."""

MOST_IN_A_ROW = 3
"""More headings than this in a row, in the letters of the text, are a table of contents."""

_NOT_IN_KEY = re.compile(r"[\W_]+")
_SIGNATURE = re.compile(r"[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ.-]*(?:\s[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ.-]*){1,3}")
_NAME = re.compile(
    r"[A-ZÅÄÖÉÜ][\w.-]*(?:\s(?:von|af|de|[A-ZÅÄÖÉÜ][\w.-]*)){1,3}(?:\s\(.*\))?|\(.*\)?"
)
_PAGE_AT_END = re.compile(r"\s\d{1,3}$")

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
    looks = [find_style(group, usual) for group in groups]
    styles = list(looks)
    for number in _in_a_row(groups, looks):
        styles[number] = None
    text: Group | None = None
    for number in reversed(range(len(groups))):
        before = groups[number - 1] if number else None
        group, following = groups[number], groups[number + 1] if number + 1 < len(groups) else None
        if _is_bookmarked(group, bookmarks):
            styles[number] = looks[number] or (usual.size, BOLD)
        elif styles[number] and (
            _is_cut(group, following)
            or _is_listed(group, before, following)
            or _opens_contents(groups[number : number + MOST_IN_A_ROW])
            or not _stands_over(group, following, text)
            or (
                styles[number] == (usual.size, PLAIN)
                and not _is_set_apart(
                    group, before, following, headed=number > 0 and bool(looks[number - 1])
                )
            )
        ):
            styles[number] = None
        if not styles[number]:
            text = group
    kept = _styles_of_headings(groups, styles)
    levels = {style: min(rank, LOWEST_LEVEL) for rank, style in enumerate(kept, start=1)}
    return [levels.get(style, 0) if style else 0 for style in styles]


def _is_bookmarked(group: Group, bookmarks: Bookmarks) -> bool:
    if not bookmarks or len(group.text) > LONGEST_HEADING or is_code(group.text):
        return False
    return (group.page, bookmark_key(group.text)) in bookmarks


def _in_a_row(groups: Sequence[Group], styles: Sequence[Style | None]) -> list[int]:
    """Return the places of what stands in a table of contents, or in one of another kind."""
    found: list[int] = []
    row: list[int] = []
    for number, style in enumerate([*styles, None]):
        if style and style[1] != LARGE:
            row.append(number)
            continue
        if row and number < len(groups) and not style and len(groups[number].text) >= PROSE:
            row.pop()  # the last of them stands over text
        found += row * (len(row) > MOST_IN_A_ROW)
        row = []
    return found


def _is_cut(group: Group, following: Group | None) -> bool:
    """Tell whether what follows is the rest of the group's sentence."""
    return (
        following is not None
        and not following.jumps
        and following.page == group.page
        and following.size == group.size
        and following.text[:1].islower()
        and following.space < SPACE
    )


def _is_set_apart(
    group: Group, before: Group | None, following: Group | None, *, headed: bool
) -> bool:
    """Tell whether a line like all others stands between the end of a text and a longer one.

    `headed` tells that what stands before it looks like a heading.
    """
    if following is None or following.page != group.page or following.jumps:
        return False
    opens = following.text[:1].isupper() or is_section(following.text)
    least = PROSE if is_section(group.text) else LONG_PROSE
    prose = len(following.text) >= least and following.size == group.size
    ended = before is None or headed or ends(before.text)
    return ended and opens and prose and not following.lines[0].row


def _is_listed(group: Group, before: Group | None, following: Group | None) -> bool:
    """Tell whether the group is a row of a table of contents."""
    return bool(_PAGE_AT_END.search(group.text)) and any(
        one is not None and _PAGE_AT_END.search(one.text) for one in (before, following)
    )


def _opens_contents(groups: Sequence[Group]) -> bool:
    """Tell whether numbered lines follow each other with nothing under them."""
    return len(groups) == MOST_IN_A_ROW and all(
        is_numbered(group.text) and len(group.text) <= LONGEST_PLAIN for group in groups
    )


def _stands_over(group: Group, following: Group | None, text: Group | None) -> bool:
    """Tell whether text comes before the document's end, and no signature is meant."""
    if text is None or following is None:
        return False
    if _SIGNATURE.fullmatch(group.text) and _NAME.fullmatch(following.text):
        return False
    return len(text.text) >= PROSE / 2 or not _NAME.fullmatch(text.text)


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
