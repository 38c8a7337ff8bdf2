"""PDF: the text of each page as sections, title and dates from the document or its first page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import c_ushort

import pypdfium2
from pypdfium2 import raw

from indexer.article import Article, DateSpan
from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load, tidy
from indexer.read.item import Finding, Item
from indexer.read.page_dates import PageDates, impossible_date, read_date_line, take_page_dates
from indexer.read.pdf_layout import Placed, build_pages, lay_out
from indexer.read.pdf_lines import Page, drop_furniture, read_lines
from indexer.read.text import untitled

LONGEST_TITLE = 250
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|namnlös.*|dokument\s?\d*|document\s?\d*"
    r"|powerpoint[- ]presentation|presentation\d*|.*\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf)"
    r"|[\w-]*\d{5,}[\w-]*|om|titel|title|\W*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_SEPARATOR = re.compile(r"[,;]")


def read_pdf(file: File) -> Iterator[Item]:
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
    placed = lay_out(drop_furniture(pages))
    if not placed:
        raise ArticleError(
            file.id,
            "PDF-filen har ingen text, den är kanske inskannad",
            "Kör textigenkänning (OCR) på den, eller publicera texten på annat sätt.",
        )
    title, placed = _titled(placed, tidy(metadata.get("Title", "")))
    if not title:
        title = file.stem
        yield untitled(file.id)
    stamps, placed = _dated(placed)
    yield from (impossible_date(file.id, date) for date in stamps.impossible)
    created, changed = (_date(metadata.get(key, "")) for key in ("CreationDate", "ModDate"))
    source = file.source
    yield Article(
        id=file.id,
        title=title,
        sections=tuple(build_pages(placed)),
        url=file.url,
        kind=source.kind,
        published=stamps.published or created,
        reviewed=stamps.reviewed,
        updated=stamps.updated
        or (changed if not stamps.published and changed != created else None),
        topics=_topics(metadata.get("Keywords", "")),
        publisher=source.publisher,
        language=language or source.language,
        audience=source.audience,
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


def _dated(placed: list[Placed]) -> tuple[PageDates, list[Placed]]:
    """Return the dates that the document states of itself, and the blocks without them.

    On the first and the last page a line that is nothing but a date or a label with one counts.
    """
    ends = {placed[0].page, placed[-1].page} if placed else set()
    at_ends = [one.block for one in placed if one.page in ends]
    stamps = take_page_dates(at_ends, edges=False)
    kept = {id(block) for block in stamps.blocks}
    rest = [one for one in placed if one.page not in ends or id(one.block) in kept]
    if stamps.published or not rest:
        return stamps, rest
    for one in rest:
        if one.page != rest[0].page:
            break
        spans = [mention.span for mention in read_date_line(one.block.text) if not mention.kind]
        if spans and spans[0]:
            published = PageDates(
                spans[0], stamps.reviewed, stamps.updated, stamps.blocks, stamps.impossible
            )
            return published, [other for other in rest if other is not one]
    return stamps, rest


def _date(text: str) -> DateSpan | None:
    """Return the day of a PDF's date such as D:20190521083000+02'00', or None."""
    if (match := _DATE.match(text)) is None:
        return None
    try:
        return DateSpan.parse("-".join(filter(None, match.groups())))
    except ValueError:
        return None


def _topics(keywords: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(tidy, _SEPARATOR.split(keywords)))))


def _language(document: pypdfium2.PdfDocument) -> str:
    """Return the language that the document says it is in, such as "sv", or ""."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    text = "".join(map(chr, buffer)).strip("\0")
    primary = re.split("[-_]", text.lower())[0]
    return primary if re.fullmatch("[a-z]{2,3}", primary) else ""
