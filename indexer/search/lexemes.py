"""The signs of the query language: where in a text does each begin, and what is only text?

A sign counts where people write it on purpose: + - ! before a word that follows a blank, operators
in capitals between blanks, ? and * inside a word. "och/eller", "C++", "kl. 08:30", "är det sant?"
and addresses of web pages are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.analyse.tokens import find_spans
from indexer.search.tree import ConditionName

CONDITIONS: dict[str, ConditionName] = {
    "ämne": "topic", "amne": "topic", "topic": "topic",
    "typ": "kind", "kind": "kind",
    "utgivare": "publisher", "publisher": "publisher",
    "språk": "language", "sprak": "language", "language": "language",
    "år": "published", "ar": "published", "year": "published",
    "datum": "published", "publicerad": "published", "date": "published",
    "granskad": "reviewed", "granskat": "reviewed", "reviewed": "reviewed",
}  # fmt: skip
TITLE = frozenset({"titel", "title"})
SIGNS_WITHIN = frozenset("*?~")
"""Without any of these a word is nothing but a word."""
QUOTES = '"“”„»«'
NEAR = 10
"""So many words may stand between two that are near each other, if no other number is given."""
MAX_NEAR = 50
_ACRONYM = 5
"""Longer words in capitals are no acronyms."""
_LONG = 6
"""A word of so many letters resembles others that differ by two."""
_OPERATORS: dict[str, LexemeKind] = {
    "ELLER": "or", "OR": "or", "||": "or",
    "OCH": "and", "AND": "and", "&&": "and",
    "INTE": "not", "NOT": "not",
}  # fmt: skip
JOINING = tuple(filter(str.isalpha, _OPERATORS))
"""The operators that are words."""
_SHOUTED = frozenset({"NÄRA", "NEAR", *JOINING})

LexemeKind = Literal[
    "minus", "plus", "open", "close", "exact", "field", "or", "and", "not", "near", "word"
]

_DOTTED = str.maketrans("İı", "ii")
"""What the expression below takes for an i when it ignores case."""
_BEGINS = r"(?<![^\s(])"
_LEXEME = re.compile(
    rf"""
      {_BEGINS}(?P<sign>[-\u2212+!])(?=[\w({QUOTES}?*§])
    | (?P<open>\()
    | (?P<close>\))
    | (?P<quote>[{QUOTES}])(?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)
        (?:~(?P<apart>\d{{1,3}})(?!\w))?
    | (?P<field>{"|".join([*TITLE, *CONDITIONS])}):(?P<blank>\s*)(?=\S)
    | {_BEGINS}(?-i:NÄRA|NEAR)(?P<near>[/~]?\d{{1,3}}|\(\d{{1,3}}\)|)(?=[\s({QUOTES}]|$)
    | (?P<word>[^\s(){QUOTES}]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(r"\w+://|www\.|[^@]+@[^@]+\.|[^?]+[?&]\w+=", re.IGNORECASE)
_SIMILAR = re.compile(r"(?P<word>[^\W\d_][\w-]*)~(?P<edits>[12]?)[.,;:!?]*")
_STAR = r"(?<!\d)\*|\*(?!\d)"
"""A star between digits is a sign of multiplication."""
_QUESTION = r"\?(?=[?*]*\w)"
"""At the end of a word, ? asks."""
_WILD = re.compile(rf"{_STAR}|{_QUESTION}")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A sign or a word.

    `number` is the distance of a phrase or of NÄRA; `spaced` tells that a field has a blank after
    its colon, and `open_ended` that a phrase has no quotation mark at its end.
    """

    kind: LexemeKind
    text: str = ""
    number: int = 0
    spaced: bool = False
    open_ended: bool = False


def find_lexemes(text: str) -> Iterator[Lexeme]:
    """Yield what a text is made of; every word of it is in one of them.

    A sign between numbers is no sign: 1990 -2000.
    """
    after_number = False
    for found in _LEXEME.finditer(text):
        lexeme = _lexeme(found)
        if found["sign"] and after_number and text[found.end()].isdigit():
            continue
        yield lexeme
        after_number = lexeme.kind == "word" and lexeme.text[-1].isdigit()


def _lexeme(found: re.Match[str]) -> Lexeme:
    if word := found["word"]:
        return Lexeme(_OPERATORS.get(word, "word"), word)
    groups = found.groupdict()
    if sign := groups["sign"]:
        return Lexeme("plus" if sign == "+" else "minus")
    if groups["quote"]:
        number = min(int(groups["apart"] or 0), MAX_NEAR)
        return Lexeme("exact", groups["phrase"], number, open_ended=not groups["end"])
    if name := groups["field"]:
        return Lexeme("field", name.translate(_DOTTED).casefold(), spaced=bool(groups["blank"]))
    if groups["near"] is not None:
        digits = groups["near"].strip("/~()")
        return Lexeme("near", found[0], min(int(digits), MAX_NEAR) if digits else NEAR)
    return Lexeme("open" if groups["open"] else "close")


def shouted(lexemes: Sequence[Lexeme]) -> bool:
    """Tell whether operators are in capitals only because all of a text is: RÖKNING INTE TILLÅTEN.

    CSN ELLER LSS has acronyms, and whoever uses other signs besides uses all on purpose.
    """
    words = [one.text for one in lexemes if one.kind == "word"]
    return (
        all(one.kind == "word" or one.text in _SHOUTED for one in lexemes)
        and all(word == word.upper() for word in words)
        and any(len(word) > _ACRONYM and word.isalpha() for word in words)
    )


def is_operator(word: str) -> bool:
    """Tell whether a word between blanks is a sign: ELLER, NÄRA/5.

    >>> is_operator("NÄRA/5"), is_operator("nära")
    (True, False)
    """
    return word in _OPERATORS or bool(
        (found := _LEXEME.fullmatch(word)) and found["near"] is not None
    )


def is_address(text: str) -> bool:
    """Tell whether a word is the address of a page or of a person, in which signs mean nothing."""
    return bool(_ADDRESS.match(text))


def find_similar(text: str) -> tuple[str, int] | None:
    """Return the word of "skola~" and by how many letters others may differ, or None.

    >>> find_similar("skola~"), find_similar("ord~2"), find_similar("~5")
    (('skola', 1), ('ord', 2), None)
    """
    match = _SIMILAR.fullmatch(text)
    if match is None:
        return None
    word = match["word"]
    return word, int(match["edits"] or (1 if len(word) < _LONG else 2))


def find_patterns(text: str) -> list[tuple[str, bool]]:
    """Return the words of a text in order, and of each whether ? or * in it stand for letters.

    >>> find_patterns("sk?la i *hälsa*, 2*3 = vad?")
    [('sk?la', True), ('i', False), ('*hälsa*', True), ('2', False), ('3', False), ('vad', False)]
    """
    letters = list(text)
    wild = {match.start() for match in _WILD.finditer(text)}
    for at in wild:
        letters[at] = "0" if _among_digits(text, at) else "x"
    joined = "".join(letters)
    return [
        (text[start:end], not wild.isdisjoint(range(start, end)))
        for start, end in find_spans(joined)
    ]


def _among_digits(text: str, at: int) -> bool:
    return any(c.isdigit() for c in text[max(0, at - 2) : at + 3])
