"""Which words are English? People search for them in Swedish archives, and they are not misspelt.

simplemma, which tells the base words of Swedish, has those of English too.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.metadata import version

from indexer.analyse.cache import cached_table


def is_english(word: str) -> bool:
    """Tell whether a case-folded word is an English one, in any form."""
    return word in _known()


@cache
def _known() -> Collection[str]:
    """Open the words, which takes simplemma a moment but a file of ours next to nothing."""
    return cached_table(f"english-{version('simplemma')}", "words", _learn)


def _learn() -> dict[str, str]:
    from simplemma.strategies.dictionaries import (  # noqa: PLC0415 - slow to import, seldom needed
        DefaultDictionaryFactory,
    )

    words = DefaultDictionaryFactory().get_dictionary("en")
    return {word.casefold(): "" for word in words if word.isalpha()}
