"""The engine: Whoosh keeps segments, deletions and commits; snapshots answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.analysis import IDAnalyzer
from whoosh.fields import STORED, TEXT
from whoosh.fields import Schema as WhooshSchema
from whoosh.index import TOC, EmptyIndexError, clean_files

from indexer.engines.failures import unreadable, unwritable
from indexer.engines.port import Document, Matches, Schema, Search
from indexer.engines.whoosh.arrays import Numbers
from indexer.engines.whoosh.batch import Batch
from indexer.engines.whoosh.codec import Directory, open_segment, write_segment
from indexer.engines.whoosh.evaluate import match
from indexer.engines.whoosh.reader import WhooshReader
from indexer.engines.whoosh.segment import SegmentFile
from indexer.engines.whoosh.terms import encode
from indexer.engines.whoosh.toc import NAME, read_toc
from indexer.errors import EngineError

BATCH_DOCUMENTS = 20_000
BATCH_TERMS = 16_000_000
SMALL_SEGMENTS = 8
READ_ATTEMPTS = 10


class WhooshEngine:
    """An index in a directory; a new one is made where the directory is empty or missing.

    No file is ever changed: a commit writes new ones and a new list of segments beside the old
    list, then unlinks what the new list lacks, so that directories may share files by hard links.
    """

    def __init__(self, schema: Schema, directory: Path) -> None:
        self._schema = schema
        self._directory = directory
        self._storage = Directory(str(directory))
        self._files: dict[str, SegmentFile] = {}
        self._batch = Batch(schema)
        self._replaced: set[str] = set()
        self._segments: list[Any] | None = None
        with self._reading():
            self._create_if_empty()
            self._snapshot = self._open()

    def add(self, documents: Iterable[Document]) -> None:
        """Add or replace documents; a full batch goes to disk, unseen until the commit."""
        for document in documents:
            self._batch.add(document)
            self._replaced.add(document.id)
            if _is_full(self._batch):
                self._flush()

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        for id_ in ids:
            self._batch.discard(id_)
            self._replaced.add(id_)

    def commit(self) -> None:
        """Write what is left, merge small segments and publish the new list of segments."""
        self._flush()
        if self._segments is None:
            return
        with self._writing():
            segments = self._merged(self._segments)
            toc = read_toc(self._storage)
            toc.segments, toc.generation = segments, toc.generation + 1
            toc.write(self._storage, NAME)
            _sync(self._directory)
            clean_files(self._storage, NAME, toc.generation, segments)
        self._segments = None
        with self._reading():
            self._snapshot = self._open()

    def match(self, search: Search) -> Matches:
        """Return one page of hits with their total and the facet counts."""
        with self._reading():
            return match(self._snapshot, search)

    def frequencies(self, field: str, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many live documents each term stands."""
        with self._reading():
            return [self._snapshot.frequency(field, term) for term in terms]

    def vocabulary(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """Return the field's terms that begin so, with their document frequencies."""
        with self._reading():
            return self._snapshot.vocabulary(field, prefix)

    def __len__(self) -> int:
        return self._snapshot.size

    def close(self) -> None:
        """Let go of files; they close when the last search in them has ended."""
        self._files = {}
        self._snapshot = WhooshReader(self._schema, ())

    def _create_if_empty(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        names = [path.name for path in self._directory.iterdir()]
        if not any(name.endswith(".toc") for name in names):
            if any(not name.startswith(f"_{NAME}_") for name in names):
                raise EmptyIndexError("other files, but no list of segments")
            TOC.create(self._storage, _whoosh_schema(self._schema), NAME)

    def _open(self) -> WhooshReader:
        """Open the newest commit; another process may make a newer one meanwhile."""
        for attempt in range(READ_ATTEMPTS):
            toc = read_toc(self._storage)
            if toc.schema != _whoosh_schema(self._schema):
                raise ValueError("the index has other fields")
            try:
                files = {segment.segment_id(): self._file(segment) for segment in toc.segments}
            except FileNotFoundError:
                if attempt == READ_ATTEMPTS - 1:
                    raise
            else:
                break
        self._files = files
        opened = ((self._file(s), list(s.deleted_docs())) for s in toc.segments)
        return WhooshReader(self._schema, opened)

    def _file(self, segment: Any) -> SegmentFile:
        name = segment.segment_id()
        return self._files[name] if name in self._files else open_segment(self._storage, segment)

    def _flush(self) -> None:
        """Write the batch as a segment, and mark what it replaces in the earlier ones."""
        if not self._replaced:
            return
        with self._writing():
            if self._segments is None:
                self._segments = read_toc(self._storage).segments
            keys = [encode(id_) for id_ in self._replaced]
            for segment in self._segments:
                ids = self._file(segment).ids
                for key in keys:
                    if (number := ids.find(key)) is not None:
                        segment.delete_document(number)
            if len(self._batch):
                self._segments.append(write_segment(self._storage, NAME, self._batch))
        self._batch = Batch(self._schema)
        self._replaced = set()

    def _merged(self, segments: list[Any]) -> list[Any]:
        """Return the segments, the smallest rewritten together when small ones are too many."""
        segments = [segment for segment in segments if segment.doc_count()]
        small = [segment for segment in segments if self._is_small(segment)]
        if len(small) <= SMALL_SEGMENTS:
            return segments
        small = sorted(small, key=lambda segment: segment.doc_count())[:SMALL_SEGMENTS]
        kept = [segment for segment in segments if segment not in small]
        batch = Batch(self._schema)
        for segment in small:
            batch.absorb(self._file(segment), _live(segment))
            if _is_full(batch) or segment is small[-1]:
                kept.append(write_segment(self._storage, NAME, batch))
                batch = Batch(self._schema)
        return kept

    def _is_small(self, segment: Any) -> bool:
        live: int = segment.doc_count()
        weight = self._file(segment).weight * live // segment.doc_count_all()
        return live < BATCH_DOCUMENTS // 2 and weight < BATCH_TERMS // 2

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except EngineError:
            raise
        except Exception as error:
            raise unreadable(self._directory, error) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise unwritable(self._directory, error) from error


def _is_full(batch: Batch) -> bool:
    return len(batch) >= BATCH_DOCUMENTS or batch.weight >= BATCH_TERMS


def _live(segment: Any) -> Numbers:
    live = np.ones(segment.doc_count_all(), bool)
    live[list(segment.deleted_docs())] = False
    return live


def _sync(directory: Path) -> None:
    """See the directory and its lists of segments safe on disk."""
    for path in (*directory.glob("*.toc"), directory):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _whoosh_schema(schema: Schema) -> WhooshSchema:
    """Return the schema as Whoosh keeps it; a term is a whole, whatever it holds."""
    fields = {f.name: TEXT(analyzer=IDAnalyzer(), phrase=f.positions) for f in schema.fields}
    columns = [f"facet/{name}" for name in schema.facets] + [f"date/{d}" for d in schema.dates]
    return WhooshSchema(**fields, **{name: STORED() for name in ("id", "stored", *columns)})
