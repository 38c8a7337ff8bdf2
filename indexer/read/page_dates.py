"""Lines that only say when a page was published or reviewed: what does it say of itself?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.article import DateSpan
from indexer.read.dates import (
    DECIDED,
    KINDS,
    PUBLISHED,
    REVIEWED,
    UPDATED,
    WEEKDAY,
    DateMention,
    mentions,
)
from indexer.read.parsed import Dates
from indexer.read.sections import Block

LONGEST_LINE = 160

_LABELS = "|".join(words for _, words in KINDS)
_FILLING = re.compile(
    rf"\bav:?\s+(?:[A-ZÅÄÖ][^.;]*|\w+\s*$)|(?i:\b\w*(?:ansvarig|redaktör|författare)):\s*[A-ZÅÄÖ][^.;:]*"
    rf"|(?i:\b(?:(?:{_LABELS})\w*|(?:denna\s+)?sida[n]?|artikeln|texten"
    rf"|innehållet|nyheten|page|this|was|is|og|och|and|senast|sist|sidst|last|den|i|on|at|in|datum|date|by"
    rf"|kl|klockan|{WEEKDAY})\b)|\b\d\d?[.:]\d\d(?:[.:]\d\d)?\b|[\W_]"
)


_DIGIT = re.compile(r"\d")
_GLUED = re.compile(
    rf"(?<=[a-zåäö])(?=\d)|(?<=[a-zåäö]:)(?=\d)|(?<=\d)(?=(?:{_LABELS}|senast|sid|av\b))"
    r"|(?<=[a-zåäö])(?=(?-i:Senast|Sidan))",
    re.IGNORECASE,
)
"""Where "Publicerad2024-03-03Uppdaterad 5 april" lacks a space, as when style sheets part it."""


def part_words(line: str) -> str:
    """Return a line that may state dates with spaces where they were left out.

    >>> part_words("Publicerad:3 maj 2021Uppdaterad 2021-06-07")
    'Publicerad: 3 maj 2021 Uppdaterad 2021-06-07'
    """
    return _GLUED.sub(" ", line)


def read_date_line(line: str) -> list[DateMention]:
    """Return the dates of a line that says nothing else, or nothing.

    >>> [str(mention.span) for mention in read_date_line("Sidan granskades senast 7 mars 2018")]
    ['2018-03-07']
    >>> read_date_line("Rapporten publicerades 7 mars 2018 och väckte debatt")
    []
    """
    if len(line) > LONGEST_LINE or not _DIGIT.search(line):
        return []
    line = part_words(line)
    found = list(mentions(line))
    rest, end = "", 0
    for mention in found:
        rest += line[end : mention.start] + " "
        end = mention.end
    return found if found and not _FILLING.sub("", rest + line[end:]) else []


def take_page_dates(blocks: Sequence[Block], *, edges: bool = True) -> tuple[Dates, list[Block]]:
    """Return the dates that a page states of itself, and the blocks without the lines that do.

    The first of each kind counts. A label with its date in the next block is such a line too. A
    date without a label counts, as that of publication, only first or last, where `edges` allow
    it. So does a date of decision.
    """
    spans: dict[str, DateSpan] = {}
    impossible: list[str] = []
    kept: list[Block] = []
    label = ""
    for number, block in enumerate(blocks):
        line = f"{label} {block.text}".strip()
        found = read_date_line(line)
        at_edge = edges and number in {0, len(blocks) - 1}
        if found and (at_edge or any(mention.kind for mention in found)):
            if label:
                kept.pop()
            for mention in found:
                if mention.span:
                    spans.setdefault(mention.kind, mention.span)
                else:
                    impossible.append(part_words(line)[mention.start : mention.end])
            label = ""
            continue
        kept.append(block)
        label = block.text if _is_label(block.text) else ""
    published = spans.get(PUBLISHED) or spans.get(DECIDED) or spans.get("")
    dates = Dates(published, spans.get(REVIEWED), spans.get(UPDATED), tuple(impossible))
    return dates, kept


def _is_label(text: str) -> bool:
    return len(text) < LONGEST_LINE // 4 and not _FILLING.sub("", text) and not text.endswith(".")
