"""The text of an RTF document: control words, groups and letters become blocks, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.document import Properties, table_row
from indexer.read.docx_styles import LEVELS, Style, Styles
from indexer.read.rtf_letters import Letters
from indexer.read.rtf_words import (
    CONTENTS,
    HEEDED,
    IN_INFO,
    LEFT_OUT,
    MOMENTS,
    PROPERTIES,
    SHOWN,
    WRITTEN,
)
from indexer.read.sections import Block

DEEPEST = 10_000
"""Groups within groups; what is deeper is read as if it stood here."""

LONGEST_HEADING = 300

_TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,9})?\x20?|([^a-zA-Z]))"
    rb"|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
_HEX, _WORD, _NUMBER, _SIGN, _BRACE = range(1, 6)
_BODY, _PASSED, _INFO = "", "passed", "info"


@dataclass(slots=True)
class State:
    """What holds within a group: where its text goes, and whether it is shown."""

    goes: str = _BODY
    hidden: bool = False
    deleted: bool = False
    contents: bool = False
    font: int = -1


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph before it ends."""

    style: str = "0"
    level: int | None = None
    in_table: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Outer:
    """What is left alone while a note or box within it is read; `depth` tells when that ends."""

    depth: int
    text: list[str]
    paragraph: Paragraph
    cells: list[list[str]]
    blocks: list[Block]


@dataclass(slots=True)
class RtfText:
    """A document on its way into blocks; `said` is what groups that are none of its text hold."""

    blocks: list[Block] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    state: State = field(default_factory=State)
    groups: list[State] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    text: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    outer: list[Outer] = field(default_factory=list)
    letters: Letters = field(default_factory=Letters)
    styles: Styles = field(default_factory=lambda: Styles({}))
    style: Style = field(default_factory=lambda: Style("0"))
    starred: bool = False

    def read(self, data: bytes) -> None:
        """Read the whole document; what is broken in it is passed over."""
        at = 0
        while token := _TOKEN.search(data, at):
            at = token.end()
            if brace := token[_BRACE]:
                self._begin() if brace == b"{" else self._end()
            elif word := token[_WORD]:
                if word in HEEDED or self.starred or self.state.goes == _INFO:
                    number = int(token[_NUMBER]) if token[_NUMBER] else None
                    at += max(number or 0, 0) if word == b"bin" else 0
                    self._word(word.decode(), number)
            elif token[_HEX]:
                self._bytes(bytes([int(token[_HEX], 16)]))
            elif token[_SIGN]:
                self._sign(token[_SIGN])
            elif self.state.goes != _PASSED:
                self._bytes(token[0])
        while self.groups:
            self._end()
        self._flush()
        self._end_row()
        self._end_paragraph()

    def properties(self) -> Properties:
        """Return what the document says of itself."""
        said = {name: tidy("".join(parts)) for name, parts in self.said.items()}
        return Properties(
            title=said.get("title", ""),
            created=said.get("creatim", "").replace(" ", ""),
            modified=said.get("revtim", "").replace(" ", ""),
            keywords=said.get("keywords", ""),
            category=said.get("category", ""),
        )

    def _begin(self) -> None:
        self.starred = False
        self.letters.skip = 0
        if len(self.groups) < DEEPEST:
            self.groups.append(self.state)  # which is copied before it is changed

    def _end(self) -> None:
        self.starred = False
        self.letters.skip = 0
        if not self.groups:
            return
        if self.state is self.groups[-1] and self.state.goes == _BODY and not self.outer:
            self.groups.pop()  # as most groups end, having changed nothing
            return
        self._flush()
        ended, self.state = self.state, self.groups.pop()
        self.letters.font = self.state.font
        if ended.goes == "stylesheet" and self.state.goes == "stylesheet":
            self._end_style()
        if ended.goes == "fldinst" != self.state.goes:
            instruction = "".join(self.said.pop("fldinst", ()))
            if CONTENTS.match(instruction):
                self._change().contents = True
        if self.outer and self.outer[-1].depth == len(self.groups):
            self._leave()

    def _change(self) -> State:
        """Return the state of this group alone, to be changed."""
        if self.groups and self.state is self.groups[-1]:
            self.state = replace(self.state)
        return self.state

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        starred, self.starred = self.starred, False
        if word == "u":
            if self.state.goes != _PASSED:
                self._write(self.letters.unicode(number or 0))
            return
        if self.state.goes == _PASSED:
            return
        if word in LEFT_OUT or (starred and word not in SHOWN):
            self._change().goes = _PASSED
        elif word in WRITTEN:
            self._write(WRITTEN[word])
        elif not (self._destination(word) or self._look(word, number)):
            self._layout(word, number)

    def _destination(self, word: str) -> bool:
        """Tell, and do what follows, whether the word says where the text of the group goes."""
        match word:
            case "fonttbl" | "stylesheet" | "fldinst" | "info":
                self._change().goes = word
            case "listtext" | "pntext":
                self.paragraph.item = True
                self._change().goes = _PASSED
            case "fldrslt":
                if self.state.contents:
                    self._change().goes = _PASSED
            case "footnote" | "shptxt" | "dptxbxtext" if self.state.goes == _BODY:
                self._enter()
            case _ if self.state.goes == _INFO and word in PROPERTIES | MOMENTS:
                self._change().goes = word
            case _ if self.state.goes == _INFO and word not in IN_INFO:
                self._change().goes = _PASSED
            case _:
                return False
        return True

    def _look(self, word: str, number: int | None) -> bool:
        """Tell, and do what follows, whether the word says how letters look or are written."""
        match word:
            case "v":
                self._change().hidden = number != 0
            case "deleted":
                self._change().deleted = number != 0
            case "plain":
                if self.state.hidden or self.state.deleted:
                    self._change().hidden = self.state.deleted = False
            case "f":
                self.letters.font = number or 0
                if self.state.font != self.letters.font:
                    self._change().font = self.letters.font
            case "fcharset" | "ansicpg" | "mac" | "pc" | "pca" | "uc" | "deff":
                self.letters.told(word, number or 0)
            case _:
                return False
        return True

    def _layout(self, word: str, number: int | None) -> None:
        goes = self.state.goes
        if goes == "stylesheet":
            self._style_word(word, number)
        elif goes in MOMENTS and word in {"yr", "mo", "dy"}:
            self.said.setdefault(goes, []).append(
                f"{number or 0:02}" + ("" if word == "dy" else "-")
            )
        elif goes == _BODY:
            self._paragraph_word(word, number)

    def _paragraph_word(self, word: str, number: int | None) -> None:
        match word:
            case "par" | "sect" | "page":
                self._end_line()
            case "pard":
                self.paragraph = Paragraph()
            case "s":
                self.paragraph.style = str(number or 0)
            case "outlinelevel":
                self.paragraph.level = _level(number)
            case "intbl":
                self.paragraph.in_table = True
            case "ls":
                self.paragraph.item = True
            case "cell":
                self._end_cell()
            case "row":
                self._end_row()

    def _style_word(self, word: str, number: int | None) -> None:
        if word == "s":
            self.style = replace(self.style, id=str(number or 0))
        elif word == "sbasedon":
            self.style = replace(self.style, based_on=str(number or 0))
        elif word == "outlinelevel":
            self.style = replace(self.style, outline=_level(number))

    def _end_style(self) -> None:
        name = tidy("".join(self.said.pop("stylesheet", ()))).rstrip(";")
        self.styles.known[self.style.id] = replace(self.style, name=name)
        self.style = Style("0")

    def _sign(self, sign: bytes) -> None:
        match sign:
            case b"*":
                self.starred = True
            case b"~":
                self._bytes(b" ")
            case b"_":
                self._bytes(b"-")
            case b"\\" | b"{" | b"}":
                self._bytes(sign)
            case b"\n" | b"\r" if self.state.goes == _BODY:
                self._flush()
                self._end_line()

    def _bytes(self, data: bytes) -> None:
        if self.state.goes != _PASSED:
            self.letters.add(data)

    def _flush(self) -> None:
        if self.letters.waiting:
            self._write(self.letters.take())

    def _write(self, text: str) -> None:
        state = self.state
        if state.goes != _BODY:
            if state.goes not in {_PASSED, _INFO, "fonttbl"}:
                self.said.setdefault(state.goes, []).append(text)
        elif not (state.hidden or state.deleted):
            self.text.append(text)

    def _enter(self) -> None:
        depth = len(self.groups) - 1
        self.outer.append(Outer(depth, self.text, self.paragraph, self.cells, self.blocks))
        self.text, self.cells, self.blocks, self.paragraph = [], [], [], Paragraph()

    def _leave(self) -> None:
        self._end_row()
        self._end_paragraph()
        outer = self.outer.pop()
        self.aside += self.blocks
        self.text, self.paragraph = outer.text, outer.paragraph
        self.cells, self.blocks = outer.cells, outer.blocks

    def _end_line(self) -> None:
        if self.paragraph.in_table:
            self.text.append("\n")
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        line = tidy(self.letters.whole(self.text))
        self.text = []
        style, level = self.paragraph.style, self.paragraph.level
        if line and not self.styles.is_contents(style):
            if level is None:
                level = self.styles.level(style)
            level = level if len(line) <= LONGEST_HEADING else 0
            self.blocks.append(
                Block(line, level, BULLET if self.paragraph.item and not level else "")
            )
        self.paragraph.item = False
        if not self.outer:
            self.blocks += self.aside
            self.aside = []

    def _end_cell(self) -> None:
        lines = map(tidy, self.letters.whole(self.text).split("\n"))
        self.cells.append([line for line in lines if line])
        self.text = []

    def _end_row(self) -> None:
        """End a row of a table."""
        cells, self.cells = self.cells, []
        self.blocks += table_row([[Block(line) for line in lines] for lines in cells])
        if not self.outer:
            self.blocks += self.aside
            self.aside = []


def _level(number: int | None) -> int:
    """Return the heading level of an outline level, or 0 for that of text."""
    return min((number or 0) + 2, LEVELS) if 0 <= (number or 0) < LEVELS else 0
