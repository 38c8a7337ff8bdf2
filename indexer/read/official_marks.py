"""What the lines of an official document's head are: letterhead, number, imprint, decision, title.

The shapes are those that Swedish authorities share (författningssamlingsförordningen (1976:725), the
printing of SOU, Ds, directives and bills), never a list of authorities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from indexer.article import DateSpan
from indexer.read.dates import find

LONGEST_LETTERHEAD = 90
LONGEST_LINE = 400
"""A longer line is no line of a head."""


_SERIES = (
    r"(?:\d\d ?|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}[- ]?)FS"
    r"|SOU|Ds(?: [A-ZÅÄÖ][a-zåäö]?)?|[Dd]ir\.?|DIR\.?|[Pp]rop\.?|[Ss]kr\.?|[Bb]et\.?|[Rr]skr\.?|SÖ|RiR|SKV [AM]"
)
_NUMBER = (
    r"(?:1[6-9]|20)\d\d(?:/(?:\d\d|2000))?\s?:\s?(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}\s?)?\d{1,5}"
    r"(?:\s?AR\b)?"
)
_MARK = r"\s*\(?[A-ZÅÄÖ]{1,5}\s?\d{0,4}\)?"
"""What an authority may add to the number to sort by, such as (M), (H 64) and TOB 6."""

_CASE = (
    r"(?:RÅ|HFD) \d{4} (?:ref\.?|not\.?) ?\d+|NJA \d{4} s\. ?\d+|AD \d{4} nr \d+"
    r"|(?:RH|MÖD|MIG|PMÖD|MD) \d{4}:\d+"
)
NUMBERED = re.compile(r"\d{4}(?:/\d\d(?:\d\d)?)?\s?:|\b(?:HFD|RÅ|NJA|AD) \d{4}")
"""Cheaper than the rest: what each document with a number in a series has somewhere."""

LABELLED = re.compile(r"(?:[Dd]\.?|[Ä ])[Nn][Rr]\b|[Mm]ål\b|MÅL\b|eteckning|ummer\b")
LONGEST_HEAD = 2500

SERIES = re.compile(_SERIES)
NUMBER = re.compile(_NUMBER)
REFERENCE = re.compile(rf"(?<![\w/])(?P<series>{_SERIES})\s+(?P<number>{_NUMBER})(?![\w/])")
_ALONE = re.compile(
    rf"(?:\d{{1,3}} )?(?P<series>{_SERIES})\s*(?P<number>{_NUMBER})(?:{_MARK}| \d{{1,3}})?[;.]?"
)
_CASE_ALONE = re.compile(rf"(?P<case>{_CASE})(?: \(.{{1,40}}\))?")
_MARK_ALONE = re.compile(rf"{_MARK}|\(.{{0,2}}\)|Saknr .{{1,12}}|\d{{1,3}}(?:\s?\(\d{{1,3}}\))?")

_NAMES = {
    "dir.": r"kommittédirektiv",
    "prop.": r"(?:regeringens )?proposition|(?:kungl\. )?maj:ts (?:nådiga )?proposition",
    "skr.": r"(?:regeringens )?skrivelse",
    "bet.": r"\w+utskottets(?: betänkande)?|betänkande från \w+utskottet",
    "SOU": r"statens offentliga utredningar",
    "Ds": r"departementsserien",
    "SFS": r"svensk författningssamling",
}
_NAMED = re.compile(
    "(?:" + "|".join(f"(?P<n{number}>{name})" for number, name in enumerate(_NAMES.values())) + ")"
    rf"(?:\s*(?:nr\s*)?(?P<number>{_NUMBER}))?",
    re.IGNORECASE,
)
_COLLECTION = re.compile(r"[^\d.;]*författningssamling(?:\s*\([A-ZÅÄÖ -]+FS\))?", re.IGNORECASE)

_PRINTED = re.compile(
    r"(?:utkom från trycket|publicerad|omtryck(?:t)?|utgiven|utgivningsdag)\b", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"(?:ISSN|ISBN|(?:ansvarig )?utgivare|beställ|tel(?:efon|efax)?\b|fax\b|e-post|tryck(?:t|eri)?\b"
    r"|elanders|thomson|fritzes|norstedts|postadress|www\.|http)[\s:.,\w]|.*\b\d{3} ?\d{2} [A-ZÅÄÖ]\w+"
    r"|.*\bISSN \d{4}|.*\bwww\.",
    re.IGNORECASE,
)
_DAY = r"(?:den\s)?(?:\d{1,2}(?::e|:a)?\s[a-z]{3,9}\.?\s\d{4}|\d{4}-\d\d-\d\d)"
_DECIDED = re.compile(
    rf"(?:(?:det\s)?(?:beslut(?:ade|ad|at|as|ats)?|utfärda(?:de|d)|meddela(?:de|d|t)|fastställ(?:da|d|t)"
    rf"|given|antag(?:na|en|et|its)|dom)\b[^.;§]{{0,80}}?\s|[A-ZÅÄÖ][a-zåäö]+\s)?(?P<day>{_DAY})(?=[\s.;,)]|$)"
    rf"|.*\bhar (?:beslutats|utfärdats) (?P<late>{_DAY})",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:det\s)?(?:beslut|utfärda|meddela|fastställ|given|antag|dom\b|.*\bhar (?:beslutats|utfärdats))",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:med stöd av|med anledning av|regeringen (?:föreskriver|beslutar|överlämnar)"
    r"|enligt riksdagens beslut|härigenom f"
    r"|.{0,80}\b(?:föreskriver|meddelar|beslutar|lämnar)\d*,? (?:\w+ ){0,4}?(?:följande|att|med stöd)"
    r"|inneh[åa]ll(?:sförteckning)?$|sammanfattning$|inledning$|\d+ ?(?:[a-z] )?§|1 kap\.|(?:dels )?att\b"
    r"|I .{0,60}författningssamling)",
    re.IGNORECASE,
)
ENACTING = re.compile(r"\bföreskriv(?:er|s)|\bmeddelar\b.{0,60}\bföreskrifter", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(rf"[A-ZÅÄÖ][a-zåäö]+ (?:{_DAY}|i [a-z]{{3,9}} \d{{4}})\.?")
FROM_PRESS = re.compile(r"utkom från trycket", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Official:
    """What a document says of itself; `lines` are the numbers of those that say nothing else."""

    title: str = ""
    reference: str = ""
    decided: DateSpan | None = None
    lines: frozenset[int] = frozenset()


NOT_OFFICIAL = Official()


def may_be_official(text: str) -> bool:
    """Tell whether it is worth while to look closer at what a document begins with."""
    return bool(NUMBERED.search(text) or LABELLED.search(text, 0, LONGEST_HEAD))


class Mark(Enum):
    """What a line of the head is."""

    LETTERHEAD = auto()
    REFERENCE = auto()
    PRINTED = auto()
    IMPRINT = auto()
    MARGIN = auto()
    DECIDED = auto()
    BODY = auto()
    TEXT = auto()


def mark(line: str) -> Mark:
    """Return what a line of the head is, as far as it tells by itself.

    >>> [mark(line).name for line in ("Boverkets författningssamling", "BFS 1990:27", "ISSN 1-2")]
    ['LETTERHEAD', 'REFERENCE', 'IMPRINT']
    """
    if len(line) > LONGEST_LINE:
        return Mark.BODY if _BODY.match(line) else Mark.TEXT
    if own_reference(line):
        return Mark.LETTERHEAD if _NAMED.fullmatch(line) else Mark.REFERENCE
    if is_letterhead(line):
        return Mark.LETTERHEAD
    if _PRINTED.match(line):
        return Mark.PRINTED
    if decided(line):
        return Mark.DECIDED
    if _MARK_ALONE.fullmatch(line):
        return Mark.MARGIN
    if _IMPRINT.match(line):
        return Mark.IMPRINT
    return Mark.BODY if _BODY.match(line) else Mark.TEXT


def is_letterhead(line: str) -> bool:
    """Tell the name of a series or a kind of document, which is no title.

    >>> is_letterhead("Kommittédirektiv"), is_letterhead("Statens jordbruksverks författningssamling")
    (True, True)
    """
    if len(line) > LONGEST_LETTERHEAD:
        return False
    return bool(_COLLECTION.fullmatch(line) or _NAMED.fullmatch(line))


def own_reference(line: str) -> str:
    """Return the number that stands alone on a line, in the form it is cited, or "".

    >>> own_reference("SOSFS 2012:17 (M)"), own_reference("Regeringens proposition 2012/13:144")
    ('SOSFS 2012:17', 'Prop. 2012/13:144')
    """
    if match := _ALONE.fullmatch(line):
        return cited(match["series"], match["number"])
    if match := _CASE_ALONE.fullmatch(line):
        return match["case"]
    if (match := _NAMED.fullmatch(line)) and match["number"]:
        series = list(_NAMES)[
            int(str(match.lastgroup)[1:]) if match.lastgroup != "number" else _named(match)
        ]
        return cited(series, match["number"])
    return ""


def _named(match: re.Match[str]) -> int:
    return next(number for number in range(len(_NAMES)) if match[f"n{number}"])


def series_of(letterhead: str) -> str:
    """Return the series that the kind of document is numbered in, or ""."""
    match = _NAMED.fullmatch(letterhead)
    return list(_NAMES)[_named(match)] if match else ""


def cited(series: str, number: str) -> str:
    """Return series and number as they are cited.

    >>> cited("prop", "2012/13: 144"), cited("ELSÄK-FS", "2008:2")
    ('Prop. 2012/13:144', 'ELSÄK-FS 2008:2')
    """
    number = re.sub(r"\s*:\s*", ":", number)
    if series.rstrip(".").lower() in {"dir", "prop", "skr", "bet", "rskr"}:
        series = f"{series.rstrip('.').capitalize()}."
    return " ".join(f"{series} {number}".split())


def decided(line: str) -> DateSpan | None:
    """Return the day of a line that says when the document was decided.

    >>> str(decided("beslutade den 5 maj 2014."))
    '2014-05-05'
    >>> decided("Regeringen beslutade den 7 juli 2016 kommittédirektiv om")
    """
    if not _VERB.match(line) or (match := _DECIDED.match(line)) is None:
        return None
    return day(match["day"] or match["late"])


def signed(line: str) -> DateSpan | None:
    """Return the day or month of a line that is a place and a time, as bills are signed."""
    return day(line) if _PLACE_AND_DAY.fullmatch(line) else None


def day(text: str) -> DateSpan | None:
    """Return the first date of the text."""
    return next((mention.span for mention in find(text)), None)
