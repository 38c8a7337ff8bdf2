"""In which language is a text that does not say it?

Nothing is concluded from a few words, nor from names. The classifier is py3langid's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from indexer.article import CELL, Section
from indexer.languages import SWEDISH

FEWEST_WORDS = 20
"""With fewer words of running text, nothing is concluded."""

MOST_WORDS = 108
"""So many are looked at, some from each part of the text."""

CERTAIN = 0.9
"""So likely a language must be, or it and its nearest kin together."""

OBVIOUS = 0.99
"""So likely Swedish must be by a third of the words, to need no look at the rest."""

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
"""Words of a paragraph that is running text."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NORTHERN_SAMI = re.compile("[čđŋšŧž]")


def find_language(sections: Sequence[Section]) -> str:
    """Return the language of a text, or "" where it is too little or cannot be told.

    >>> find_language([Section("", ("This is too short to tell.",))])
    ''
    """
    words = list(_sample(sections))
    if len(words) < FEWEST_WORDS:
        return ""
    if len(words) >= 3 * FEWEST_WORDS:
        ranked = _rank(words[::3])
        if ranked[0][0] == SWEDISH and ranked[0][1] >= OBVIOUS:
            return SWEDISH
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


def _sample(sections: Sequence[Section]) -> Iterator[str]:
    """Yield words of running text from all over the article, without names."""
    texts = [
        paragraph
        for section in sections
        for paragraph in section.paragraphs
        if CELL not in paragraph and paragraph.count(" ") >= _LONG_ENOUGH
    ]
    step = max(1, len(texts) // _PARTS)
    most = MOST_WORDS // min(len(texts), _PARTS) if texts else 0
    for text in texts[::step][:_PARTS]:
        words = _WORD.findall(text[: most * 12])
        running = [word for word in words if not word[0].isupper()]
        if 2 * len(running) >= len(words):
            yield from running[:most]


@cache
def _classifier() -> Any:
    """Return the classifier, which takes most of a second to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - seldom needed

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(LANGUAGES)
    return classifier
