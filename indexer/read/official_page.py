"""Web pages that are an official document, or the page of one: its number and own title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.read.official import HeadLine, is_act, read_official
from indexer.read.official_marks import NOT_OFFICIAL, REFERENCE, Official, cited, own_reference
from indexer.read.official_records import read_record
from indexer.read.official_rulings import read_letter
from indexer.read.sections import Block

OPENING_BLOCKS = 80
MAIN_BLOCKS = 25
"""The number of the page's document stands within so many blocks."""

_LABELLED = re.compile(
    r"(?P<title>.*\S)\s*(?:ID-nummer|Diarienummer|Dnr|Beteckning|Referensnummer)\s*:\s*(?P<number>\S.{0,40})"
)
_ACT = re.compile(
    r"(?:senaste version av )?(?:[A-ZÅÄÖ][^()]{0,80}s )?(?:\w+ )?(?:föreskrifter|allmänna råd)[^()]{0,60}\($"
    r"|(?:lag|förordning|kungörelse|[A-ZÅÄÖ]\w+(?:lag|förordning|balk)) \($",
    re.IGNORECASE,
)
_SFS = re.compile(
    r"(?:lag|förordning|kungörelse|[a-zåäö-]*(?:lag|förordning|balk)) \((?P<number>\d{4}:\d{1,4})\)(?: .*)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\)?(?:,? (?:föreskrifter|allmänna råd|föreskrifter och allmänna råd))?\.?", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:remiss\w*|yttrande\w*|svar|ändr\w+|förslag\w*|konsekvens\w*|vägledning\w*|handbok|nya?|frågor"
    r"|upphäv\w*|till|enligt|rättelse\w*|kommentar\w*|nyhet\w*|pressmeddelande\w*|seminari\w*)\b",
    re.IGNORECASE,
)


def read_page(title: str, blocks: Sequence[Block], *, headed: bool, lead: str = "") -> Official:
    """Return the number, day and own title of the page's document, as far as it is one.

    `headed` tells whether the title stands as the page's heading, and not only in its head.

    >>> read_page("Skolans mat ID-nummer: Ds 2016:46", [], headed=True).title
    'Skolans mat'
    >>> read_page("Nya regler i AFS 2011:19 från juli", [], headed=True).reference
    ''
    """
    if match := _LABELLED.fullmatch(title):
        return Official(match["title"].rstrip(" ,;|–-"), match["number"].strip())
    texts = [*filter(None, [lead]), *(block.text for block in blocks[:OPENING_BLOCKS])]
    record = read_record(texts) or NOT_OFFICIAL
    reference = record.reference or _in_title(title) or _heading_number(title, blocks)
    if record != NOT_OFFICIAL:
        return replace(record, title="" if headed else record.title, reference=reference)
    printed = read_official([HeadLine(text) for text in (title, *texts[:MAIN_BLOCKS])])
    if printed.title and printed.reference and printed.decided:
        return replace(printed, title="" if headed and not title.endswith(";") else printed.title)
    if reference:
        named = own_reference(title) == reference and texts and is_act(texts[0])
        return Official(texts[0] if named else "", reference)
    return read_letter(texts[:MAIN_BLOCKS]) or NOT_OFFICIAL


def _in_title(title: str) -> str:
    """Return the number in a title that is the document's, not about it."""
    if match := _SFS.fullmatch(title):
        return cited("SFS", match["number"])
    found = list(REFERENCE.finditer(title))
    if not found:
        return ""
    first = found[0]
    before, after = title[: first.start()], title[first.end() :]
    own = cited(first["series"], first["number"])
    if _ACT.fullmatch(before):
        return own
    last_thing = len(found) == 1 and _AFTER.fullmatch(after) and not _ABOUT.search(before)
    first_thing = not before and after[:1] in {"", " ", ",", ":", "."} and not _ABOUT.search(after)
    return own if last_thing or first_thing else ""


def _heading_number(title: str, blocks: Sequence[Block]) -> str:
    """Return the number that begins the first heading below the title of a regulation."""
    if not re.match(r"[A-ZÅÄÖ].{0,80}s (?:föreskrifter|allmänna råd)\b", title) or _ABOUT.search(
        title
    ):
        return ""
    heading = next((block.text for block in blocks[:MAIN_BLOCKS] if block.level), "")
    match = REFERENCE.match(heading)
    return cited(match["series"], match["number"]) if match else ""
