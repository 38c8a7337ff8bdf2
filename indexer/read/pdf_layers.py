"""The layers of a PDF: what lies in one that is off is seen by nobody, and is not to be read.

PDFium does not tell which layers are off, but it heeds them where it draws. So where one may be,
each layer's text is drawn by itself: what leaves no trace is hidden.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
_OFF = tuple(
    map(re.compile, (rb"/OFF(?!\s*\[\s*\])", rb"\(OFF\)", rb"/AllOff", rb"/AnyOff", rb"/VE\b"))
)
"""Turns a layer off, or hides what is in one that is on; sought one by one, which is quicker."""

_UNKNOWN = b"/OFF"
_PACKED = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n")
_GROUND = (123, 45, 67, 255)
"""A colour that hardly any text has."""

_UNDRAWN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_OF_LAYER = [*b"OC\0"]
_MarkName, _LayerName = c_ushort * len(_OF_LAYER), c_ushort * 200

_Object = Any
"""A pointer of PDFium to something on a page."""

_Groups = Mapping[object, Sequence[_Object]]


def may_hide(data: bytes) -> bool:
    """Tell whether a layer of the document may be off; of one that is locked it cannot be told."""
    return b"/Encrypt" in data or (
        any(_LAYERS in part for part in _parts(data))
        and any(off.search(part) for part in _parts(data) for off in _OFF)
    )


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield the document and its packed parts; what cannot be unpacked may turn a layer off."""
    yield data
    view = memoryview(data)
    for match in _PACKED.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            yield unpacker.decompress(view[match.end() :], MOST_UNPACKED)
        except zlib.error:
            yield _UNKNOWN
        head = data[data.rfind(b" obj", 0, match.start()) : match.end()]
        if unpacker.unconsumed_tail or b"/Predictor" in head:
            yield _UNKNOWN


def take_away_hidden(page: pypdfium2.PdfPage) -> None:
    """Turn off the page's text in layers that are not shown; to be done before it is read."""
    count = raw.FPDFPage_CountObjects(page)
    objects = [raw.FPDFPage_GetObject(page, number) for number in range(count)]
    if groups := _suspects(objects):
        _take_away(page, objects, groups, 0)


def _suspects(objects: Sequence[_Object]) -> _Groups:
    """Return what may be in a layer: texts by the layers that they are in, each form by itself."""
    groups: dict[object, list[_Object]] = defaultdict(list)
    for number, one in enumerate(objects):
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if layers := tuple(_layers(one)):
                groups[layers].append(one)
        elif kind == raw.FPDF_PAGEOBJ_FORM and _holds_text(one, 0):
            groups[number].append(one)
    return groups


def _take_away(
    page: pypdfium2.PdfPage, objects: Sequence[_Object], groups: _Groups, depth: int
) -> None:
    """Try what may be in a layer while all other objects beside it are off."""
    for one in objects:
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
            if within := _suspects(inner):
                _take_away(page, inner, within, depth + 1)
        for one in group:
            raw.FPDFPageObj_SetIsActive(one, False)  # noqa: FBT003
    for one in objects:
        raw.FPDFPageObj_SetIsActive(one, _address(one) not in hidden)


def _holds_text(form: _Object, depth: int) -> bool:
    """Tell whether there is text in the form; what else it draws is read by nobody."""
    return any(
        _is_text(one) or (_is_form(one) and (depth >= DEEPEST or _holds_text(one, depth + 1)))
        for one in _inner(form)
    )


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
        if _marks_layer(mark):
            yield _layer_name(mark) or _address(mark)


def _marks_layer(mark: _Object) -> bool:
    buffer, size = _MarkName(), c_ulong()  # PDFium fills it only with a name that has room in it
    raw.FPDFPageObjMark_GetName(mark, buffer, sizeof(buffer), byref(size))
    return buffer[:] == _OF_LAYER


def _layer_name(mark: _Object) -> str:
    buffer, size = _LayerName(), c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", buffer, sizeof(buffer), byref(size))
    return bytes(buffer).decode("utf-16-le", "surrogatepass").rstrip("\0")


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
    bitmap = page.render(
        scale=scale,
        fill_color=_GROUND,
        may_draw_forms=False,
        draw_annots=False,
        prefer_bgrx=True,  # quicker to fill
    )
    return bytes(bitmap.buffer)
