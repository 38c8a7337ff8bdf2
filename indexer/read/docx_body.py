"""The text of a Word document as its reader sees it: what is shown, once, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.document import TITLE_LEVEL, table_row
from indexer.read.docx_chunk import read_chunk
from indexer.read.docx_fields import FIELD, INSTRUCTION, SIMPLE, Fields, is_contents
from indexer.read.docx_numbers import WordNumbers
from indexer.read.docx_styles import (
    Facts,
    Styles,
    W,
    facts_of,
    is_on,
    list_of,
    outline_of,
    value_of,
)
from indexer.read.markup import Element
from indexer.read.package import Package, relation_id
from indexer.read.sections import Block

LONGEST_HEADING = 300
"""A longer paragraph is none, whatever its style."""

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = (f"{_MC}{n}" for n in ("AlternateContent", "Choice", "Fallback"))
_LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sectPr", "tblPr", "delText")}
)
_TEXT = frozenset({f"{W}t", f"{M}t"})
_SIGNS = {f"{W}noBreakHyphen": "-"} | {f"{W}{name}": " " for name in ("tab", "br", "cr", "ptab")}
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_P, _R, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
_RUNS = frozenset({_R, f"{M}r"})
_PROPERTIES = f"{W}pPr"
_JUDGED = frozenset({_SDT, SIMPLE, f"{W}drawing", f"{W}pict"})
_MARKERS = {"black": "000000", "white": "FFFFFF"}
"""The colours of markers that whole passages are covered with."""

_BOX, _CHUNK = f"{W}txbxContent", f"{W}altChunk"
_ASIDE = frozenset({_BOX, FIELD, INSTRUCTION, *_REFERENCES})
_BLOCKS = frozenset({_P, _TBL, _CHUNK})


@dataclass(slots=True)
class WordBody:
    """A document on its way into blocks.

    `boxes` and `footnotes` wait for the end of their paragraph, and `ends` for that of the
    document; each note is read once. `begun` is the text of a paragraph whose end was deleted.
    """

    package: Package
    part: str
    styles: Styles
    notes: dict[tuple[str, str], Element]
    numbers: WordNumbers
    depth: int
    fields: Fields = field(default_factory=Fields)
    boxes: list[Element] = field(default_factory=list)
    footnotes: list[Element] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)
    begun: str = ""

    def blocks(self, root: Element) -> Iterator[Block]:
        """Yield the paragraphs, headings and rows of the document in reading order."""
        self.fields = Fields.of(root)
        yield from self._blocks(root)
        if line := tidy(self.begun):
            yield Block(line)

    def endnotes(self) -> Iterator[Block]:
        """Yield the notes that stand at the end."""
        for note in self.ends:
            yield from self._blocks(note)

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for one in parent:
            if one.tag == _P:
                yield from self._paragraph(one)
            elif one.tag == _TBL:
                yield from self._table(one)
            elif one.tag == _CHUNK:
                yield from read_chunk(self.package, self.part, relation_id(one), self.depth)
            elif one.tag == _ALTERNATE:
                yield from self._blocks(_shown(one))
            elif one.tag not in _LEFT_OUT and not _is_left_out(one):
                yield from self._blocks(one)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        first = paragraph[0] if len(paragraph) else None
        facts = facts_of(first if first is not None and first.tag == _PROPERTIES else None)
        style = value_of(facts, "pStyle")
        text = self._text(paragraph, hidden=self.styles.hides(style))
        boxes, notes = self.boxes, self.footnotes
        self.boxes, self.footnotes = [], []
        if _is_joined(facts):
            self.begun += text
        else:
            line, self.begun = tidy(self.begun + text), ""
            if line and not (self.styles.is_contents(style) or _leads_on(paragraph, line)):
                yield self._block(line, facts, style)
        for inner in (*boxes, *notes):
            yield from self._blocks(inner)

    def _block(self, line: str, facts: Facts, style: str) -> Block:
        level = outline_of(facts)
        if level is None:
            level = self.styles.level(style) if style else 0
        place = list_of(facts) or (self.styles.place(style) if style else None)
        number = self.numbers.take(*place, style) if place else ""
        line = f"{number} {line}" if number else line
        framed = f"{W}framePr" in facts and level != TITLE_LEVEL
        if level and len(line) <= LONGEST_HEADING and not framed:
            return Block(line, level)
        listed = place[0] != "0" if place else bool(style) and self.styles.is_item(style)
        return Block(line, 0, BULLET if listed and not number else "")

    def _text(self, paragraph: Element, *, hidden: bool) -> str:
        """Return the text of a paragraph as it stands after accepted changes."""
        parts: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            one = waiting.pop()
            tag = one.tag
            if tag in _TEXT:
                if not self.fields.show_contents():
                    parts.append(one.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in _RUNS and self._is_hidden(one, hidden=hidden):
                for mark in one.iter(FIELD, INSTRUCTION):
                    self.fields.follow(mark)
            elif tag in _ASIDE:
                self._set_aside(one)
            elif tag == _ALTERNATE:
                waiting.append(_shown(one))
            elif tag not in _LEFT_OUT and not _is_left_out(one):
                parts += "/" if tag == f"{M}den" else ""
                waiting.extend(reversed(one))
        return "".join(parts)

    def _set_aside(self, element: Element) -> None:
        """Take account of what is none of the paragraph's text: fields, notes and boxes."""
        if element.tag == _BOX:
            self.boxes.append(element)
        elif kind := _REFERENCES.get(str(element.tag)):
            note = self.notes.pop((kind, element.get(f"{W}id", "")), None)
            if note is not None:
                (self.footnotes if kind == "footnote" else self.ends).append(note)
        else:
            self.fields.follow(element)

    def _is_hidden(self, run: Element, *, hidden: bool) -> bool:
        """Tell a run that is not shown; what it says itself goes before its styles."""
        if not len(run) or run[0].tag != f"{W}rPr":
            return hidden
        facts = facts_of(run[0])
        own = is_on(facts.get(f"{W}vanish"))
        if own is not None:
            return own
        if _is_covered(facts):
            return True
        style = value_of(facts, "rStyle")
        return hidden or (bool(style) and self.styles.hides(style))

    def _table(self, table: Element) -> Iterator[Block]:
        if self.styles.hides(value_of(facts_of(table.find(f"{W}tblPr")), "tblStyle")):
            return
        for row in _within(table, _TR):
            properties = row.find(f"{W}trPr")
            if properties is not None and (
                properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
            ):
                continue
            yield from self._row(row)

    def _row(self, row: Element) -> Iterator[Block]:
        whole = [cell for cell in _within(row, _TC) if cell.find(f"{W}tcPr/{W}cellDel") is None]
        nested = any(next(cell.iter(_TBL), None) is not None for cell in whole)
        yield from table_row([list(self._blocks(cell)) for cell in whole], nested=nested)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table, or cells of a row, be they wrapped, and never those of others."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag not in _LEFT_OUT and one.tag not in _BLOCKS and not _is_left_out(one):
            yield from _within(one, tag)


def _shown(alternate: Element) -> Element:
    """Return the one of several forms of the same content that has text, the newest first."""
    forms = [*alternate.iterchildren(_CHOICE), *alternate.iterchildren(_FALLBACK)]
    for form in forms:
        if next(form.iter(*_TEXT), None) is not None:
            return form
    return forms[0] if forms else alternate


def _is_left_out(element: Element) -> bool:
    """Tell what asks for something to be filled in, lists of contents, and what is not shown."""
    if element.tag not in _JUDGED:
        return False
    if element.tag == _SDT:
        properties = element.find(f"{W}sdtPr")
        if properties is None:
            return False
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
        contents = gallery is not None and "contents" in gallery.get(f"{W}val", "").lower()
        return contents or bool(is_on(properties.find(f"{W}showingPlcHdr")))
    if element.tag == SIMPLE:
        return is_contents(element.get(f"{W}instr", ""))
    if element.tag == f"{W}drawing":
        return any(one.get("hidden") in {"1", "true"} for one in element.iter("{*}docPr"))
    styles = (one.get("style") or "" for one in element.iter("{*}shape"))
    return any("visibility:hidden" in style for style in styles)


def _leads_on(paragraph: Element, line: str) -> bool:
    """Tell a line of a list of contents by its link to a heading and its page."""
    links = paragraph.iterchildren(f"{W}hyperlink")
    return line[-1].isdigit() and any(one.get(f"{W}anchor", "").startswith("_Toc") for one in links)


def _is_covered(facts: Facts) -> bool:
    """Tell text in the very colour that lies behind it, as when it was made illegible."""
    shade = facts.get(f"{W}shd")
    behind = "" if shade is None else shade.get(f"{W}fill", "")
    marked = _MARKERS.get(value_of(facts, "highlight"), behind)
    return value_of(facts, "color").upper() == marked.upper() not in {"", "AUTO"}


def _is_joined(facts: Facts) -> bool:
    """Tell a paragraph that the next one goes on with: its end was deleted, or it is an initial."""
    frame, mark = facts.get(f"{W}framePr"), facts.get(f"{W}rPr")
    initial = frame is not None and frame.get(f"{W}dropCap", "none") != "none"
    return initial or (mark is not None and mark.find(f"{W}del") is not None)
