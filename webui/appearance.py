"""How an agency makes the pages its own: its colour, checked for contrast, and its logo."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app

from indexer.errors import SettingsError, explain_failure
from indexer.settings import Settings

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: between text and what is behind it."""
LARGEST_LOGO = 200_000
PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_SHEETS = ("--paper", "--tint")
_INKS = ("#ffffff", "#0b1d16")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_PROPERTY = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{3,6});", re.IGNORECASE)

appearance = Blueprint("appearance", __name__)


@dataclass(frozen=True, slots=True)
class Appearance:
    """The agency's own stylesheet and logo, empty where it has none."""

    css: bytes = b""
    logo: bytes = b""
    logo_type: str = ""

    @property
    def css_version(self) -> str:
        """What changes when the stylesheet does."""
        return content_hash(self.css) if self.css else ""

    @property
    def logo_version(self) -> str:
        """What changes when the logo does."""
        return content_hash(self.logo) if self.logo else ""


@appearance.get("/utseende.css")
def stylesheet() -> Response:
    """Answer with the agency's colours."""
    return _file(_own().css, "text/css")


@appearance.get("/logotyp")
def logo() -> Response:
    """Answer with the agency's logo."""
    response = _file(_own().logo, _own().logo_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def make_appearance(site: Settings, own_css: Path) -> Appearance:
    """Return the agency's appearance over our stylesheet; raise SettingsError when it cannot be."""
    light, dark = _sheets(own_css.read_text(encoding="utf-8"))
    rules = []
    if site.accent:
        rules.append(f":root{{{_colours('accent', site.accent, light)}}}")
    if site.accent_dark:
        colours = _colours("accent_dark", site.accent_dark, dark)
        rules.append(f"@media (prefers-color-scheme:dark){{:root{{{colours}}}}}")
    elif site.accent:
        raise SettingsError(
            "accent_dark", "färgen i mörkt läge saknas", "Ange en ljusare nyans av samma färg."
        )
    css = "\n".join(rules).encode()
    if site.logo is None:
        return Appearance(css)
    return Appearance(css, _read_logo(site.logo), PICTURES[site.logo.suffix.lower()])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def content_hash(content: bytes) -> str:
    """Return what changes when the content does."""
    return hashlib.sha256(content).hexdigest()[:12]


def _colours(setting: str, colour: str, sheets: tuple[str, ...]) -> str:
    if not _COLOUR.fullmatch(colour):
        raise SettingsError(
            f"{setting} = {colour}", "det är ingen färg", "Skriv sex siffror: #17493a."
        )
    worst = min(sheets, key=lambda sheet: contrast(colour, sheet))
    found = contrast(colour, worst)
    if found < TEXT_CONTRAST:
        nuance = "mörkare" if _luminance(worst) > _luminance(_INKS[1]) * 4 else "ljusare"
        raise SettingsError(
            f"{setting} = {colour}",
            f"kontrasten mot bakgrunden {worst} är {_swedish(found)}, och kravet för text är "
            f"{_swedish(TEXT_CONTRAST)}",
            f"Välj en {nuance} nyans.",
        )
    ink = max(_INKS, key=lambda ink: contrast(colour, ink))
    return f"--accent:{colour};--on-accent:{ink}"


def _sheets(css: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the backgrounds of our own stylesheet, light and dark."""
    light, dark = (dict(_PROPERTY.findall(part)) for part in _roots(css))
    return tuple(light[name] for name in _SHEETS), tuple(dark[name] for name in _SHEETS)


def _roots(css: str) -> list[str]:
    return re.findall(r":root\s*\{([^}]*)\}", css)[:2]


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) > len("#fff") else "".join(2 * d for d in colour[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB


def _swedish(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _read_logo(path: Path) -> bytes:
    if path.suffix.lower() not in PICTURES:
        raise SettingsError(
            f"logo = {path}", "filens slag går inte att visa", f"Välj bland {', '.join(PICTURES)}."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"logo = {path}",
            f"filen kan inte läsas ({explain_failure(error)})",
            "Kontrollera sökvägen.",
        ) from error
    if not 0 < len(content) <= LARGEST_LOGO:
        raise SettingsError(
            f"logo = {path}", f"filen har {len(content)} byte", f"Högst {LARGEST_LOGO} går bra."
        )
    return content


def _file(content: bytes, kind: str) -> Response:
    if not content:
        abort(404)
    return Response(content, content_type=kind)


def _own() -> Appearance:
    own: Appearance = current_app.extensions["appearance"]
    return own
