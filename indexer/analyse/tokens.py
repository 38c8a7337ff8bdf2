"""Where does each word of a text begin and end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from indexer.memo import Memo

MAX_TERM = 128
"""Longer words are cut to this many characters, in articles and queries alike."""

_INSIDE = r"\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_LETTERS = rf"[^\W_]++(?:[{_INSIDE}]++[^\W_]*+)*+"
_JOINER = (
    r"(?:[-\u2010\u2011](?=[^\W_])"  # covid-19, e-post
    r"|(?<=\d)[.,:/](?=\d)"  # 2018:1937, 2023/01234, 3,5
    r"|(?<=[^\W\d_]|[\u0300-\u036f]):(?=[a-z]{1,4}(?![\w\u0300-\u036f]))"  # EU:s
    r"|-[ \t]*\r?\n[ \t]*(?=[a-zåäö])(?!(?:och|eller|samt|men)\b))"  # a word cut at a line's end
)
TOKEN = re.compile(rf"{_LETTERS}(?:(?=[-\u2010\u2011.,:/]){_JOINER}{_LETTERS})*+|§+")

_LINE_END = re.compile(r"-[ \t]*\r?\n[ \t]*")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_KEPT = {"å": "å", "ä": "ä", "ö": "ö", "æ": "ä", "ø": "ö"}
_REMEMBERED = 2_000
"""Letters whose base is remembered."""
_ENOUGH = 8 * MAX_TERM
"""Composing takes time that grows with the square of a run of marks, so it gets no more."""


def find_words(text: str) -> list[str]:
    """Return the words as they stand in the text.

    >>> find_words("Enligt 3 § SOU 2020:55 är covid-19 EU:s fråga.")
    ['Enligt', '3', '§', 'SOU', '2020:55', 'är', 'covid-19', 'EU:s', 'fråga']
    """
    return TOKEN.findall(text)


def is_broken(text: str) -> bool:
    r"""Tell whether a word of the text may go on in the next line.

    >>> is_broken("elev-\nernas"), is_broken("elev\nernas")
    (True, False)
    """
    return "\n" in text and bool(_LINE_END.search(text))


def find_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word begins and ends: `text[start:end]` is the word."""
    return (match.span() for match in TOKEN.finditer(text))


def surface_form(word: str) -> str:
    """Return the word as exact search knows it: composed, case-folded, without soft hyphens.

    >>> surface_form("ELEV\u00adHA\u0308LSAN")
    'elevhälsan'
    """
    if word.isalnum() and is_normalized("NFC", word):
        folded = word.casefold()
        if is_normalized("NFC", folded):
            return folded[:MAX_TERM]
    joined = _LINE_END.sub("", word) if "\n" in word else word
    visible = joined.translate(_INVISIBLE).translate(_HYPHENS)
    composed = normalize("NFC", visible[:_ENOUGH])
    return normalize("NFC", composed.casefold())[:MAX_TERM]


def fold_accents(surface: str) -> str:
    """Return the form without foreign accents; å, ä and ö are letters of their own and stay.

    >>> fold_accents("idé"), fold_accents("müsli"), fold_accents("hälsa")
    ('ide', 'musli', 'hälsa')
    """
    return surface if surface.isascii() else surface.translate(_base_letters)


def _base_letter(code: int) -> str:
    letter = chr(code)
    return _KEPT.get(letter) or normalize("NFD", letter)[0]


_base_letters = Memo(_base_letter, _REMEMBERED)
