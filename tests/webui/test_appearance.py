from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from indexer.errors import SettingsError
from indexer.settings import Settings
from tests.webui.archive import MemoryLibrary
from webui import app as app_module
from webui.app import create_app
from webui.appearance import TEXT_CONTRAST, contrast, make_appearance

CSS = Path(app_module.__file__).parent / "static" / "style.css"
COLOURED = Settings(
    accent="#7b1fa2",
    accent_dark="#e1bee7",
    footer_links={"Om oss": "https://www.example.se/om", "Kontakt": "mailto:a@example.se"},
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_the_agencys_colours_come_after_ours_and_are_kept() -> None:
    client = create_app(MemoryLibrary(settings=COLOURED)).test_client()
    styles = html.document_fromstring(client.get("/").text).xpath("//link[@rel='stylesheet']/@href")
    assert [re.sub(r"\?v=\w+", "", style) for style in styles] == [
        "/static/style.css",
        "/utseende.css",
    ]
    answer = client.get(styles[1])
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "--accent:#7b1fa2" in answer.text
    assert "--accent:#e1bee7" in answer.text.partition("prefers-color-scheme:dark")[2]


def test_every_property_that_is_set_is_one_of_ours() -> None:
    ours = set(re.findall(r"(--[\w-]+):", CSS.read_text(encoding="utf-8")))
    theirs = set(re.findall(r"(--[\w-]+):", make_appearance(COLOURED, CSS).css.decode()))
    assert theirs
    assert theirs <= ours


def test_without_settings_nothing_is_added() -> None:
    client = create_app(MemoryLibrary()).test_client()
    assert "utseende" not in client.get("/").text
    assert client.get("/utseende.css").status_code == 404
    assert client.get("/logotyp").status_code == 404


def test_the_footer_has_the_agencys_links() -> None:
    client = create_app(MemoryLibrary(settings=COLOURED)).test_client()
    links = html.document_fromstring(client.get("/").text).xpath("//footer//a/@href")
    assert links[-2:] == ["https://www.example.se/om", "mailto:a@example.se"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(accent="#ffcc00", accent_dark="#ffcc00"), r"kravet för text är 4,5.*mörkare"),
        (Settings(accent="#17493a", accent_dark="#17493a"), r"accent_dark .* ljusare"),
        (Settings(accent="grön", accent_dark="#ffffff"), "det är ingen färg"),
        (Settings(accent="#17493a"), "accent_dark: färgen i mörkt läge saknas"),
    ],
)
def test_a_colour_that_few_can_read_is_refused(settings: Settings, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        create_app(MemoryLibrary(settings=settings))


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_what_is_accepted_is_readable_everywhere(colour: str) -> None:
    try:
        own = make_appearance(Settings(accent=colour, accent_dark="#ffffff"), CSS)
    except SettingsError:
        return
    (ink,) = re.findall(r"--on-accent:(#\w+)", own.css.decode())[:1]
    for other in ("#ffffff", "#f2f5f3", ink):
        assert contrast(colour, other) >= TEXT_CONTRAST


def test_the_logo_can_run_nothing(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    client = create_app(MemoryLibrary(settings=Settings(logo=logo))).test_client()
    (address,) = html.document_fromstring(client.get("/").text).xpath("//header//img/@src")
    answer = client.get(address)
    assert (answer.data, answer.mimetype) == (SVG, "image/svg+xml")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.gif", b"x", "filens slag"),
        ("logo.png", b"", "filen har 0 byte"),
        ("logo.png", b"x" * 300_000, "filen har 300000 byte"),
        ("saknas.png", None, "det finns ingen sådan fil"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    logo = tmp_path / name
    if content is not None:
        logo.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        create_app(MemoryLibrary(settings=Settings(logo=logo)))
