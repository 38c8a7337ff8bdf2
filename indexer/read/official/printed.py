"""The plain text of a printed document: its short lines become paragraphs, lists and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from indexer.read.official.head import join_lines
from indexer.read.sections import Block

LONGEST_HEADING = 120
MOST_IN_A_ROW = 3
"""More headings after each other without text are cells of a table or a form."""

LONGEST_CELL = 60
LEAST_WIDTH = 40
WIDE = 0.8
"""This share of the lines of text are no longer than what is called a line's width."""

SHORT = 0.8
"""A line that is shorter than this share of the width may be a heading."""

_END = re.compile(r"[.!?:;…][\"”’)]*$")
_MARK = re.compile(r"[-–—*•·▪◦]\s|\(?\d{1,2}[.)]\s|\(?[a-zåäö][.)]\s|dels att\b")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_POINTER = re.compile(r"[\d–a-z -]{1,9} ?§§?|\d{1,3}")
_SECTION = re.compile(r"\d{1,3} ?(?:[a-z] ?)?§")
_GOES_ON = re.compile(r"[a-zåäöé(]|\d{4}\b")
_CHAPTER = re.compile(r"\d{1,2} kap\. ")
_PAGE = re.compile(r"\d{1,3}|_{5,}|\[?\.{3}\]?|-{3,}")
_IN_FORCE = re.compile(
    r"\b(?:träder i ?kraft|upphöra? att gälla|på .{1,60}vägnar)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ]\.?)?(?: (?:von|van|de|af|[A-ZÅÄÖ][\w-]+))+|[A-ZÅÄÖ][A-ZÅÄÖ -]+|"
)
_NUMBERED_HEADING = re.compile(
    r"bilaga\b|\d{1,2} kap\.|\d{1,2}(?:\.\d{1,2})*\.? [A-ZÅÄÖ]", re.IGNORECASE
)
_GENERAL_ADVICE = re.compile(r"allmän(?:t|na) råd|bilaga", re.IGNORECASE)
_BEHALF = re.compile(r"på .{1,60} vägnar", re.IGNORECASE)
_UNIT = re.compile(r"\(\w[^()]*\)")
_NOT_OVER_TEXT = re.compile(
    r"(?:ISSN|utgivare|ansvarig utgivare|tel|box|beställ|tryck|elanders)\b", re.IGNORECASE
)


def parse_printed(lines: Sequence[str]) -> list[Block]:
    """Return the paragraphs, list items and headings of tidied lines, "" being a blank one.

    >>> lines = ["Tillämpning", "1 § Reglerna gäller", "alla.", "", "12", "", "2 § Gunga: rep."]
    >>> [(block.text, block.level) for block in parse_printed(lines)]
    [('Tillämpning', 2), ('1 § Reglerna gäller alla.', 0), ('2 § Gunga: rep.', 0)]
    """
    paragraphs = list(_paragraphs([line for line in lines if not _PAGE.fullmatch(line)]))
    following = [*(text for text, _ in paragraphs[1:]), ""] if paragraphs else []
    heads = [
        not listed and _is_heading(text, after)
        for (text, listed), after in zip(paragraphs, following, strict=True)
    ]
    signed = False
    for number, (text, _) in enumerate(paragraphs):
        heads[number] = heads[number] and not (signed and _signs(text, following[number]))
        signed = (signed and not heads[number]) or bool(_IN_FORCE.search(text))
    _drop_cells(heads, paragraphs)
    return [
        Block(text, 2 if head else 0) for (text, _), head in zip(paragraphs, heads, strict=True)
    ]


def _signs(text: str, following: str) -> bool:
    """Tell the name of who signed, or of the authority above it."""
    name = _UNIT.sub("", text).strip()
    above = " " not in name and _NAME.fullmatch(following)
    return not text.startswith("Bilaga") and bool(above or _NAME.fullmatch(name))


def _drop_cells(heads: list[bool], paragraphs: Sequence[tuple[str, bool]]) -> None:
    """Take those for no headings that stand in a row without text, or recur, as cells do."""
    counts = Counter(text for text, _ in paragraphs)
    for head, run in groupby(range(len(heads)), key=heads.__getitem__):
        numbers = list(run)
        if head and len(numbers) > MOST_IN_A_ROW:
            after = paragraphs[numbers[-1] + 1 : numbers[-1] + 2]
            over_text = bool(after) and len(after[0][0]) > LONGEST_CELL
            for number in numbers[: -1 if over_text else None]:
                heads[number] = bool(_NUMBERED_HEADING.match(paragraphs[number][0]))
    for number, (text, _) in enumerate(paragraphs):
        if counts[text] > MOST_IN_A_ROW and not _GENERAL_ADVICE.fullmatch(text):
            heads[number] = False


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs, and whether each is one of a list's items."""
    lengths = sorted(len(line) for line in lines if len(line) > LEAST_WIDTH)
    width = lengths[int(WIDE * (len(lengths) - 1))] if lengths else LEAST_WIDTH
    group: list[str] = []
    blank = True
    before = False
    for number, line in enumerate(lines):
        if not line:
            blank = True
            continue
        if group and not _joins(group[-1], line, width, blank=blank):
            yield join_lines(group), before
            group = []
        if not group:
            before = _is_listed(lines, number)
        group.append(line)
        blank = False
    if group:
        yield join_lines(group), before


def _joins(before: str, line: str, width: int, *, blank: bool) -> bool:
    """Tell whether the line goes on with the one before it."""
    if _MARK.match(line) or _SECTION.match(line) or _CHAPTER.match(line):
        return False
    full = not blank and len(before) + 1 + len(line.split(maxsplit=1)[0]) > width
    if _END.search(before):
        return full and bool(len(line) > SHORT * width or _END.search(line))
    return full or bool(_GOES_ON.match(line))


def _is_listed(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line is numbered or marked beside others that are."""
    if not (_NUMBERED.match(lines[number]) or _MARK.match(lines[number])):
        return False
    around = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]
    return not _NUMBERED.match(lines[number]) or any(map(_NUMBERED.match, around))


def _is_heading(text: str, following: str) -> bool:
    """Tell a heading: short, without punctuation at its end, and no sentence of a section."""
    if len(text) > LONGEST_HEADING or not following or _POINTER.fullmatch(following):
        return False
    if _END.search(text) or text.endswith((",", "-")) or _BEHALF.fullmatch(text):
        return False
    if _SECTION.match(text) or (_MARK.match(text) and not _NUMBERED.match(text)):
        return False
    if _NOT_OVER_TEXT.match(text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    return text.lstrip("”\"'»(")[0].isupper() or text[0].isdigit()
