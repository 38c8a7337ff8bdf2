"""The text of a Word document as its reader sees it: what is shown, once, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.docx_chunk import read_chunk
from indexer.read.docx_styles import W, Styles, is_numbered, is_on, outline_of
from indexer.read.markup import Element
from indexer.read.package import Package, relation_id
from indexer.read.sections import Block, join_cells

LONGEST_CELL = 300
"""A table whose cells hold several paragraphs, longer than this together, is there for layout."""

LONGEST_HEADING = 300
"""A longer paragraph is none, whatever its style."""

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = (f"{_MC}{n}" for n in ("AlternateContent", "Choice", "Fallback"))
_LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sectPr", "tblPr", "delText")}
)
_TEXT = frozenset({f"{W}t", f"{M}t"})
_SPACES = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"})
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_P, _R, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
_FIELD, _INSTRUCTION, _SIMPLE = (f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
_BOX, _CHUNK = f"{W}txbxContent", f"{W}altChunk"
_BLOCKS = frozenset({_P, _TBL, _CHUNK})


@dataclass(slots=True)
class Body:
    """A document on its way into blocks.

    `fields` are the instructions of the fields that are open here; what a list of contents shows is
    left out. `boxes` and `footnotes` wait for the end of their paragraph, and `ends` for that of
    the document. `begun` is the text of a paragraph whose end was deleted.
    """

    package: Package
    part: str
    styles: Styles
    notes: Mapping[tuple[str, str], Element]
    depth: int
    fields: list[str] = field(default_factory=list)
    heeded: bool = True
    boxes: list[Element] = field(default_factory=list)
    footnotes: list[Element] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)
    begun: str = ""

    def blocks(self, root: Element) -> Iterator[Block]:
        """Yield the paragraphs, headings and rows of the document in reading order."""
        kinds = [one.get(f"{W}fldCharType", "") for one in root.iter(_FIELD)]
        self.heeded = kinds.count("begin") == kinds.count("end")
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
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        text = self._text(paragraph, hidden=self.styles.hides(style))
        boxes, notes = self.boxes, self.footnotes
        self.boxes, self.footnotes = [], []
        if _is_joined(properties):
            self.begun += text
        else:
            line, self.begun = tidy(self.begun + text), ""
            if line and not self.styles.is_contents(style):
                yield self._block(line, properties, style)
        for inner in (*boxes, *notes):
            yield from self._blocks(inner)

    def _block(self, line: str, properties: Element | None, style: str) -> Block:
        level = outline_of(properties)
        if level is None:
            level = self.styles.level(style) if style else 0
        if level and len(line) <= LONGEST_HEADING:
            return Block(line, level)
        numbered = is_numbered(properties)
        if numbered is None:
            numbered = bool(style) and self.styles.is_list(style)
        return Block(line, 0, BULLET if numbered else "")

    def _text(self, paragraph: Element, *, hidden: bool) -> str:
        """Return the text of a paragraph as it stands after accepted changes."""
        parts: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            one = waiting.pop()
            tag = one.tag
            if tag in _TEXT:
                if not self._in_contents():
                    parts.append(one.text or "")
            elif tag == _R and self._is_hidden(one, hidden=hidden):
                for mark in one.iter(_FIELD, _INSTRUCTION):
                    self._follow(mark)
            elif tag in _SPACES:
                parts.append(" ")
            elif tag == f"{W}noBreakHyphen":
                parts.append("-")
            elif tag in {_FIELD, _INSTRUCTION}:
                self._follow(one)
            elif tag in _REFERENCES:
                self._note(_REFERENCES[tag], one)
            elif tag == _BOX:
                self.boxes.append(one)
            elif tag == _ALTERNATE:
                waiting.append(_shown(one))
            elif tag not in _LEFT_OUT and not _is_left_out(one):
                if tag == f"{M}den":
                    parts.append("/")
                waiting.extend(reversed(one))
        return "".join(parts)

    def _is_hidden(self, run: Element, *, hidden: bool) -> bool:
        """Tell a run that is not shown; what it says itself goes before its styles."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return hidden
        own = is_on(properties.find(f"{W}vanish"))
        if own is not None:
            return own
        style = _value(properties, "rStyle")
        return hidden or (bool(style) and self.styles.hides(style))

    def _follow(self, mark: Element) -> None:
        """Keep account of where fields begin and end."""
        if mark.tag == _INSTRUCTION:
            if self.fields:
                self.fields[-1] += mark.text or ""
        elif mark.get(f"{W}fldCharType") == "begin":
            self.fields.append("")
        elif mark.get(f"{W}fldCharType") == "end" and self.fields:
            self.fields.pop()

    def _in_contents(self) -> bool:
        return self.heeded and any(map(_is_contents, self.fields))

    def _note(self, kind: str, reference: Element) -> None:
        note = self.notes.get((kind, reference.get(f"{W}id", "")))
        if note is not None:
            (self.footnotes if kind == "footnote" else self.ends).append(note)

    def _table(self, table: Element) -> Iterator[Block]:
        for row in _within(table, _TR):
            properties = row.find(f"{W}trPr")
            if properties is not None and (
                properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
            ):
                continue
            yield from self._row(row)

    def _row(self, row: Element) -> Iterator[Block]:
        """Yield a row of data as one line, or what stands in the cells where they are for layout."""
        whole = [cell for cell in _within(row, _TC) if cell.find(f"{W}tcPr/{W}cellDel") is None]
        nested = any(next(cell.iter(_TBL), None) is not None for cell in whole)
        cells = [list(self._blocks(cell)) for cell in whole]
        texts = [" ".join(block.text for block in cell) for cell in cells]
        filled = sum(map(bool, texts))
        headed = any(block.level for cell in cells for block in cell)
        long = any(
            len(cell) > 1 and len(t) > LONGEST_CELL for cell, t in zip(cells, texts, strict=True)
        )
        if filled > 1 and not (nested or headed or long):
            yield Block(join_cells(texts))
        else:
            for cell in cells:
                yield from cell


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
    if element.tag == _SDT:
        properties = element.find(f"{W}sdtPr")
        if properties is None:
            return False
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
        contents = gallery is not None and "contents" in gallery.get(f"{W}val", "").lower()
        return contents or bool(is_on(properties.find(f"{W}showingPlcHdr")))
    if element.tag == _SIMPLE:
        return _is_contents(element.get(f"{W}instr", ""))
    if element.tag == f"{W}drawing":
        return any(one.get("hidden") in {"1", "true"} for one in element.iter("{*}docPr"))
    if element.tag == f"{W}pict":
        return any(
            "visibility:hidden" in (one.get("style") or "") for one in element.iter("{*}shape")
        )
    return False


def _is_contents(instruction: str) -> bool:
    return instruction.split(maxsplit=1)[:1] in (["TOC"], ["TOA"], ["INDEX"])


def _is_joined(properties: Element | None) -> bool:
    """Tell a paragraph whose end was deleted, so that the next one goes on with it."""
    mark = properties.find(f"{W}rPr/{W}del") if properties is not None else None
    return mark is not None


def _value(properties: Element | None, name: str) -> str:
    one = properties.find(f"{W}{name}") if properties is not None else None
    return one.get(f"{W}val", "") if one is not None else ""
