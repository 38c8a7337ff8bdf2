"""Every setting with its name, default and meaning: `sokverket.toml`, overridden by SOKVERKET_*."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError, explain_failure

FILE_NAME = "sokverket.toml"
AUDIENCES = ("public", "internal")
BOUNDS = {"port": (1, 65_535), "threads": (1, 1_000), "topic_precision": (0.5, 0.99)}
SOURCE_KEYS = (
    *("path", "kind", "publisher", "language", "audience", "url"),
    *("hosts", "delay", "limit"),
)
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
LONGEST_DELAY = 3600
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


_TRUTHS = {"true": True, "false": False}
_SITE = re.compile(r"https?://[\w.-]+(:\d{1,5})?", re.ASCII)
_ADDRESS = re.compile(r"(https?://[^\s/]|mailto:[^\s]|/)[^\s]*")


def _setting(default: Any, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; paths are absolute once loaded from a file."""

    index: Path = _setting(Path(".sokverket"), "mappen som indexet ligger i")
    engine: str = _setting("whoosh", "sökmotorn som indexet byggs med")
    audience: str = _setting("public", "”public”, eller ”internal” för ett index åt personalen")
    topics: Path | None = _setting(None, "ämneslistan: SKOS (.ttl, .rdf, .jsonld) eller CSV")
    topic_map: Path | None = _setting(None, "granskade ord för ämnen: källans ord, tabb, ämne")
    topic_precision: float = _setting(0.85, "så stor andel av ämnesförslagen ska vara rätt")
    synonyms: Path | None = _setting(None, "granskade synonymer, en regel per rad")
    best_bets: Path | None = _setting(None, "granskade bästa träffar: fråga, tabb, artikel-id")
    golden: Path | None = _setting(
        None, "mapp med gyllene frågor, queries.tsv och qrels.trec, som nya index prövas mot"
    )
    site_name: str = _setting("Sökverket", "sökplatsens namn, överst på sidorna")
    agency_name: str = _setting("", "myndighetens namn, i sidfoten")
    host: str = _setting("127.0.0.1", "adressen som servern lyssnar på")
    port: int = _setting(8765, "porten som servern lyssnar på")
    prefix: str = _setting("", "sökvägen som sidorna ligger under, till exempel /arkiv")
    trusted_proxies: int = _setting(0, "antal proxyservrar framför vars X-Forwarded-* gäller")
    base_url: str = _setting(
        "", "sidornas adress utåt, till exempel https://arkiv.example.se; annars den som anropas"
    )
    cors_origin: str = _setting("", "webbplatsen vars skript får läsa API:et, eller * för alla")
    logo: Path | None = _setting(None, "logotypen överst på sidorna: SVG, PNG, JPEG eller WebP")
    accent: str = _setting("", "myndighetens färg, till exempel #17493a, på länkar och knappar")
    accent_dark: str = _setting("", "samma färg i mörkt läge; den måste vara ljusare")
    contact: str = _setting(
        "", "dit besökare hör av sig: en adress som börjar med mailto: eller https://"
    )
    footer_links: Mapping[str, str] = dataclasses.field(
        default_factory=dict,
        metadata={"meaning": "länkar i sidfoten, tabellen [footer_links] med text = adress"},
    )
    count_unanswered: bool = _setting(True, "om frågor utan träffar räknas")  # noqa: FBT003
    access_log: bool = _setting(False, "om varje anrop loggas, utan adresser och frågor")  # noqa: FBT003
    threads: int = _setting(4, "antal sökningar som servern gör samtidigt")
    sources: Mapping[str, Mapping[str, Any]] = dataclasses.field(
        default_factory=dict,
        metadata={"meaning": "källorna, en tabell [sources.NAMN] för var och en"},
    )


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
    _check_audience("audience", settings.audience)
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
    values = {name: _typed(name, value, str(path)) for name, value in table.items()}
    for name, value in values.items():
        if isinstance(value, Path):
            values[name] = here / value
    values["sources"] = {
        name: _source(name, source, here, path) for name, source in table.get("sources", {}).items()
    }
    return values


def _source(name: str, table: Any, here: Path, path: Path) -> dict[str, Any]:
    if not isinstance(table, dict) or not isinstance(table.get("path"), str):
        raise SettingsError(
            f"{path}, [sources.{name}]",
            "path saknas",
            'Skriv path = "mapp, fil eller webbadress".',
        )
    for key in table:
        if key not in SOURCE_KEYS:
            raise SettingsError(
                f"{path}, [sources.{name}]",
                f"”{key}” är ingen inställning",
                f"Välj bland {', '.join(SOURCE_KEYS)}.",
            )
        _check_value(key, table[key], f"{path}, [sources.{name}]")
    place = table["path"]
    return table | {"path": place if ADDRESS.match(place) else str(here / place)}


def _check_value(key: str, value: Any, where: str) -> None:
    if key in {"delay", "limit"}:
        _check_number(key, value, where)
        return
    texts = value if key in {"publisher", "hosts"} and isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise SettingsError(
            f"{where}: {key}", f"värdet {value!r} passar inte", "Skriv en text inom citattecken."
        )
    if key == "audience":
        _check_audience(f"{where}: audience", value)


def _check_number(key: str, value: Any, where: str) -> None:
    """Raise SettingsError for a delay that is no number of seconds, or a limit that is no count."""
    if key == "delay":
        right = type(value) in {int, float} and 0 <= value <= LONGEST_DELAY
        wanted = f"ett antal sekunder från 0 till {LONGEST_DELAY}"
    else:
        right = type(value) is int and value > 0
        wanted = "ett heltal större än 0"
    if not right:
        raise SettingsError(f"{where}: {key}", f"värdet {value!r} passar inte", f"Skriv {wanted}.")


def _check_audience(where: str, value: str) -> None:
    """Raise SettingsError for an unknown audience, lest a misspelling publish what is internal."""
    if value not in AUDIENCES:
        raise SettingsError(
            where, f"målgruppen ”{value}” finns inte", f"Välj {' eller '.join(AUDIENCES)}."
        )


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
    values = {}
    for setting in dataclasses.fields(Settings):
        variable = f"SOKVERKET_{setting.name.upper()}"
        if variable in environment and not str(setting.type).startswith("Mapping"):
            values[setting.name] = _typed(setting.name, environment[variable], variable)
    return values


def _typed(name: str, value: Any, where: str) -> Any:
    kinds = {setting.name: str(setting.type) for setting in dataclasses.fields(Settings)}
    if name not in kinds:
        known = ", ".join(kinds)
        raise SettingsError(f"{where}: {name}", "inställningen finns inte", f"Välj bland {known}.")
    kind = kinds[name]
    if kind == "bool" and str(value).lower() in _TRUTHS:
        return _TRUTHS[str(value).lower()]
    if kind == "int" and str(value).isdecimal():
        return int(value)
    if kind == "float" and _NUMBER.fullmatch(str(value)):
        return float(value)
    if kind == "str" and isinstance(value, str):
        return value
    if kind.startswith("Path") and isinstance(value, str):
        return Path(value)
    if kind.startswith("Mapping") and isinstance(value, dict):
        return value
    tables = {"sources": "för varje källa, [sources.NAMN]", "footer_links": "text = adress"}
    wanted = {
        "int": "ett heltal",
        "float": "ett tal som 0.85",
        "bool": "true eller false",
        "Mapping": f"en tabell {tables.get(name)}",
    }.get(kind.partition("[")[0], "en text inom citattecken")
    raise SettingsError(f"{where}: {name}", f"värdet {value!r} passar inte", f"Skriv {wanted}.")
