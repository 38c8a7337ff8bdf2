"""A generation: one complete index on disk, with all that tells how it was built.

000007/
    facts.json        what it was built with
    summary.json      when it was made and what it holds
    manifest.sqlite   which article came from which source, and what was refused
    duplicates.sqlite     which articles are the same text as another
    topics.json       the vocabulary of its topics
    tagging.json      how many articles have topics from editors
    golden.json       how the golden questions fared
    snapshot/         what a full run learnt of its words and topics
    engine/           the engine's own files

A generation out of which an article was withdrawn is written anew, as 000007.1.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from indexer.analyse import Snapshot, load
from indexer.errors import IndexMissingError
from indexer.index.manifest import Manifest
from indexer.topics import Vocabulary

FORMAT = 8
REBUILD = "Bygg det på nytt: sokverket reindex --full, med alla källor."
UPGRADE = "Uppgradera Sökverket till versionen som byggde det. Annars: sokverket reindex --full."
_NAME = re.compile(r"(\d{6,})(?:\.(\d+))?")
_Read = TypeVar("_Read")


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
class Summary:
    """When a generation was made, in local time, and how much it holds."""

    made: dt.datetime
    articles: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The generation's number, as text, and how many times it was written anew."""
        return self.path.name

    @property
    def number(self) -> tuple[int, int]:
        """What generations are ordered by."""
        return parse_name(self.name) or (0, 0)

    @property
    def engine_directory(self) -> Path:
        """Where the engine keeps its files."""
        return self.path / "engine"

    @property
    def manifest_file(self) -> Path:
        """Where the manifest lies."""
        return self.path / "manifest.sqlite"

    @property
    def duplicates_file(self) -> Path:
        """Where its duplicates are kept from run to run."""
        return self.path / "duplicates.sqlite"

    @property
    def golden_file(self) -> Path:
        """Where it is told how the golden questions fared."""
        return self.path / "golden.json"

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
        reason = f"det har format {found}, men den här versionen läser format {FORMAT}"
        if isinstance(found, int) and found > FORMAT:
            raise IndexMissingError(f"Indexet {self.path}", reason, UPGRADE)
        raise self.damaged(reason)

    def summary(self) -> Summary:
        """Return when it was made and what it holds; raise IndexMissingError as `facts` does."""
        try:
            record = json.loads((self.path / "summary.json").read_text(encoding="utf-8"))
            return Summary(**record | {"made": dt.datetime.fromisoformat(record["made"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self.damaged("dess uppgifter kan inte läsas") from error

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of its topics; raise IndexMissingError when it is damaged."""
        try:
            return Vocabulary.from_json((self.path / "topics.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise self.damaged("dess ämneslista kan inte läsas") from error

    def snapshot(self) -> Snapshot:
        """Return what was learnt of its words; raise IndexMissingError when it is damaged."""
        return load(self.snapshot_directory)

    def ask(self, read: Callable[[Manifest], _Read]) -> _Read:
        """Return what `read` reads of its manifest; raise IndexMissingError when it is damaged."""
        try:
            self.manifest_file.stat()
            with Manifest(self.manifest_file) as manifest:
                return read(manifest)
        except (OSError, sqlite3.Error) as error:
            raise self.damaged("dess förteckning över artiklar kan inte läsas") from error

    def require_files(self) -> None:
        """Raise IndexMissingError when a directory of it, or all that it held, has been lost."""
        if not self.duplicates_file.is_file():
            raise self.damaged(f"filen {self.duplicates_file.name} saknas i det")
        for directory in (self.engine_directory, self.snapshot_directory):
            if not any(directory.glob("*")):
                raise self.damaged(f"mappen {directory.name} saknas i det eller är tom")

    def describe(self, facts: Facts, vocabulary: Vocabulary) -> None:
        """Write what the generation is built with and what it holds."""
        with Manifest(self.manifest_file) as manifest:
            self.sign(Summary(dt.datetime.now().astimezone(), len(manifest), manifest.rejected()))
        (self.path / "facts.json").write_text(json.dumps(asdict(facts)), encoding="utf-8")
        (self.path / "topics.json").write_text(vocabulary.to_json(), encoding="utf-8")

    def sign(self, summary: Summary) -> None:
        """Write when it was made and what it holds."""
        record = asdict(summary) | {"made": summary.made.isoformat(timespec="seconds")}
        (self.path / "summary.json").write_text(json.dumps(record), encoding="utf-8")

    def damaged(self, reason: str) -> IndexMissingError:
        """Return the error that says what is wrong with it."""
        return IndexMissingError(f"Indexet {self.path}", reason, REBUILD)


def parse_name(name: str) -> tuple[int, int] | None:
    """Return what a generation of that name is ordered by, or None for another name.

    >>> parse_name("000007.1"), parse_name("000008.draft")
    ((7, 1), None)
    """
    found = _NAME.fullmatch(name)
    return (int(found[1]), int(found[2] or 0)) if found else None
