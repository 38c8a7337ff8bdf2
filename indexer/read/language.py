"""In which language is a text that does not say it?

Nothing is concluded from a few words, nor from names. Swedish is told by its commonest words, any
other language by the classifier of py3langid, which is slower and takes most of a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from math import ceil
from typing import Any

from indexer.article import CELL, Section
from indexer.languages import SWEDISH

FEWEST_WORDS = 15
"""With fewer words of running text, names not counted, nothing is concluded."""

MOST_CHARACTERS = 720
"""So much is looked at, a piece from each part of the text."""

CERTAIN = 0.9
"""So likely a language must be, or it and its nearest kin together."""

ONLY_SWEDISH = frozenset(
    "och att för till är ett från inte vid också även när där här hur över enligt samt ska skall"
    " mellan genom utan inom vilka".split()
)
"""Common words of Swedish that its neighbours write otherwise."""

LEAST_SHARE = 0.08
"""Where so many of the words are only Swedish, all but a little of the text is in Swedish."""

LANGUAGES = (
    "sv en fi no nn da is fo se de fr es pt it nl pl ru uk et lv lt ar fa ku so tr bs hr sr sq ro"
).split()
"""What agencies publish in, as the classifier calls them."""

KIN = (frozenset({"no", "nn", "da"}), frozenset({"bs", "hr", "sr"}))
NORWEGIAN = {"no": "nb"}
"""What the classifier calls Norwegian is bokmål."""

MEANKIELI = frozenset("oon met tet het mie sie ko ette meän heän häätyy kans tehä".split())
"""Words of every text in Meänkieli that Finnish writes otherwise; the classifier lacks it."""

_PARTS = 6
_LONG_ENOUGH = 8
"""Spaces of a paragraph that is running text."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NORTHERN_SAMI = re.compile("[čđŋšŧž]")


def find_language(sections: Sequence[Section]) -> str:
    """Return the language of a text, or "" where it is too little or cannot be told.

    >>> find_language([Section("", ("This is too short to tell.",))])
    ''
    """
    pieces = _pieces(sections)
    words = " ".join(pieces).split()
    if len(words) < FEWEST_WORDS:
        return ""
    least = ceil(LEAST_SHARE * len(words))
    if len(list(islice(filter(ONLY_SWEDISH.__contains__, words), least))) == least:
        return SWEDISH
    words = [word for piece in pieces for word in _running(piece)]
    if len(words) < FEWEST_WORDS:
        return ""
    ranked = _rank(words)
    found = ranked[0][0]
    kin = next((group for group in KIN if found in group), {found})
    if sum(likely for language, likely in ranked if language in kin) < CERTAIN:
        return ""
    return _narrowed(found, words)


def _rank(words: Sequence[str]) -> list[tuple[str, float]]:
    """Return the languages and how likely each is, the likeliest first."""
    ranked: list[tuple[str, float]] = _classifier().rank(" ".join(words))
    return ranked


def _narrowed(found: str, words: Sequence[str]) -> str:
    """Return the language, told from the smaller ones that the classifier takes it for."""
    if found == "fi" and len(MEANKIELI.intersection(words)) >= len(MEANKIELI) // 4:
        return "fit"
    if found == "se" and not _NORTHERN_SAMI.search(" ".join(words)):
        return ""
    return NORWEGIAN.get(found, found)


def _pieces(sections: Sequence[Section]) -> list[str]:
    """Return pieces of running text from all over the article."""
    texts = [
        paragraph
        for section in sections
        for paragraph in section.paragraphs
        if paragraph.count(" ") >= _LONG_ENOUGH and CELL not in paragraph
    ]
    number = min(len(texts), _PARTS)
    return [
        texts[part * len(texts) // number][: MOST_CHARACTERS // number] for part in range(number)
    ]


def _running(piece: str) -> list[str]:
    """Return the words of a piece without names, or nothing when most of it is names."""
    words = _WORD.findall(piece)
    running = [word for word in words if not word[0].isupper()]
    return running if 2 * len(running) >= len(words) else []


@cache
def _classifier() -> Any:
    """Return the classifier, which takes most of a second to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - seldom needed

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(LANGUAGES)
    return classifier
