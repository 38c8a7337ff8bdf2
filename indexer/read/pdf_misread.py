"""What machines misread in scanned pages, and what can be told by the rest of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.read.pdf_lines import Line, Page

NEAR = 0.13
"""Letters that differ by so little in height are of one size; each line was measured by itself."""

FEWEST_SECTIONS = 3
"""So many sections in a row, with one certain sign, tell what is misread in the others."""

MOST_PASSED = 2
"""Of two sections in a row one may be misread beyond telling."""

LEAST_WORD = 3

_SIGN = re.compile(r"(?<=\d)(\s?)(\$\$?|§\$|\$§)(?=\s|$)")
_SECTION = re.compile(r"(?P<number>\d{1,3}?)\s?(?P<sign>[§$&58S3])(?=\s+[A-ZÅÄÖ])")
_DASH = re.compile(r"^[~—»+-]\s+(?=[\wÅÄÖåäö])")
_WORD = re.compile(rf"[^\W\d_]{{{LEAST_WORD},}}|\d")


def mend(pages: Sequence[Page]) -> list[Page]:
    """Return the lines as they probably stand on paper.

    Letters of nearly the height of the text's have just that, notes in the margin are lines of
    their own, dots and dirt are none, and "§" and the dashes of lists are what they are.
    """
    sizes = Counter(line.size for page in pages for line in page for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return _with_sections(
        [
            [
                _evened(one, usual)
                for line in page
                for one in _parted(line, page)
                if _WORD.search(one.text)
            ]
            for page in pages
        ]
    )


def _evened(line: Line, usual: float) -> Line:
    """Return the line with the usual height of letters if it has nearly that."""
    text = _DASH.sub("– ", _SIGN.sub(lambda found: " " + "§" * len(found[2]), line.text))
    near = abs(line.size - usual) <= NEAR * usual
    return replace(line, text=text, top=line.bottom + usual if near else line.top)


def _parted(line: Line, page: Page) -> Iterator[Line]:
    """Yield the line, and by itself what stands in the margin beside it."""
    edge = max((one.right for one in page if not one.cells), default=0.0)
    last = line.cells[-1] if line.cells else None
    if last is None or last.left < edge:
        yield line
        return
    text = line.text.removesuffix(last.text).rstrip()
    yield replace(line, text=text, right=line.cells[-2].right, cells=())
    yield replace(line, text=last.text, left=last.left, cells=())


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
                found[id(line)] = f"{match['number']} §{line.text[match.end() :]}"
                certain = certain or match["sign"] in "§$"
    if not certain or len(found) < FEWEST_SECTIONS:
        return [list(page) for page in pages]
    return [[replace(line, text=found.get(id(line), line.text)) for line in page] for page in pages]
