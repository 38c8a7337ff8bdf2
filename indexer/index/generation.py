"""A generation: one complete index on disk, with all that tells how it was built.

000007/
    facts.json        what it was built with
    manifest.sqlite   which article came from which source
    topics.json       the vocabulary of its topics
    tagging.json      how many articles have topics from editors
    findings.json     what was refused or doubtful
    snapshot/         what a full run learnt of its words and topics
    engine/           the engine's own files
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from indexer.analyse import Snapshot, load
from indexer.errors import IndexMissingError
from indexer.index.manifest import Entry, Manifest
from indexer.topics import Vocabulary

FORMAT = 4
REBUILD = "Bygg det på nytt: sokverket reindex --full, med alla källor."
_Listed = TypeVar("_Listed")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation was built with; an index with other facts is built anew."""

    engine: str
    audience: str
    analysis: str
    vocabulary: str
    precision: float
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The generation's number, as text."""
        return self.path.name

    @property
    def engine_directory(self) -> Path:
        """Where the engine keeps its files."""
        return self.path / "engine"

    @property
    def manifest_file(self) -> Path:
        """Where the manifest lies."""
        return self.path / "manifest.sqlite"

    @property
    def snapshot_directory(self) -> Path:
        """Where the snapshot of its words lies."""
        return self.path / "snapshot"

    def facts(self) -> Facts:
        """Return what it was built with; raise IndexMissingError when it cannot be told."""
        try:
            record = json.loads((self.path / "facts.json").read_text(encoding="utf-8"))
            found = record.get("format")
            if found == FORMAT:
                return Facts(**record)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise self.damaged("dess uppgifter kan inte läsas") from error
        raise self.damaged(f"det har format {found}, men den här versionen läser format {FORMAT}")

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of its topics; raise IndexMissingError when it is damaged."""
        try:
            return Vocabulary.from_json((self.path / "topics.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise self.damaged("dess ämneslista kan inte läsas") from error

    def snapshot(self) -> Snapshot:
        """Return what was learnt of its words; raise IndexMissingError when it is damaged."""
        return load(self.snapshot_directory)

    def entries(self) -> dict[str, Entry]:
        """Return its articles' entries by id; raise IndexMissingError when they are damaged."""
        return self._listed(Manifest.entries)

    def locations(self) -> dict[str, str]:
        """Return where its sources were, by name; raise IndexMissingError as `entries` does."""
        return self._listed(Manifest.locations)

    def require_directories(self) -> None:
        """Raise IndexMissingError when a directory of it, or all that it held, has been lost."""
        for directory in (self.engine_directory, self.snapshot_directory):
            if not any(directory.glob("*")):
                raise self.damaged(f"mappen {directory.name} saknas i det eller är tom")

    def describe(self, facts: Facts, vocabulary: Vocabulary) -> None:
        """Write what the generation is built with."""
        (self.path / "facts.json").write_text(json.dumps(asdict(facts)), encoding="utf-8")
        (self.path / "topics.json").write_text(vocabulary.to_json(), encoding="utf-8")

    def damaged(self, reason: str) -> IndexMissingError:
        """Return the error that says what is wrong with it."""
        return IndexMissingError(f"Indexet {self.path}", reason, REBUILD)

    def _listed(self, read: Callable[[Manifest], _Listed]) -> _Listed:
        try:
            self.manifest_file.stat()
            with Manifest(self.manifest_file) as manifest:
                return read(manifest)
        except (OSError, sqlite3.Error) as error:
            raise self.damaged("dess förteckning över artiklar kan inte läsas") from error
