"""Scanned pages of a PDF: read by machine, with OCRmyPDF and Tesseract, once each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from pypdfium2 import raw

from indexer.errors import ArticleError
from indexer.read.command import run_command
from indexer.read.file import MAX_DOCUMENT_BYTES, File
from indexer.read.item import Finding
from indexer.read.ocr_results import PACKAGES, PROGRAM, Results
from indexer.read.pdf_lines import Page, read_lines
from indexer.read.pdf_misread import mend

TRY_IT = f"Pröva {PROGRAM} på filen, eller publicera texten på annat sätt."

MOST_PAGES = 200
SECONDS, SECONDS_OF_PAGE, MOST_SECONDS = 60, 30, 1800
"""A file may take so long, and so much more for each page, but never more than the last."""

LONGEST_PAGE = 60
"""A page that takes more seconds than this to read is left without text."""

LONGEST_SIDE = 3400.0
"""In points: pages that are larger than A0 are left without text."""

MOST_MEGAPIXELS = 100
HALF_TURN = 180
RECIPE = 1
"""Raised when pages are read in another way, so that what is kept is read anew."""

_LANGUAGES = {
    "sv": "swe",
    "en": "eng",
    "fi": "fin",
    "nb": "nor",
    "nn": "nor",
    "no": "nor",
    "da": "dan",
    "is": "isl",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "et": "est",
    "pl": "pol",
}
"""The one that a source is in; of two, OCRmyPDF takes either first, and å, ä and ö then go."""

_TEXTS = {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM}
_NO_LANGUAGE_DATA = 3
"""The status of OCRmyPDF when something that it needs is not installed."""


def read_scans(
    document: pypdfium2.PdfDocument, pages: Sequence[Page], data: bytes, file: File
) -> tuple[Mapping[int, Page], list[Finding]]:
    """Return the lines of the scanned pages by their places, and why they could not be read.

    Scanned are pages that have pictures or drawings and no text. Without the setting `ocr` none is
    read. Raises ArticleError when they cannot be read and no other page has text.
    """
    if not file.source.ocr:
        return {}, []
    empty = [not any(line.text.strip() for line in lines) for lines in pages]
    places = [
        place for place, is_empty in enumerate(empty) if is_empty and _is_drawn(document, place)
    ]
    if not places:
        return {}, []
    try:
        return dict(zip(places, _read(document, places, data, file), strict=True)), []
    except ArticleError as error:
        if all(empty):
            raise
        count = "en inskannad sida" if len(places) == 1 else f"{len(places)} inskannade sidor"
        reason = f"{count} är inte läst: {error.reason}" if len(places) == 1 else ""
        reason = reason or f"{count} är inte lästa: {error.reason}"
        return {}, [Finding(error.thing, reason, error.remedy, refused=False)]


def _read(
    document: pypdfium2.PdfDocument, places: Sequence[int], data: bytes, file: File
) -> list[Page]:
    """Return the lines of these pages, as kept since they were last read, or read now."""
    language = _LANGUAGES.get(file.source.language, "swe")
    digest = hashlib.sha256(f"{RECIPE} {language} {places} ".encode())
    digest.update(data)
    results, key = Results(Path(file.source.ocr)), digest.hexdigest()
    results.note_user(file.id, key)
    kept = results.find(key)
    if kept and (pages := _lines(kept, len(places))):
        return mend(pages)
    result = _only_text(_recognise(_only(document, places), len(places), language, file))
    pages = _lines(result, len(places))
    if pages is None:
        raise ArticleError(file.id, f"{PROGRAM} gav ingen hel PDF tillbaka", TRY_IT)
    results.keep(key, result)
    return mend(pages)


def _is_drawn(document: pypdfium2.PdfDocument, place: int) -> bool:
    try:
        page = document[place]
    except pypdfium2.PdfiumError:
        return False
    try:
        return max(page.get_size()) <= LONGEST_SIDE and bool(raw.FPDFPage_CountObjects(page))
    finally:
        page.close()


def _only(document: pypdfium2.PdfDocument, places: Sequence[int]) -> bytes:
    """Return a PDF of these pages and nothing else: no signatures, forms, scripts or files."""
    made = pypdfium2.PdfDocument.new()
    try:
        made.import_pages(document, list(places))
        return _saved(made)
    finally:
        made.close()


def _recognise(data: bytes, count: int, language: str, file: File) -> bytes:
    """Return what the program makes of the pages; raise ArticleError when it fails."""
    if count > MOST_PAGES:
        raise ArticleError(
            file.id,
            f"{count} sidor är inskannade, och högst {MOST_PAGES} läses av maskin",
            f"Dela upp filen, eller kör {PROGRAM} på den.",
        )
    seconds = min(SECONDS + SECONDS_OF_PAGE * count, MOST_SECONDS)
    with TemporaryDirectory(prefix="sokverket-") as name:
        folder = Path(name) / "ut"
        folder.mkdir()
        given, made = Path(name) / "in.pdf", folder / "ut.pdf"
        given.write_bytes(data)
        try:
            words = [*_command(language), str(given), str(made)]
            status = run_command(words, folder, seconds=seconds, largest=MAX_DOCUMENT_BYTES)
        except FileNotFoundError as error:
            raise ArticleError(
                file.id, f"programmet {PROGRAM} finns inte", f"Installera {PACKAGES}."
            ) from error
        except TimeoutError as error:
            reason = f"{PROGRAM} tog mer än {seconds} sekunder"
            raise ArticleError(file.id, reason, "Dela upp filen.") from error
        if status == _NO_LANGUAGE_DATA:
            reason = f"{PROGRAM} saknar något som det behöver, kanske språkdata"
            raise ArticleError(file.id, reason, f"Installera tesseract-ocr-{language}.")
        if status or not made.is_file() or made.is_symlink():
            raise ArticleError(
                file.id, f"{PROGRAM} kunde inte läsa filen (slutkod {status})", TRY_IT
            )
        return made.read_bytes()


def _command(language: str) -> list[str]:
    return [
        *(
            PROGRAM,
            "--quiet",
            "--skip-text",
            "--rotate-pages",
            "--output-type",
            "pdf",
            "--optimize",
            "0",
        ),
        *("--jobs", str(max(1, (os.cpu_count() or 1) // 2)), "--skip-big", str(MOST_MEGAPIXELS)),
        *("--tesseract-timeout", str(LONGEST_PAGE), "--language", language),
    ]


def _only_text(data: bytes) -> bytes:
    """Return the PDF without its pictures, which are not needed any more; b"" if it is none."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for page in document:
                for drawn in list(page.get_objects(max_depth=1)):
                    if drawn.type not in _TEXTS:
                        page.remove_obj(drawn)
                _set_upright(page)
                page.gen_content()
                page.close()
            return _saved(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        return b""


def _set_upright(page: pypdfium2.PdfPage) -> None:
    """Turn what is drawn on a page that is to be shown turned, so that it need not be."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    turns = {
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    turn = turns.get(page.get_rotation())
    if turn is None:
        return
    for drawn in page.get_objects(max_depth=1):
        raw.FPDFPageObj_Transform(drawn, *turn)
    if page.get_rotation() != HALF_TURN:
        width, height = height, width
    page.set_rotation(0)
    page.set_mediabox(0, 0, width, height)
    page.set_cropbox(0, 0, width, height)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _lines(data: bytes, count: int) -> list[Page] | None:
    """Return the lines of each of so many pages, or None when it is no such PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return [_on_page(page) for page in document] if len(document) == count else None
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        return None


def _on_page(page: pypdfium2.PdfPage) -> Page:
    """Return the lines that stand on the page, and not beside it as dirt at its edges may.

    Where most seem to stand beside it, they are drawn up or down it.
    """
    _, bottom, _, top = page.get_mediabox()
    lines = read_lines(page)
    on_page = [line for line in lines if bottom <= line.bottom <= top]
    return on_page if 2 * len(on_page) >= len(lines) else lines
