"""The sources: every key of a table [sources.NAMN], and which sources a run reads."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from indexer.article import INTERNAL, PUBLIC
from indexer.errors import SettingsError, SourceError
from indexer.settings.kinds import COUNT, SECONDS, TEXT, TEXTS, Kind

AUDIENCES = (PUBLIC, INTERNAL)


def _key(kind: Kind, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={"kind": kind})


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and what they are taken to be when they do not say it themselves.

    `location` is a file, a folder or a web address; `url` is put before the path of a file to make
    its address. `named` tells whether somebody chose the name; else it is only the last part of the
    location. Of the web, only `hosts` (and that of the location) are asked, every `delay` seconds,
    for at most `limit` pages. `legacy_reader` is the command of that setting;
    scanned pages are read by machine if `ocr` names the folder where the results are kept.

    A key of the table [sources.NAMN] is a row here; only `path` has another name, `location`.
    """

    name: str
    location: str
    kind: str = _key(TEXT, "")
    publisher: tuple[str, ...] = _key(TEXTS, ())
    language: str = _key(TEXT, "sv")
    audience: str = _key(TEXT, PUBLIC)
    url: str = _key(TEXT, "")
    named: bool = True
    hosts: tuple[str, ...] = _key(TEXTS, ())
    delay: float = _key(SECONDS, 1.0)
    limit: int = _key(COUNT, 50_000)
    legacy_reader: str = ""
    ocr: str = ""


KEYS: Mapping[str, Kind] = {"path": TEXT} | {
    key.name: key.metadata["kind"] for key in dataclasses.fields(Source) if key.metadata
}


def make_source(name: str, table: Any, file: Path) -> Source:
    """Return the source of a table in a file, its path seen from where the file is.

    Raises SettingsError for what is wrong in the table.
    """
    where = f"{file}, [sources.{name}]"
    if not isinstance(table, dict) or not isinstance(table.get("path"), str):
        raise SettingsError(where, "path saknas", 'Skriv path = "mapp, fil eller webbadress".')
    said = {}
    for key, value in table.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise SettingsError(where, f"”{key}” är ingen inställning", f"Välj bland {known}.")
        said[key] = KEYS[key].read(value, f"{where}: {key}")
    check_audience(f"{where}: audience", said.get("audience", PUBLIC))
    path = said.pop("path")
    location = path if is_address(path) else str(file.resolve().parent / path)
    return Source(name, location, **said)


def check_audience(where: str, value: str) -> None:
    """Raise SettingsError for an unknown audience, lest a misspelling publish what is internal."""
    if value not in AUDIENCES:
        raise SettingsError(
            where, f"målgruppen ”{value}” finns inte", f"Välj {' eller '.join(AUDIENCES)}."
        )


def choose_sources(
    configured: Mapping[str, Source],
    names: Sequence[str],
    *,
    legacy_reader: str = "",
    ocr: Path | None = None,
) -> list[Source]:
    """Return the sources of these names, files, folders and addresses; all configured if none.

    Raises SourceError when there is none, or two that have the same name.
    """
    if not names and not configured:
        raise SourceError(
            "Källor", "inga är angivna", "Skriv sokverket reindex MAPP, eller [sources.NAMN]."
        )
    sources = [_choose(configured, name) for name in names or configured]
    seen: set[str] = set()
    for source in sources:
        if source.name in seen:
            raise SourceError(
                source.location,
                f"två källor heter ”{source.name}”",
                "Ge dem egna namn med [sources.NAMN] i sokverket.toml.",
            )
        seen.add(source.name)
    kept = str(ocr.resolve()) if ocr else ""
    return [dataclasses.replace(one, legacy_reader=legacy_reader, ocr=kept) for one in sources]


def _choose(configured: Mapping[str, Source], name: str) -> Source:
    if name in configured:
        return configured[name]
    if configured and not (is_address(name) or os.path.lexists(name)):
        raise SourceError(
            f"”{name}”",
            "det finns ingen källa, fil eller mapp med det namnet",
            f"Källorna i inställningarna heter {', '.join(configured)}.",
        )
    return Source(_last_part(name), name, named=False)


def _last_part(location: str) -> str:
    """Return the name of a source that has none of its own: its file, its folder or its host."""
    if is_address(location):
        return urlsplit(location).hostname or location
    return os.fsencode(Path(location).resolve().name).decode("utf-8", "backslashreplace")


def is_address(location: str) -> bool:
    """Tell whether a source is on the web."""
    return location.lower().startswith(("http://", "https://"))
