"""DOCX: headings, paragraphs, lists and tables of a Word document, and its properties."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.errors import ArticleError
from indexer.read.document import core_properties, read_document
from indexer.read.docx_body import WordBody
from indexer.read.docx_numbers import read_numbers
from indexer.read.docx_styles import W, read_styles
from indexer.read.file import File
from indexer.read.markup import Element
from indexer.read.package import Package, open_package
from indexer.read.parsed import Parsed
from indexer.read.sections import Block

WORD = "Word-dokument", "Word"
_NOTES = ("footnote", "endnote")


def read_docx(file: File) -> Iterator[Parsed]:
    """Read a Word document as one article; raise ArticleError when it is none, or empty."""
    with open_package(file, *WORD) as package:
        blocks = read_body(package)
        properties = core_properties(package)
    yield from read_document(file, blocks, properties)


def read_body(package: Package, depth: int = 0) -> list[Block]:
    """Return the blocks of the package's document, which may lie `depth` levels in another."""
    name = package.main("word/document.xml")
    root = package.xml(name)
    if root is None or root.tag != f"{W}document":
        raise ArticleError(
            package.file.id, f"filen är inget Word-dokument ({name} saknas)", "Spara om den."
        )
    styles = read_styles(package.xml(package.first_of(name, "styles") or "word/styles.xml"))
    numbers = read_numbers(package.xml(package.first_of(name, "numbering") or "word/numbering.xml"))
    body = WordBody(package, name, styles, _notes(package, name), numbers, depth)
    return [*body.blocks(root), *body.endnotes()]


def _notes(package: Package, main: str) -> dict[tuple[str, str], Element]:
    """Return the foot- and endnotes by their kind and id, without the lines above them."""
    found = {}
    for kind in _NOTES:
        root = package.xml(package.first_of(main, f"{kind}s") or f"word/{kind}s.xml")
        for note in root.iterchildren(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                found[kind, note.get(f"{W}id", "")] = note
    return found
