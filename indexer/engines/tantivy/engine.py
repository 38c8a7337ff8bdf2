"""The engine: Tantivy keeps segments, deletions, merges and commits; snapshots answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tantivy import Index, IndexWriter

from indexer.engines.failures import unreadable, unwritable
from indexer.engines.port import Document, Matches, Schema, Search
from indexer.engines.tantivy.documents import ID, Translator, encode, tantivy_schema
from indexer.engines.tantivy.reader import TantivyReader
from indexer.errors import EngineError

LIST = "meta.json"
WRITER_BYTES = 256_000_000
"""So much memory the writer fills before it writes a segment."""
WRITER_THREADS = min(4, os.cpu_count() or 1)
"""So many threads write, each its own segments, when documents are many."""
MANY = 1000
"""Fewer documents are written by one thread, so that a small change makes one small segment."""


class TantivyEngine:
    """An index in a directory; a new one is made where the directory is empty or missing.

    Tantivy never changes a file: a commit writes new ones and puts a new list of segments in the
    place of the old one, so that directories may share files by hard links.
    """

    def __init__(self, schema: Schema, directory: Path) -> None:
        self._schema = schema
        self._directory = directory
        self._translator = Translator(schema)
        self._writer: IndexWriter | None = None
        self._written: set[str] = set()
        with self._reading():
            self._index = self._open()
            self._snapshot = TantivyReader(schema, self._index)

    def add(self, documents: Iterable[Document]) -> None:
        """Add or replace documents, unseen until the commit."""
        coming = iter(documents)
        first = list(islice(coming, MANY))
        threads = WRITER_THREADS if len(first) == MANY else 1
        for document in chain(first, coming):
            with self._writing(threads) as writer:
                if self._may_hold(document.id):
                    writer.delete_documents_by_term(ID, encode(document.id))
                writer.add_document(self._translator.translate(document))
            self._written.add(document.id)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        for id_ in ids:
            if self._may_hold(id_):
                with self._writing() as writer:
                    writer.delete_documents_by_term(ID, encode(id_))

    def commit(self) -> None:
        """Publish what was written, and wait until segments are merged as far as they should."""
        if self._writer is None:
            return
        with self._writing() as writer:
            writer.commit()
            writer.wait_merging_threads()
        self._forget()
        with self._reading():
            self._index.reload()
            self._snapshot = TantivyReader(self._schema, self._index)

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""
        with self._reading():
            return self._snapshot.match(search)

    def frequencies(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many live documents each term stands."""
        with self._reading():
            return self._snapshot.frequencies(field, terms)

    def vocabulary(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """Return the field's terms that begin so, with their document frequencies."""
        with self._reading():
            return self._snapshot.vocabulary(field, prefix)

    def __len__(self) -> int:
        return self._snapshot.size

    def close(self) -> None:
        """Let go of files; what was not committed is lost."""
        self._forget()
        del self._snapshot, self._index

    def _open(self) -> Index:
        self._directory.mkdir(parents=True, exist_ok=True)
        writable = os.access(self._directory, os.W_OK)
        found = [path.name for path in self._directory.iterdir()]
        is_new = writable and all(name.startswith(".") for name in found)
        if LIST not in found and not is_new:
            raise ValueError("no list of segments")
        if not writable:
            return self._open_unlocked()
        self._part_locks()
        return self._open_in(self._directory)

    def _open_unlocked(self) -> Index:
        """Open what may only be read, where Tantivy could make no lock, through links to it."""
        with TemporaryDirectory() as links:
            for path in self._directory.iterdir():
                if path.suffix != ".lock":
                    (Path(links) / path.name).symlink_to(path.absolute())
            return self._open_in(Path(links))

    def _open_in(self, directory: Path) -> Index:
        index = Index(tantivy_schema(self._schema), str(directory))
        index.config_reader("manual")
        return index

    def _part_locks(self) -> None:
        """Let no lock be shared with a copy by hard links."""
        for lock in self._directory.glob("*.lock"):
            if lock.stat().st_nlink > 1:
                lock.unlink()

    def _may_hold(self, id_: str) -> bool:
        return id_ in self._written or self._snapshot.holds(id_)

    def _forget(self) -> None:
        """Let go of the writer, and with it of what it has not committed."""
        self._writer = None
        self._written = set()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (EngineError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Tantivy's is no Exception
            raise unreadable(self._directory, error) from error

    @contextmanager
    def _writing(self, threads: int = 1) -> Iterator[IndexWriter]:
        try:
            if self._writer is None:
                self._writer = self._index.writer(WRITER_BYTES, threads)
            yield self._writer
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Tantivy's is no Exception
            self._forget()
            raise unwritable(self._directory, error) from error
