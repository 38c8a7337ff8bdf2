"""HTML that is all content, as in a letter, a book or a document: what is shown of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.read.characters import decode
from indexer.read.html_blocks import read_blocks
from indexer.read.markup import Element, parse_html
from indexer.read.sections import Block

_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_HIDING = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)


def html_blocks(data: bytes, item: str, charset: str = "") -> list[Block]:
    """Return the blocks of a page in bytes; raise ArticleError for what is no text."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    charset = charset or (declared[1].decode("ascii") if declared else "")
    return blocks_of(decode(data, item, charset, stray_nul=True)[0])


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of a page; what is hidden in it is left out."""
    root, _ = parse_html(html)
    return read_blocks(root, set(_hidden(root))) if root is not None else []


def _hidden(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if element.get("hidden") is not None or _HIDING.search(element.get("style") or ""):
            yield element
