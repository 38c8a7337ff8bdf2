"""Rulings of courts, acts of the European Union, and letters with a registration number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.read.official_marks import Official, day
from indexer.read.official_records import registration_numbers

OPENING = 30
"""So many lines tell it."""

LONGEST_TITLE = 400

_COURT = re.compile(
    r"\b(?:\w*domstol(?:en)?s?|(?:hov|kammar|tings|förvaltnings)rätt(?:en)?)\b", re.IGNORECASE
)
_RULING = re.compile(r"(?:slutligt )?(?:dom|deldom|mellandom|beslut)\b", re.IGNORECASE)
_CASE = re.compile(
    r"(?<!i )\bmål\s?(?:nr|nummer)?:?\s[^§]{0,120}?\b(?P<number>(?:[A-ZÅÄÖ]{1,3} )?\d{1,6}-\d\d)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"saken:?", re.IGNORECASE)
_PARTIES = re.compile(r"(?:klagande|part(?:er)?|kärande|sökande|saken|motpart)\b", re.IGNORECASE)

_EU_ACT = re.compile(
    r"(?:kommissionens|rådets|europaparlamentets och rådets|europeiska centralbankens|commission|council"
    r"|.{0,40}european parliament.{0,40})\b.{0,40}?"
    r"(?P<kind>\w*(?:förordning|direktiv|beslut|rekommendation)|\w*(?:regulation|directive|decision))\b.*",
    re.IGNORECASE,
)
_EU_NUMBER = re.compile(
    r"\((?:EU|EG|EEG|EC|EEC)(?:, Euratom)?\)\s(?:nr\s|No\s)?\d{1,4}/\d{1,4}|\b\d{2,4}/\d{1,4}/(?:EU|EG|EEG|EC|EEC)\b"
)
_EU_DAY = re.compile(r"\b(?:av den|of) (\d{1,2} \w+ \d{4})")
_EU_TEXT = re.compile(
    r"(?:europeiska|europaparlamentet och|rådet har|med beaktande|\(text av|the european|the council|having regard"
    r"|\(text with)",
    re.IGNORECASE,
)
_MERELY_KIND = re.compile(
    r"(?:slutligt )?(?:beslut|dom|protokoll(?:sutdrag)?|tjänsteskrivelse|yttrande|remissvar|promemoria|pm|bilaga|datum"
    r"|sid(?:a|an)?\b.*|\d+ ?\(\d+\)|kallelse|meddelande)",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(
    r"(?:(?:besluts)?datum:?\s)?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-zåäö]{3,9} \d{4})", re.IGNORECASE
)
_SENTENCE = re.compile(r"\w+(?: \S+){2,}")


def read_ruling(lines: Sequence[str]) -> Official | None:
    """Return number, day and subject of a court's ruling, or None.

    >>> page = ["SVEA HOVRÄTT", "DOM", "2009-06-03", "Mål nr T 170-08", "SAKEN", "Fordran"]
    >>> found = read_ruling(page)
    >>> found.title, found.reference, str(found.decided)
    ('Dom i mål T 170-08: Fordran', 'mål T 170-08', '2009-06-03')
    """
    lines = lines[:OPENING]
    kind = next((match for match in map(_RULING.match, lines) if match), None)
    case = _CASE.search("\n".join(lines))
    if kind is None or case is None or not any(map(_COURT.search, lines)):
        return None
    title = f"{kind[0].capitalize()} i mål {case['number']}"
    for line, following in pairwise(lines):
        if _SUBJECT.fullmatch(line):
            title = f"{title}: {following.rstrip('.')}"
    head = next((n for n, line in enumerate(lines) if _PARTIES.match(line)), len(lines))
    decided = next(filter(None, map(day, lines[:head])), None)
    return Official(title, f"mål {case['number']}", decided)


def read_eu_act(lines: Sequence[str]) -> Official | None:
    """Return title, number and day of an act of the European Union, or None.

    >>> page = ["L 1/2", "RÅDETS FÖRORDNING (EU) nr 1/2014", "av den 17 juli 2014", "om x", "RÅDET HAR"]
    >>> found = read_eu_act(page)
    >>> found.title, found.reference, str(found.decided)
    ('RÅDETS FÖRORDNING (EU) nr 1/2014 av den 17 juli 2014 om x', 'förordning (EU) nr 1/2014', '2014-07-17')
    """
    lines = lines[:OPENING]
    for number, line in enumerate(lines):
        if (act := _EU_ACT.fullmatch(line)) is None:
            continue
        end = next((n for n in range(number + 1, len(lines)) if _EU_TEXT.match(lines[n])), 0)
        title = " ".join(lines[number:end])
        own, decided = _EU_NUMBER.search(title), _EU_DAY.search(title)
        if (
            own
            and decided
            and len(title) <= LONGEST_TITLE
            and own.end() < decided.start() + len(own[0])
        ):
            said = frozenset(range(number, end))
            return Official(title, f"{act['kind'].lower()} {own[0]}", day(decided[1]), said)
    return None


def read_letter(lines: Sequence[str]) -> Official | None:
    """Return the registration number of a letter or decision that has just one in its head.

    >>> read_letter(["BESLUT", "2016-05-04", "Dnr: KS 2016/12"]).reference
    'KS 2016/12'
    """
    numbers = registration_numbers(lines[:OPENING])
    if len(numbers) != 1:
        return None
    dates = [line for line in lines[:OPENING] if _DATE_ALONE.fullmatch(line)]
    return Official("", numbers.pop(), day(dates[0]) if dates else None)


def is_merely_kind(line: str) -> bool:
    """Tell a word for what sort of document it is, such as BESLUT, which is no title."""
    return bool(_MERELY_KIND.fullmatch(line))


def letter_title(lines: Sequence[str]) -> str:
    """Return the first line below the number of a letter that can be its title, or ""."""
    last = 0
    for number, line in enumerate(lines[:OPENING]):
        if registration_numbers([line, *lines[number + 1 : number + 2]]):
            last = number + 1
    for line in lines[last : last + 12]:
        if (
            _SENTENCE.match(line)
            and not line.endswith((".", ":"))
            and len(line) < LONGEST_TITLE
            and not day(line)
        ):
            return line
    return ""
