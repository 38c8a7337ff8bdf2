"""By what names may an article be called, and what does a question look like that is one of them?

A name is the title, whole, or without what stands in parentheses, or without a series and number
before or after it. Its words, stop words too, are written as terms in unbroken order, the first
with a sign before it and an end after the last; so that one phrase tells whether a question *is* a
title or is how one begins, in any inflection: skollagen is Skollag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from indexer.analyse import Word
from indexer.engines.port import join_terms

_FIRST = "^"
_LAST = "$"
"""No term holds these signs."""
_PARENTHESES = re.compile(r"\([^()]*\)")
_NUMBER_BEFORE = re.compile(
    r"^\s*+(?:[^\W\d_]++\.? ?){0,2}\d++(?:[/:.–-]\d++)++(?: s\. ?\d++)?[\s:,–-]++(?=\w)"
)
"""A series with its number before a title: SOU 2020:55, Remiss SOU 2020:55, Prop. 2019/20:1."""
_NUMBER_AFTER = re.compile(r"(?<![\s,])[\s,]++(?:[^\W\d_]{2,6}\.? ?)?\d++[:/]\d++\s*$")
"""The same after it: Skollag SFS 2010:800."""
_AND_MORE = re.compile(r"(?<![\s,])[\s,]++m\. ?(?:m|fl)\.?\s*$")
"""Ends a title that does not tell all: Lag om polisregister m.m."""
MOST_WORDS = 64
"""Of a longer name no more words are heeded."""

Name = tuple[str, ...]
"""The terms of its words."""
Analyse = Callable[[str], Sequence[Word]]
"""The words of a text."""


def name_terms(title: str, analyse: Analyse) -> str:
    """Return the terms of the names that a title gives, as a document holds them."""
    return join_terms(term for row in find_names(title, analyse) for term in (*row, _LAST))


def find_names(title: str, analyse: Analyse) -> Sequence[Name]:
    """Return the names as the terms of their words: by the likeliest of each, and by the last."""
    rows = (
        row for text in dict.fromkeys(_texts(title)) for row in _rows(analyse(text)[:MOST_WORDS])
    )
    return list(dict.fromkeys(row for row in rows if row))


def whole(name: Name) -> Name:
    """Return the terms of a phrase that stands where a name is all of a title."""
    return (*name, _LAST)


def _texts(title: str) -> Iterator[str]:
    plain = _AND_MORE.sub("", _PARENTHESES.sub(" ", title))
    for text in (title, plain):
        yield text
        yield _NUMBER_BEFORE.sub("", text, count=1)
        yield _NUMBER_AFTER.sub("", text, count=1)


def _rows(words: Sequence[Word]) -> Iterator[Name]:
    for row in ([word.base for word in words], [word.main[-1] for word in words]):
        yield tuple(_FIRST + term if at == 0 else term for at, term in enumerate(row))
