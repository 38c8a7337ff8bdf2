"""What a line of an official document's head is: letterhead, number, imprint, decision.

The shapes are those that Swedish authorities share: författningssamlingsförordningen (1976:725),
and how SOU, Ds, directives and bills are printed. No list of authorities.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto

from indexer.article import DateSpan
from indexer.read.dates import find

LONGEST_LETTERHEAD = 90
LONGEST_LABELLED = 2500
"""Labels stand within so many characters."""

LONGEST_LINE = 400
"""A longer line is text, whatever it says."""

_SERIES = (
    r"(?:\d\d ?|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}[- ]?)FS|SOU|Ds(?: [A-ZÅÄÖ][a-zåäö]?)?|SÖ|RiR|SKV [AM]"
    r"|(?:[Dd]ir|DIR|[Pp]rop|[Ss]kr|[Bb]et|[Rr]skr)[.:]?"
)
_NUMBER = (
    r"(?:1[6-9]|20)\d\d(?:/(?:\d\d|2000))?\s?:\s?(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}\s?)?\d{1,5}"
    r"(?:\s?AR\b)?"
)
_SIGN = r"\s*\(?[A-ZÅÄÖ]{1,5}\s?\d{0,4}\)?"
"""What an authority may add to the number, to sort by, such as (M), (H 64) and TOB 6."""

_CASE = (
    r"(?:RÅ|HFD) \d{4} (?:ref|not)\.? ?\d+|NJA \d{4} s\. ?\d+|AD \d{4} nr \d+"
    r"|(?:RH|MÖD|MIG|PMÖD|MD) \d{4}:\d+"
)
_NUMBERED = re.compile(r"\d\d{3}(?:/\d\d(?:\d\d)?)?\s?:")
_CASE_OF_COURT = re.compile(r"\b(?:HFD|RÅ|NJA|AD) \d{4}")
_COURTS = ("HFD ", "RÅ ", "NJA ", "AD ")

_LABELLED = re.compile(
    r"(?:[Dd]\.?|[Ä ])[Nn][Rr]\b|[Mm]ål\b|MÅL\b|eteckning|ummer\b|[Ff]örfattningssamling"
    r"|/E[UG]|\(E[EUG]"
)

_LABEL_HINTS = (
    *("nr", "NR", "Nr", "nR", "mål", "Mål", "MÅL", "eteckning", "ummer", "örfattningssamling"),
    *("/EU", "/EG", "(EE", "(EU", "(EG"),
)
"""What every label of `_LABELLED` has a part of."""

SERIES = re.compile(_SERIES)
NUMBER = re.compile(_NUMBER)
REFERENCE = re.compile(rf"(?<![\w/])(?P<series>{_SERIES})\s+(?P<number>{_NUMBER})(?![\w/])")
FROM_PRESS = re.compile(r"utkom från trycket", re.IGNORECASE)
ENACTING = re.compile(r"\bföreskriv(?:er|s)|\bmeddelar\b.{0,60}\bföreskrifter", re.IGNORECASE)

_DIGIT = re.compile(r"\d")
_ALONE = re.compile(
    rf"(?:\d{{1,3}} )?(?P<series>{_SERIES})\s*(?P<number>{_NUMBER})(?:{_SIGN}| \d{{1,3}})?[;.]?"
)
_CASE_ALONE = re.compile(rf"(?P<case>{_CASE})(?: \(.{{1,40}}\))?")
_MARGIN = re.compile(rf"{_SIGN}|\(.{{0,2}}\)|Saknr .{{1,12}}|\d{{1,3}}(?:\s?\(\d{{1,3}}\))?")
_NAMES = tuple(
    (series, re.compile(rf"(?:{names})(?:\s*(?:nr\s*)?(?P<number>{_NUMBER}))?", re.IGNORECASE))
    for series, names in (
        ("Dir.", r"kommittédirektiv"),
        ("Prop.", r"(?:regeringens |kungl\. )?(?:maj:ts )?(?:nådiga )?proposition"),
        ("Skr.", r"(?:regeringens )?skrivelse"),
        ("Bet.", r"\w+utskottets(?: betänkande)?|betänkande från \w+utskottet"),
        ("SOU", r"statens offentliga utredningar"),
        ("Ds", r"departementsserien"),
        ("SFS", r"svensk författningssamling"),
    )
)
_BEGINNINGS = re.compile(
    r"kommitt|regering|kungl|maj:ts|nådig|prop|skriv|\w+utskott|betänk|statens|departement|svensk",
    re.IGNORECASE,
)
_COLLECTION = re.compile(
    r"[^\d.;]*författningssamling(?:\s*\([A-ZÅÄÖ -]+FS\))?"
    r"|(?:gemensamma )?författningssamlingen avseende\b.*",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:utkom från trycket|publicerad|omtryck(?:t)?|utgiven|utgivningsdag)\b", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"(?:ISSN|ISBN|(?:ansvarig )?utgivare|beställ|tel(?:efon|efax)?\b|fax\b|e-post"
    r"|tryck(?:t|eri)?\b|elanders|thomson|fritzes|norstedts|postadress|www\.|http)[\s:.,\w]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r".*(?:\b\d{3} ?\d{2} [A-ZÅÄÖ]\w+|\bISSN \d{4}|\bwww\.)", re.IGNORECASE)
_DAY = r"(?:den\s)?(?:\d{1,2}(?::e|:a)?\s[a-z]{3,9}\.?\s\d{4}|\d{4}-\d\d-\d\d)"
_DECIDED = re.compile(
    rf"(?:det\s)?(?:beslut(?:ade|ad|at|as|ats)?|utfärda(?:de|d)|meddela(?:de|d|t)|dom|given"
    rf"|fastställ(?:da|d|t)|antag(?:na|en|et|its))\b(?:[^.;§]{{0,80}}?\s)(?P<day>{_DAY})"
    rf"(?=[\s.;,)]|$)|.*\bhar (?:beslutats|utfärdats) (?P<late>{_DAY})",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:med (?:stöd|anledning) av|regeringen (?:föreskriver|beslutar|överlämnar)"
    r"|enligt riksdagens beslut|härigenom f|(?:sammanfattning|inledning)$"
    r"|innehåll(?:sförteckning)?$|\d+ ?(?:[a-z] )?§|1 kap\.|(?:dels )?att\b"
    r"|i .{0,60}författningssamling)",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r".{0,80}\b(?:föreskriver|meddelar|beslutar|lämnar)\d*,?"
    r" (?:\w+ ){0,4}?(?:följande|att|med stöd)",
    re.IGNORECASE,
)
_DECIDES_HINTS = ("föreskriver", "meddelar", "beslutar", "lämnar")
_PLACE_AND_TIME = re.compile(rf"[A-ZÅÄÖ][a-zåäö]+ (?:{_DAY}|i [a-z]{{3,9}} \d{{4}})\.?")


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
        return Mark.BODY if _is_body(line) else Mark.TEXT
    if is_letterhead(line):
        return Mark.LETTERHEAD
    for kind, tells in _TELLS:
        if tells(line):
            return kind
    return Mark.TEXT


def is_letterhead(line: str) -> bool:
    """Tell the name of a series or a kind of document, which is no title.

    >>> is_letterhead("Kommittédirektiv"), is_letterhead("Boverkets författningssamling")
    (True, True)
    """
    if len(line) > LONGEST_LETTERHEAD:
        return False
    if "samling" in line.lower() and _COLLECTION.fullmatch(line):
        return True
    return bool(series_of(line))


def series_of(letterhead: str) -> str:
    """Return the series that documents of this kind are numbered in, or "".

    >>> series_of("Regeringens proposition")
    'Prop.'
    """
    if not _BEGINNINGS.match(letterhead):
        return ""
    return next((series for series, name in _NAMES if name.fullmatch(letterhead)), "")


def may_be_official(text: str) -> bool:
    """Tell whether it is worth while to look closer at what a document begins with."""
    if is_numbered(text):
        return True
    opening = text[:LONGEST_LABELLED]
    return any(hint in opening for hint in _LABEL_HINTS) and bool(_LABELLED.search(opening))


def is_numbered(text: str) -> bool:
    """Tell what every document with a number in a series has somewhere; cheaper than the rest.

    >>> is_numbered("BFS 1990:27"), is_numbered("NJA 2010 s. 5"), is_numbered("Buller 2010")
    (True, True, False)
    """
    if ":" in text and _NUMBERED.search(text):
        return True
    return any(court in text for court in _COURTS) and bool(_CASE_OF_COURT.search(text))


def own_reference(line: str) -> str:
    """Return the number that stands alone on a line, in the form it is cited, or "".

    >>> own_reference("SOSFS 2012:17 (M)"), own_reference("Regeringens proposition 2012/13:144")
    ('SOSFS 2012:17', 'Prop. 2012/13:144')
    """
    if not _DIGIT.search(line):
        return ""
    if match := _ALONE.fullmatch(line):
        return cited(match["series"], match["number"])
    if match := _CASE_ALONE.fullmatch(line):
        return match["case"]
    for series, name in _NAMES if _BEGINNINGS.match(line) else ():
        if (match := name.fullmatch(line)) and match["number"]:
            return cited(series, match["number"])
    return ""


def cited(series: str, number: str) -> str:
    """Return series and number as they are cited.

    >>> cited("prop", "2012/13: 144"), cited("ELSÄK-FS", "2008:2")
    ('Prop. 2012/13:144', 'ELSÄK-FS 2008:2')
    """
    number = re.sub(r"\s*:\s*", ":", number)
    bare = series.rstrip(".:")
    if bare.lower() in {"dir", "prop", "skr", "bet", "rskr"}:
        series = f"{bare.capitalize()}."
    return " ".join(f"{series} {number}".split())


def decided(line: str) -> DateSpan | None:
    """Return the day of a line that says when the document was decided.

    >>> str(decided("beslutade den 5 maj 2014."))
    '2014-05-05'
    >>> decided("Regeringen beslutade den 7 juli 2016 kommittédirektiv om")
    """
    match = _DECIDED.match(line) if _DIGIT.search(line) else None
    return day(match["day"] or match["late"]) if match else None


def signed(line: str) -> DateSpan | None:
    """Return the day or month of a line that is a place and a time, as bills are signed.

    >>> str(signed("Stockholm den 18 april 2013"))
    '2013-04-18'
    """
    return day(line) if _PLACE_AND_TIME.fullmatch(line) else None


def day(text: str) -> DateSpan | None:
    """Return the first date of the text."""
    return next((mention.span for mention in find(text)), None)


def _is_imprint(line: str) -> object:
    if _IMPRINT.match(line):
        return True
    return (_DIGIT.search(line) or "www." in line.lower()) and _ADDRESS.match(line)


def _is_body(line: str) -> object:
    if _BODY.match(line):
        return True
    folded = line.casefold()
    return any(hint in folded for hint in _DECIDES_HINTS) and _DECIDES.match(line)


_TELLS: tuple[tuple[Mark, Callable[[str], object]], ...] = (
    (Mark.REFERENCE, own_reference),
    (Mark.PRINTED, _PRINTED.match),
    (Mark.DECIDED, decided),
    (Mark.MARGIN, _MARGIN.fullmatch),
    (Mark.IMPRINT, _is_imprint),
    (Mark.BODY, _is_body),
)
