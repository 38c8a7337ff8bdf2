"""Official documents: a regulation, directive, bill or decision names itself in its head.

Above its own title stands a letterhead that names a series, and beside it the number in the series
and the days when it was decided and printed. Ordinary documents have no such head, and an article
about a regulation is not that regulation: nothing is found in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.article import CELL, DateSpan
from indexer.read.official_marks import (
    ENACTING,
    FROM_PRESS,
    NOT_OFFICIAL,
    NUMBER,
    NUMBERED,
    REFERENCE,
    SERIES,
    Mark,
    Official,
    cited,
    day,
    decided,
    is_letterhead,
    mark,
    own_reference,
    series_of,
    signed,
)
from indexer.read.official_records import read_record
from indexer.read.official_rulings import (
    is_merely_kind,
    letter_title,
    read_eu_act,
    read_letter,
    read_ruling,
)
from indexer.read.sections import Block

LONGEST_HEAD = 70
"""So many lines may come before the text begins."""

OPENING_BLOCKS = 80
LONGEST_TITLE = 500
FEWEST_RUNNING = 3
"""A number that stands alone on so many pages is the document's own."""

_ACT = re.compile(
    r"(?:[A-ZÅÄÖ].{0,80}s )?(?:\w+ )?(?:föreskrifter|allmänna råd|kungörelse|cirkulär|rekommendationer)\b"
    r"|(?:lag|förordning|kungörelse|tillkännagivande|instruktion|upphävande)\b|\w+(?:lag|förordning|balk)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:föreskrifter|allmänna råd|och|\s)+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[a-zåäö])\d{1,2}(?=[;.]?$)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_HYPHEN = re.compile(r"[a-zåäö]-$")
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive)\b")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line with the height of its letters, if known, and whether there is room above it."""

    text: str
    size: float = 0.0
    bold: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    mark: Mark
    style: tuple[float, bool]
    apart: bool


def read_official(lines: Sequence[HeadLine]) -> Official:
    """Return what the first lines of a document in reading order say of it, if it is official.

    >>> head = ["Exempelverkets", "författningssamling", "EXFS 2032:4", "Föreskrifter om gungor;"]
    >>> read_official([HeadLine(text) for text in (*head, "beslutade den 18 juni 2032.")])
    ... # doctest: +ELLIPSIS
    Official(title='Föreskrifter om gungor', reference='EXFS 2032:4', decided=..., lines=...)
    """
    if not any(NUMBERED.search(line.text) or is_letterhead(line.text) for line in lines):
        return NOT_OFFICIAL
    marked = _marked(lines)
    reference = _reference(marked)
    opening = [line for line in marked if line.mark is Mark.LETTERHEAD]
    head = _head(marked)
    dated = any(line.mark is Mark.DECIDED or FROM_PRESS.match(line.text) for line in head)
    running = _runs(marked, reference)
    dated = dated or (running and any(line.mark is Mark.DECIDED for line in marked))
    if not (opening or (reference and (dated or _enacts(marked[len(head) :])))):
        month = next(filter(None, (signed(line.text) for line in marked)), None)
        return Official(reference=reference, decided=month) if running else NOT_OFFICIAL
    title = _title(head, reference)
    used = {line.number for line in head if line.mark not in {Mark.TEXT, Mark.BODY}} | {
        line.number for line in title
    }
    used |= {line.number for line in marked if own_reference(line.text) == reference != ""}
    return Official(
        title=_clean(join_lines(_bare(line.text, reference) for line in title), reference),
        reference=reference,
        decided=_day(marked, head),
        lines=frozenset(used),
    )


def find_official(lines: Sequence[HeadLine]) -> Official:
    """Return what the first lines say of their document: as a head, a record, a ruling, a letter."""
    texts = [line.text for line in lines]
    found = read_official(lines)
    if found == NOT_OFFICIAL:
        found = read_eu_act(texts) or read_record(texts) or read_ruling(texts) or found
    if not found.reference and (letter := read_letter(texts)):
        own = found.title or (letter_title(texts) if any(map(is_merely_kind, texts[:3])) else "")
        return replace(
            found,
            title=own,
            reference=letter.reference,
            decided=found.decided or letter.decided,
        )
    return found


def take_official(blocks: Sequence[Block]) -> tuple[Official, list[Block]]:
    """Return what blocks say of their document, and those that say something else too."""
    opening = blocks[:OPENING_BLOCKS]
    cells = [(number, cell) for number, block in enumerate(opening) for cell in _cells(block)]
    found = read_official([HeadLine(cell, block_size(opening[number])) for number, cell in cells])
    if found == NOT_OFFICIAL:
        return find_official([HeadLine(block.text) for block in opening]), list(blocks)
    said = {number for at, (number, _) in enumerate(cells) if at in found.lines}
    more = {number for at, (number, _) in enumerate(cells) if at not in found.lines}
    dropped = said - more
    return found, [block for number, block in enumerate(blocks) if number not in dropped]


def _cells(block: Block) -> list[str]:
    return [cell for cell in map(str.strip, block.text.split(CELL.strip())) if cell]


def block_size(block: Block) -> float:
    """Return a height of letters that tells headings from text."""
    return float(10 - block.level) if block.level else 0.0


def named_title(title: str, official: Official) -> str:
    """Return the document's own title, or its number where the given title is a letterhead."""
    if official.title:
        return official.title
    poor = not title or is_letterhead(title) or is_merely_kind(title)
    return official.reference if official.reference and poor else title


def _marked(lines: Sequence[HeadLine]) -> list[_Line]:
    """Return the lines with what each is, those that are something only together among them."""
    marks = [mark(line.text) for line in lines]
    texts = [line.text for line in lines]
    for number, text in enumerate(texts):
        if SERIES.fullmatch(text.rstrip(".;") + "." * text.endswith(".")):
            for other in range(number + 1, min(number + 4, len(lines))):
                if NUMBER.fullmatch(texts[other]):
                    texts[number] = texts[other] = cited(text, texts[other])
                    marks[number] = marks[other] = Mark.REFERENCE
                    break
        elif marks[number] is Mark.LETTERHEAD and series_of(text) and number + 1 < len(lines):
            if NUMBER.fullmatch(texts[number + 1]):
                texts[number + 1] = cited(series_of(text), texts[number + 1])
                marks[number + 1] = Mark.REFERENCE
        elif text.lower() == "författningssamling":
            _spread(lines, marks, number)
        elif marks[number] is Mark.PRINTED:
            _follow(texts, marks, number)
    return [
        _Line(number, text, mark_, (line.size, line.bold), line.apart)
        for number, (text, mark_, line) in enumerate(zip(texts, marks, lines, strict=True))
    ]


def _spread(lines: Sequence[HeadLine], marks: list[Mark], number: int) -> None:
    """Mark the lines before the word as the letterhead that they are the beginning of."""
    for before in range(number - 1, max(number - 4, -1), -1):
        if marks[before] in {Mark.REFERENCE, Mark.MARGIN}:
            continue
        if marks[before] is not Mark.TEXT or lines[before].size != lines[number].size:
            break
        marks[before] = Mark.LETTERHEAD
        if lines[before].apart:
            break


def _follow(texts: list[str], marks: list[Mark], number: int) -> None:
    """Mark the day of printing where it stands on the lines after the words."""
    if day(texts[number]):
        return
    for after in range(number + 1, min(number + 5, len(texts))):
        found = day(texts[after])
        if texts[after] == "den" or (
            found and len(texts[after]) < 25 and marks[after] is Mark.TEXT
        ):
            marks[after] = Mark.PRINTED
        elif found and marks[after] is Mark.TEXT:
            texts[after] = re.sub(r"\s*\bden \d.*$", "", texts[after])
        if found:
            return


def _head(marked: Sequence[_Line]) -> Sequence[_Line]:
    """Return the lines up to the decision, or else to where the text begins."""
    begun = False
    for line in marked[:LONGEST_HEAD]:
        if line.mark is Mark.DECIDED:
            return marked[: line.number + 1]
        begun = begun or line.mark in {Mark.LETTERHEAD, Mark.REFERENCE}
        if line.mark is Mark.BODY and begun:
            return marked[: line.number]
    return marked[:LONGEST_HEAD]


def _reference(marked: Sequence[_Line]) -> str:
    """Return the first number that stands alone, or that a letterhead's page has glued to a line."""
    for line in marked:
        if line.mark in {Mark.REFERENCE, Mark.LETTERHEAD} and (own := own_reference(line.text)):
            return own
    if any(map(is_letterhead, (line.text for line in marked))):
        for line in _head(marked):
            if (match := REFERENCE.search(line.text)) and match.end() == len(line.text):
                return cited(match["series"], match["number"])
    return ""


def _enacts(rest: Sequence[_Line]) -> bool:
    """Tell whether the text begins as that of a regulation does."""
    return bool(rest) and bool(ENACTING.search(join_lines(line.text for line in rest[:3])))


def _runs(marked: Iterable[_Line], reference: str) -> bool:
    """Tell whether the number is a running head."""
    counts = Counter(own_reference(line.text) for line in marked)
    return bool(reference) and counts[reference] >= FEWEST_RUNNING


def _segments(head: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines of text that belong together by their style and room."""
    segment: list[_Line] = []
    for line in head:
        if line.mark is Mark.TEXT and segment and not _breaks(segment[-1], line):
            segment.append(line)
        elif line.mark in {Mark.TEXT, Mark.LETTERHEAD, Mark.IMPRINT}:
            yield segment
            segment = [line] if line.mark is Mark.TEXT else []
    yield segment


def _breaks(before: _Line, line: _Line) -> bool:
    if before.style != line.style or before.text.endswith((";", ".")):
        return True
    return line.apart and not (line.text[:1].islower() or line.text.startswith("("))


def _title(head: Sequence[_Line], reference: str) -> list[_Line]:
    """Return the lines of the title: those before the decision, else those shaped as one."""
    candidates = [segment for segment in _segments(head) if _is_title(segment)]
    if not candidates:
        return []
    last = candidates[-1]
    if head[-1].mark is Mark.DECIDED and any(map(is_letterhead, (line.text for line in head))):
        return last
    for segment in reversed(candidates):
        if segment[-1].text.endswith(";"):
            return segment
    for segment in candidates:
        if _ACT.match(join_lines(line.text for line in segment)):
            return segment
    return max(candidates, key=lambda segment: segment[0].style[0])


def is_act(text: str) -> bool:
    """Tell a title that is shaped as a regulation's."""
    return bool(_ACT.match(text)) and len(text) <= LONGEST_TITLE and not text.endswith(".")


def _is_title(segment: Sequence[_Line]) -> bool:
    text = join_lines(line.text for line in segment)
    if not 5 <= len(text) <= LONGEST_TITLE or _GENERIC.fullmatch(text):
        return False
    return bool(_WORD.search(text)) and not text[0].islower() and not text.endswith(".")


def _bare(text: str, reference: str) -> str:
    """Return a line without the document's number, which may be glued to its end."""
    return text.removesuffix(reference).rstrip() if reference else text


def _clean(title: str, reference: str) -> str:
    title = _FOOTNOTE.sub("", title).rstrip(" ;,") if title.endswith(";") else title
    for match in REFERENCE.finditer(title):
        if (
            cited(match["series"], match["number"]) == reference
            and not title[: match.start()].strip()
        ):
            return title[match.end() :].lstrip(" ,;:–-")
    return title


def _day(marked: Sequence[_Line], head: Sequence[_Line]) -> DateSpan | None:
    """Return when it was decided: as the head says, or further down, or else when printed."""
    for line in (*head, *marked):
        if line.mark is Mark.DECIDED:
            return decided(line.text)
    printed = [line for line in marked if line.mark is Mark.PRINTED]
    if not printed or any(series_of(line.text) for line in head):
        found = next(filter(None, (signed(line.text) for line in marked)), None)
        if found:
            return found
    return next(filter(None, (day(line.text) for line in printed)), None)


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one, words that were broken at their ends made whole."""
    text = ""
    for line in lines:
        if _HYPHEN.search(text) and line[:1].islower() and not _SUSPENDED.match(line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}".strip()
    return text
