"""The database of a generation: its tables, and what goes wrong with it said clearly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from indexer.errors import EngineError, explain_failure
from indexer.index.record import FORMAT

_TABLES = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE IF NOT EXISTS source (name TEXT PRIMARY KEY, location TEXT);
CREATE TABLE IF NOT EXISTS origin (
    number INTEGER PRIMARY KEY, source TEXT, name TEXT, fingerprint TEXT, withheld INTEGER,
    UNIQUE (source, name)
);
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, origin INTEGER NOT NULL, digest BLOB, block INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS duplicate
    (id TEXT PRIMARY KEY, original TEXT, differs TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS withdrawn (id TEXT, origin INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS finding (
    origin INTEGER NOT NULL, item TEXT, reason TEXT, remedy TEXT, refused INTEGER, times INTEGER
);
CREATE INDEX IF NOT EXISTS finding_origin ON finding (origin);
"""


class Database:
    """An open database; what it deletes leaves no trace in the file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA secure_delete = ON")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def require_format(self) -> None:
        """Raise sqlite3.Error unless it has the tables of this format."""
        (found,) = self._connection.execute("PRAGMA user_version").fetchone()
        if found != FORMAT:
            raise sqlite3.DatabaseError(f"format {found}")

    def _make_tables(self) -> None:
        """Make the tables that are missing; raise EngineError when it cannot be written."""
        with failing_clearly():
            self._connection.executescript(_TABLES)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Change all or nothing; raise EngineError when it cannot be read or written."""
        with failing_clearly(), self._connection:
            yield


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Raise EngineError when the database cannot be read or written."""
    try:
        yield
    except sqlite3.Error as error:
        raise EngineError(
            "Indexets förteckning över artiklar",
            f"den kan inte läsas eller skrivas ({explain_failure(error)})",
            "Kontrollera disken, eller bygg om: sokverket reindex --full."
            " Fanns det ett index svarar det fortfarande.",
        ) from error
