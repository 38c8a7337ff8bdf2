"""PDF: the text of each page as sections, title and dates from the document or its first page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import c_ushort
from dataclasses import replace
from itertools import islice

import pypdfium2
from pypdfium2 import raw

from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.finish import split_topics
from indexer.read.item import Finding
from indexer.read.ocr_results import PACKAGES
from indexer.read.official import named_title
from indexer.read.official.pages import take_from_pages
from indexer.read.page_dates import read_date_line, take_page_dates
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.pdf_forms import add_values, check_contents, open_form
from indexer.read.pdf_furniture import drop_furniture
from indexer.read.pdf_headings import bookmark_key
from indexer.read.pdf_layers import may_hide, take_away_hidden
from indexer.read.pdf_layout import Placed, build_pages, lay_out
from indexer.read.pdf_lines import Page, read_lines
from indexer.read.pdf_metadata import read_date, read_metadata
from indexer.read.pdf_ocr import read_scans

LONGEST_TITLE = 250
MOST_BOOKMARKS = 5000
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|namnlös.*|dokument\s?\d*|document\s?\d*"
    r"|powerpoint[- ]presentation|presentation\d*|.*\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf)"
    r"|[\w-]*\d{5,}[\w-]*|om|titel|title|\W*)",
    re.IGNORECASE,
)


def read_pdf(file: File) -> Iterator[Parsed]:
    """Read a PDF as one article; raise ArticleError when it cannot be opened or has no text."""
    data = load(file, MAX_DOCUMENT_BYTES)
    document = _open(data, file)
    try:
        open_form(document)
        pages, broken = _read_pages(document, layered=may_hide(data))
        scans, unread = read_scans(document, pages, data, file)
        scanned = any(scans.values()) and not any(pages)  # the file is then not of its day
        pages = [scans.get(place, page) for place, page in enumerate(pages)]
        metadata = read_metadata(document, data)
        language = _language(document)
        bookmarks = set(_bookmarks(document))
        doubts = list(check_contents(document, file.id, pages))
    finally:
        document.close()
    yield from doubts
    yield from unread
    if broken:
        yield _unreadable_pages(file, broken)
    official, pages = take_from_pages(pages)
    placed = lay_out(drop_furniture(pages), bookmarks)
    if not (placed or official.title):
        raise _no_text(file)
    title = official.title
    if not title:
        title, placed = _titled(placed, metadata.get("Title", ""))
    dates, placed = _dated(placed)
    created, modified = (read_date(metadata.get(key, "")) for key in ("CreationDate", "ModDate"))
    dates = Dates(published=official.decided).or_else(dates)
    yield ParsedArticle(
        title=named_title(title, official),
        sections=tuple(build_pages(placed)),
        reference=official.reference,
        dates=dates if scanned else dates.or_of_file(created, modified),
        topics=split_topics(metadata.get("Keywords", "")),
        language=language,
        machine_read=any(scans.values()),
    )


def _no_text(file: File) -> ArticleError:
    if file.source.ocr:
        reason = "PDF-filen har ingen text, och ingen som en maskin kan läsa"
        return ArticleError(file.id, reason, "Publicera texten på annat sätt.")
    return ArticleError(
        file.id,
        "PDF-filen har ingen text, den är kanske inskannad",
        "Låt den läsas av maskin (OCR): skriv ocr = true i sokverket.toml och installera "
        f"{PACKAGES}. Eller publicera texten på annat sätt.",
    )


def _open(data: bytes, file: File) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason, remedy = "PDF-filen är låst med lösenord", "Spara den utan lösenord."
        else:
            reason, remedy = "filen är ingen hel PDF", "Hämta eller spara om den."
        raise ArticleError(file.id, reason, remedy) from error


def _read_pages(document: pypdfium2.PdfDocument, *, layered: bool) -> tuple[list[Page], list[int]]:
    """Return the lines of each page, and the numbers of pages that could not be read."""
    pages: list[Page] = []
    broken = []
    for number in range(len(document)):
        try:
            page = document[number]
            if layered:
                take_away_hidden(page)
            pages.append(add_values(document, page, read_lines(page)))
            page.close()
        except pypdfium2.PdfiumError:
            pages.append([])
            broken.append(number + 1)
    return pages, broken


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str]]:
    """Yield the page and the key of each heading that the document's table of contents has."""
    for bookmark in islice(document.get_toc(), MOST_BOOKMARKS):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        if page is not None and (key := bookmark_key(bookmark.get_title())):
            yield page + 1, key


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
    """Return the title and the blocks without it: the given one, or the largest on page 1.

    What stands above it, such as the name of a series, is no heading.
    """
    first = [one for one in placed if one.page == placed[0].page]
    if given and len(given) <= LONGEST_TITLE and not _NO_TITLE.fullmatch(given):
        printed = next((one for one in first if one.block.text.startswith(given)), None)
        whole = printed is not None and printed.block.text == given
        return given, _below(placed, printed, keep=not whole) if printed else placed
    headings = [one for one in first if one.block.level]
    if not headings:
        return "", placed
    title = max(headings, key=lambda one: one.size)
    return title.block.text, _below(placed, title, keep=False)


def _below(placed: Sequence[Placed], title: Placed, *, keep: bool) -> list[Placed]:
    """Return the blocks with those above the title as text, and without it unless it is kept."""
    place = next(number for number, one in enumerate(placed) if one is title)
    above = [replace(one, block=replace(one.block, level=0)) for one in placed[:place]]
    return [*above, *placed[place + (not keep) :]]


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


def _language(document: pypdfium2.PdfDocument) -> str:
    """Return the language that the document says it is in, such as "sv-SE", or ""."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return "".join(map(chr, buffer)).strip("\0")
