"""Accents that were drawn over letters, as old typesetting does, become letters with accents."""

from __future__ import annotations

import re
import unicodedata

ACCENTS = "¨˚°´`"

_COMBINING = dict(zip(ACCENTS, "\u0308\u030a\u030a\u0301\u0300", strict=True))
_OVER = "[aouyeiAOUYEI]¨|[aA]˚"
_AFTER = re.compile(rf"({_OVER})\s?(?=[^\W\d_])|({_OVER})|([aA]°|[eaEA]´|[aeAE]`)(?=[^\W\d_])")
_SPACED = re.compile(r"([aouAOU]) ([¨˚]) ?(?=[^\W\d_])")
_BEFORE = re.compile(r"([¨˚])\s?([aouyeiAOUYEI])")


def compose(text: str) -> str:
    """Return the text with the accents in their letters.

    >>> compose("fo¨rskola, ¨alvar, a˚r och ide´er vid 20 °C")
    'förskola, älvar, år och idéer vid 20 °C'
    """
    text = _SPACED.sub(r"\1\2", text)
    text = _AFTER.sub(lambda found: _accented(*(found[1] or found[2] or found[3])), text)
    return _BEFORE.sub(lambda found: _accented(found[2], found[1]), text)


def _accented(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + _COMBINING[mark])
