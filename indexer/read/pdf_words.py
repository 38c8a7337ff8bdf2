"""Words that a line's end has broken are made whole; hyphens that are theirs stay.

A hyphen at a line's end says nothing by itself. The document's own words do, where the word stands
elsewhere, then the dictionary, then how Swedish breaks words: never within a syllable, and
abbreviations, names and numbers only at a hyphen that they have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from indexer.analyse.dictionary import cached_dictionary, read_dictionary
from indexer.errors import SokverketError
from indexer.read.pdf_lines import SOFT_HYPHEN

_FIRST = re.compile(r"([^\W_]+(?:[-:][^\W_]+)*)-$")
_SECOND = re.compile(r"[^\W_]+(?:[-:][^\W_]+)*")
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|till|resp\.|and|or|und|to)\b|[/&+]|\W*$")
_APART = re.compile(r"(?<!\w)([ÅÄÖ]) ([a-zåäö]{1,})(?!\w)")
_CAPITALS_APART = ("Å ", "Ä ", "Ö ")
_VOWEL = re.compile(r"[aeiouyåäöéü]", re.IGNORECASE)
_ABBREVIATIONS = frozenset({"it", "eu", "id", "ip", "ai", "usa", "fou", "api", "ikt", "icke"})


class OwnWords:
    """The words of a document, counted when first asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._counts: Counter[str] | None = None

    def count(self, word: str) -> int:
        """Return how often the word stands in the document, unbroken."""
        if self._counts is None:
            text = "\n".join(self._lines).casefold()
            self._counts = Counter(_SECOND.findall(text))
        return self._counts[word.casefold()]


def join_lines(lines: Iterable[str], own: OwnWords) -> str:
    """Return lines as one, words that were broken at their ends made whole.

    >>> join_lines(["Elevhälso-", "arbete, läs-", "och skriv", "EU-", "kommissionen"], NO_WORDS)
    'Elevhälsoarbete, läs- och skriv EU-kommissionen'
    """
    text = ""
    for line in lines:
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1] + line
        elif not text or not text.endswith("-"):
            text = f"{text} {line}" if text else line
        else:
            text = _mend(text, line, own)
    text = text.rstrip(SOFT_HYPHEN)
    return _APART.sub(_closed, text) if any(map(text.__contains__, _CAPITALS_APART)) else text


def _closed(found: re.Match[str]) -> str:
    """Return a capital with a ring or dots close to its word, which some programs draw apart."""
    joined = found[1] + found[2]
    listed = _listed()
    return joined if listed(joined.lower()) or not listed(found[2]) else found[0]


def _mend(text: str, line: str, own: OwnWords) -> str:
    first, second = _FIRST.search(text[text.rfind(" ") + 1 :]), _SECOND.match(line)
    if second is None or first is None:
        return f"{text} {line}"
    whole = first[1] + second[0]
    if _SUSPENDED.match(line) and not (own.count(whole) or _listed()(whole.lower())):
        return f"{text} {line}"
    return text + line if _keeps(first[1], second[0], own) else text[:-1] + line


def _keeps(first: str, second: str, own: OwnWords) -> bool:
    """Tell whether the word is written with a hyphen."""
    whole, parted = own.count(first + second), own.count(f"{first}-{second}")
    if whole or parted:
        return parted > whole
    last = re.split("[-:]", first)[-1]
    if second[0].isdigit() or last[-1].isdigit():
        return True
    if second[0].isupper():
        return not (last.isupper() and len(last) > 1 and second.isupper() and len(second) > 1)
    if last.isupper() or (len(last) > 1 and last[1:] != last[1:].lower()):
        return True
    if len(last) == 1 or not _VOWEL.search(last):
        return True
    listed = _listed()
    if listed(f"{first}-{second}".lower()):
        return True
    return last.lower() in _ABBREVIATIONS and not listed((last + second).lower())


@cache
def _listed() -> Callable[[str], bool]:
    """Return what tells whether the dictionary has a word; without a dictionary it has none."""
    try:
        lexicon, _ = read_dictionary(cached_dictionary(), into_memory=False)
    except (OSError, ValueError, SokverketError):
        return lambda _: False
    return lambda word: bool(lexicon.bases(word))


NO_WORDS = OwnWords(())
