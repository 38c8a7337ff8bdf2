"""PDF: the text of each page as sections, title and dates from the document or its first page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import c_ushort
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from indexer.article import DateSpan
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.finish import split_topics
from indexer.read.item import Finding
from indexer.read.official import named_title
from indexer.read.official.pages import take_from_pages
from indexer.read.page_dates import read_date_line, take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.pdf_layout import Placed, build_pages, lay_out
from indexer.read.pdf_lines import Page, drop_furniture, read_lines

LONGEST_TITLE = 250
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|namnlös.*|dokument\s?\d*|document\s?\d*"
    r"|powerpoint[- ]presentation|presentation\d*|.*\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf)"
    r"|[\w-]*\d{5,}[\w-]*|om|titel|title|\W*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def read_pdf(file: File) -> Iterator[Parsed]:
    """Read a PDF as one article; raise ArticleError when it cannot be opened or has no text."""
    document = _open(file)
    try:
        pages, broken = _read_pages(document)
        metadata = document.get_metadata_dict(skip_empty=True)
        language = _language(document)
    finally:
        document.close()
    if broken:
        yield _unreadable_pages(file, broken)
    official, pages = take_from_pages(pages)
    placed = lay_out(drop_furniture(pages))
    if not (placed or official.title):
        raise ArticleError(
            file.id,
            "PDF-filen har ingen text, den är kanske inskannad",
            "Kör textigenkänning (OCR) på den, eller publicera texten på annat sätt.",
        )
    title = official.title
    if not title:
        title, placed = _titled(placed, tidy(metadata.get("Title", "")))
    dates, placed = _dated(placed)
    created, modified = (_date(metadata.get(key, "")) for key in ("CreationDate", "ModDate"))
    dates = Dates(published=official.decided).or_else(dates)
    yield ParsedArticle(
        title=named_title(title, official),
        sections=tuple(build_pages(placed)),
        reference=official.reference,
        dates=dates.or_of_file(created, modified),
        topics=split_topics(metadata.get("Keywords", "")),
        language=language,
    )


def _open(file: File) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(load(file, MAX_DOCUMENT_BYTES))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason, remedy = "PDF-filen är låst med lösenord", "Spara den utan lösenord."
        else:
            reason, remedy = "filen är ingen hel PDF", "Hämta eller spara om den."
        raise ArticleError(file.id, reason, remedy) from error


def _read_pages(document: pypdfium2.PdfDocument) -> tuple[list[Page], list[int]]:
    """Return the lines of each page, and the numbers of pages that could not be read."""
    pages: list[Page] = []
    broken = []
    for number in range(len(document)):
        try:
            page = document[number]
            pages.append(read_lines(page))
            page.close()
        except pypdfium2.PdfiumError:
            pages.append([])
            broken.append(number + 1)
    return pages, broken


def _unreadable_pages(file: File, broken: Sequence[int]) -> Finding:
    return Finding(
        file.id,
        f"sidan {broken[0]} går inte att läsa"
        if len(broken) == 1
        else f"{len(broken)} sidor går inte att läsa, den första är sidan {broken[0]}",
        "Spara om PDF-filen; resten av den är läst.",
        refused=False,
    )


def _titled(placed: list[Placed], given: str) -> tuple[str, list[Placed]]:
    """Return the title and the blocks without it: the given one, or the largest on page 1."""
    if given and len(given) <= LONGEST_TITLE and not _NO_TITLE.fullmatch(given):
        same = [one for one in placed if one.page == 1 and one.block.text == given][:1]
        return given, [one for one in placed if one not in same]
    first = [one for one in placed if one.page == placed[0].page and one.block.level]
    if not first:
        return "", placed
    title = max(first, key=lambda one: one.size)
    return title.block.text, [one for one in placed if one is not title]


def _dated(placed: list[Placed]) -> tuple[Dates, list[Placed]]:
    """Return the dates that the document states of itself, and the blocks without them.

    On the first and the last page a line that is nothing but a date or a label with one counts.
    """
    ends = {placed[0].page, placed[-1].page} if placed else set()
    at_ends = [one.block for one in placed if one.page in ends]
    dates, blocks = take_page_dates(at_ends, edges=False)
    kept = {id(block) for block in blocks}
    rest = [one for one in placed if one.page not in ends or id(one.block) in kept]
    if dates.published or not rest:
        return dates, rest
    for one in rest:
        if one.page != rest[0].page:
            break
        spans = [mention.span for mention in read_date_line(one.block.text) if not mention.kind]
        if spans and spans[0]:
            rest = [other for other in rest if other is not one]
            return replace(dates, published=spans[0]), rest
    return dates, rest


def _date(text: str) -> DateSpan | None:
    """Return the day of a PDF's date such as D:20190521083000+02'00', or None."""
    if (match := _DATE.match(text)) is None:
        return None
    try:
        return DateSpan.parse("-".join(filter(None, match.groups())))
    except ValueError:
        return None


def _language(document: pypdfium2.PdfDocument) -> str:
    """Return the language that the document says it is in, such as "sv-SE", or ""."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return "".join(map(chr, buffer)).strip("\0")
