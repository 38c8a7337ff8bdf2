"""A generation: one complete index on disk, with all that tells how it was built.

000007/
    facts.json        what it was built with and holds, its topics, and golden questions' results
    manifest.sqlite   which article came from which source, what was refused, and the duplicates
    snapshot/         what a full run learnt of its words and topics
    engine/           the engine's own files

A generation out of which an article was withdrawn is written anew, as 000007.1.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from indexer.analyse import Snapshot, load
from indexer.engines.port import Schema
from indexer.errors import IndexMissingError
from indexer.index.manifest import Manifest
from indexer.index.record import (
    DAMAGE,
    FILE_NAME,
    FORMAT,
    GoldenResult,
    Record,
    engine_of,
    golden_of,
    parse,
)
from indexer.topics import Vocabulary

REBUILD = "Bygg det på nytt: sokverket reindex --full, med alla källor."
RENEW = "Kör sokverket reindex, så byggs det om."
UPGRADE = "Uppgradera Sökverket till versionen som byggde det. Annars: sokverket reindex --full."
_NAME = re.compile(r"(\d{6,})(?:\.(\d+))?")
_Read = TypeVar("_Read")


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
    def snapshot_directory(self) -> Path:
        """Where the snapshot of its words lies."""
        return self.path / "snapshot"

    def format(self) -> int:
        """Return its format; raise IndexMissingError when it cannot be told."""
        number: int = self._told()["format"]
        return number

    def record(self) -> Record:
        """Return all that it tells of itself.

        Raises IndexMissingError when it is damaged or of another format.
        """
        told = self._told()
        if told["format"] != FORMAT:
            raise self._of_another_format(told["format"])
        try:
            return Record.of(told)
        except DAMAGE as error:
            raise self._untold() from error

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of its topics; raises as `record` does."""
        return self.record().vocabulary

    def engine(self) -> tuple[str, Schema]:
        """Return its engine and the fields of it, whatever its format.

        Raises IndexMissingError when they cannot be told.
        """
        try:
            return engine_of(self._told())
        except DAMAGE as error:
            raise self._untold() from error

    def golden(self) -> Mapping[str, GoldenResult]:
        """Return the golden questions' results, whatever its format; nothing if it is not told."""
        try:
            return golden_of(self._told())
        except (IndexMissingError, *DAMAGE):
            return {}

    def write(self, record: Record) -> None:
        """Write all that it tells of itself."""
        (self.path / FILE_NAME).write_text(record.to_json(), encoding="utf-8")

    def snapshot(self) -> Snapshot:
        """Return what was learnt of its words; raise IndexMissingError when it is damaged."""
        return load(self.snapshot_directory)

    def ask(self, read: Callable[[Manifest], _Read], *, any_format: bool = False) -> _Read:
        """Return what `read` reads of its manifest; raise IndexMissingError when it is damaged.

        Unless it asks what `any_format` can tell, one of another format is damaged too.
        """
        try:
            self.manifest_file.stat()
            with Manifest(self.manifest_file) as manifest:
                if not any_format:
                    manifest.require_format()
                return read(manifest)
        except (OSError, sqlite3.Error) as error:
            raise self.damaged("dess förteckning över artiklar kan inte läsas") from error

    def held(self, ids: Collection[str]) -> list[str]:
        """Return which of the articles it holds, whatever its format; raises as `ask` does."""
        return self.ask(lambda known: [id_ for id_ in ids if id_ in known], any_format=True)

    def require_files(self) -> None:
        """Raise IndexMissingError when a directory of it, or all that it held, has been lost."""
        for directory in (self.engine_directory, self.snapshot_directory):
            if not any(directory.glob("*")):
                raise self.damaged(f"mappen {directory.name} saknas i det eller är tom")

    def damaged(self, reason: str) -> IndexMissingError:
        """Return the error that says what is wrong with it."""
        return IndexMissingError(f"Indexet {self.path}", reason, REBUILD)

    def _told(self) -> dict[str, Any]:
        try:
            return parse((self.path / FILE_NAME).read_bytes())
        except (OSError, *DAMAGE) as error:
            raise self._untold() from error

    def _untold(self) -> IndexMissingError:
        return self.damaged("dess uppgifter kan inte läsas")

    def _of_another_format(self, number: int) -> IndexMissingError:
        return IndexMissingError(
            f"Indexet {self.path}",
            f"det har format {number}, men den här versionen läser format {FORMAT}",
            UPGRADE if number > FORMAT else RENEW,
        )


def parse_name(name: str) -> tuple[int, int] | None:
    """Return what a generation of that name is ordered by, or None for another name.

    >>> parse_name("000007.1"), parse_name("000008.draft")
    ((7, 1), None)
    """
    found = _NAME.fullmatch(name)
    return (int(found[1]), int(found[2] or 0)) if found else None
