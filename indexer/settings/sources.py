"""The sources: every key of a table [sources.NAMN], and which sources a run reads."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from indexer.article import INTERNAL, PUBLIC
from indexer.errors import SettingsError, SourceError
from indexer.facts import FACTS, fact_of
from indexer.languages import tag_of
from indexer.settings.globs import explain_glob
from indexer.settings.kinds import COUNT, NAMES, RULES, SECONDS, TEXT, TEXTS, TRUTH, Kind

AUDIENCES = (PUBLIC, INTERNAL)
HARVESTED = "oai"
"""The protocol of an archive of publications, OAI-PMH."""

GROUP = re.compile(r"\\(?:([1-9])|g<(\w+)>)")
"""What stands in an address for a part of the path that a pattern has caught."""

Named = Sequence[tuple[str, tuple[str, ...]]]


def _key(kind: Kind, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={"kind": kind})


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and what they are taken to be when they do not say it themselves.

    `location` is a file, a folder or a web address; `url` is put before the path of a file to make
    its address, where none of `address`, patterns of paths and the address that each gives, fits.
    `named` tells whether somebody chose the name; else it is only the last part of the location. Of
    the web, only `hosts` (and that of the location) are asked, every `delay` seconds, for at most
    `limit` pages. `include` and `exclude` are globs of paths and addresses, `kinds` says of which
    kind is what a glob takes, and `fields` what the source calls the facts of its articles.
    With `follow`, the links of the address are followed to a `depth`, as they are for an address
    without a path. `protocol` is "oai" for an archive that is harvested by OAI-PMH, of one `set`
    and in the format `prefix`. Of an export of WordPress only posts of `post_types` are read.
    `legacy_reader` is the command of that setting; scanned pages are read by machine if `ocr`
    names the folder where the results are kept.

    A key of the table [sources.NAMN] is a row here; only `path` has another name, `location`.
    """

    name: str
    location: str
    kind: str = _key(TEXT, "")
    publisher: tuple[str, ...] = _key(TEXTS, ())
    language: str = _key(TEXT, "")
    audience: str = _key(TEXT, PUBLIC)
    url: str = _key(TEXT, "")
    named: bool = True
    hosts: tuple[str, ...] = _key(TEXTS, ())
    delay: float = _key(SECONDS, 1.0)
    limit: int = _key(COUNT, 50_000)
    follow: bool = _key(TRUTH, False)  # noqa: FBT003 - the default of a row
    depth: int = _key(COUNT, 10)
    protocol: str = _key(TEXT, "")
    set: str = _key(TEXT, "")
    prefix: str = _key(TEXT, "")
    post_types: tuple[str, ...] = _key(TEXTS, ("post", "page"))
    include: tuple[str, ...] = _key(TEXTS, ())
    exclude: tuple[str, ...] = _key(TEXTS, ())
    kinds: tuple[tuple[str, str], ...] = _key(RULES, ())
    fields: tuple[tuple[str, tuple[str, ...]], ...] = _key(NAMES, ())
    address: tuple[tuple[str, str], ...] = _key(RULES, ())
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
    if said.get("protocol", HARVESTED) not in {"", HARVESTED}:
        reason = f"protokollet ”{said['protocol']}” finns inte"
        raise SettingsError(
            f"{where}: protocol", reason, f"Skriv {HARVESTED}, eller ta bort raden."
        )
    said["language"] = _tag(f"{where}: language", said.get("language", ""))
    said["fields"] = _facts(f"{where}: fields", said.get("fields", ()))
    _check_globs(where, said)
    _check_address(f"{where}: address", said.get("address", ()))
    path = said.pop("path")
    location = path if is_address(path) else str(file.resolve().parent / path)
    return Source(name, location, **said)


def _tag(where: str, language: str) -> str:
    tag = tag_of(language)
    if language and not tag:
        raise SettingsError(
            where, f"språket ”{language}” är okänt", 'Skriv ett språk som "sv" eller "engelska".'
        )
    return tag


def _facts(where: str, fields: Named) -> Named:
    """Return the names by fact, whatever the fact was called; raise SettingsError for no fact."""
    facts: dict[str, tuple[str, ...]] = {}
    for name, names in fields:
        fact = fact_of(name)
        if not fact:
            raise SettingsError(
                where, f"”{name}” är ingen uppgift om en artikel", f"Välj bland {', '.join(FACTS)}."
            )
        if not all(map(str.strip, names)):
            raise SettingsError(
                where, f"{name} är tomt", f'Skriv källans namn: {name} = "namnet i källan".'
            )
        facts[fact] = (*facts.get(fact, ()), *names)
    return tuple(facts.items())


def _check_globs(where: str, said: Mapping[str, Any]) -> None:
    """Raise SettingsError for a glob that cannot be read."""
    globs = {key: said.get(key, ()) for key in ("include", "exclude")}
    globs["kinds"] = tuple(glob for glob, _ in said.get("kinds", ()))
    for key, wanted in globs.items():
        for glob in wanted:
            if reason := explain_glob(glob):
                remedy = 'Skriv till exempel "beslut/*", "*.pdf" eller "https://www.a.se/beslut/*".'
                raise SettingsError(f"{where}: {key}, ”{glob}”", reason, remedy)


def _check_address(where: str, rules: Sequence[tuple[str, str]]) -> None:
    """Raise SettingsError for a pattern that cannot be read, or that gives no address."""
    for pattern, address in rules:
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            place = "" if error.pos is None else f" vid tecken {error.pos + 1}"
            reason = f"mönstret går inte att tolka, fel{place}"
            remedy = "Rätta det reguljära uttrycket; skriv det inom enkla citattecken."
            raise SettingsError(f"{where}, ”{pattern}”", reason, remedy) from error
        if not is_address(address):
            raise SettingsError(
                f"{where}, ”{address}”", "det är ingen webbadress", "Börja den med https://."
            )
        groups = {*map(str, range(1, compiled.groups + 1)), *compiled.groupindex}
        for number, name in GROUP.findall(address):
            if (number or name) not in groups:
                raise SettingsError(
                    f"{where}, ”{address}”",
                    f"mönstret ”{pattern}” har ingen grupp {number or name}",
                    "Sätt den del av mönstret som ska in i adressen inom parentes.",
                )


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
