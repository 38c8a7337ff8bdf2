"""XLSX: the sheets of a workbook that are shown, their rows as lines, values as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from indexer.errors import ArticleError
from indexer.read.cells import Amounts, number_text, sheet_blocks
from indexer.read.characters import tidy
from indexer.read.document import core_properties, read_document
from indexer.read.file import File
from indexer.read.markup import Element, local_name
from indexer.read.package import Package, open_package, relation_id
from indexer.read.parsed import Parsed
from indexer.read.sections import Block

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WIDEST = 16_384
_TRUTH = {"1": "SANT", "0": "FALSKT"}
_ON = frozenset({"1", "true"})
_NOTHING = re.compile(r"0(?:\.0*)?")


def read_xlsx(file: File) -> Iterator[Parsed]:
    """Read a workbook as one article; raise ArticleError when it is none, or empty."""
    amounts = Amounts(file.id)
    with open_package(file, "Excel-dokument", "Excel") as package:
        blocks = list(_blocks(package, amounts))
        properties = core_properties(package)
    yield from amounts.doubts()
    yield from read_document(file, blocks, properties)


def _blocks(package: Package, amounts: Amounts) -> Iterator[Block]:
    name = package.main("xl/workbook.xml")
    book = package.xml(name)
    if book is None or local_name(book) != "workbook":
        raise ArticleError(
            package.file.id, f"filen är inget Excel-dokument ({name} saknas)", "Spara om den."
        )
    related = package.related(name)
    texts = _shared_texts(package, package.first_of(name, "sharedStrings"))
    formats = _formats(package.xml(package.first_of(name, "styles")))
    epoch_1904 = any(one.get("date1904") in _ON for one in book.iter("{*}workbookPr"))
    sheets = [one for one in book.iter("{*}sheet") if one.get("state", "visible") == "visible"]
    for sheet in sheets:
        relation = related.get(relation_id(sheet))
        if relation and relation.kind == "worksheet" and package.has(relation.target):
            rows = _Rows(texts, formats, epoch_1904)
            lines = rows.read(package, relation.target)
            yield from sheet_blocks(sheet.get("name", ""), lines, amounts, alone=len(sheets) == 1)
            yield from _boxes(package, relation.target)


def _boxes(package: Package, part: str) -> Iterator[Block]:
    """Yield what is written in boxes on the sheet."""
    drawing = package.xml(package.first_of(part, "drawing"))
    for paragraph in drawing.iter(f"{A}p") if drawing is not None else ():
        if text := tidy("".join(one.text or "" for one in paragraph.iter(f"{A}t"))):
            yield Block(text)


@dataclass(slots=True)
class _Rows:
    """A sheet on its way into rows of texts; `hidden` are its columns that are not shown."""

    texts: list[str]
    formats: list[str]
    epoch_1904: bool
    hidden: set[int] = field(default_factory=set)

    def read(self, package: Package, part: str) -> Iterator[list[str]]:
        """Yield the rows that are shown, cell by cell, without holding the sheet in memory."""
        cells: dict[int, str] = {}
        column = 0
        for element in elements(package, part, "col", "c", "row"):
            match local_name(element):
                case "col" if _is_hidden(element, "width"):
                    first, last = (_whole(element.get(one)) for one in ("min", "max"))
                    self.hidden.update(range(first, min(last, WIDEST) + 1))
                case "c":
                    column = _column(element.get("r", "")) or column + 1
                    if column <= WIDEST and column not in self.hidden:
                        cells[column] = self._value(element)
                case "row":
                    shown = not _is_hidden(element, "ht")
                    filled = [number for number, text in cells.items() if text] if shown else []
                    if filled:
                        columns = range(min(filled), max(filled) + 1)
                        yield [cells.get(n, "") for n in columns if n not in self.hidden]
                    cells, column = {}, 0

    def _value(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        value = next((one.text or "" for one in cell.iterchildren("{*}v")), "")
        format_ = self._format(cell.get("s", ""))
        if not value or kind == "e" or format_ == ";;;":
            return ""
        if kind == "s":
            number = _whole(value)
            return self.texts[number] if number < len(self.texts) else ""
        if kind == "b":
            return _TRUTH.get(value, "")
        if kind in {"str", "d"}:
            return tidy(value)
        return number_text(value, format_, epoch_1904=self.epoch_1904)

    def _format(self, style: str) -> str:
        number = _whole(style)
        return self.formats[number] if number < len(self.formats) else ""


def _is_hidden(element: Element, measure: str) -> bool:
    """Tell a row or column that is hidden, or so small that nothing of it is seen."""
    return element.get("hidden") in _ON or _NOTHING.fullmatch(element.get(measure, "")) is not None


def elements(package: Package, part: str, *names: str) -> Iterator[Element]:
    """Yield the elements of these names as each ends, and empty them: a part may be large."""
    with package.open(part) as stream:
        try:
            for _, element in etree.iterparse(
                stream,
                tag=[f"{{*}}{name}" for name in names],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            ):
                yield element
                element.clear()
                before, parent = element.getprevious(), element.getparent()
                if before is not None and parent is not None:
                    parent.remove(before)
        except etree.XMLSyntaxError as error:
            raise ArticleError(
                package.file.id, f"XML:en är trasig på rad {error.lineno}", "Spara om filen."
            ) from error


def _shared_texts(package: Package, part: str) -> list[str]:
    return [_text(element) for element in elements(package, part, "si")] if part else []


def _text(element: Element) -> str:
    """Return the text of a cell, without how it is pronounced."""
    parts = (
        one.text or ""
        for one in element.iter("{*}t")
        if (parent := one.getparent()) is None or local_name(parent) != "rPh"
    )
    return tidy("".join(parts))


def _formats(styles: Element | None) -> list[str]:
    """Return the number format of each cell style: its code, or its number where it is built in."""
    if styles is None:
        return []
    codes: Mapping[str, str] = {
        one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter("{*}numFmt")
    }
    listed = (one.get("numFmtId", "0") for all_ in styles.iter("{*}cellXfs") for one in all_)
    return [codes.get(number, number) for number in listed]


def _column(reference: str) -> int:
    """Return the number of the column in a reference such as "AB12", or 0 for none."""
    number = 0
    for letter in reference[:4].upper():
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004
