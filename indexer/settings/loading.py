"""The settings that rule: `sokverket.toml`, overridden by SOKVERKET_* and the command line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError, explain_failure
from indexer.settings.kinds import LINKS, SOURCES
from indexer.settings.sources import check_audience, make_source
from indexer.settings.table import BOUNDS, Settings, kinds

FILE_NAME = "sokverket.toml"
_SITE = re.compile(r"https?://[\w.-]+(:\d{1,5})?", re.ASCII)
_ADDRESS = re.compile(r"(https?://[^\s/]|mailto:[^\s]|/)[^\s]*")


def load_settings(
    file: Path | None = None, environment: Mapping[str, str] = os.environ, **chosen: Any
) -> Settings:
    """Read settings: defaults, then the file, then SOKVERKET_*, then what was chosen (not None).

    Without `file` or SOKVERKET_SETTINGS, sokverket.toml in the working directory is read if there
    is one. Raises SettingsError for unknown names, wrong values and malformed TOML.
    """
    named = file or environment.get("SOKVERKET_SETTINGS")
    path = Path(named or FILE_NAME)
    values: dict[str, Any] = {}
    if named or path.exists():
        values |= _from_file(path)
    values |= _from_environment(environment)
    values |= {name: value for name, value in chosen.items() if value is not None}
    settings = Settings(**values)
    check_audience("audience", settings.audience)
    _check_addresses(settings)
    for name, (first, last) in BOUNDS.items():
        number = "heltal" if isinstance(first, int) else "tal"
        if not first <= getattr(settings, name) <= last:
            raise SettingsError(
                f"{name} = {getattr(settings, name)}",
                "värdet är utanför gränserna",
                f"Skriv ett {number} från {first} till {last}.",
            )
    return settings


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(str(path), "filen finns inte", "Kontrollera sökvägen.") from error
    except OSError as error:
        raise SettingsError(
            str(path),
            f"filen kan inte läsas ({explain_failure(error)})",
            "Kontrollera rättigheterna.",
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(str(path), "filen är inte i UTF-8", "Spara den i UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            str(path), "filen är inte giltig TOML", f"Rätta {_place(error)}."
        ) from error
    here = path.resolve().parent
    values = {name: _read(name, value, path) for name, value in table.items()}
    for name, value in values.items():
        if isinstance(value, Path):
            values[name] = here / value
    values["sources"] = {
        name: make_source(name, source, path) for name, source in values.get("sources", {}).items()
    }
    return values


def _read(name: str, value: Any, path: Path) -> Any:
    kind = kinds().get(name)
    if kind is None:
        known = ", ".join(kinds())
        raise SettingsError(f"{path}: {name}", "inställningen finns inte", f"Välj bland {known}.")
    return kind.read(value, f"{path}: {name}")


def _check_addresses(settings: Settings) -> None:
    """Raise SettingsError for an address that nobody could follow."""
    for name in ("base_url", "cors_origin"):
        address = getattr(settings, name)
        everywhere = name == "cors_origin" and address == "*"
        if address and not everywhere and not _SITE.fullmatch(address):
            raise SettingsError(
                f"{name} = {address}",
                "det är ingen webbplats",
                "Skriv till exempel https://arkiv.example.se, utan något efter värdnamnet.",
            )
    followed = {f"footer_links: {text}": to for text, to in settings.footer_links.items()}
    if settings.contact:
        followed["contact"] = settings.contact
    for name, address in followed.items():
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            raise SettingsError(
                name,
                f"{address!r} är ingen adress",
                "Skriv en adress som börjar med https://, mailto: eller /.",
            )


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"rad {found[1]}, tecken {found[2]}" if found else "slutet av filen"


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: kind.read(environment[variable], f"{variable}: {name}")
        for name, kind in kinds().items()
        if (variable := f"SOKVERKET_{name.upper()}") in environment and kind not in (LINKS, SOURCES)
    }
