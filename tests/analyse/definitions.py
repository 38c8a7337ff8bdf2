from __future__ import annotations

from collections.abc import Iterator

from indexer.analyse.acronyms import Definition, Split, define, find_mentions


def find_definitions(text: str, split: Split) -> Iterator[Definition]:
    """Yield the acronyms that the text defines, as often as it does."""
    for mention in find_mentions(text):
        yield from define(mention, split)
