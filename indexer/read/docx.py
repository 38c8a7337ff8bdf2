"""DOCX: headings, paragraphs, lists and tables of a Word document, and its properties."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from indexer.article import BULLET
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.dates import parse
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.finish import split_topics
from indexer.read.markup import Element, child_text, parse_xml
from indexer.read.official import named_title, take_official
from indexer.read.page_dates import take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections, join_cells

MAX_PART = 100_000_000
"""The largest part of a document, unpacked, in bytes."""

MAX_RATIO = 200
"""A part may be so many times larger than its packed form, if it is large at all."""

SMALL_PART = 10_000_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|rubrik)\s*([1-9])", re.IGNORECASE)
_LIST = re.compile(r"(?:list|punktlista|numreradlista)(?!e?(?:stycke|paragraph))", re.IGNORECASE)
_TITLE = re.compile(r"title|titel|rubrik", re.IGNORECASE)
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", _FALLBACK})
_LEVELS = 6
_TITLE_LEVEL = 1


def read_docx(file: File) -> Iterator[Parsed]:
    """Read a Word document as one article; raise ArticleError when it is none, or empty."""
    data = load(file, MAX_DOCUMENT_BYTES)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            body = _part(package, "word/document.xml", file)
            if body is None:
                raise ArticleError(
                    file.id,
                    "filen är inget Word-dokument (word/document.xml saknas)",
                    "Spara om den.",
                )
            levels = _levels(_part(package, "word/styles.xml", file))
            properties = _part(package, "docProps/core.xml", file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArticleError(
            file.id, "filen är inget helt Word-dokument", "Öppna den i Word och spara om den."
        ) from error
    yield from _read_document(file, list(_blocks(body, levels)), _texts(properties))


def _read_document(
    file: File, blocks: list[Block], properties: Mapping[str, str]
) -> Iterator[Parsed]:
    official, rest = take_official(blocks)
    dates, rest = take_page_dates(rest)
    title, rest = (
        (official.title, rest) if official.title else _titled(rest, properties.get("title", ""))
    )
    sections = build_sections(rest)
    if not (title or sections):
        raise ArticleError(file.id, "dokumentet har ingen text", "Fyll det med text.")
    created, modified = (parse(properties.get(name, "")[:10]) for name in ("created", "modified"))
    dates = Dates(published=official.decided).or_else(dates)
    yield ParsedArticle(
        title=named_title(title, official),
        sections=sections,
        kind=properties.get("category", ""),
        reference=official.reference,
        dates=dates.or_of_file(created, modified),
        topics=split_topics(properties.get("keywords", "")),
        language=properties.get("language", ""),
    )


def _part(package: zipfile.ZipFile, name: str, file: File) -> Element | None:
    """Return the root of a part of the package, or None where it has none of that name."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    packed = max(entry.compress_size, 1)
    large = entry.file_size > SMALL_PART and entry.file_size / packed > MAX_RATIO
    if entry.file_size > MAX_PART or large:
        raise ArticleError(
            file.id, f"dokumentet är packat till {entry.file_size / packed:.0f} gånger sin storlek",
            "Öppna det i Word och spara om det.",
        )  # fmt: skip
    with package.open(entry) as stream:
        return parse_xml(stream.read(MAX_PART), file.id)


def _levels(styles: Element | None) -> dict[str, int]:
    """Return the heading level of each style that has one, by the style's id."""
    found = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        id_, name = style.get(f"{W}styleId", ""), ""
        for element in style.iter(f"{W}name"):
            name = element.get(f"{W}val", "")
        outline = next((one.get(f"{W}val", "") for one in style.iter(f"{W}outlineLvl")), "")
        if level := _level_of(name) or _level_of(id_):
            found[id_] = level
        elif outline.isdecimal() and int(outline) < _LEVELS:
            found[id_] = min(int(outline) + 2, _LEVELS)
    return found


def _level_of(style: str) -> int:
    """Return the level that a style's name tells, in English or Swedish, or 0."""
    if match := _HEADING.fullmatch(style):
        return min(int(match[1]) + 1, _LEVELS)
    return _TITLE_LEVEL if _TITLE.fullmatch(style) else 0


def _blocks(element: Element, levels: Mapping[str, int]) -> Iterator[Block]:
    """Yield the paragraphs, headings and table rows in reading order."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{W}p":
            if text := tidy(_text(one)):
                yield Block(text, _level(one, levels), BULLET if _is_item(one) else "")
        elif one.tag == f"{W}tr":
            cells = [tidy(" ".join(map(_text, cell.iter(f"{W}p")))) for cell in one.iter(f"{W}tc")]
            if row := join_cells(cells):
                yield Block(row)
        elif one.tag not in _LEFT_OUT:
            waiting.extend(reversed(one))


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph as it stands after accepted changes."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{W}t":
            parts.append(one.text or "")
        elif one.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            parts.append(" ")
        elif one.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif one.tag not in _LEFT_OUT:
            waiting.extend(reversed(one))
    return "".join(parts)


def _level(paragraph: Element, levels: Mapping[str, int]) -> int:
    for properties in paragraph.iterchildren(f"{W}pPr"):
        for style in properties.iterchildren(f"{W}pStyle"):
            given = style.get(f"{W}val", "")
            return levels.get(given, 0) or _level_of(given)
        for outline in properties.iterchildren(f"{W}outlineLvl"):
            value = outline.get(f"{W}val", "")
            return min(int(value) + 2, _LEVELS) if value.isdecimal() and int(value) < _LEVELS else 0
    return 0


def _is_item(paragraph: Element) -> bool:
    """Tell a list item, by its numbering or by its style's name."""
    for properties in paragraph.iterchildren(f"{W}pPr"):
        styles = (style.get(f"{W}val", "") for style in properties.iterchildren(f"{W}pStyle"))
        return any(map(_LIST.match, styles)) or properties.find(f"{W}numPr") is not None
    return False


def _titled(blocks: list[Block], given: str) -> tuple[str, list[Block]]:
    """Return the title and the blocks without it: of the title style, given, or first heading."""
    marked = [block for block in blocks if block.level == _TITLE_LEVEL]
    first = marked or ([] if given else [block for block in blocks if block.level][:1])
    title = first[0].text if first else given
    for number, block in enumerate(blocks):
        if block.level and block.text == title:
            return title, blocks[:number] + blocks[number + 1 :]
    return title, blocks


def _texts(properties: Element | None) -> dict[str, str]:
    names = ("title", "created", "modified", "keywords", "language", "category")
    if properties is None:
        return {}
    return {name: tidy(child_text(properties, name)) for name in names}
