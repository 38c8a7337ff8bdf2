"""Plain text: the first line is the title, blank lines part paragraphs, dates come last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from indexer.article import Article
from indexer.errors import ArticleError
from indexer.read.file import File, check_readable, decode, load, tidy
from indexer.read.item import Finding, Item
from indexer.read.page_dates import impossible_date, take_page_dates
from indexer.read.sections import Block, build_sections

LONGEST_HEADING = 90
LONGEST_TITLE = 250
WIDEST_PAGE = 120
"""Where a line is longer than this, lines are not wrapped by hand."""

_BLANK_LINES = re.compile(r"\n\s*\n")
_LIST_MARK = re.compile(r"[-–—*•·▪◦]\s|\d{1,2}\)\s|[a-zåäö]\)\s")
_END = tuple(".!:;,…")


def read_text(file: File) -> Iterator[Item]:
    """Read a plain text file as one article; raise ArticleError when it is none."""
    text, as_expected = decode(load(file), file.charset)
    check_readable(text, file)
    lines = as_lines(text).split("\n")
    first = next((number for number, line in enumerate(lines) if tidy(line)), None)
    if first is None:
        raise ArticleError(file.id, "filen är tom", "Fyll den med text eller ta bort den.")
    title, body = tidy(lines[first]), "\n".join(lines[first + 1 :])
    if not as_expected:
        yield other_encoding(file)
    if len(title) > LONGEST_TITLE:
        title, body = file.stem, text
        yield untitled(file.id)
    stamps = take_page_dates(parse_text(body))
    yield from (impossible_date(file.id, date) for date in stamps.impossible)
    source = file.source
    yield Article(
        id=file.id,
        title=title,
        sections=build_sections(stamps.blocks),
        url=file.url,
        kind=source.kind,
        published=stamps.published,
        reviewed=stamps.reviewed,
        updated=stamps.updated,
        publisher=source.publisher,
        language=source.language,
        audience=source.audience,
    )


def parse_text(text: str) -> list[Block]:
    r"""Return the paragraphs and headings of a plain text.

    >>> parse_text("Regioner\n\nVi samverkar med\nregionerna.")
    [Block(text='Regioner', level=2), Block(text='Vi samverkar med regionerna.', level=0)]
    """
    parts = _BLANK_LINES.split(as_lines(text))
    lines = (tidy(line) for part in parts for line in _unwrap(part.split("\n")))
    return [Block(line, 2 if _is_heading(line) else 0) for line in lines if line]


def as_lines(text: str) -> str:
    """Return the text with one kind of line end and nothing empty around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def other_encoding(file: File) -> Finding:
    """Return what to say of a file that was not in the encoding that it should be in."""
    return Finding(
        file.id,
        "är inte i UTF-8 som väntat och lästes som windows-1252",
        "Kontrollera å, ä och ö i den; spara den helst i UTF-8.",
        refused=False,
    )


def untitled(item: str) -> Finding:
    """Return what to say of an article that was given a title."""
    return Finding(
        item,
        "titel saknas och fick lånas ur texten eller filnamnet",
        "Ange en titel i källan.",
        refused=False,
    )


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
