"""What a user would pick instead, each set up as its own documentation shows.

All have a Swedish stemmer but FTS5, which has none. Words are required together, the words of a
question are not. A peer whose package is missing is left out: none belongs to the project.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A peer: its class, the module and package it needs, and the largest archive it is given."""

    name: str
    made_by: str
    module: str
    package: str
    largest: int


_HERE = "tests.bench.peers"
PEERS = (
    Entry("plain Whoosh", f"{_HERE}.plain_whoosh:PlainWhoosh", "whoosh", "whoosh-reloaded", 22_335),
    Entry(
        "Xapian", f"{_HERE}.plain_xapian:PlainXapian", "xapian", "xapian-bindings-binary", 100_000
    ),
    Entry("SQLite FTS5", f"{_HERE}.fts5:Fts5", "sqlite3", "", 100_000),
    Entry("plain Tantivy", f"{_HERE}.plain_tantivy:PlainTantivy", "tantivy", "tantivy", 100_000),
)
