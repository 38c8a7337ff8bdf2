"""Running heads, feet and page numbers: what pages share at their edges is no text of theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from indexer.read.pdf_lines import Line, Page

EDGE = 4
"""So many lines at the top and the bottom of a page may be running heads."""

NEAR = 2
"""Pages so far apart share a head: left and right pages often have one each."""

LEAST_SHARE = 0.2
"""What is at the edges of so many pages is furniture although it stands at different heights."""

FEWEST_REPEATS = 3
SAME_HEIGHT = 3.0
LONGEST_NUMBER = 4
ALONE = 4

_PAGE_NUMBER = re.compile(
    r"[-–\s|]*(?:(?:sid(?:an?|\.)?|s\.|page)\s*)?(?:\d{1,4}|[ivx]{1,6})"
    r"(?:\s*(?:\(|/|av|of)\s*\d{1,4}\)?)?[-–\s|]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_EDGE_NUMBER = re.compile(r"^[#|\s–-]+|[#|\s–-]+$")


def drop_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without page numbers, and heads and feet that others share."""
    offset = _offset(pages)
    edges = [_edges(page) for page in pages]
    keys = [
        {line: _keys(line, number + offset) for line in edge} for number, edge in enumerate(edges)
    ]
    shared = _shared(keys)
    return [
        [
            line
            for line in page
            if line not in own or not (line in repeated or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for page, own, repeated in zip(pages, keys, shared, strict=True)
    ]


def _shared(keys: Sequence[dict[Line, set[str]]]) -> list[set[Line]]:
    """Return of each page the lines that are at the edges of many pages, or of near ones."""
    counts = Counter(key for page in keys for key in set().union(*page.values()))
    least = max(min(FEWEST_REPEATS, len(keys)), LEAST_SHARE * len(keys), 2)
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(keys):
        for line, own in page.items():
            for key in own:
                places[key].append((number, line))
    return [
        {
            line
            for line, own in page.items()
            if any(counts[key] >= least for key in own)
            or any(
                0 < abs(number - other) <= NEAR and _same_place(line, twin)
                for key in own
                for other, twin in places[key]
            )
        }
        for number, page in enumerate(keys)
    ]


def _same_place(line: Line, twin: Line) -> bool:
    return abs(line.bottom - twin.bottom) <= SAME_HEIGHT and line.size == twin.size


def _edges(page: Page) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:EDGE] + by_height[EDGE:][-EDGE:]


def _offset(pages: Sequence[Page]) -> int:
    """Return what to add to a page's place to have the number that is printed on most.

    A number that stands alone counts for more than one beside other words.
    """
    counts: Counter[int] = Counter()
    for place, page in enumerate(pages):
        weights: dict[str, int] = {}
        for line in _edges(page):
            alone = bool(_PAGE_NUMBER.fullmatch(line.text))
            numbers = [
                found for found in _NUMBER.findall(line.text) if len(found) <= LONGEST_NUMBER
            ]
            for number in (*numbers[:1], *numbers[-1:]):
                weights[number] = max(weights.get(number, 1), ALONE * alone)
        for number, weight in weights.items():
            counts[int(number) - place] += weight
    return counts.most_common(1)[0][0] if counts else 1


def _keys(line: Line, number: int) -> set[str]:
    """Return the line as it is, and without the page's number, wherever that stands."""
    text = line.text.casefold()
    bare = _NUMBER.sub(lambda found: "#" if found[0].lstrip("0") == str(number) else found[0], text)
    return {text, _EDGE_NUMBER.sub("", bare) or "#"}
