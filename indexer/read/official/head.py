"""The head of a printed document: its title between the letterhead and the decision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.article import DateSpan
from indexer.read.official.marks import (
    ENACTING,
    FROM_PRESS,
    NUMBER,
    REFERENCE,
    SERIES,
    Mark,
    cited,
    day,
    decided,
    is_letterhead,
    is_numbered,
    mark,
    own_reference,
    series_of,
    signed,
)
from indexer.read.official.said import NOT_OFFICIAL, HeadLine, Official

LONGEST_HEAD = 70
"""So many lines may come before the text begins."""

LONGEST_OPENING = 25
"""A letterhead, or the number of a document without one, is among so many lines."""

SHORTEST_TITLE = 5
LONGEST_TITLE = 500
LONGEST_DATE = 25
FEWEST_RUNNING = 3
"""A number that stands alone on so many pages is the document's own."""

_ACT = re.compile(
    r"(?:[A-ZÅÄÖ].{0,80}s )?(?:\w+ )?"
    r"(?:föreskrifter|allmänna råd|kungörelse|cirkulär|rekommendationer)\b"
    r"|(?:lag|förordning|kungörelse|tillkännagivande|instruktion|upphävande)\b"
    r"|\w+(?:lag|förordning|balk)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:föreskrifter|allmänna råd|och|\s)+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[a-zåäö])\d{1,2}(?=;$)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive)\b")
_CITING = re.compile(r"\b(?:enligt|i|till|av|se|jfr|genom|med|från|ersätter|och)\s+$")
_DATE_BESIDE = re.compile(r"\s*\bden \d.*$")


@dataclass(frozen=True, slots=True)
class _Marked:
    number: int
    text: str
    mark: Mark
    style: tuple[float, bool]
    apart: bool


def read_head(lines: Sequence[HeadLine]) -> Official:
    """Return what the first lines of a document say of it, if they are such a head.

    >>> head = ["Exempelverkets", "författningssamling", "EXFS 2032:4", "Föreskrifter om gungor;"]
    >>> found = read_head([HeadLine(text) for text in (*head, "beslutade den 18 juni 2032.")])
    >>> found.title, found.reference, str(found.decided)
    ('Föreskrifter om gungor', 'EXFS 2032:4', '2032-06-18')
    """
    if not any(is_numbered(line.text) or is_letterhead(line.text) for line in lines):
        return NOT_OFFICIAL
    marked = _marked(lines)
    reference = _reference(marked)
    head = _head(marked)
    if not _is_official(marked, head, reference):
        running = _runs(marked, reference)
        return Official("", reference, _signed(marked)) if running else NOT_OFFICIAL
    title = _title(head)
    said = [line.number for line in head if line.mark not in {Mark.TEXT, Mark.BODY}]
    running_heads = [
        line.number for line in marked if reference and own_reference(line.text) == reference
    ]
    texts = (line.text.removesuffix(reference).rstrip() for line in title)
    return Official(
        _clean(join_lines(texts), reference),
        reference,
        _day(marked, head),
        frozenset([*said, *running_heads, *(line.number for line in title)]),
    )


def is_act(text: str) -> bool:
    """Tell a title that is shaped as a regulation's."""
    return bool(_ACT.match(text)) and len(text) <= LONGEST_TITLE and not text.endswith(".")


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one, words that were broken at their ends made whole.

    >>> join_lines(["Regler om om-", "byggnad av hus-", "och lekplatser enligt EU-", "rätten"])
    'Regler om ombyggnad av hus- och lekplatser enligt EU-rätten'
    """
    parts: list[str] = []
    for line in lines:
        broken = parts and parts[-1].endswith("-") and not _SUSPENDED.match(line)
        if broken and line[:1].islower() and parts[-1][-2:-1].islower():
            parts[-1] = parts[-1][:-1]
        elif parts and not (broken and line[:1].isalnum()):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _marked(lines: Sequence[HeadLine]) -> list[_Marked]:
    """Return the lines with what each is, by itself or together with those around it."""
    texts = [line.text for line in lines]
    marks = [mark(text) for text in texts]
    for number, text in enumerate(texts):
        if SERIES.fullmatch(text):
            _join_number(texts, marks, number, text, reach=3)
        elif marks[number] is Mark.LETTERHEAD and series_of(text):
            _join_number(texts, marks, number, series_of(text), reach=1)
        elif text.lower() == "författningssamling":
            _spread(lines, marks, number)
        elif marks[number] is Mark.PRINTED and not day(text):
            _follow(texts, marks, number)
    return [
        _Marked(number, texts[number], marks[number], (line.size, line.bold), line.apart)
        for number, line in enumerate(lines)
    ]


def _join_number(
    texts: list[str], marks: list[Mark], number: int, series: str, *, reach: int
) -> None:
    """Make a number that stands on a line below its series whole."""
    for other in range(number + 1, min(number + 1 + reach, len(texts))):
        if NUMBER.fullmatch(texts[other]):
            texts[other] = cited(series, texts[other])
            marks[other] = Mark.REFERENCE
            if marks[number] is not Mark.LETTERHEAD:
                texts[number], marks[number] = texts[other], Mark.REFERENCE
            return


def _spread(lines: Sequence[HeadLine], marks: list[Mark], number: int) -> None:
    """Mark the lines before the word as the letterhead that they are the beginning of."""
    for before in range(number - 1, max(number - 4, -1), -1):
        if marks[before] in {Mark.REFERENCE, Mark.MARGIN}:
            continue
        if marks[before] is not Mark.TEXT or lines[before].size != lines[number].size:
            return
        marks[before] = Mark.LETTERHEAD
        if lines[before].apart:
            return


def _follow(texts: list[str], marks: list[Mark], number: int) -> None:
    """Mark the day of printing on the lines below, or cut it from a line that it stands beside."""
    for after in range(number + 1, min(number + 5, len(texts))):
        found = day(texts[after])
        if texts[after] == "den" or (found and len(texts[after]) < LONGEST_DATE):
            marks[after] = Mark.PRINTED
        elif found and marks[after] is Mark.TEXT:
            texts[after] = _DATE_BESIDE.sub("", texts[after])
        if found:
            return


def _head(marked: Sequence[_Marked]) -> Sequence[_Marked]:
    """Return the lines up to the decision, or else to where the text begins."""
    begun = False
    for line in marked[:LONGEST_HEAD]:
        if line.mark is Mark.DECIDED:
            return marked[: line.number + 1]
        begun = begun or line.mark in {Mark.LETTERHEAD, Mark.REFERENCE}
        if line.mark is Mark.BODY and begun:
            return marked[: line.number]
    return marked[:LONGEST_HEAD]


def _is_official(marked: Sequence[_Marked], head: Sequence[_Marked], reference: str) -> bool:
    """Tell a head: a letterhead with a number or a day, or a number with a day or an enactment."""
    opening = marked[:LONGEST_OPENING]
    dated = any(line.mark is Mark.DECIDED or FROM_PRESS.match(line.text) for line in head)
    if any(line.mark is Mark.LETTERHEAD for line in opening):
        return dated or bool(reference)
    if not reference or all(own_reference(line.text) != reference for line in opening):
        return False
    text = join_lines(line.text for line in marked[len(head) : len(head) + 3])
    decided_later = any(line.mark is Mark.DECIDED for line in marked)
    return dated or bool(ENACTING.search(text)) or (decided_later and _runs(marked, reference))


def _runs(marked: Sequence[_Marked], reference: str) -> bool:
    """Tell whether the number is a running head."""
    counts = Counter(own_reference(line.text) for line in marked)
    return bool(reference) and counts[reference] >= FEWEST_RUNNING


def _reference(marked: Sequence[_Marked]) -> str:
    """Return the first number that stands alone, or else that ends a line below a letterhead."""
    for line in marked:
        if line.mark in {Mark.REFERENCE, Mark.LETTERHEAD} and (own := own_reference(line.text)):
            return own
    if any(line.mark is Mark.LETTERHEAD for line in marked[:LONGEST_OPENING]):
        for line in _head(marked):
            for match in REFERENCE.finditer(line.text):
                beside = not _CITING.search(line.text, 0, match.start())
                if beside and match.end() == len(line.text):
                    return cited(match["series"], match["number"])
    return ""


def _title(head: Sequence[_Marked]) -> list[_Marked]:
    """Return the lines of the title: those before the decision, else those shaped as one."""
    segments = [segment for segment in _segments(head) if _is_title(segment)]
    if not segments:
        return []
    ended = (segment for segment in reversed(segments) if segment[-1].text.endswith(";"))
    if head[-1].mark is Mark.DECIDED and any(line.mark is Mark.LETTERHEAD for line in head):
        return next(ended, segments[-1])
    shaped = (
        segment for segment in segments if _ACT.match(join_lines(line.text for line in segment))
    )
    largest = max(segments, key=lambda segment: segment[0].style[0])
    return next(ended, None) or next(shaped, None) or largest


def _segments(head: Sequence[_Marked]) -> Iterator[list[_Marked]]:
    """Yield the lines of text that belong together by their style and room."""
    segment: list[_Marked] = []
    for line in head:
        if line.mark is Mark.TEXT and segment and not _breaks(segment[-1], line):
            segment.append(line)
        elif line.mark in {Mark.TEXT, Mark.LETTERHEAD, Mark.IMPRINT}:
            yield segment
            segment = [line] if line.mark is Mark.TEXT else []
    yield segment


def _breaks(before: _Marked, line: _Marked) -> bool:
    if before.style != line.style or before.text.endswith((";", ".")):
        return True
    return line.apart and not (line.text[:1].islower() or line.text.startswith("("))


def _is_title(segment: Sequence[_Marked]) -> bool:
    text = join_lines(line.text for line in segment)
    if not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE or _GENERIC.fullmatch(text):
        return False
    return bool(_WORD.search(text)) and not text[0].islower() and not text.endswith(".")


def _clean(title: str, reference: str) -> str:
    """Return the title without its number first, and without a footnote's and the last comma."""
    title = _FOOTNOTE.sub("", title).rstrip(" ;,")
    first = REFERENCE.match(title)
    if first and cited(first["series"], first["number"]) == reference:
        return title[first.end() :].lstrip(" ,;:–-") or title
    return title


def _day(marked: Sequence[_Marked], head: Sequence[_Marked]) -> DateSpan | None:
    """Return when it was decided, by the head or further down, or signed, or else printed."""
    for line in (*head, *marked):
        if line.mark is Mark.DECIDED:
            return decided(line.text)
    printed = [line for line in marked if line.mark is Mark.PRINTED]
    named = any(series_of(line.text) for line in head)
    found = _signed(marked) if named or not printed else None
    return found or next(filter(None, (day(line.text) for line in printed)), None)


def _signed(marked: Sequence[_Marked]) -> DateSpan | None:
    return next(filter(None, (signed(line.text) for line in marked)), None)
