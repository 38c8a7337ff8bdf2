"""The query language: any string at all becomes a tree, and what could not be read is said.

    words together          "an exact phrase"       -without   prefix*
    ELLER OR  OCH AND  INTE NOT (in capitals)       ( )
    titel:  ämne:  typ:  utgivare:  språk:  år:2020  datum:2019-01..2020-06  granskad:2021

OCH binds tighter than ELLER.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.analyse.tokens import find_spans
from indexer.search.answer import Notice

MAX_WORDS = 64
MAX_DEPTH = 20
MAX_LENGTH = 10_000

ConditionName = Literal["topic", "kind", "publisher", "language", "published", "reviewed"]

_CONDITIONS: dict[str, ConditionName] = {
    "ämne": "topic", "amne": "topic", "topic": "topic",
    "typ": "kind", "kind": "kind",
    "utgivare": "publisher", "publisher": "publisher",
    "språk": "language", "sprak": "language", "language": "language",
    "år": "published", "ar": "published", "year": "published",
    "datum": "published", "publicerad": "published", "date": "published",
    "granskad": "reviewed", "granskat": "reviewed", "reviewed": "reviewed",
}  # fmt: skip
_TITLE = {"titel", "title"}
_OR = {"ELLER", "OR"}
_AND = {"OCH", "AND"}
_NOT = {"INTE", "NOT"}

_DOTTED = str.maketrans("İı", "ii")
"""What the expression below takes for an i when it ignores case."""
QUOTES = '"“”„»«'
_LEXEME = re.compile(
    rf"""
      (?P<minus>[-\u2212](?=[^\s\-\u2212)]))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<quote>[{QUOTES}])(?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)
    | (?P<field>{"|".join([*_TITLE, *_CONDITIONS])}):(?=\S)
    | (?P<word>[^\s(){QUOTES}]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Plain:
    """Words to be found in any of their forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A word or words to be found just as they stand, in unbroken order."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class InTitle:
    """What the title must hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Condition:
    """A value that the article must have."""

    name: ConditionName
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """What the article must not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """All parts are wanted."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is wanted."""

    parts: tuple[Node, ...]


Node = Plain | Exact | Beginning | InTitle | Condition | Not | All | Either


@dataclass(frozen=True, slots=True)
class Question:
    """What was read of a query, and what could not be."""

    tree: Node
    notices: tuple[Notice, ...] = ()


def parse(text: str) -> Question:
    """Read a query; never raises.

    >>> parse('skola -"fri skola"').tree
    All(parts=(Plain(text='skola'), Not(part=Exact(text='fri skola'))))
    """
    reader = _Parser(text)
    parts = [reader.alternatives(0)]
    while reader.lexemes:
        reader.take()
        reader.note("En slutparentes saknar början och lästes inte.")
        parts.append(reader.alternatives(0))
    return Question(_joined(All, parts), tuple(reader.notices))


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: Literal["minus", "open", "close", "exact", "field", "or", "and", "not", "word"]
    text: str = ""


class _Parser:
    def __init__(self, text: str) -> None:
        self.notices: list[Notice] = []
        if len(text) > MAX_LENGTH:
            self.note("Sökningen är för lång. Bara de första {number} tecknen lästes.", MAX_LENGTH)
        self._words_left = MAX_WORDS
        composed = unicodedata.normalize("NFC", text[:MAX_LENGTH])
        self.lexemes = deque(self._lexemes(composed))

    def note(self, message: str, number: int | None = None) -> None:
        notice = Notice(message, {} if number is None else {"number": str(number)})
        if notice not in self.notices:
            self.notices.append(notice)

    def take(self) -> _Lexeme:
        return self.lexemes.popleft()

    def alternatives(self, depth: int) -> Node:
        branches = [self.together(depth)]
        while self._next() == "or":
            self.take()
            branches.append(self.together(depth))
        return _joined(Either, [branch for branch in branches if branch != All(())])

    def together(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._next() not in {"close", "or", ""}:
            parts.append(self.part(depth))
        return _joined(All, parts)

    def part(self, depth: int) -> Node:
        lexeme = self.take()
        match lexeme.kind:
            case "word":
                return self._word(lexeme.text)
            case "exact":
                return Exact(lexeme.text)
            case "open":
                return self._group(depth)
            case "minus" | "not" if self._deeper(depth):
                operand = self._operand(depth)
                return All(()) if operand == All(()) else Not(operand)
            case "field":
                return self._field(lexeme.text, depth)
        return All(())

    def _operand(self, depth: int) -> Node:
        return All(()) if self._next() in {"close", "or", ""} else self.part(depth + 1)

    def _group(self, depth: int) -> Node:
        if not self._deeper(depth):
            return All(())
        group = self.alternatives(depth + 1)
        if self._next() == "close":
            self.take()
        else:
            self.note("En startparentes saknar slut och lästes som om den slutade sist.")
        return group

    def _deeper(self, depth: int) -> bool:
        if depth < MAX_DEPTH:
            return True
        self.note("Parenteser lästes bara till {number} nivåers djup.", MAX_DEPTH)
        return False

    def _field(self, name: str, depth: int) -> Node:
        if name in _TITLE:
            operand = self._operand(depth) if self._deeper(depth) else All(())
            return All(()) if operand == All(()) else InTitle(operand)
        if self._next() in {"word", "exact"}:
            return Condition(_CONDITIONS[name], self.take().text)
        return Plain(name) if self._within_limit(name) else All(())

    def _word(self, text: str) -> Node:
        words = text.rstrip("*")
        if "*" in words or not words:
            self.note("En * kan bara stå sist i ett ord, som i skol*. Övriga lästes inte.")
        if text.endswith("*") and words:
            return Beginning(words.replace("*", " "))
        return Plain(words.replace("*", " ")) if words else All(())

    def _next(self) -> str:
        return self.lexemes[0].kind if self.lexemes else ""

    def _lexemes(self, text: str) -> Iterator[_Lexeme]:
        for found in _LEXEME.finditer(text):
            kind, value = found.lastgroup, found.group(found.lastgroup or 0)
            if kind in {"phrase", "end"}:
                yield from self._exact(found.group("phrase"), closed=bool(found.group("end")))
            elif kind == "field":
                yield _Lexeme("field", value.translate(_DOTTED).casefold())
            elif kind == "word":
                yield from self._operator_or_word(value)
            elif kind == "minus":
                yield _Lexeme("minus")
            elif kind == "open":
                yield _Lexeme("open")
            elif kind == "close":
                yield _Lexeme("close")

    def _exact(self, text: str, *, closed: bool) -> Iterator[_Lexeme]:
        if not closed:
            self.note("Ett citattecken saknar slut. Allt efter det lästes som en exakt fras.")
        if words := self._within_limit(text):
            yield _Lexeme("exact", words)

    def _operator_or_word(self, text: str) -> Iterator[_Lexeme]:
        if text in _OR:
            yield _Lexeme("or")
        elif text in _NOT:
            yield _Lexeme("not")
        elif text not in _AND and (word := self._within_limit(text)):
            yield _Lexeme("word", word)

    def _within_limit(self, text: str) -> str:
        spans = list(find_spans(text)) or [(0, len(text))]
        if len(spans) <= self._words_left:
            self._words_left -= len(spans)
            return text.strip()
        self.note("Bara de första {number} orden lästes.", MAX_WORDS)
        kept, self._words_left = self._words_left, 0
        return text[: spans[kept - 1][1]].strip() if kept else ""


def _joined(kind: type[All | Either], parts: Sequence[Node]) -> Node:
    """Join parts, those of the same kind into one level; a single part stands for itself."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    flat = [part for part in flat if part != All(())]
    if len(flat) == 1:
        return flat[0]
    return kind(tuple(flat)) if flat else All(())
