"""A small archive of JSON Lines sources and its index, for tests to change and reindex."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from indexer.app import Library
from indexer.index import Report, RunOptions
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.searcher import Searcher
from indexer.settings import Settings, make_source

OPTIONS = {field.name for field in fields(RunOptions)}


def article(id_: str, text: str = "Ett stycke.", **more: Any) -> dict[str, Any]:
    return {"id": id_, "title": f"Artikel {id_}", "text": text, "published": "2020", **more}


class Archive:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index"
        self.sources: dict[str, dict[str, Any]] = {}

    def write(self, source: str, *articles: dict[str, Any]) -> None:
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in articles]
        self.path(source).write_text("".join(lines), encoding="utf-8")
        self.sources.setdefault(source, {"path": str(self.path(source))})

    def write_many(self, source: str, ids: Sequence[str]) -> None:
        self.write(source, *map(article, ids))

    def path(self, source: str) -> Path:
        return self.folder / f"{source}.jsonl"

    def library(self, **settings: Any) -> Library:
        file = self.folder / "sokverket.toml"
        sources = {name: make_source(name, table, file) for name, table in self.sources.items()}
        return Library(Settings(index=self.index, sources=sources, **settings))

    def reindex(self, *names: str, **more: Any) -> Report:
        """Reindex with options and settings by their names."""
        options = {name: more.pop(name) for name in OPTIONS & more.keys()}
        return self.library(**more).reindex(names, progress=lambda *_: None, **options)

    def answer(self, query: str = "") -> SearchAnswer:
        return self.library().ask(Searcher.search, SearchRequest(query, size=100))

    def found(self, query: str = "") -> list[str]:
        return sorted(hit.id for hit in self.answer(query).hits)

    @property
    def current(self) -> str:
        return (self.index / "current").read_text().split()[0]

    @property
    def generations(self) -> list[str]:
        return sorted(path.name for path in (self.index / "generations").iterdir())
