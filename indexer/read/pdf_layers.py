"""The layers of a PDF: what lies in one that is off is seen by nobody, and is not to be read.

PDFium does not tell which layers are off, but it heeds them where it draws. So each layer's text is
drawn by itself: what leaves no trace is hidden.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ctypes import addressof, byref, c_ulong, c_ushort, sizeof
from typing import Any

import pypdfium2
from pypdfium2 import raw

LARGEST_DRAWING = 400
"""Pixels along the longer side of a page that is drawn to see what shows."""

MOST_UNPACKED = 4_000_000
"""So many bytes of a packed part are looked through for layers."""

DEEPEST = 8

_LAYERS = b"/OCProperties"
_PACKED = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n")
_GROUND = (123, 45, 67, 255)
"""A colour that hardly any text has."""

_UNDRAWN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_NAME_UNITS = 200

_Object = Any
"""A pointer of PDFium to something on a page."""


def has_layers(data: bytes) -> bool:
    """Tell whether the document may have layers; of one that is locked it cannot be told."""
    if _LAYERS in data or b"/Encrypt" in data:
        return True
    for start in (match.end() for match in _PACKED.finditer(data)):
        with suppress(zlib.error):
            if _LAYERS in zlib.decompressobj().decompress(data[start:], MOST_UNPACKED):
                return True
    return False


def take_away_hidden(page: pypdfium2.PdfPage) -> None:
    """Turn off the page's text in layers that are not shown; to be done before it is read."""
    count = raw.FPDFPage_CountObjects(page)
    objects = [raw.FPDFPage_GetObject(page, number) for number in range(count)]
    if any(map(_is_suspect, objects)):
        _take_away(page, objects, 0)


def _take_away(page: pypdfium2.PdfPage, objects: Sequence[_Object], depth: int) -> None:
    """Try what may be in a layer while all other objects beside it are off."""
    groups: dict[object, list[_Object]] = defaultdict(list)
    for number, one in enumerate(objects):
        if _is_suspect(one):
            groups[number if _is_form(one) else tuple(_layers(one))].append(one)
        raw.FPDFPageObj_SetIsActive(one, False)  # noqa: FBT003 - PDFium names no arguments
    ground = _drawn(page)
    hidden: set[int] = set()
    for group in groups.values():
        for one in group:
            _make_drawn(one, depth)
            raw.FPDFPageObj_SetIsActive(one, True)  # noqa: FBT003
        if _drawn(page) == ground:
            hidden.update(map(_address, group))
        elif _is_form(group[0]) and depth < DEEPEST:
            inner = list(_inner(group[0]))
            if any(map(_is_suspect, inner)):
                _take_away(page, inner, depth + 1)
        for one in group:
            raw.FPDFPageObj_SetIsActive(one, False)  # noqa: FBT003
    for one in objects:
        raw.FPDFPageObj_SetIsActive(one, _address(one) not in hidden)


def _is_suspect(one: _Object) -> bool:
    return _is_form(one) or (_is_text(one) and next(_layers(one), None) is not None)


def _is_text(one: _Object) -> bool:
    return bool(raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT)


def _is_form(one: _Object) -> bool:
    return bool(raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM)


def _inner(form: _Object) -> Iterator[_Object]:
    for number in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, number)


def _layers(one: _Object) -> Iterator[object]:
    """Yield the name of each layer that an object is in, or where it has none what marks it."""
    for number in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, number)
        if _mark_name(mark) == "OC":
            yield _layer_name(mark) or _address(mark)


def _mark_name(mark: _Object) -> str:
    buffer, size = (c_ushort * _NAME_UNITS)(), c_ulong()
    raw.FPDFPageObjMark_GetName(mark, buffer, sizeof(buffer), byref(size))
    return "".join(map(chr, buffer)).rstrip("\0")


def _layer_name(mark: _Object) -> str:
    buffer, size = (c_ushort * _NAME_UNITS)(), c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", buffer, sizeof(buffer), byref(size))
    return "".join(map(chr, buffer)).rstrip("\0")


def _address(pointer: _Object) -> int:
    return addressof(pointer.contents)


def _make_drawn(one: _Object, depth: int) -> None:
    """Let text be drawn that is there to be searched only, such as that of scanned pages."""
    if _is_text(one) and raw.FPDFTextObj_GetTextRenderMode(one) in _UNDRAWN:
        raw.FPDFTextObj_SetTextRenderMode(one, raw.FPDF_TEXTRENDERMODE_FILL)
    elif _is_form(one) and depth < DEEPEST:
        for inner in _inner(one):
            _make_drawn(inner, depth + 1)


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    scale = min(1.0, LARGEST_DRAWING / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, fill_color=_GROUND, may_draw_forms=False, draw_annots=False)
    return bytes(bitmap.buffer)
