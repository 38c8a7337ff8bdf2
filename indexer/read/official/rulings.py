"""Rulings of courts, acts of the European Union, and letters with a registration number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.read.official.marks import day
from indexer.read.official.records import REGISTERED, read_fields
from indexer.read.official.said import Official

OPENING = 30
"""So many lines tell it."""

TITLE_BELOW = 12
"""A letter's title is within so many lines below its number."""

LONGEST_TITLE = 400

_COURT = re.compile(
    r"\b(?:\w*domstol(?:en)?s?|(?:hov|kammar|tings|förvaltnings)rätt(?:en)?)\b", re.IGNORECASE
)
_RULING = re.compile(r"(?:slutligt )?(?:dom|deldom|mellandom|beslut)\b", re.IGNORECASE)
_CASE = re.compile(
    r"(?<!i )\bmål\s?(?:nr|nummer)?:?\s[^§]{0,120}?"
    r"\b(?P<number>(?:[A-ZÅÄÖ]{1,3} )?\d{1,6}-\d\d)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"saken:?", re.IGNORECASE)
_PARTIES = re.compile(r"(?:klagande|part(?:er)?|kärande|sökande|saken|motpart)\b", re.IGNORECASE)
_ACT = re.compile(
    r"(?:kommissionens|rådets|europaparlamentets och rådets|europeiska centralbankens"
    r"|commission|council|.{0,40}european parliament.{0,40})\b.{0,40}?"
    r"(?P<kind>\w*(?:förordning|direktiv|beslut|rekommendation)"
    r"|\w*(?:regulation|directive|decision))\b.*",
    re.IGNORECASE,
)
_UNION = r"(?:EU|EG|EEG|EC|EEC)"
_ACT_NUMBER = re.compile(
    rf"\({_UNION}(?:, Euratom)?\)\s(?:nr\s|No\s)?\d{{1,4}}/\d{{1,4}}"
    rf"|\b\d{{2,4}}/\d{{1,4}}/{_UNION}\b"
)
_ACT_DAY = re.compile(r"\b(?:av den|of) (\d{1,2} \w+ \d{4})")
_ACT_TEXT = re.compile(
    r"(?:europeiska|europaparlamentet och|rådet har|med beaktande|\(text av|\(text with"
    r"|the european|the council|having regard)",
    re.IGNORECASE,
)
_MERELY_KIND = re.compile(
    r"(?:slutligt )?(?:beslut|dom)|protokoll(?:sutdrag)?|tjänsteskrivelse|yttrande|remissvar"
    r"|promemoria|pm|bilaga|datum|kallelse|meddelande|sid(?:a|an)?\b.*|\d+ ?\(\d+\)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:besluts)?datum:?\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-zåäö]{3,9} \d{4})", re.IGNORECASE
)
_LABEL_WITHIN = re.compile(
    r"\s+(?=(?:dnr|d\.nr|diarienr|diarienummer|ärendenr|ärendenummer|beslutsdatum|datum)\b[.:]?\s"
    r"[^a-zåäö]*\d)",
    re.IGNORECASE,
)
LONGEST_LABELS = 100
"""A longer line is no row of labels."""

_SENTENCE = re.compile(r"\w+(?: \S+){2,}")


def read_ruling(lines: Sequence[str]) -> Official | None:
    """Return number, day and subject of a court's ruling, or None.

    >>> page = ["SVEA HOVRÄTT", "DOM", "2009-06-03", "Mål nr T 170-08", "SAKEN", "Fordran"]
    >>> found = read_ruling(page)
    >>> found.title, found.reference, str(found.decided)
    ('Dom i mål T 170-08: Fordran', 'mål T 170-08', '2009-06-03')
    """
    lines = lines[:OPENING]
    kind = next(filter(None, map(_RULING.match, lines)), None)
    if kind is None or not any(map(_COURT.search, lines)):
        return None
    case = _CASE.search("\n".join(line[:LONGEST_TITLE] for line in lines))
    if case is None:
        return None
    subject = next((below for line, below in pairwise(lines) if _SUBJECT.fullmatch(line)), "")
    title = f"{kind[0].capitalize()} i mål {case['number']}"
    head = next((n for n, line in enumerate(lines) if _PARTIES.match(line)), len(lines))
    decided = next(filter(None, map(day, lines[:head])), None)
    return Official(
        f"{title}: {subject.rstrip('.')}" if subject else title, f"mål {case['number']}", decided
    )


def read_act_of_the_union(lines: Sequence[str]) -> Official | None:
    """Return title, number and day of an act of the European Union, or None.

    >>> page = ["RÅDETS FÖRORDNING (EU) nr 1/2014", "av den 17 juli 2014", "om x", "RÅDET HAR"]
    >>> found = read_act_of_the_union(page)
    >>> found.reference, found.title, str(found.decided)
    ('förordning (EU) nr 1/2014', 'RÅDETS FÖRORDNING (EU) nr 1/2014 av den 17 juli 2014 om x', \
'2014-07-17')
    """
    lines = lines[:OPENING]
    for start, line in enumerate(lines):
        act = _ACT.fullmatch(line[:LONGEST_TITLE])
        if act is None:
            continue
        end = next((n for n in range(start + 1, len(lines)) if _ACT_TEXT.match(lines[n])), start)
        title = " ".join(lines[start:end])
        number, decided = _ACT_NUMBER.search(title), _ACT_DAY.search(title)
        if number and decided and len(title) <= LONGEST_TITLE:
            own = f"{act['kind'].lower()} {number[0]}"
            return Official(title, own, day(decided[1]), frozenset(range(start, end)))
    return None


def read_letter(lines: Sequence[str]) -> Official | None:
    """Return number and day of a letter or decision that has one registration number in its head.

    >>> found = read_letter(["BESLUT", "2016-05-04", "Dnr: KS 2016/12"])
    >>> found.reference, str(found.decided)
    ('KS 2016/12', '2016-05-04')
    """
    lines = _parted(lines[:OPENING])
    numbers = {field.value for field in read_fields(lines) if field.kind == REGISTERED}
    if len(numbers) != 1:
        return None
    return Official("", numbers.pop(), next(map(day, filter(_DATE.fullmatch, lines)), None))


def _parted(lines: Sequence[str]) -> list[str]:
    """Return the lines with each label of a letter's head on a line of its own."""
    return [
        part
        for line in lines
        for part in (_LABEL_WITHIN.split(line) if len(line) <= LONGEST_LABELS else [line])
    ]


def letter_title(lines: Sequence[str]) -> str:
    """Return the first line below the number of a letter that can be its title, or ""."""
    lines = _parted(lines[:OPENING])
    below = 1 + max(
        (field.line for field in read_fields(lines) if field.kind == REGISTERED),
        default=-1,
    )
    for line in lines[below : below + TITLE_BELOW]:
        ended = line.endswith((".", ":")) or len(line) > LONGEST_TITLE
        if _SENTENCE.match(line) and not ended and not day(line):
            return line
    return ""


def is_merely_kind(line: str) -> bool:
    """Tell a word for what sort of document it is, such as BESLUT, which is no title."""
    return bool(_MERELY_KIND.fullmatch(line))
