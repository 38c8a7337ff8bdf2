"""EPUB: the chapters of a book in the order they are read, and what the book says of itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from indexer.article import DateSpan
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.dates import parse
from indexer.read.embedded_html import blocks_of, html_blocks
from indexer.read.file import File
from indexer.read.markup import Element
from indexer.read.package import LOCKED, Package, open_package, resolve
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections
from indexer.read.template import own_title

MOST_CHAPTERS = 3000
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_DC = "{http://purl.org/dc/elements/1.1/}"
_EVENT = "{http://www.idpf.org/2007/opf}event"
_LEVELS = 6


def read_epub(file: File) -> Iterator[Parsed]:
    """Read a book as one article; raise ArticleError when it is none, locked or empty."""
    with open_package(file, "EPUB-dokument", "ett program för e-böcker") as package:
        name, book = _book(package)
        blocks = [
            block for part in _chapters(package, name, book) for block in _chapter(package, part)
        ]
    title = own_title(_said(book, "title"))
    if not title:
        title = next((block.text for block in blocks if block.level), "")
    if blocks and blocks[0].text == title:
        blocks = blocks[1:]
    sections = build_sections(blocks)
    if not sections:
        raise ArticleError(file.id, "boken har ingen text", "Fyll den med text.")
    yield ParsedArticle(
        title=title,
        sections=sections,
        summary=" ".join(block.text for block in blocks_of(_said(book, "description"))),
        dates=Dates(published=_published(book)),
        topics=tuple(_all(book, "subject")),
        publisher=tuple(_all(book, "publisher")),
        language=_said(book, "language"),
    )


def _book(package: Package) -> tuple[str, Element]:
    """Return the part that describes the book, and its name."""
    container = package.xml("META-INF/container.xml")
    found = container.iter("{*}rootfile") if container is not None else ()
    for one in found:
        name = resolve("", one.get("full-path", ""))
        if (book := package.xml(name)) is not None:
            return name, book
    raise ArticleError(
        package.file.id, "filen är inget EPUB-dokument (container.xml saknas)", "Skapa den på nytt."
    )


def _chapters(package: Package, name: str, book: Element) -> Iterator[str]:
    """Yield the parts of the spine, each once, without lists of contents."""
    folder = posixpath.dirname(name)
    parts = {one.get("id", ""): one for one in book.iterfind("{*}manifest/{*}item")}
    locked = _locked(package)
    seen: set[str] = set()
    for one in book.iterfind("{*}spine/{*}itemref"):
        item = parts.get(one.get("idref", ""))
        if item is None or item.get("media-type", "") not in _PAGES or len(seen) >= MOST_CHAPTERS:
            continue
        part = resolve(folder, item.get("href", ""))
        if part in locked:
            raise ArticleError(package.file.id, *LOCKED)
        is_contents = "nav" in item.get("properties", "").split()
        if part not in seen and package.has(part) and not is_contents:
            seen.add(part)
            yield part


def _chapter(package: Package, part: str) -> Iterator[Block]:
    """Yield the blocks of a chapter, its headings below the title of the book."""
    for block in html_blocks(package.read(part), package.file.id):
        yield replace(block, level=min(block.level + 1, _LEVELS)) if block.level else block


def _locked(package: Package) -> set[str]:
    """Return the names of the parts that are encrypted."""
    root = package.xml("META-INF/encryption.xml")
    found = root.iter("{*}CipherReference") if root is not None else ()
    return {resolve("", one.get("URI", "")) for one in found}


def _published(book: Element) -> DateSpan | None:
    """Return the day of publication, which may say what it is the day of."""
    days = list(book.iterfind(f"{{*}}metadata/{_DC}date"))
    days.sort(key=lambda day: day.get(_EVENT, "publication") != "publication")
    return next((span for day in days if (span := parse((day.text or "").strip()[:10]))), None)


def _all(book: Element, name: str) -> Iterator[str]:
    for one in book.iterfind(f"{{*}}metadata/{_DC}{name}"):
        yield tidy("".join(one.itertext()))


def _said(book: Element, name: str) -> str:
    return next(filter(None, _all(book, name)), "")
