"""The manifest: which articles a generation holds, from which source, with what content.

It also remembers where each source was, so that another of the same name is not taken for it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from indexer.article import Article
from indexer.errors import EngineError

_TABLES = (
    "CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, source TEXT, digest TEXT)",
    "CREATE TABLE IF NOT EXISTS source (name TEXT PRIMARY KEY, location TEXT)",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's source and the digest of its content."""

    source: str
    digest: str


class Manifest:
    """The entries of a generation, by article id; changes are written by `save`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM article").fetchone()
        return int(count)

    def entries(self) -> dict[str, Entry]:
        """Return all entries by article id; raise sqlite3.Error when they cannot be read."""
        rows = self._connection.execute("SELECT id, source, digest FROM article")
        return {id_: Entry(source, digest) for id_, source, digest in rows}

    def locations(self) -> dict[str, str]:
        """Return where the sources were, by name; raise sqlite3.Error when it cannot be read."""
        return dict(self._connection.execute("SELECT name, location FROM source"))

    def save(
        self,
        changed: Mapping[str, Entry],
        removed: Iterable[str],
        locations: Mapping[str, str],
    ) -> None:
        """Write what changed and drop what was removed; raise EngineError when it cannot."""
        try:
            with self._connection as connection:
                for table in _TABLES:
                    connection.execute(table)
                connection.executemany(
                    "INSERT OR REPLACE INTO source VALUES (?, ?)", locations.items()
                )
                connection.executemany("DELETE FROM article WHERE id = ?", ((i,) for i in removed))
                connection.executemany(
                    "INSERT OR REPLACE INTO article VALUES (?, ?, ?)",
                    ((id_, entry.source, entry.digest) for id_, entry in changed.items()),
                )
        except sqlite3.Error as error:
            raise EngineError(
                "Indexets förteckning över artiklar",
                f"den kan inte skrivas ({error})",
                "Kontrollera disken. Ett äldre index svarar fortfarande.",
            ) from error


def digest(article: Article) -> str:
    """Return what tells one content of an article from another."""
    return hashlib.sha256(article.to_json().encode("utf-8", "surrogatepass")).hexdigest()[:32]
