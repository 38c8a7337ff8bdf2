"""Records: what legal databases and registers say of a document beside labels, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.article import CELL
from indexer.read.official.marks import REFERENCE, cited, day, own_reference
from indexer.read.official.said import Official

LONGEST_RECORD = 40
"""So many lines of labels may come first."""

LONGEST_TITLE = 250
LONGEST_PREAMBLE = 1500
FEWEST_INNER = 2
LONGEST_VALUE = 60
SHORTEST_TITLE = 8

SFS, BILL, CASE, REGISTERED = "SFS", "Prop.", "mål", "dnr"
DECIDED, TITLE, WITNESS = "decided", "title", "witness"
_WITNESSES = (
    r"departement(?:/ ?myndighet)?|ansvarig myndighet|ikraft|ändring införd|ändrad|upphävd|omtryck"
    r"|domsnummer|avdelning|lagrum|rättsfall|förarbeten|myndighet"
)
_LABELS = (
    (SFS, r"sfs[- ]n(?:umme)?r"),
    (BILL, r"propositionsnummer"),
    (CASE, r"mål(?:nummer|[- ]?nr)?"),
    (REGISTERED, r"(?:diarie|ärende)(?:nummer|nr)|d\.?nr|änr|(?:vår )?beteckning|id-nummer"),
    (DECIDED, r"utfärdad|beslut(?:ad|sdatum|sdag)?|avgörandedatum|avgjord|avgörande"),
    (TITLE, r"rubrik"),
    (WITNESS, _WITNESSES),
)
_NUMBERS = (SFS, BILL, CASE, REGISTERED)
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(words for _, words in _LABELS)})"
    r"(?:\s*[:·]\s*|\s+(?=\d|[A-ZÅÄÖ]{1,2} ?\d)|$)(?P<value>.*)",
    re.IGNORECASE,
)
_INNER = re.compile(rf"\s(?=(?:{'|'.join(words for _, words in _LABELS)}):\s)", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"[^()]*\((?P<number>\d{4}:\d{1,4})\)")
_KINDS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _LABELS)
_VALUE = re.compile(r"[A-ZÅÄÖ]{0,4}[a-zåäö]?[ -]?(?:[\w.]+[-/: ])*\d[\d\w/:.-]*")
_IN_SERIES = re.compile(r"\d{4}(?:/\d\d(?:\d\d)?)?:\w*\d+")


class Labelled(NamedTuple):
    """What stands beside a label on the line of this number."""

    line: int
    kind: str
    value: str


def read_record(lines: Sequence[str]) -> Official | None:
    """Return what labelled lines say of the document that they are the record of.

    >>> lines = ["SFS-nummer · 1994:200", "Skattelag (1994:200)", "Departement: Fi"]
    >>> found = read_record([*lines, "Utfärdad: 1994-03-30"])
    >>> found.title, found.reference, str(found.decided)
    ('Skattelag (1994:200)', 'SFS 1994:200', '1994-03-30')
    """
    lines = [cell for line in lines[:LONGEST_RECORD] for cell in _cells(line)]
    fields = list(read_fields(lines))
    values = {field.kind: field.value for field in reversed(fields)}
    number = next((_numbered(kind, values[kind]) for kind in _NUMBERS if kind in values), "")
    decided = day(values.get(DECIDED, ""))
    if WITNESS not in values or len(values) == 1:
        return Official("", number, decided) if number and decided else None
    own = next(filter(None, map(own_reference, lines[:3])), "")
    above = _above_witness(lines, fields)
    titles = [*above, *(field.value for field in fields if field.kind == TITLE)]
    named = (title for title in titles if _names(title, values.get(SFS, "")))
    title, ending = _without_number(next(named, values.get(TITLE, "") or _title_of(above)))
    if len(title) > LONGEST_TITLE or not title:
        title = own
    return Official(title, own or ending or number, decided)


def read_fields(lines: Sequence[str]) -> Iterator[Labelled]:
    """Yield what stands beside each label, or on the line below it."""
    for number, line in enumerate(lines):
        match = _LABEL.fullmatch(line)
        if match is None:
            continue
        kind = next(kind for kind, words in _KINDS if words.fullmatch(match["label"]))
        below = lines[number + 1] if number + 1 < len(lines) else ""
        value = match["value"].strip() or below
        if kind in _NUMBERS:
            value = _number(kind, value)
        if value and (kind != DECIDED or day(value[:LONGEST_VALUE])):
            yield Labelled(number, kind, value)


def _cells(line: str) -> Iterator[str]:
    """Yield the cells of a row, each with its label, or what several labels on a line part."""
    label = ""
    may_be_several = line.count(":") >= FEWEST_INNER and len(line) < LONGEST_PREAMBLE
    if may_be_several and len(parts := _INNER.split(line)) > FEWEST_INNER:
        yield from parts
        return
    for cell in filter(None, map(str.strip, line.split(CELL.strip()))):
        match = _LABEL.fullmatch(cell)
        if match and not match["value"] and not label:
            label = cell.rstrip(":")
        else:
            yield f"{label}: {cell}" if label else cell
            label = ""
    if label:
        yield label


def _number(kind: str, value: str) -> str:
    """Return the value if it is a number of that kind."""
    value = value.split("·", maxsplit=1)[0].strip()
    if kind in {SFS, BILL}:
        match = _IN_SERIES.match(value)
        return match[0] if match else ""
    own = own_reference(value)
    return own or (value if len(value) < LONGEST_VALUE and _VALUE.fullmatch(value) else "")


def _numbered(kind: str, value: str) -> str:
    return value if kind == REGISTERED else cited(kind, value)


def _above_witness(lines: Sequence[str], fields: Sequence[Labelled]) -> list[str]:
    """Return the lines above the labels that tell a record, "" for those that have labels."""
    labels = {field.line for field in fields}
    first = next(field.line for field in fields if field.kind == WITNESS)
    return ["" if number in labels else lines[number] for number in range(first)]


def _title_of(above: Sequence[str]) -> str:
    """Return the last of the lines above a record, if it can be a title."""
    last = above[-1] if above else ""
    return last if " " in last or len(last) > SHORTEST_TITLE else ""


def _names(title: str, number: str) -> bool:
    """Tell the title of the act with this number, which it has in its first parentheses."""
    match = _OWN_NUMBER.match(title)
    return bool(match and match["number"] == number)


def _without_number(title: str) -> tuple[str, str]:
    """Return the title without the number that it ends with, and that number."""
    for match in REFERENCE.finditer(title):
        if match.end() == len(title):
            own = cited(match["series"], match["number"])
            return title[: match.start()].rstrip(" ,.;"), own
    return title, ""
