"""Whoosh's list of segments, read so that nothing in it is run.

Whoosh keeps its fields and its segments pickled, and a pickle may name any function to be called
when it is read. This one may name the classes that such a list is made of, and no others.
"""

from __future__ import annotations

import pickle
import re
from io import BytesIO
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _CURRENT_TOC_VERSION, TOC, EmptyIndexError

NAME = "MAIN"
_FILE = re.compile(rf"_{NAME}_(\d+)\.toc")
_ADMITTED = frozenset(
    {
        ("indexer.engines.whoosh.codec", "ArrayCodec"),
        ("whoosh.analysis.tokenizers", "IDTokenizer"),
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.fields", "STORED"),
        ("whoosh.fields", "Schema"),
        ("whoosh.fields", "TEXT"),
        ("whoosh.formats", "Frequency"),
        ("whoosh.formats", "Positions"),
    }
)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"a list of segments holds no {module}.{name}")
        return super().find_class(module, name)


def read_toc(storage: FileStorage) -> TOC:
    """Return the newest list of segments that is whole.

    Raises EmptyIndexError where there is none, ValueError for one of another kind, and
    UnpicklingError for one that holds what no list of segments does.
    """
    generation = max(
        (int(found[1]) for found in map(_FILE.fullmatch, storage) if found), default=-1
    )
    if generation < 0:
        raise EmptyIndexError("no list of segments")
    stream = storage.open_file(f"_{NAME}_{generation}.toc")
    for _ in range(3):  # the sizes of numbers
        stream.read_varint()
    stream.read_int()  # the order of bytes
    if stream.read_int() != _CURRENT_TOC_VERSION:
        raise ValueError("the list of segments has another format")
    release = tuple(stream.read_varint() for _ in range(3))
    schema = _Unpickler(BytesIO(stream.read_string())).load()
    stream.read_int()  # the generation once more
    stream.read_int()  # unused
    segments = _Unpickler(stream).load()
    return TOC(schema, segments, generation, release=release)
