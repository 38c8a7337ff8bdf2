"""An element of HTML becomes blocks in reading order: headings, paragraphs, items, rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.markup import Element
from indexer.read.sections import Block, join_cells
from indexer.read.statute import is_printed, read_printed

HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 4}
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr legend li main nav ol p pre search section "
    "table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset(
    "audio button canvas datalist embed frame frameset head iframe input link map math meta "
    "noframes noscript object option script select style svg template textarea title video".split()
)
LONGEST_CELL = 300
"""A table with longer cells than this is there for layout."""

LONGEST_HEADING = 300
"""What is marked as a heading by its role or class and is longer is a paragraph."""

PANEL_LEVEL = 4
"""A button that opens a panel is a heading of this level, as `summary` is."""

_PARTED = frozenset("a b data label small span strong time".split())
_ALWAYS_PARTED = frozenset({"a", "label", "time"})
_INLINE_PARENTS = frozenset("a b em i label p span strong td th dd dt li".split()) | HEADINGS.keys()
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_BREAK = "\x1e"
_TWO_BREAKS = re.compile(r"\x1e\s*\x1e")
_SEAM, _LOOSE_SEAM = "\x1f", "\x1d"
_SEAMS = re.compile(
    r"(?<=[a-zåäöéü]{2})\x1f(?=[A-ZÅÄÖÉ(])|(?<=[.:;,!?)%])\x1f(?=[^\W_])|(?<=\d)\x1f(?=[^\W\d_])"
    r"|(?<=[a-zåäöéü]{2})[\x1d\x1f](?=\d)|(?<=[:;!?])\x1d(?=[^\W_])"
)
"""Where inline elements meet, or an element meets text, and two words do too.

What style sheets part cannot be seen, but two small letters before a capital or a digit can: such
elements are not parts of a word, as in "<b>e</b>lev".
"""

_HEADING_CLASS = re.compile(
    r"(?:oj-)?(?:(?P<part>ti-section-[12]|ti-chapter)|(?P<article>s?ti-art|ti-grseq-1))"
)
"""The headings of EU acts, which are paragraphs in EUR-Lex."""


def read_blocks(
    element: Element,
    left_out: Collection[Element] = (),
    labels: Mapping[Element, str] | None = None,
) -> list[Block]:
    """Return the element's headings, paragraphs, list items and table rows in reading order.

    `labels` has the headings that elements lack: see `html_hidden.Panels`.
    """
    flow = _Flow(left_out, labels or {})
    flow.visit(element)
    flow.end_block()
    return flow.blocks


def heading_level(element: Element) -> int:
    """Return the level of a heading, by its name, role or class, or 0."""
    tag = str(element.tag)
    if level := HEADINGS.get(tag, 0):
        return level
    if element.get("role") == "heading":
        given = element.get("aria-level", "")
        return min(int(given), 6) if _NUMBER.fullmatch(given) and int(given) else 2
    if tag == "p" and (match := _HEADING_CLASS.match(element.get("class", ""))):
        return 2 if match["part"] else 3
    return 0


class _Flow:
    """Text on its way into blocks: inline text gathers until a block begins or ends."""

    __slots__ = ("blocks", "labels", "left_out", "mark", "pending")

    def __init__(self, left_out: Collection[Element], labels: Mapping[Element, str]) -> None:
        self.left_out = left_out
        self.labels = labels
        self.blocks: list[Block] = []
        self.pending: list[str] = []
        self.mark = ""

    def visit(self, element: Element) -> None:
        """Take in the element's text; the depth is bounded by the parser."""
        numbers = count(_first_number(element)) if element.tag == "ol" else None
        if element.text:
            self.pending.append(element.text)
        before = ""
        for child in element:
            tag = str(child.tag)
            if child in self.left_out or (tag in UNSEEN and not self.is_seen(child)):
                pass
            elif tag == "br":
                self.pending.append(_BREAK)
            elif tag in BLOCKS or tag in HEADINGS or child in self.labels:
                self.visit_block(child, numbers)
            elif "-" in tag or child.get("role") == "heading":
                self.visit_custom(child)
            else:
                if tag in _PARTED and self.pending and not self.pending[-1][-1:].isspace():
                    self.pending.append(_seam(before, tag))
                self.visit(child)
            before = "" if child.tail else tag
            if child.tail:
                if tag in _PARTED and not child.tail[0].isspace():
                    self.pending.append(_LOOSE_SEAM)
                self.pending.append(child.tail)

    def visit_block(self, block: Element, numbers: Iterator[int] | None) -> None:
        """Take in an element that begins and ends a block."""
        tag = block.tag
        self.end_block()
        if tag == "li":
            self.mark = BULLET if numbers is None else f"{next(numbers)}. "
        if label := self.labels.get(block):
            self.blocks.append(Block(label, PANEL_LEVEL))
        if tag == "tr" and (row := join_cells(_cells(block, self.left_out, self.labels))):
            self.pending.append(row)
        elif not label or not (tag in {"a", "button"} or block.get("role") == "button"):
            self.visit(block)
        self.end_block(heading_level(block))
        if tag == "li":
            self.mark = ""

    def visit_custom(self, element: Element) -> None:
        """Take in a web component, whose heading may be an attribute, or what has a role."""
        level = heading_level(element)
        heading = tidy(element.get("af-heading") or element.get("heading") or "")
        parent = element.getparent()
        if not (level or heading) and parent is not None and parent.tag in _INLINE_PARENTS:
            self.visit(element)
            return
        self.end_block()
        if heading:
            self.blocks.append(Block(heading, 3))
        self.visit(element)
        self.end_block(level)

    def is_seen(self, element: Element) -> bool:
        """Tell what is seen of what is not as a rule: a heading's own button, a shadow root."""
        if element.tag == "template":
            return (
                element.get("shadowrootmode") is not None or element.get("shadowroot") is not None
            )
        if element.tag != "button":
            return False
        if element in self.labels:
            return True
        parent = element.getparent()
        if parent is None or not (heading_level(parent) or parent.tag in {"dt", "legend"}):
            return False
        return not _other_text(parent, element)

    def end_block(self, level: int = 0) -> None:
        """Turn what was gathered into a block; two line breaks part paragraphs."""
        if not self.pending:
            return
        text = "".join(self.pending)
        self.pending.clear()
        if _SEAM in text or _LOOSE_SEAM in text:
            text = _SEAMS.sub(" ", text).replace(_SEAM, "").replace(_LOOSE_SEAM, "")
        if not level and is_printed(text):
            self.blocks += read_printed(text)
            return
        for part in _TWO_BREAKS.split(text) if _BREAK in text else (text,):
            if line := tidy(part):
                shown = level if len(line) <= LONGEST_HEADING or level == 1 else 0
                self.blocks.append(Block(line, shown, "" if shown else self.mark))
                self.mark = ""


def _seam(before: str, tag: str) -> str:
    """Return what parts an inline element from the one before it, or from the text."""
    if before not in _PARTED:
        return _LOOSE_SEAM
    return " " if {before, tag} & _ALWAYS_PARTED else _SEAM


def _other_text(parent: Element, button: Element) -> bool:
    """Tell whether a heading has text beside its button, which then does something else."""
    if (parent.text or "").strip() or (button.tail or "").strip():
        return True
    return any(
        child is not button and "".join(child.itertext()).strip() and child.tag not in UNSEEN
        for child in parent
    )


def _cells(row: Element, left_out: Collection[Element], labels: Mapping[Element, str]) -> list[str]:
    """Return the cells of a row of data, or nothing where the table is there for layout."""
    cells = [child for child in row if child.tag in {"td", "th"} and child not in left_out]
    if len(cells) < 2 or next(row.iterdescendants("table", "tr", *HEADINGS), None) is not None:  # noqa: PLR2004
        return []
    texts = [", ".join(b.text for b in read_blocks(cell, left_out, labels)) for cell in cells]
    return [] if max(map(len, texts)) > LONGEST_CELL else texts


def _first_number(order: Element) -> int:
    """Return the number of the first item in an ordered list."""
    start = order.get("start", "")
    return int(start) if _NUMBER.fullmatch(start) else 1
