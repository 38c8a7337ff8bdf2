"""OpenDocument (ODT, ODS, ODP): text, sheets or slides, and what the document says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.errors import ArticleError
from indexer.read.cells import Amounts, sheet_blocks
from indexer.read.characters import tidy
from indexer.read.document import Properties, read_document
from indexer.read.file import File
from indexer.read.markup import Element, child_text
from indexer.read.opendocument_body import OdfBody
from indexer.read.opendocument_sheet import read_rows
from indexer.read.opendocument_styles import OFFICE, TABLE, OdfStyles
from indexer.read.package import LOCKED, Package, open_package
from indexer.read.parsed import Parsed
from indexer.read.sections import Block


def read_opendocument(file: File) -> Iterator[Parsed]:
    """Read a text, workbook or presentation as one article.

    Raises ArticleError when it is none, locked or empty.
    """
    amounts = Amounts(file.id)
    with open_package(file, "OpenDocument-dokument", "LibreOffice") as package:
        manifest = package.xml("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise ArticleError(file.id, *LOCKED)
        blocks = list(_blocks(package, amounts))
        properties = _properties(package.xml("meta.xml"))
    yield from amounts.doubts()
    yield from read_document(file, blocks, properties)


def _blocks(package: Package, amounts: Amounts) -> Iterator[Block]:
    root = package.xml("content.xml")
    content = root.find(f"{OFFICE}body") if root is not None else None
    if root is None or content is None:
        raise ArticleError(
            package.file.id,
            "filen är inget OpenDocument-dokument (content.xml saknas)",
            "Spara om den.",
        )
    styles = OdfStyles.of(root, package.xml("styles.xml"))
    body = OdfBody(styles)
    for kind in content:
        if kind.tag == f"{OFFICE}spreadsheet":
            yield from _sheets(kind, body, styles, amounts)
        elif kind.tag == f"{OFFICE}presentation":
            yield from body.slides(kind)
        else:
            yield from body.blocks(kind)


def _sheets(book: Element, body: OdfBody, styles: OdfStyles, amounts: Amounts) -> Iterator[Block]:
    sheets = [one for one in book.iterchildren(f"{TABLE}table") if styles.shows_table(one)]
    for sheet in sheets:
        name = sheet.get(f"{TABLE}name", "")
        rows = read_rows(sheet, lambda cell: " ".join(one.text for one in body.blocks(cell)))
        yield from sheet_blocks(name, rows, amounts, alone=len(sheets) == 1)


def _properties(root: Element | None) -> Properties:
    meta = root.find(f"{OFFICE}meta") if root is not None else None
    if meta is None:
        return Properties()
    keywords = (tidy("".join(one.itertext())) for one in meta.iterchildren("{*}keyword"))
    return Properties(
        title=child_text(meta, "title"),
        created=child_text(meta, "creation-date"),
        modified=child_text(meta, "date"),
        keywords=";".join(keywords),
        language=child_text(meta, "language"),
    )
