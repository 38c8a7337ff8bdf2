"""What machines misread in scanned pages, and what can be told by the rest of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.read.pdf_lines import Cell, Line, Page

NEAR = 0.13
"""Letters that differ by so little in height are of one size; each line was measured by itself."""

LEADING = 1.6
"""Lines of one block are at most so many letter heights apart."""

COLUMNS = 3
"""So many blocks may stand side by side."""

HEAD = 0.6
"""Above so much of the height of the first page stands the letterhead, in columns."""

MARGIN = 0.5
"""Right of so much of a page's width may be its margin."""

ROOM = 1.5
"""So many letter heights part the text from the margin."""

FEWEST_SECTIONS, FEWEST_WITHOUT_SIGN = 3, 5
"""So many sections in a row tell what is misread in others, if one has a certain sign or none."""

MOST_PASSED = 2
"""Of two sections in a row one may be misread beyond telling."""

_SIGN = re.compile(r"(?<=\d)(\s?)(\$\$?|§\$|\$§)(?=[\s).,;:]|$)")
_SECTION = re.compile(r"(?P<number>\d{1,3}?)\s?(?P<sign>[§$&58S3])(?=\s+[A-ZÅÄÖ])")
_DASH = re.compile(r"^[~—»+-]\s+(?=\w)")
_DOT = re.compile(r"^[e¢«°*]\s+(?=[a-zåäö])")
_WORD = re.compile(r"[^\W\d_]{3,}|\d")
_SERIAL = re.compile(r"\s+(?=ISSN\b)")


def mend(pages: Sequence[Page]) -> list[Page]:
    """Return the lines as they probably stand on paper.

    Letters of nearly one height have just that, what stands in the margin are lines of their own,
    dirt is none, and the signs of sections and lists are what they are.
    """
    pages = [
        [one for line in page for one in _parted(line, page, first=number == 0)]
        for number, page in enumerate(pages)
    ]
    pages = [list(_evened([line for line in page if _WORD.search(line.text)])) for page in pages]
    sizes = _sizes(pages)
    return _with_sections([[_mended(line, sizes) for line in page] for page in pages])


def _evened(page: Page) -> Iterator[Line]:
    """Yield the lines, those of one block in the size that most of its letters have."""
    blocks: list[Page] = []
    places = []
    for line in page:
        beside = range(len(blocks) - 1, max(len(blocks) - COLUMNS, 0) - 1, -1)
        place = next((one for one in beside if _goes_on(blocks[one][-1], line)), len(blocks))
        if place == len(blocks):
            blocks.append([])
        blocks[place].append(line)
        places.append(place)
    sizes = [_usual(block) for block in blocks]
    for line, place in zip(page, places, strict=True):
        yield replace(line, top=line.bottom + sizes[place])


def _goes_on(before: Line, line: Line) -> bool:
    near = 0 <= before.bottom - line.bottom <= LEADING * before.size
    alike = abs(line.size - before.size) <= NEAR * before.size
    return near and alike and abs(line.left - before.left) <= before.size


def _usual(block: Page) -> float:
    counts: Counter[float] = Counter()
    for line in block:
        counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0]


def _sizes(pages: Sequence[Page]) -> Mapping[float, float]:
    """Return of each height that letters have the most common one that is near it."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[line.size] += len(line.text)
    found: dict[float, float] = {}
    for size, _ in counts.most_common():
        for other in counts if size not in found else ():
            if abs(other - size) <= NEAR * size:
                found.setdefault(other, size)
    return found


def _mended(line: Line, sizes: Mapping[float, float]) -> Line:
    text = _SIGN.sub(lambda found: " " + "§" * len(found[2]), line.text)
    text = _DOT.sub("• ", _DASH.sub("– ", text))
    return replace(line, text=text, top=line.bottom + sizes[line.size])


def _parted(line: Line, page: Page, *, first: bool) -> Iterator[Line]:
    """Yield the line, and by themselves what stands in the margin and the number of a serial."""
    place = _margin(line, page, first=first)
    parts = [line]
    if place:
        text, margin = line.cells[:place], line.cells[place:]
        parts = [
            replace(line, text=_joined(text), right=text[-1].right, cells=()),
            replace(line, text=_joined(margin), left=margin[0].left, cells=()),
        ]
    for part in parts:
        words = _SERIAL.split(part.text) if first else [part.text]
        if len(words) == 1:
            yield part
        else:
            yield from (replace(part, text=word, cells=()) for word in words)


def _joined(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def _margin(line: Line, page: Page, *, first: bool) -> int:
    """Return the place of the first cell that stands in the margin; 0 when none does."""
    if not line.cells:
        return 0
    gaps = [
        (after.left - before.right, place)
        for place, (before, after) in enumerate(zip(line.cells, line.cells[1:], strict=False), 1)
    ]
    gap, place = max(gaps, default=(0.0, 0))
    height = max(one.top for one in page)
    width = max(one.right for one in page)
    if first and line.bottom >= HEAD * height:
        apart = gap >= ROOM * line.size and line.cells[place].left >= MARGIN * width
        return place if apart else 0
    last = len(line.cells) - 1
    edge = max((one.right for one in page if not one.cells), default=0.0)
    return last if line.cells[last].left >= edge else 0


def _with_sections(pages: Sequence[Page]) -> list[Page]:
    """Return the lines with the sign of each section that follows on the one before.

    >>> said = ("15 Mål", "Alla.", "2$ Krav", "Alla.", "38 Stöd")
    >>> lines = [Line(text, 10, 0, 0, 99, bold=False) for text in said]
    >>> [line.text for line in _with_sections([lines])[0]]
    ['1 § Mål', 'Alla.', '2 § Krav', 'Alla.', '3 § Stöd']
    """
    found: dict[int, str] = {}
    last, certain = 0, False
    for page in pages:
        for line in page:
            match = _SECTION.match(line.text)
            if match and 0 < int(match["number"]) - last <= MOST_PASSED:
                last = int(match["number"])
                found[id(line)] = f"{last} §{line.text[match.end() :]}"
                certain = certain or match["sign"] in "§$"
    if len(found) < (FEWEST_SECTIONS if certain else FEWEST_WITHOUT_SIGN):
        return [list(page) for page in pages]
    return [[replace(line, text=found.get(id(line), line.text)) for line in page] for page in pages]
