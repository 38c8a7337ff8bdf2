"""The words of a question as they were typed, and what each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.analyse import Word
from indexer.search.references import AskedReference


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the question as it was typed, and its analysis; or a whole reference."""

    text: str
    word: Word
    reference: AskedReference | None = None


def content_words(typed: Sequence[QueryWord], *, alone: bool) -> list[QueryWord]:
    """Return the words to be matched, each once; stop words only when there is nothing else."""
    kept = [one for one in typed if not one.word.stop]
    if not kept and alone:
        kept = list(typed)
    return list({one.word.base: one for one in reversed(kept)}.values())[::-1]


def text_of(typed: Iterable[QueryWord]) -> str:
    """Return words as they were typed, with a blank between."""
    return " ".join(one.text for one in typed)
