"""What a document has stored, packed: small articles too, since all share one dictionary.

The dictionary is learnt of the sample archive (`python -m tests.dictionary`), so that it knows the
keys of an article's JSON and what agencies write most. Packed text tells which dictionary it needs:
a change of `stored.dictionary` or of the keys needs a new format of generations.
"""

from __future__ import annotations

import threading
from importlib.resources import files

from zstandard import DICT_TYPE_FULLDICT, ZstdCompressionDict, ZstdCompressor, ZstdDecompressor

FILE_NAME = "stored.dictionary"
_LEVEL = 6


def _dictionary() -> ZstdCompressionDict:
    content = files("indexer.engines").joinpath(FILE_NAME).read_bytes()
    dictionary = ZstdCompressionDict(content, DICT_TYPE_FULLDICT)
    dictionary.precompute_compress(_LEVEL)
    return dictionary


DICTIONARY = _dictionary()


class _Tools(threading.local):
    """What packs and unpacks, which no two threads may use at a time."""

    def __init__(self) -> None:
        self.packer = ZstdCompressor(_LEVEL, DICTIONARY, write_checksum=True)
        self.unpacker = ZstdDecompressor(DICTIONARY)


_tools = _Tools()


def pack_stored(text: str) -> bytes:
    """Return the text packed; lone surrogates pass."""
    return _tools.packer.compress(text.encode("utf-8", "surrogatepass"))


def unpack_stored(packed: bytes) -> str:
    """Return the text that was packed; raise ZstdError when it is damaged or cut short."""
    return _tools.unpacker.decompress(packed).decode("utf-8", "surrogatepass")
