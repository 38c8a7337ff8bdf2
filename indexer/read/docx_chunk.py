"""Documents of other formats that stand within a Word document as they were put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.read.characters import decode
from indexer.read.embedded_html import html_blocks
from indexer.read.package import Package, open_package
from indexer.read.sections import Block
from indexer.read.text import parse_text

DEEPEST = 2
"""A document in a document in a document is passed over."""


def read_chunk(package: Package, part: str, id_: str, depth: int) -> Iterator[Block]:
    """Yield the blocks of what the part refers to by the id; raise ArticleError if it is broken."""
    relation = package.related(part).get(id_)
    if relation is None or not package.has(relation.target) or depth >= DEEPEST:
        return
    data = package.read(relation.target)
    suffix = PurePosixPath(relation.target).suffix.lower()
    match suffix:
        case ".htm" | ".html" | ".xhtml":
            yield from html_blocks(data, package.file.id)
        case ".txt":
            yield from parse_text(decode(data, package.file.id)[0])
        case ".mht" | ".mhtml" | ".eml":
            from indexer.read.email_message import body_blocks, parse_message  # noqa: PLC0415 - rare

            yield from body_blocks(parse_message(data, package.file.id), package.file.id)
        case ".rtf":
            from indexer.read.rtf import rtf_blocks  # noqa: PLC0415 - rare

            yield from rtf_blocks(data)
        case _:
            from indexer.read.docx import WORD, read_body  # noqa: PLC0415 - it reads chunks itself

            inner = replace(package.file, data=lambda: data)
            with open_package(inner, *WORD) as document:
                yield from read_body(document, depth + 1)
