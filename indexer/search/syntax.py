"""The query language: any string at all becomes a tree, and what could not be read is said.

    words together          "an exact phrase"       "words within five"~5
    -without !without       +indispensable          similar~
    begin*  *end  m?ddle    (also within a phrase)  word NÄRA/5 word
    ELLER OR ||  OCH AND &&  INTE NOT  NÄRA NEAR (in capitals, when not all is)  ( )
    titel:  ämne:  typ:  utgivare:  språk:  år:2020  datum:2019-01..2020-06  granskad:2021

OCH binds tighter than ELLER, and NÄRA tighter than both. A condition outside parentheses narrows
the whole question, on whichever side of ELLER it stands.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from indexer.analyse.tokens import find_spans
from indexer.search.answer import Notice
from indexer.search.lexemes import (
    CONDITIONS,
    SIGNS_WITHIN,
    TITLE,
    Lexeme,
    find_lexemes,
    find_patterns,
    find_similar,
    is_address,
    shouted,
)
from indexer.search.lifting import lift_conditions
from indexer.search.periods import means_undated, read_period
from indexer.search.tree import (
    NOTHING,
    All,
    Beginning,
    Condition,
    ConditionName,
    Either,
    Exact,
    InTitle,
    Must,
    Nearby,
    Node,
    Not,
    Pattern,
    Plain,
    Similar,
)
from indexer.terms.fields import YEARS

MAX_WORDS = 64
MAX_DEPTH = 20
MAX_LENGTH = 10_000
MAX_WILD = 4
"""So many * and ? may stand in one word."""
_LONGEST_VALUE = 8
"""So many words a condition's value may have."""

IsValue = Callable[[ConditionName, str], bool]
"""(facet, what was typed) → whether the archive has such a value."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was read of a query, and what could not be."""

    tree: Node
    notices: tuple[Notice, ...] = ()


def parse(text: str, is_value: IsValue = lambda _name, _value: False) -> Question:
    """Read a query; never raises.

    `is_value` helps with values of several words, and with what only looks like a condition.

    >>> parse('skola -"fri skola"').tree
    All(parts=(Plain(text='skola'), Not(part=Exact(text='fri skola', apart=0))))
    """
    reader = _Parser(text, is_value)
    parts = [reader.alternatives(0)]
    while reader.lexemes:
        reader.take()
        reader.note("En slutparentes saknar början och lästes inte.")
        parts.append(reader.alternatives(0))
    return Question(_joined(All, parts), tuple(reader.notices))


class _Parser:
    def __init__(self, text: str, is_value: IsValue) -> None:
        self.notices: list[Notice] = []
        if len(text) > MAX_LENGTH:
            self.note("Sökningen är för lång. Bara de första {number} tecknen lästes.", MAX_LENGTH)
        self._words_left = MAX_WORDS
        self._is_value = is_value
        composed = unicodedata.normalize("NFC", text[:MAX_LENGTH])
        self.lexemes = deque(self._within_limits(self._signs_and_words(composed)))

    def note(self, message: str, number: int | None = None) -> None:
        notice = Notice(message, {} if number is None else {"number": str(number)})
        if notice not in self.notices:
            self.notices.append(notice)

    def take(self) -> Lexeme:
        return self.lexemes.popleft()

    def alternatives(self, depth: int) -> Node:
        branches = [self._together(depth)]
        while self._next() == "or":
            self.take()
            branches.append(self._together(depth))
        lifted: list[Node] = []
        if depth == 0:
            branches, lifted = lift_conditions(branches)
        ways = [_joined(All, branch) for branch in branches]
        either = _joined(Either, [way for way in ways if way != NOTHING])
        return _joined(All, [either, *lifted])

    def _together(self, depth: int) -> list[Node]:
        parts: list[Node] = []
        while self._next() not in {"close", "or", ""}:
            if self._next() == "near":
                self._near(parts, depth)
            elif (part := self._part(depth)) != NOTHING:
                parts.append(part)
        return parts

    def _part(self, depth: int) -> Node:
        lexeme = self.take()
        match lexeme.kind:
            case "word":
                return self._word(lexeme.text)
            case "exact":
                return Exact(lexeme.text, lexeme.number)
            case "open":
                return self._group(depth)
            case "minus" | "not" if self._deeper(depth):
                operand = self._operand(depth)
                return NOTHING if operand == NOTHING else Not(operand)
            case "plus" if self._deeper(depth):
                operand = self._operand(depth)
                return Must(operand) if isinstance(operand, Plain | All | Either) else operand
            case "field":
                return self._field(lexeme, depth)
        return NOTHING

    def _operand(self, depth: int) -> Node:
        return NOTHING if self._next() in {"close", "or", "near", ""} else self._part(depth + 1)

    def _near(self, parts: list[Node], depth: int) -> None:
        """Join what stands before and after the sign; without words on both sides it is a word."""
        sign = self.take()
        before = parts[-1] if parts else NOTHING
        first = before.second if isinstance(before, Nearby) else before
        following = self._next() in {"word", "exact", "open"} and self._deeper(depth)
        second = self._part(depth + 1) if following else NOTHING
        if _is_near_by(first) and _is_near_by(second):
            kept = parts if isinstance(before, Nearby) else parts[:-1]
            parts[:] = [*kept, Nearby(first, second, sign.number)]
            return
        self.note("NÄRA ska ha ett ord på var sida, som i elev NÄRA stöd. Det lästes som ett ord.")
        parts += [part for part in (Plain(sign.text), second) if part != NOTHING]

    def _group(self, depth: int) -> Node:
        if not self._deeper(depth):
            return NOTHING
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

    def _field(self, field: Lexeme, depth: int) -> Node:
        if field.text in TITLE:
            operand = self._operand(depth) if self._deeper(depth) else NOTHING
            return NOTHING if operand == NOTHING else InTitle(operand)
        name = CONDITIONS[field.text]
        if self._next() == "exact":
            return Condition(name, self.take().text)
        following = [one.text for one in takewhile(_is_word, self.lexemes)][:_LONGEST_VALUE]
        for number in range(len(following), 0, -1):
            value = " ".join(following[:number])
            if self._reads(name, value) or (number == 1 and not field.spaced):
                for _ in range(number):
                    self.take()
                return Condition(name, value)
        return Plain(field.text) if self._has_room(field.text) else NOTHING

    def _reads(self, name: ConditionName, value: str) -> bool:
        if name in YEARS:
            return means_undated(value) or read_period(value) is not None
        return self._is_value(name, value)

    def _word(self, text: str) -> Node:
        if SIGNS_WITHIN.isdisjoint(text) or is_address(text):
            return Plain(text)
        if similar := find_similar(text):
            return Similar(*similar)
        patterns = find_patterns(text)
        if not any(is_wild for _, is_wild in patterns):
            return Plain(text)
        words = [self._pattern(word) if is_wild else Plain(word) for word, is_wild in patterns]
        return _joined(All, words)

    def _pattern(self, text: str) -> Node:
        letters = text.replace("*", "").replace("?", "")
        if not letters:
            self.note("En * för sig betyder ingenting här. Skriv den i ett ord, som i skol*.")
            return NOTHING
        if len(text) - len(letters) > MAX_WILD:
            self.note("Ett ord kan ha högst {number} * och ?. De övriga lästes inte.", MAX_WILD)
            return Plain(letters)
        return Beginning(letters) if text == f"{letters}*" else Pattern(text)

    def _next(self) -> str:
        return self.lexemes[0].kind if self.lexemes else ""

    def _signs_and_words(self, text: str) -> Sequence[Lexeme]:
        lexemes = list(find_lexemes(text))
        if not shouted(lexemes):
            return lexemes
        if any(one.kind in {"or", "not", "near"} for one in lexemes):
            self.note(
                "Allt är skrivet med stora bokstäver. Därför lästes alla ord som vanliga ord."
            )
        return [Lexeme("word", one.text) for one in lexemes]

    def _within_limits(self, lexemes: Iterable[Lexeme]) -> Iterator[Lexeme]:
        """Yield the lexemes whose words there is room for."""
        for lexeme in lexemes:
            if lexeme.open_ended:
                self.note("Ett citattecken saknar slut. Allt efter det lästes som en exakt fras.")
            if lexeme.kind not in {"word", "exact"}:
                yield lexeme
            elif words := self._fitting(lexeme.text):
                yield Lexeme(lexeme.kind, words, lexeme.number)

    def _has_room(self, text: str) -> bool:
        return bool(self._fitting(text))

    def _fitting(self, text: str) -> str:
        spans = list(find_spans(text)) or [(0, len(text))]
        if len(spans) <= self._words_left:
            self._words_left -= len(spans)
            return text.strip()
        self.note("Bara de första {number} orden lästes.", MAX_WORDS)
        kept, self._words_left = self._words_left, 0
        return text[: spans[kept - 1][1]].strip() if kept else ""


def _is_word(lexeme: Lexeme) -> bool:
    return lexeme.kind == "word"


def _is_near_by(node: Node) -> bool:
    """Tell whether a part of a question is a word that may stand near another."""
    match node:
        case Plain() | Exact() | Beginning() | Pattern() | Similar():
            return True
        case Either(parts):
            return all(map(_is_near_by, parts))
        case _:
            return False


def _joined(kind: type[All | Either], parts: Sequence[Node]) -> Node:
    """Join parts, those of the same kind into one level; a single part stands for itself."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    flat = [part for part in flat if part != NOTHING]
    if len(flat) == 1:
        return flat[0]
    return kind(tuple(flat)) if flat else NOTHING
