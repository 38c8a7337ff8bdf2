"""Web pages that are an official document, or the page of one: its number and own title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.article import DateSpan
from indexer.read.official.head import is_act, read_head
from indexer.read.official.marks import NUMBER, REFERENCE, cited, day, own_reference
from indexer.read.official.records import read_record
from indexer.read.official.rulings import read_letter
from indexer.read.official.said import NOT_OFFICIAL, HeadLine, Official
from indexer.read.sections import Block

OPENING_BLOCKS = 80
MAIN_BLOCKS = 25
"""The number of the page's document stands within so many blocks."""

LONGEST_OPENING = 3000
"""Within so many characters of the text stands when it was signed."""

_LABELLED = re.compile(
    r"(?P<title>.*\S)\s*(?:ID-nummer|Diarienummer|Dnr|Beteckning|Referensnummer)\s*:"
    r"\s*(?P<number>\S.{0,40})"
)
_ACT_NAMES = r"lag|förordning|kungörelse|[a-zåäö-]*(?:lag|förordning|balk)"
_RULES = r"(?:föreskrifter|allmänna råd)"
_NAMED_ACT = re.compile(
    rf"(?:senaste version av )?(?:[A-ZÅÄÖ][^()]{{0,80}}s )?(?:\w+ )?{_RULES}[^()]{{0,60}}\("
    rf"|(?:{_ACT_NAMES}) \(",
    re.IGNORECASE,
)
_SFS = re.compile(rf"(?:{_ACT_NAMES}) \((?P<number>\d{{4}}:\d{{1,4}})\)(?: .*)?", re.IGNORECASE)
_RULES_OF = re.compile(rf"[A-ZÅÄÖ].{{0,80}}s {_RULES}\b")
_AFTER = re.compile(rf"\)?(?:,? {_RULES}(?: och allmänna råd)?)?\.?", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:remiss\w*|yttrande\w*|svar|ändr\w+|förslag\w*|konsekvens\w*|vägledning\w*|handbok"
    r"|nya?|frågor|upphäv\w*|till|enligt|rättelse\w*|kommentar\w*|nyhet\w*|pressmeddelande\w*"
    r"|seminari\w*)\b",
    re.IGNORECASE,
)
_BILL = re.compile(r"\bproposition\b|\bpropositionen\b", re.IGNORECASE)
_VERSION = re.compile(r"(?:senaste|konsoliderad) version av\s*|\s+", re.IGNORECASE)
_NAME = re.compile(r"\S+(?: \S+){2,30}")
_SIGNED = re.compile(
    r"(?:beslut vid regeringssammanträde|till riksdagen\.? [A-ZÅÄÖ]\w+)"
    r" (?P<day>(?:den )?\d[\d-]*(?: \w+ \d{4})?)",
    re.IGNORECASE,
)


def read_page(
    title: str,
    blocks: Sequence[Block],
    *,
    headed: bool,
    lead: str = "",
    above: Sequence[Block] = (),
) -> Official:
    """Return number, day and own title of the page's document, as far as it is one.

    `above` are the blocks over the title, and `headed` tells whether that stands over the text
    itself, and not only in the page's head.

    >>> read_page("Skolans mat ID-nummer: Ds 2016:46", [], headed=True).title
    'Skolans mat'
    >>> read_page("Nya regler i AFS 2011:19 från juli", [], headed=True).reference
    ''
    """
    texts = [*filter(None, [lead]), *(block.text for block in blocks[:OPENING_BLOCKS])]
    if match := _LABELLED.fullmatch(title):
        own = match["title"].rstrip(" ,;|–-")
        return Official(own, _whole_number(match["number"].strip(), [own, *texts]))
    record = read_record(texts) or NOT_OFFICIAL
    reference = record.reference or _in_title(title) or _heading_number(title, blocks)
    if record != NOT_OFFICIAL:
        decided = record.decided or _day_in_text(texts)
        number = reference.rpartition(" ")[2]
        sites = bool(number) and number in record.title and number not in title
        return Official(record.title if sites or not headed else "", reference, decided)
    printed = read_head([HeadLine(text) for text in (title, *texts[:MAIN_BLOCKS])])
    if printed.title and printed.reference and printed.decided:
        return replace(printed, title="" if headed and not title.endswith(";") else printed.title)
    if reference:
        return Official(_beside_number(title, reference, texts), reference)
    letter = read_letter([*(block.text for block in above), *texts[:MAIN_BLOCKS]])
    if letter is None:
        return NOT_OFFICIAL
    return replace(letter, reference=_whole_number(letter.reference, [title, *texts]))


def _whole_number(number: str, texts: Sequence[str]) -> str:
    """Return the number as it is cited, its series found in the text where it lacks one."""
    if not NUMBER.fullmatch(number):
        return own_reference(number) or number
    for match in (one for text in texts[:MAIN_BLOCKS] for one in REFERENCE.finditer(text)):
        if match["number"] == number:
            return cited(match["series"], number)
    bill = "/" in number and any(map(_BILL.search, texts[:MAIN_BLOCKS]))
    return cited("Prop.", number) if bill else number


def _beside_number(title: str, reference: str, texts: Sequence[str]) -> str:
    """Return what the document is called where the page's title is, or ends with, its number."""
    if own_reference(title) == reference and texts:
        named = _NAME.fullmatch(texts[0]) and not texts[0].endswith((".", ":"))
        return texts[0] if named else ""
    match = next((one for one in REFERENCE.finditer(title) if one.end() == len(title)), None)
    return title[: match.start()].rstrip(" ,;:–-") if match else ""


def _in_title(title: str) -> str:
    """Return the number in a title that is the document's own."""
    if match := _SFS.fullmatch(title):
        return cited("SFS", match["number"])
    found = list(REFERENCE.finditer(title))
    if not found:
        return ""
    ending = title[: found[-1].start()]
    if found[-1].end() == len(title) and is_act(ending.rstrip()) and ending.endswith(" "):
        return cited(found[-1]["series"], found[-1]["number"])
    before, after = title[: found[0].start()], title[found[0].end() :]
    last = len(found) == 1 and _AFTER.fullmatch(after) and not _ABOUT.search(before)
    first = (
        not _VERSION.sub("", before)
        and after[:1] in {"", " ", ",", ":", "."}
        and not _ABOUT.search(after)
    )
    if last or first or _NAMED_ACT.fullmatch(before):
        return cited(found[0]["series"], found[0]["number"])
    return ""


def _heading_number(title: str, blocks: Sequence[Block]) -> str:
    """Return the number that begins the first heading below the title of a regulation."""
    if not _RULES_OF.match(title) or _ABOUT.search(title):
        return ""
    heading = next((block.text for block in blocks[:MAIN_BLOCKS] if block.level), "")
    match = REFERENCE.match(heading)
    return cited(match["series"], match["number"]) if match else ""


def _day_in_text(texts: Sequence[str]) -> DateSpan | None:
    """Return the day on which a directive or bill says in its text that it was signed."""
    match = _SIGNED.search(" ".join(texts)[:LONGEST_OPENING])
    return day(match["day"]) if match else None
