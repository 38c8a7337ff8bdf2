"""Text that is set out by its lines, as the legal databases print acts inside one element.

Browsers are told by a style sheet to keep the lines, so that nothing but the text itself shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from indexer.read.characters import tidy
from indexer.read.sections import Block
from indexer.read.text import as_lines, parse_text

SHORTEST = 300
"""Shorter texts are not looked at."""

LONGEST_CHAPTER = 150
LONGEST_RUBRIC = 110
FEWEST_PARTS = 3
"""So many blank lines part paragraphs rather than markup."""

_PARAGRAPH = r"\d+(?:\s?[a-z])?\s§(?!\s?§)"
_CHAPTER = re.compile(
    r"(?:\d+(?:\s?[a-z])?\s(?:kap|avd)\.|avd\.)\s(?![–-]|\d+(?:\s?[a-z])?\s§)\S.*"
    r"|[A-ZÅÄÖ]+ AVDELNINGEN.*|(?:Ikraftträdande- och )?Övergångsbestämmelser",
    re.IGNORECASE,
)
_SECTION = re.compile(rf"{_PARAGRAPH}\s")
_ACT = re.compile(rf"^(?:{_PARAGRAPH}\s+\S|\d+(?:\s?[a-z])?\skap\.\s)", re.MULTILINE)
_ITEM = re.compile(r"(?:\d+(?:\s?[a-z])?\.|[a-z]\)|[-–—•])\s")
_AMENDMENT = re.compile(r"(?:SFS\s)?\d{4}:\d+$")
_OPEN = (".", ",", ";", ":", "-", "–")
_INDENTED = re.compile(r"\n[ \t]+\S")
_FLUSH = re.compile(r"\n\S")
_BLANK = re.compile(r"\n[ \t]*\n")


def is_printed(text: str) -> bool:
    """Tell a text that is set out by its lines from one whose lines are those of the markup."""
    if len(text) < SHORTEST or text.count("\n") < FEWEST_PARTS:
        return False
    text = as_lines(text)
    if len(_ACT.findall(text)) >= 2:  # noqa: PLR2004
        return True
    if len(_BLANK.findall(text)) < FEWEST_PARTS:
        return False
    return len(_INDENTED.findall(text)) <= len(_FLUSH.findall(text)) // 4


def read_printed(text: str) -> list[Block]:
    r"""Return the chapters, rubrics and paragraphs of a text that `is_printed`.

    >>> blocks = read_printed("1 kap. Mål\nSyfte\n1 § Alla\nska.\n2 § Ingen får.")
    >>> [(block.text, block.level) for block in blocks]
    [('1 kap. Mål', 2), ('Syfte', 3), ('1 § Alla ska.', 0), ('2 § Ingen får.', 0)]
    """
    text = as_lines(text)
    if len(_ACT.findall(text)) < 2:  # noqa: PLR2004
        return parse_text(text)
    return list(_read_act(text))


def _read_act(text: str) -> Iterator[Block]:
    lines = [tidy(line) for line in text.split("\n")]
    spaced = len(_BLANK.findall(text)) >= FEWEST_PARTS
    parts = list(_spaced_parts(lines) if spaced else _tight_parts(lines))
    for part, following in pairwise([*parts, ""]):
        yield Block(part, _level(part, following))


def _spaced_parts(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs that blank lines part, and the items in them."""
    gathered: list[str] = []
    for line in [*lines, ""]:
        if gathered and (not line or (_ITEM.match(line) and _is_ended(gathered[-1], ",;"))):
            yield " ".join(gathered)
            gathered = []
        if line:
            gathered.append(line)


def _tight_parts(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs of lines without blank ones between: they begin as provisions do."""
    gathered: list[str] = []
    for line, following in pairwise([*filter(None, lines), ""]):
        ended = not gathered or _is_ended(gathered[-1], ",;" if _ITEM.match(line) else "")
        rubric = ended and _is_rubric(line, following)
        if gathered and ended and (rubric or _begins(line)):
            yield " ".join(gathered)
            gathered = []
        gathered.append(line)
        if ended and (rubric or _is_chapter(line)):
            yield " ".join(gathered)
            gathered = []
    if gathered:
        yield " ".join(gathered)


def _is_ended(line: str, more: str = "") -> bool:
    return line.endswith((".", ":", "!", "?", ")", *more))


def _begins(line: str) -> bool:
    patterns = (_SECTION, _ITEM, _AMENDMENT)
    return _is_chapter(line) or any(pattern.match(line) for pattern in patterns)


def _goes_on(line: str) -> bool:
    return line.endswith(_OPEN) and not line.endswith("m.")


def _is_chapter(line: str) -> bool:
    """Tell "1 kap. Inledande bestämmelser", but not a line that goes on "3 kap. 1 § gäller"."""
    return len(line) <= LONGEST_CHAPTER and not _goes_on(line) and bool(_CHAPTER.fullmatch(line))


def _is_rubric(line: str, following: str) -> bool:
    """Tell a short line of its own before a provision or a chapter."""
    return (
        len(line) <= LONGEST_RUBRIC
        and line[0].isupper()
        and not _goes_on(line)
        and not _begins(line)
        and (_SECTION.match(following) is not None or _is_chapter(following))
    )


def _level(part: str, following: str) -> int:
    if _is_chapter(part):
        return 2
    return 3 if _is_rubric(part, following) else 0
