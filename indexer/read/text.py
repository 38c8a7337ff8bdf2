"""Plain text: the first line is the title, blank lines part paragraphs, dates come last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.errors import ArticleError
from indexer.read.characters import decode, tidy
from indexer.read.file import File, load
from indexer.read.official import NOT_OFFICIAL, HeadLine, Official, find_official, named_title
from indexer.read.official.marks import may_be_official
from indexer.read.official.printed import parse_printed
from indexer.read.page_dates import take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections

LONGEST_HEADING = 90
LONGEST_TITLE = 250
OPENING_LINES = 300
"""So many lines may tell that a document is official."""

WIDEST_PAGE = 120
"""Where a line is longer than this, lines are not wrapped by hand."""

FEWEST_OF_STACK = 4
"""So many short lines in a row, without text between, are no headings."""

LONGEST_OF_STACK = 25
"""A longer line that is no heading is text."""

_BLANK_LINES = re.compile(r"\n\s*\n")
_LIST_MARK = re.compile(r"[-–—*•·▪◦]\s|\d{1,2}\)\s|[a-zåäö]\)\s")
_END = tuple(".!:;,…")


def read_text(file: File) -> Iterator[Parsed]:
    """Read a plain text file as one article; raise ArticleError when it is none."""
    text, doubts = decode(load(file), file.id, file.charset)
    yield from doubts
    lines = as_lines(text).split("\n")
    first = next((number for number, line in enumerate(lines) if tidy(line)), None)
    if first is None:
        raise ArticleError(file.id, "filen är tom", "Fyll den med text eller ta bort den.")
    official, rest = _take_official(lines)
    title, body = tidy(lines[first]), "\n".join(rest[first + 1 :])
    if official.title or len(title) > LONGEST_TITLE:
        title, body = official.title, "\n".join(rest)
    parsed = parse_printed([*map(tidy, rest)]) if official.lines else parse_text(body)
    if official.reference:
        parsed = list(_without_stacks(parsed))
    dates, blocks = take_page_dates(parsed)
    yield ParsedArticle(
        title=named_title(title, official),
        sections=build_sections(blocks),
        dates=Dates(published=official.decided).or_else(dates),
        reference=official.reference,
    )


def _without_stacks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with lines that only stand above each other, as in a letterhead, as text."""
    stack: list[Block] = []
    for block in blocks:
        if not block.level and len(block.text) > LONGEST_OF_STACK:
            yield from _unstacked(stack)
            stack = []
            yield block
        else:
            stack.append(block)
    yield from _unstacked(stack)


def _unstacked(stack: Sequence[Block]) -> Iterator[Block]:
    """Yield short lines in a row: of many the last alone may be a heading."""
    for number, block in enumerate(stack, start=1):
        last = number == len(stack) or len(stack) < FEWEST_OF_STACK
        yield block if last else replace(block, level=0)


def _take_official(lines: Sequence[str]) -> tuple[Official, list[str]]:
    """Return what the head says of the document, and the lines with those that say it empty."""
    opening = lines[:OPENING_LINES]
    if not may_be_official("\n".join(opening)):
        return NOT_OFFICIAL, list(lines)
    tidied = [tidy(line) for line in opening]
    numbers = [number for number, line in enumerate(tidied) if line]
    official = find_official(
        [HeadLine(tidied[number], apart=not number or not tidied[number - 1]) for number in numbers]
    )
    said = {numbers[number] for number in official.lines}
    running = official.reference
    return official, [
        "" if number in said or (running and line.strip() == running) else line
        for number, line in enumerate(lines)
    ]


def parse_text(text: str) -> list[Block]:
    r"""Return the paragraphs and headings of a plain text.

    >>> blocks = parse_text("Regioner\n\nVi samverkar med\nregionerna.")
    >>> [(block.text, block.level) for block in blocks]
    [('Regioner', 2), ('Vi samverkar med regionerna.', 0)]
    """
    parts = _BLANK_LINES.split(as_lines(text))
    lines = (tidy(line) for part in parts for line in _unwrap(part.split("\n")))
    return [Block(line, 2 if _is_heading(line) else 0) for line in lines if line]


def as_lines(text: str) -> str:
    """Return the text with one kind of line end and nothing empty around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _unwrap(lines: list[str]) -> Iterator[str]:
    """Yield the lines of one part, joined where they were broken only because they were full.

    A line was full if the next line's first word had no room on it, by the widest line here.
    """
    width = max(map(len, lines))
    joined = lines[0]
    for previous, line in pairwise(lines):
        first_word = line.split(maxsplit=1)[0]
        full = len(previous.rstrip()) + 1 + len(first_word) > width
        if full and width <= WIDEST_PAGE and not _LIST_MARK.match(line.lstrip()):
            joined += "\n" + line
        else:
            yield joined
            joined = line
    yield joined


def _is_heading(line: str) -> bool:
    """Tell a heading: short, begins with a capital or a digit, and ends without punctuation.

    A question is one too, as in questions and answers.
    """
    if len(line) > LONGEST_HEADING or line.endswith(_END) or _LIST_MARK.match(line):
        return False
    first = line.lstrip("”\"'»(§ ")[:1]
    return (first.isupper() or first.isdigit()) and any(map(str.isalpha, line))
