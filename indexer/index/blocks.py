"""The blocks of a generation: which of its articles may be duplicates of each other, and which are.

A change regroups the blocks that it touches, whole, so that a changed index equals a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from indexer.article import Article
from indexer.engines.port import Document
from indexer.index.database import Database, failing_clearly
from indexer.index.duplicates import DuplicateOf, block_of, find_duplicates
from indexer.terms import fields

_NOTES = """
CREATE TEMP TABLE read (id TEXT PRIMARY KEY, block INTEGER, number INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE touched (block INTEGER PRIMARY KEY);
"""
_JOIN = """
INSERT INTO article SELECT id, 0, zeroblob(16), block FROM read WHERE true
ON CONFLICT DO UPDATE SET block = excluded.block
"""
"""Leaves room for what the manifest has yet to say of the articles."""
_SHARED = """
SELECT block, id, number FROM article LEFT JOIN read USING (id, block)
WHERE block IN (
    SELECT block FROM article WHERE block IN touched GROUP BY block HAVING count(*) > 1)
ORDER BY block
"""
"""Looks at every article once or twice: an index of blocks would double the file to save that."""
_LEFT = """
INSERT OR IGNORE INTO touched
SELECT article.block FROM read CROSS JOIN article USING (id) WHERE article.block IS NOT NULL
"""
_TOUCH = """
INSERT OR IGNORE INTO touched SELECT block FROM article WHERE id = ? AND block IS NOT NULL
"""
_BEFORE = """
SELECT id, original, differs
FROM duplicate CROSS JOIN article USING (id) WHERE block IN touched
"""
_HELD = """
SELECT 1 FROM article LEFT JOIN read USING (id)
WHERE id = ? AND article.block IS NOT NULL AND number IS NULL
"""
LARGEST_BLOCK = 100
"""A block of more articles is a series."""
_IN_A_ROW = 1000

Read = Callable[[int], Article]
"""Returns the article that was read as number so-and-so of this run, from 0."""
Stored = Callable[[Sequence[str]], Iterable[str]]
"""Returns articles as JSON that the index holds and this run has not read, by their ids."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Duplicates by id; `again` are those articles to index anew that the run has not read."""

    duplicates: Mapping[str, DuplicateOf]
    again: Sequence[str] = ()

    def mark(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents, and with those of duplicates what they are duplicates of."""
        for document in documents:
            duplicate = self.duplicates.get(document.id)
            yield document if duplicate is None else _marked(document, duplicate)


class Blocks(Database):
    """The blocks of one generation, in the database of its manifest; only `group` changes them.

    Every method raises EngineError when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        with failing_clearly():
            super().__init__(path)
            self._make_tables()
            self._connection.executescript(_NOTES)

    def note(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Pass the articles on, and note each with its number among them."""
        rows: list[tuple[str, int, int]] = []
        for number, article in enumerate(articles):
            rows.append((article.id, block_of(article), number))
            if len(rows) == _IN_A_ROW:
                self._insert(rows)
                rows.clear()
            yield article
        self._insert(rows)

    def group(self, removed: Iterable[str], read: Read, stored: Stored) -> Grouping:
        """Group what was noted with what is held; return the duplicates of all blocks touched."""
        with self._writing():
            run = self._connection.execute
            run("INSERT OR IGNORE INTO touched SELECT block FROM read")
            run(_LEFT)
            before = self._leave(removed)
            run(_JOIN)
            duplicates = self._find(read, stored)
            self._connection.executemany(
                "INSERT INTO duplicate VALUES (?, ?, ?)",
                (
                    (i, duplicate.original, " ".join(duplicate.differs))
                    for i, duplicate in duplicates.items()
                ),
            )
            changed = [i for i in {**before, **duplicates} if before.get(i) != duplicates.get(i)]
            return Grouping(duplicates, [i for i in changed if self._is_left(i)])

    def grouping(self) -> Grouping:
        """Return all duplicates."""
        with failing_clearly():
            return Grouping(_duplicates(self._connection.execute("SELECT * FROM duplicate")))

    def _insert(self, rows: Iterable[tuple[str, int, int]]) -> None:
        with self._writing():
            self._connection.executemany("INSERT OR REPLACE INTO read VALUES (?, ?, ?)", rows)

    def _leave(self, removed: Iterable[str]) -> dict[str, DuplicateOf]:
        """Drop the removed and all duplicates of the touched blocks; return those there were."""
        ids = [(id_,) for id_ in removed]
        several = self._connection.executemany
        several(_TOUCH, ids)
        before = _duplicates(self._connection.execute(_BEFORE))
        several("DELETE FROM duplicate WHERE id = ?", ((id_,) for id_ in before))
        several("UPDATE article SET block = NULL WHERE id = ?", ids)
        return before

    def _find(self, read: Read, stored: Stored) -> dict[str, DuplicateOf]:
        duplicates: dict[str, DuplicateOf] = {}
        shared = self._connection.execute(_SHARED)
        for _, rows in groupby(shared, key=itemgetter(0)):
            members = [(id_, number) for _, id_, number in rows]
            series = len(members) > LARGEST_BLOCK
            duplicates |= find_duplicates(_articles(members, read, stored), series=series)
        return duplicates

    def _is_left(self, article_id: str) -> bool:
        """Tell whether the index holds the article as it was."""
        return self._connection.execute(_HELD, (article_id,)).fetchone() is not None


def _duplicates(rows: Iterable[tuple[str, str, str]]) -> dict[str, DuplicateOf]:
    return {id_: DuplicateOf(original, tuple(differs.split())) for id_, original, differs in rows}


def _articles(
    members: Iterable[tuple[str, int | None]], read: Read, stored: Stored
) -> Iterator[Article]:
    others = []
    for id_, number in members:
        if number is None:
            others.append(id_)
        else:
            yield read(number)
    if others:
        yield from map(Article.from_json, stored(others))


def _marked(document: Document, duplicate: DuplicateOf) -> Document:
    marks = {
        fields.DUPLICATE: (" ".join(duplicate.differs),),
        fields.ORIGINAL: (duplicate.original,),
    }
    return replace(document, facets={**document.facets, **marks})
