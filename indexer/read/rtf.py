"""RTF: headings, paragraphs, lists and tables of a document in Rich Text Format."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.errors import ArticleError
from indexer.read.document import read_document
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.parsed import Parsed
from indexer.read.rtf_text import RtfText
from indexer.read.sections import Block

START = b"{\\rtf"


def read_rtf(file: File) -> Iterator[Parsed]:
    """Read an RTF document as one article; raise ArticleError when it is none, or empty."""
    data = load(file, MAX_DOCUMENT_BYTES)
    if not data.lstrip().startswith(START):
        raise ArticleError(file.id, "filen är inget RTF-dokument", "Öppna den och spara om den.")
    text = RtfText()
    text.read(data)
    yield from read_document(file, text.blocks, text.properties())


def rtf_blocks(data: bytes) -> list[Block]:
    """Return the blocks of a document in bytes."""
    text = RtfText()
    text.read(data)
    return text.blocks
