"""What a PDF holds beside its pages: values of form fields, forms in XFA, attached files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import POINTER, byref, c_ushort, cast, create_string_buffer
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.item import Finding
from indexer.read.pdf_lines import Line, Page

LONGEST_COVER = 1500
"""A page that only says that something else is to be opened has at most so many letters."""

FEWEST_PAGES = 3
LEAST_TEXT = 40
"""Pages that are read have more letters than this, on the whole."""

MOST_FIELDS = 2000
LONGEST_VALUE = 20_000
LETTER_HEIGHT = 10.0
BESIDE = 150.0
"""A field's label stands at most so many points to its left."""

OVERLAP = 2.0

_WRITTEN = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
_TICKED = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_INVISIBLE | raw.FPDF_ANNOT_FLAG_NOVIEW
_XFA = {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}
_WAITING = re.compile(
    r"please wait\b|if this message is not eventually replaced|detta meddelande inte ersätts"
    r"|v[äa]nta\s?(?:\.\.\.|…)",
    re.IGNORECASE,
)
_PORTFOLIO = re.compile(r"pdf[\s-]?portf[oö]l|portfolio|portfölj", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def open_form(document: pypdfium2.PdfDocument) -> None:
    """Let the document's fields be read, if it has any; to be done before its pages are."""
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()


def add_values(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, lines: Page) -> Page:
    """Return the lines of the page with the values of its form's fields, each after its label."""
    if document.formenv is None:
        return lines
    lines = list(lines)
    for value in sorted(_values(document, page), key=lambda one: (-one.bottom, one.left)):
        label = _label(lines, value)
        if label is None:
            lines.insert(_place(lines, value), _line(value))
        else:
            before = lines[label]
            lines[label] = replace(
                before, text=f"{before.text} {value.text}", right=value.right, cells=(), row=True
            )
    return lines


def check_contents(
    document: pypdfium2.PdfDocument, item: str, pages: Sequence[Page]
) -> Iterator[Finding]:
    """Yield doubts about attached files and empty pages; raise ArticleError for a mere cover."""
    text = " ".join(line.text for page in pages for line in page)
    attached = raw.FPDFDoc_GetAttachmentCount(document)
    cover = len(text) < LONGEST_COVER
    if document.get_formtype() in _XFA and cover and (not text or _WAITING.search(text)):
        raise ArticleError(
            item,
            "PDF-filen är ett formulär i XFA, som bara vissa program kan visa",
            "Spara den som vanlig PDF, till exempel genom att skriva ut den till PDF.",
        )
    if attached > 0 and cover and (not text or _PORTFOLIO.search(text)):
        raise ArticleError(
            item,
            f"PDF-filen är bara ett omslag till bifogade filer ({attached}), som inte läses",
            "Publicera de bifogade filerna var för sig.",
        )
    if attached > 0:
        yield Finding(
            item,
            "filer som är bifogade i PDF-filen läses inte",
            "Publicera dem var för sig, om de ska kunna hittas.",
            refused=False,
        )
    if text and len(pages) >= FEWEST_PAGES and len(text) < LEAST_TEXT * len(pages):
        yield Finding(
            item,
            "PDF-filens sidor har nästan ingen text som går att läsa, de är kanske inskannade",
            "Kör textigenkänning (OCR) på den, eller spara den med inbäddade typsnitt.",
            refused=False,
        )


def _values(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[_Value]:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            text = _text(document, annotation)
            if text:
                box = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(annotation, byref(box))
                yield _Value(text, box.left, box.bottom, box.right, box.top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _text(document: pypdfium2.PdfDocument, annotation: object) -> str:
    """Return what a field that can be seen says, and "" for what is no such field."""
    if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET:
        return ""
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return ""
    form = document.formenv
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    flags = raw.FPDFAnnot_GetFormFieldFlags(form, annotation)
    if kind in _WRITTEN and not flags & raw.FPDF_FORMFLAG_TEXT_PASSWORD * (
        kind == raw.FPDF_FORMFIELD_TEXTFIELD
    ):
        return _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    if kind in _TICKED and raw.FPDFAnnot_IsChecked(form, annotation):
        return _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    return ""


def _string(get: Callable[..., int], form: object, annotation: object) -> str:
    size = min(get(form, annotation, None, 0), 2 * LONGEST_VALUE)
    buffer = create_string_buffer(size + 2)
    get(form, annotation, cast(buffer, POINTER(c_ushort)), size)
    return tidy(buffer.raw[:size].decode("utf-16-le", "replace").replace("\0", ""))


def _label(lines: Page, value: _Value) -> int | None:
    """Return the place of the line that ends nearest to the left of the field."""
    beside = [
        (value.left - line.right, place)
        for place, line in enumerate(lines)
        if value.bottom - OVERLAP <= line.bottom <= value.top
        and -OVERLAP <= value.left - line.right <= BESIDE
    ]
    return min(beside)[1] if beside else None


def _place(lines: Page, value: _Value) -> int:
    """Return the place of the first line that stands below the field."""
    below = (place for place, line in enumerate(lines) if line.bottom < value.bottom)
    return next(below, len(lines))


def _line(value: _Value) -> Line:
    height = min(LETTER_HEIGHT, value.top - value.bottom)
    return Line(
        value.text,
        value.bottom + height,
        value.bottom,
        value.left,
        value.right,
        bold=False,
        row=True,
    )
