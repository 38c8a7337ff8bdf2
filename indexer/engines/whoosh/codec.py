"""Our segments as Whoosh knows them: its index lists, opens and searches them by this codec.

Whoosh's own searcher may thus read the index too; our engine reads the same files as arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.engines.whoosh.arrays import write_arrays
from indexer.engines.whoosh.batch import Batch
from indexer.engines.whoosh.segment import EXTENSION, SegmentFile
from indexer.engines.whoosh.terms import Terms, decode


class Directory(FileStorage):  # type: ignore[misc] # Whoosh is untyped
    """Whoosh's directory, but what it opens is read at once: Whoosh forgets to close on errors."""

    def open_file(self, name: str, **kwargs: Any) -> BufferFile:
        """Return the file's content; raise OSError."""
        return BufferFile((Path(self.folder) / name).read_bytes(), name=name, **kwargs)


class ArrayCodec(Codec):  # type: ignore[misc] # Whoosh is untyped
    """Reads segments of one file of arrays; `write_segment` makes them."""

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """Return Whoosh's record of a segment, which its list of segments keeps."""
        del storage
        return W3Segment(self, indexname)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """Return Whoosh's view of the terms."""
        return ArrayTermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> PerDocumentReader:
        """Return Whoosh's view of the documents."""
        return ArrayDocumentReader(open_segment(storage, segment), segment)


def open_segment(storage: Any, segment: Any) -> SegmentFile:
    """Return the file of a segment; raise OSError or ValueError."""
    return SegmentFile(Path(storage.folder) / segment.make_filename(EXTENSION))


def write_segment(storage: Any, indexname: str, batch: Batch) -> Any:
    """Write the documents as a new segment and return it; raise OSError."""
    segment = ArrayCodec().new_segment(storage, indexname)
    segment.set_doc_count(len(batch))
    write_arrays(Path(storage.folder) / segment.make_filename(EXTENSION), batch.arrays())
    return segment


class ArrayTermsReader(TermsReader):  # type: ignore[misc] # Whoosh is untyped
    """The terms of a segment for Whoosh's searcher."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._file.fields and self._file.terms(field).lexicon.find(text) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms."""
        return self._file.fields

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield field and term, in order."""
        for field in sorted(self._file.fields):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the field's terms that are not before the prefix."""
        lexicon = self._file.terms(fieldname).lexicon
        for place in range(lexicon.beginning(prefix).start, len(lexicon)):
            yield fieldname, lexicon[place]

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics by which Whoosh scores; raise TermNotFound."""
        documents, times = self._postings(fieldname, text)
        lengths = self._file.terms(fieldname).lengths[documents]
        return TermInfo(
            weight=float(times.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(times.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often the term stands in the segment, which may lack it."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents of the segment the term stands; it may lack it."""
        return self.term_info(fieldname, text).doc_frequency() if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return Whoosh's cursor over the postings; raise TermNotFound."""
        documents, times = self._postings(fieldname, text)
        phrases = format_.supports("positions")
        return ListMatcher(
            documents.tolist(),
            times.tolist(),
            [*map(format_.encode, self._positions(fieldname, text))] if phrases else None,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _positions(self, field: str, text: bytes) -> Iterator[list[int]]:
        """Yield the term's positions in each of its documents."""
        terms, place = self._find(field, text)
        ends = np.cumsum(terms.times[terms.postings(place)])
        for positions in np.split(terms.positions_of(place), ends[:-1]):
            yield positions.tolist()

    def _postings(self, field: str, text: bytes) -> tuple[Any, Any]:
        terms, place = self._find(field, text)
        extent = terms.postings(place)
        return terms.documents[extent], terms.times[extent]

    def _find(self, field: str, text: bytes) -> tuple[Terms, int]:
        terms = self._file.terms(field)
        place = terms.lexicon.find(text)
        if place is None:
            raise TermNotFound(f"{field}:{decode(text)}")
        return terms, place


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc] # Whoosh is untyped
    """The documents of a segment for Whoosh's searcher."""

    def __init__(self, file: SegmentFile, segment: Any) -> None:
        self._file = file
        self.doc_count = segment.doc_count
        self.doc_count_all = segment.doc_count_all
        self.has_deletions = segment.has_deletions
        self.is_deleted = segment.is_deleted
        self.deleted_docs = segment.deleted_docs

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of terms that a document has in a field."""
        if fieldname not in self._file.fields:
            return default
        return int(self._file.terms(fieldname).lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return the number of terms that all documents have in a field."""
        return int(self._file.terms(fieldname).lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the length of the shortest field."""
        return int(self._file.terms(fieldname).lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """Return the length of the longest field."""
        return int(self._file.terms(fieldname).lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the document's id and what it has stored."""
        return {"id": decode(self._file.ids[docnum]), "stored": self._file.stored(docnum)}
