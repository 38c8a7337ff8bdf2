"""Lone surrogates: halves of characters, which JSON can hold and UTF-8 cannot."""

from __future__ import annotations

import re

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def make_writable(text: str) -> str:
    """Return the text with the replacement character for each lone surrogate."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
