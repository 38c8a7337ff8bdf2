"""Lone surrogates: halves of characters, which JSON can hold and UTF-8 cannot."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.article import Article
from indexer.read.item import Finding, Item

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def make_writable(item: Item) -> Item:
    """Return the item with the replacement character for each lone surrogate in any text of it."""
    if isinstance(item, Finding):
        return replace(
            item, item=_mended(item.item), reason=_mended(item.reason), remedy=_mended(item.remedy)
        )
    written = item.to_json()
    mended = _mended(written)
    return item if mended == written else replace(Article.from_json(mended), place=item.place)


def _mended(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
