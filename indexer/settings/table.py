"""Every setting with its name, default and meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.machine import cores
from indexer.settings.kinds import LINKS, NUMBER, PATH, SOURCES, TEXT, TRUTH, WHOLE, Kind
from indexer.settings.sources import Source

MOST_WORKERS = 4
"""Without a setting, a server takes no more processes than so many."""
WORKERS = (1, 1_000)
BOUNDS = {
    "port": (1, 65_535),
    "threads": (1, 1_000),
    "topic_precision": (0.5, 0.99),
    "workers": WORKERS,
}
KINDS = {
    "str": TEXT,
    "int": WHOLE,
    "float": NUMBER,
    "bool": TRUTH,
    "Path": PATH,
    "Path | None": PATH,
    "Mapping[str, str]": LINKS,
    "Mapping[str, Source]": SOURCES,
}
"""Of which kind the values of a setting are, by its type."""


def _setting(default: Any, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; paths are absolute once loaded from a file. A new one is a row here."""

    index: Path = _setting(Path(".sokverket"), "mappen som indexet ligger i")
    engine: str = _setting("whoosh", "sökmotorn som indexet byggs med")
    audience: str = _setting("public", "”public”, eller ”internal” för ett index åt personalen")
    topics: Path | None = _setting(None, "ämneslistan: SKOS (.ttl, .rdf, .jsonld) eller CSV")
    topic_map: Path | None = _setting(None, "granskade ord för ämnen: källans ord, tabb, ämne")
    topic_precision: float = _setting(0.85, "så stor andel av ämnesförslagen ska vara rätt")
    synonyms: Path | None = _setting(None, "granskade synonymer, en regel per rad")
    acronyms: Path | None = _setting(
        None,
        "granskade förkortningar: ”LAS = lagen om anställningsskydd”, eller ”-AB” för ett veto",
    )
    best_bets: Path | None = _setting(None, "granskade bästa träffar: fråga, tabb, artikel-id")
    golden: Path | None = _setting(
        None, "mapp med gyllene frågor, queries.tsv och qrels.trec, som nya index prövas mot"
    )
    legacy_reader: str = _setting(
        "", "kommandot som läser .doc, .ppt och .xls, till exempel antiword"
    )
    ocr: bool = _setting(False, "om inskannade sidor i PDF-filer läses av maskin (OCR)")  # noqa: FBT003
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
    threads: int = _setting(4, "antal sökningar som servern gör samtidigt, i alla processer")
    workers: int = _setting(
        min(cores(), MOST_WORKERS), "antal serverprocesser; annars en för varje kärna, högst 4"
    )
    sources: Mapping[str, Source] = dataclasses.field(
        default_factory=dict,
        metadata={"meaning": "källorna, en tabell [sources.NAMN] för var och en"},
    )


def kinds() -> dict[str, Kind]:
    """Return of which kind the value of each setting is, by its name."""
    return {setting.name: KINDS[str(setting.type)] for setting in dataclasses.fields(Settings)}
