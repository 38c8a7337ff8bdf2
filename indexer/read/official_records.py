"""Records: what legal databases and registers say of a document beside labels, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.article import CELL
from indexer.read.official_marks import REFERENCE, Official, cited, day, own_reference

LONGEST_RECORD = 40
"""So many lines of labels may come first."""

LONGEST_TITLE = 250
LONGEST_VALUE = 60

_NUMBERED = {
    r"sfs[- ]n(?:umme)?r": "SFS",
    r"propositionsnummer": "Prop.",
    r"mål(?:nummer|[- ]?nr)?": "mål",
    r"(?:diarie|ärende)(?:nummer|nr)|d\.?nr|änr|(?:vår )?beteckning|id-nummer": "",
}
_DECIDED = r"utfärdad|beslut(?:ad|sdatum|sdag)?|avgörandedatum|avgjord|avgörande"
_TITLE = r"rubrik"
_WITNESS = (
    r"departement(?:/ ?myndighet)?|ansvarig myndighet|ikraft|ändring införd|ändrad|upphävd|omtryck"
    r"|domsnummer|avdelning|lagrum|rättsfall|förarbeten|myndighet"
)
_LABEL = re.compile(
    rf"(?:(?P<number>{'|'.join(_NUMBERED)})|(?P<decided>{_DECIDED})|(?P<title>{_TITLE})|(?P<witness>{_WITNESS}))"
    r"(?:\s*[:·]\s*|\s+(?=\d|[A-ZÅÄÖ]{1,2} ?\d)|$)(?P<value>.*)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[A-ZÅÄÖ]{0,4}[a-zåäö]?[ -]?(?:[\w.]+[-/: ])*\d[\d\w/:.-]*")
_NUMBER = re.compile(r"\d{4}(?:/\d\d(?:\d\d)?)?:\w*\d+")


def read_record(lines: Sequence[str]) -> Official | None:
    """Return what labelled lines say of the document that they are the record of.

    >>> lines = ["SFS-nummer · 1994:200", "Skattelag (1994:200)", "Departement: Fi", "Utfärdad: 1994-03-30"]
    >>> found = read_record(lines)
    >>> found.title, found.reference, str(found.decided)
    ('Skattelag (1994:200)', 'SFS 1994:200', '1994-03-30')
    """
    lines = [cell for line in lines[:LONGEST_RECORD] for cell in _cells(line)]
    found = list(_labelled(lines))
    values: dict[str, str] = {}
    for _, name, value in found:
        values.setdefault(name, value)
    kinds = {name.split()[0] for name in values}
    if "witness" in kinds and len(values) > 1:
        title = values.get("title", "") or _before_witness(lines, found)
        own = next(filter(None, map(own_reference, lines[:3])), "")
        cut = REFERENCE.search(title)
        if cut and cut.end() == len(title) and title[cut.start() - 1] != "(":
            own, title = (
                own or cited(cut["series"], cut["number"]),
                title[: cut.start()].rstrip(" ,.;"),
            )
        reference = own or _first_number(values)
        if len(title) > LONGEST_TITLE or (not title and own):
            title = own
    elif kinds == {"number", "decided"}:
        title, reference = "", _first_number(values)
    else:
        return None
    return Official(title, reference, day(values.get("decided", "")))


def registration_numbers(lines: Sequence[str]) -> set[str]:
    """Return the registration numbers that stand beside their labels."""
    return {value for _, name, value in _labelled(lines) if name == "number "}


def _cells(line: str) -> Iterator[str]:
    """Yield the cells of a table's row, a label together with what it is the label of."""
    cells = [cell for cell in line.split(CELL.strip()) if cell.strip()]
    label = ""
    for cell in map(str.strip, cells):
        if _LABEL.fullmatch(cell) and not label and not _LABEL.fullmatch(cell)["value"]:
            label = cell.rstrip(":")
        else:
            yield f"{label}: {cell}" if label else cell
            label = ""
    if label:
        yield label


def _labelled(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the place, the name and the value of each label, which may stand on the next line."""
    for number, line in enumerate(lines):
        if (match := _LABEL.fullmatch(line)) is None:
            continue
        value = match["value"].strip() or (lines[number + 1] if number + 1 < len(lines) else "")
        name = str(
            match.lastgroup
            and next(k for k in ("number", "decided", "title", "witness") if match[k])
        )
        if name == "number":
            series = next(
                s
                for label, s in _NUMBERED.items()
                if re.fullmatch(label, match[name], re.IGNORECASE)
            )
            value = _number(series, value)
            name = f"number {series}"
        if value and (name != "decided" or day(value[:LONGEST_VALUE])):
            yield number, name, value


def _number(series: str, value: str) -> str:
    """Return the value if it is a number of that series."""
    value = value.split("·", maxsplit=1)[0].strip()
    if series in {"SFS", "Prop."}:
        match = _NUMBER.match(value)
        return cited(series, match[0]) if match else ""
    if own := own_reference(value):
        return own
    return value if len(value) < LONGEST_VALUE and _VALUE.fullmatch(value) else ""


def _first_number(values: Mapping[str, str]) -> str:
    for name, value in values.items():
        if name.startswith("number"):
            return f"mål {value}" if name.endswith("mål") else value
    return ""


def _before_witness(lines: Sequence[str], found: Sequence[tuple[int, str, str]]) -> str:
    """Return the line before the labels that tell a record, where the title stands."""
    labels = {number for number, _, _ in found}
    first = next(number for number, name, _ in found if name == "witness")
    before = lines[first - 1] if first and first - 1 not in labels else ""
    return before if " " in before or len(before) > 8 else ""
