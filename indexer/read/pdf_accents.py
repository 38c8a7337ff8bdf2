"""Accents that were drawn over letters, as old typesetting does, become letters with accents."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {"¨": "\u0308", "˚": "\u030a", "°": "\u030a", "´": "\u0301", "`": "\u0300"}
_LETTERS = {"¨": "aouyeiAOUYEI", "˚": "aA", "°": "aA", "´": "eaEA", "`": "aeAE"}
_ANY = re.compile("[¨˚°´`]")
_AFTER = {
    mark: re.compile(rf"([{letters}])\s?{mark}\s?(?=[^\W\d_])" + (rf"|([{letters}]){mark}" * (mark in "¨˚")))
    for mark, letters in _LETTERS.items()
}
_BEFORE = {mark: re.compile(rf"{mark}\s?([{letters}])") for mark, letters in _LETTERS.items()}


def compose(text: str) -> str:
    """Return the text with the accents in their letters.

    >>> compose("fo¨rskola, ¨alvar, a˚r och ide´er vid 20 °C")
    'förskola, älvar, år och idéer vid 20 °C'
    """
    for mark in {match[0] for match in _ANY.finditer(text)}:
        text = _AFTER[mark].sub(lambda found: _accented(found[1] or found[2], mark), text)
        if mark in "¨˚":
            text = _BEFORE[mark].sub(lambda found: _accented(found[1], mark), text)
    return text


def _accented(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + _MARKS[mark])
