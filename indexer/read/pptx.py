"""PPTX: the slides of a presentation that are shown, each a section, with its notes."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.article import BULLET
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.document import TITLE_LEVEL, core_properties, read_document
from indexer.read.file import File
from indexer.read.markup import Element, local_name
from indexer.read.package import Package, open_package, relation_id
from indexer.read.parsed import Parsed
from indexer.read.sections import Block, join_cells

MOST_SLIDES = 2000
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_SHAPE, _FRAME, _GROUP = (f"{P}{name}" for name in ("sp", "graphicFrame", "grpSp"))
_MARKED = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
_OFF = frozenset({"0", "false"})
_SLIDE_LEVEL = 2


def read_pptx(file: File) -> Iterator[Parsed]:
    """Read a presentation as one article; raise ArticleError when it is none, or empty."""
    with open_package(file, "PowerPoint-dokument", "PowerPoint") as package:
        blocks = list(_blocks(package))
        properties = core_properties(package)
    yield from read_document(file, blocks, properties)


def _blocks(package: Package) -> Iterator[Block]:
    name = package.main("ppt/presentation.xml")
    root = package.xml(name)
    if root is None or local_name(root) != "presentation":
        raise ArticleError(
            package.file.id, f"filen är inget PowerPoint-dokument ({name} saknas)", "Spara om den."
        )
    related = package.related(name)
    seen: set[str] = set()
    for one in root.iter(f"{P}sldId"):
        relation = related.get(relation_id(one))
        if relation is None or relation.target in seen or len(seen) >= MOST_SLIDES:
            continue
        seen.add(relation.target)
        slide = package.xml(relation.target)
        if slide is not None and slide.get("show", "1") not in _OFF:
            yield from _slide(package, relation.target, slide, first=len(seen) == 1)


def _slide(package: Package, part: str, slide: Element, *, first: bool) -> Iterator[Block]:
    """Yield the slide's title as a heading, then the rest of it and its notes."""
    titles: list[Block] = []
    rest: list[Block] = []
    for shape in _shapes(slide):
        kind = _placeholder(shape)
        if kind in _TITLES:
            titles += _shape(shape, kind)
        elif kind not in _FURNITURE:
            rest += _shape(shape, kind)
    rest += _diagrams(package, part)
    title = " ".join(block.text for block in titles)
    if title:
        yield Block(title, TITLE_LEVEL if first else _SLIDE_LEVEL)
    yield from rest
    notes = package.xml(package.first_of(part, "notesSlide"))
    for shape in _shapes(notes) if notes is not None else ():
        if _placeholder(shape) == "body":
            yield from (Block(block.text) for block in _shape(shape, ""))


def _shapes(parent: Element) -> Iterator[Element]:
    """Yield the shapes and tables in reading order, also of groups; hidden ones are left out."""
    for element in parent:
        tag = local_name(element)
        if tag in {"sp", "graphicFrame", "grpSp"} and _is_hidden(element):
            continue
        if element.tag in {_SHAPE, _FRAME}:
            yield element
        elif tag == "AlternateContent":
            form = next(element.iterchildren("{*}Choice", "{*}Fallback"), None)
            if form is not None:
                yield from _shapes(form)
        elif tag in {"cSld", "spTree", "grpSp"}:
            yield from _shapes(element)


def _is_hidden(shape: Element) -> bool:
    facts = next(shape.iter(f"{P}cNvPr"), None)
    return facts is not None and facts.get("hidden", "0") not in _OFF


def _placeholder(shape: Element) -> str:
    """Return which placeholder of its layout a shape fills, "obj" being the usual one, or ""."""
    for one in shape.iter(f"{P}ph"):
        return one.get("type", "obj")
    return ""


def _shape(shape: Element, kind: str) -> Iterator[Block]:
    for row in shape.iter(f"{A}tr"):
        cells = [tidy(" ".join(map(_text, cell.iter(f"{A}p")))) for cell in row.iter(f"{A}tc")]
        if line := join_cells(cells):
            yield Block(line)
    if shape.tag == _FRAME:
        return
    for paragraph in shape.iter(f"{A}p"):
        if text := tidy(_text(paragraph)):
            yield Block(text, 0, BULLET if _is_item(paragraph, kind) else "")


def _is_item(paragraph: Element, kind: str) -> bool:
    properties = paragraph.find(f"{A}pPr")
    if properties is not None:
        if properties.find(f"{A}buNone") is not None:
            return False
        if any(properties.find(mark) is not None for mark in _MARKED):
            return True
    return kind in {"obj", "body"}


def _text(paragraph: Element) -> str:
    parts = []
    for one in paragraph.iter(f"{A}t", f"{A}br", f"{A}tab"):
        parent = one.getparent()
        if one.tag != f"{A}t":
            parts.append(" ")
        elif parent is None or not parent.get("type", "").startswith(("slidenum", "datetime")):
            parts.append(one.text or "")
    return "".join(parts)


def _diagrams(package: Package, part: str) -> Iterator[Block]:
    """Yield the texts of drawn diagrams, which lie in parts of their own."""
    for relation in package.related(part).values():
        if relation.kind == "diagramData" and package.has(relation.target):
            root = package.xml(relation.target)
            for paragraph in root.iter(f"{A}p") if root is not None else ():
                if text := tidy(_text(paragraph)):
                    yield Block(text, 0, BULLET)
