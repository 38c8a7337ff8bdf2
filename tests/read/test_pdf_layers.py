"""Layers of PDFs that are off: what nobody sees is not published, and all else is."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from indexer.read.pdf_layers import MOST_UNPACKED, may_hide
from tests.read.conftest import Outcome
from tests.read.made import pdf_of
from tests.read.pages import lines

ReadMade = Callable[..., Outcome]

SHOWN = "BT /F1 12 Tf 72 700 Td (Seen by all) Tj ET"
FORM = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] {facts} /Resources"
    " << /Font << /F1 5 0 R >> /Properties << /Off 20 0 R /On 21 0 R >> >> /Length {size} >>"
    "\nstream\n{drawn}\nendstream"
)
CATALOG = "/OCProperties << /OCGs [20 0 R 21 0 R] /D << {state} /Order [20 0 R 21 0 R] >> >>"


def text(words: str, layer: str = "", mode: int = 0) -> str:
    drawn = f"BT /F1 12 Tf {mode} Tr 72 600 Td ({words}) Tj ET"
    return f"/OC /{layer} BDC {drawn} EMC" if layer else drawn


def form(drawn: str, facts: str = "") -> str:
    return FORM.format(drawn=drawn, facts=facts, size=len(drawn))


def layered(drawn: str, *objects: str, state: str = "/OFF [20 0 R]") -> bytes:
    return pdf_of(
        f"{SHOWN}\n{drawn}".encode(),
        catalog=CATALOG.format(state=state),
        resources="/Properties << /Off 20 0 R /On 21 0 R /All 22 0 R >> /XObject << /Fx 23 0 R >>",
        objects=(
            "<< /Type /OCG /Name (Draft) >>",
            "<< /Type /OCG /Name (Final) >>",
            "<< /Type /OCMD /OCGs [20 0 R 21 0 R] /P /AllOn >>",
            *objects,
        ),
    )


@pytest.mark.parametrize(
    ("drawn", "objects", "state"),
    [
        (text("Secret", "Off"), (), "/OFF [20 0 R]"),
        (text("Secret", "Off"), (), "/BaseState /OFF /ON [21 0 R]"),
        (text("Secret", "All"), (), "/OFF [20 0 R]"),
        (f"/OC /On BDC {text('Secret', 'Off')} EMC", (), "/OFF [20 0 R]"),
        ("/Fx Do", (form(text("Secret"), "/OC 20 0 R"),), "/OFF [20 0 R]"),
        ("/Fx Do", (form(text("Secret", "Off")),), "/OFF [20 0 R]"),
        (text("Secret", "Off", mode=3), (), "/OFF [20 0 R]"),
    ],
)
def test_text_in_a_layer_that_is_off_is_not_read(
    read_made: ReadMade, drawn: str, objects: tuple[str, ...], state: str
) -> None:
    (article,), _ = read_made("a.pdf", layered(drawn, *objects, state=state))
    assert lines(article.sections) == ["Seen by all"]


@pytest.mark.parametrize(
    ("drawn", "objects"),
    [
        (text("Also seen", "On"), ()),
        (text("Also seen", "On", mode=3), ()),
        (text("Also seen", mode=3), ()),
        ("/Fx Do", (form(text("Also seen")),)),
        ("/Fx Do", (form(text("Also seen", mode=3), "/OC 21 0 R"),)),
        ("/Fx Do", (form(f"{text('Also seen')} {text('Secret', 'Off')}"),)),
    ],
)
def test_all_other_text_of_a_layered_page_is_read(
    read_made: ReadMade, drawn: str, objects: tuple[str, ...]
) -> None:
    (article,), _ = read_made("a.pdf", layered(drawn, *objects))
    assert lines(article.sections) == ["Seen by all", "Also seen"]


PACKED = "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode {facts} >>\nstream\r\n"


def packed(*parts: str, facts: str = "") -> bytes:
    head = PACKED.format(facts=facts).encode()
    return b"".join(
        b"4 0 obj " + head + zlib.compress(part.encode()) + b"\nendstream\n" for part in parts
    )


@pytest.mark.parametrize(
    "state",
    [
        "/D << /OFF [5 0 R] >>",
        "/D << /OFF 6 0 R >>",
        "/D << /BaseState /OFF >>",
        "/D << /BaseState (OFF) >>",
        "/OCGs [<< /Type /OCG /Usage << /View << /ViewState /OFF >> >> >>]",
        "/X << /Type /OCMD /P /AllOff >>",
        "/X << /Type /OCMD /VE [/Not 5 0 R] >>",
    ],
)
def test_what_may_turn_a_layer_off_is_found_in_packed_parts(state: str) -> None:
    layers = "1 0 << /Type /Catalog /OCProperties 5 0 R >>"
    assert may_hide(packed(layers, f"2 0 << {state} >>"))
    assert not may_hide(packed("1 0 << /Type /Catalog >>", f"2 0 << {state} >>"))


def test_layers_that_are_all_on_hide_nothing() -> None:
    assert not may_hide(packed("1 0 << /OCProperties << /D << /ON [5 0 R] /OFF [ ] >> >> >>"))


@pytest.mark.parametrize(
    "unread",
    [
        b"4 0 obj " + PACKED.format(facts="").encode() + b"not packed",
        packed("2 0", facts="/DecodeParms << /Predictor 12 >>"),
        packed("2 0" + "\0" * MOST_UNPACKED),
    ],
)
def test_what_cannot_be_unpacked_may_turn_a_layer_off(unread: bytes) -> None:
    layers = packed("1 0 << /Type /Catalog /OCProperties 5 0 R >>")
    assert not may_hide(layers)
    assert may_hide(layers + unread)
