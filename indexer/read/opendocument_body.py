"""The text of an OpenDocument as its reader sees it: what is shown, once, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.document import table_row
from indexer.read.markup import Element
from indexer.read.opendocument_sheet import within
from indexer.read.opendocument_styles import DRAW, OFFICE, PRESENTATION, TABLE, TEXT, OdfStyles
from indexer.read.sections import Block

MOST_SPACES = 100
_LEVELS = 6
_H, _P, _LIST, _ROWS = f"{TEXT}h", f"{TEXT}p", f"{TEXT}list", f"{TABLE}table"
_FRAMES = frozenset({f"{DRAW}text-box", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}ellipse"})
_LEFT_OUT = frozenset(
    {
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{OFFICE}forms",
        f"{OFFICE}event-listeners",
        f"{PRESENTATION}notes",
        f"{TEXT}note-citation",
        f"{TEXT}ruby-text",
        f"{TEXT}placeholder",
        f"{TEXT}hidden-text",
        f"{TEXT}index-title",
        *(f"{TEXT}{name}" for name in ("tracked-changes", "variable-decls", "sequence-decls")),
        *(f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "user-index")),
        *(f"{TEXT}{name}" for name in ("illustration-index", "table-index", "object-index")),
    }
)
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SAID_OF_PICTURES = frozenset({f"{_SVG}title", f"{_SVG}desc"})
_FURNITURE = frozenset({"date-time", "footer", "header", "page-number", "page", "handout"})


@dataclass(slots=True)
class OdfBody:
    """A document on its way into blocks; `aside` are notes and boxes for after the paragraph."""

    styles: OdfStyles
    aside: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element, mark: str = "") -> Iterator[Block]:
        """Yield the paragraphs, headings, items and rows in reading order."""
        for one in parent:
            if one.tag in {_H, _P}:
                block = self._paragraph(one, mark)
                if block:
                    yield block
                    mark = ""
                yield from self._aside()
            elif one.tag == _ROWS:
                yield from self._table(one)
            elif one.tag == f"{TEXT}list-item":
                yield from self.blocks(one, BULLET)
            elif not self._is_left_out(one):
                yield from self.blocks(one, mark if one.tag != _LIST else "")

    def slides(self, presentation: Element) -> Iterator[Block]:
        """Yield the slides that are shown: the title of each as a heading, the rest, the notes."""
        pages = [
            one for one in presentation if one.tag == f"{DRAW}page" and self.styles.shows_slide(one)
        ]
        for page in pages:
            titles, rest = [], []
            for frame in page:
                kind = frame.get(f"{PRESENTATION}class", "")
                if kind == "title":
                    titles += list(self.blocks(frame))
                elif kind not in _FURNITURE:
                    rest += [] if self._is_left_out(frame) else list(self.blocks(frame))
            if titles:
                yield Block(" ".join(one.text for one in titles), 1 if page is pages[0] else 2)
            yield from rest
            for notes in page.iterchildren(f"{PRESENTATION}notes"):
                for frame in notes:
                    if frame.get(f"{PRESENTATION}class", "") == "notes":
                        yield from self.blocks(frame)

    def _aside(self) -> Iterator[Block]:
        waiting, self.aside = self.aside, []
        for one in waiting:
            yield from self.blocks(one)

    def _paragraph(self, paragraph: Element, mark: str) -> Block | None:
        style = paragraph.get(f"{TEXT}style-name", "")
        if self.styles.hides("paragraph", style) or _hides_itself(paragraph):
            return None
        text = tidy(self._text(paragraph))
        if not text or self.styles.is_contents(style):
            return None
        if paragraph.tag == _H:
            given = paragraph.get(f"{TEXT}outline-level", "1")
            level = int(given) if given.isdecimal() else 1
            title = self.styles.level(style) == 1
            return Block(text, 1 if title else min(max(level, 1) + 1, _LEVELS))
        level = self.styles.level(style)
        return Block(text, level, "" if level else mark)

    def _text(self, parent: Element) -> str:
        parts = [parent.text or ""]
        for one in parent:
            if one.tag == f"{TEXT}s":
                count = one.get(f"{TEXT}c", "1")
                parts.append(" " * min(int(count) if count.isdecimal() else 1, MOST_SPACES))
            elif one.tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
                parts.append(" ")
            elif one.tag == f"{TEXT}note-body" or one.tag in _FRAMES or one.tag == _ROWS:
                self.aside.append(one)
            elif one.tag == f"{TEXT}span" and self.styles.hides(
                "text", one.get(f"{TEXT}style-name", "")
            ):
                pass
            elif not self._is_left_out(one):
                parts.append(self._text(one))
            parts.append(one.tail or "")
        return "".join(parts)

    def _table(self, table: Element) -> Iterator[Block]:
        for row in within(table, f"{TABLE}table-row"):
            if row.get(f"{TABLE}visibility", "visible") != "visible":
                continue
            whole = list(within(row, f"{TABLE}table-cell"))
            nested = any(next(cell.iter(_ROWS), None) is not None for cell in whole)
            yield from table_row([list(self.blocks(cell)) for cell in whole], nested=nested)

    def _is_left_out(self, element: Element) -> bool:
        if element.tag in _LEFT_OUT or element.tag in _SAID_OF_PICTURES:
            return True
        if element.tag == f"{TEXT}section":
            return element.get(f"{TEXT}display", "true") != "true"
        return element.tag == f"{TEXT}hidden-paragraph"


def _hides_itself(paragraph: Element) -> bool:
    """Tell a paragraph with a mark in it that says that it was hidden when it was saved."""
    marks = paragraph.iter(f"{TEXT}hidden-paragraph")
    return any(one.get(f"{TEXT}is-hidden", "false") == "true" for one in marks)
