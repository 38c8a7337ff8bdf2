"""What a document has stored, packed: small articles too, since all share one dictionary.

The dictionary holds what most articles have: the keys of their JSON, last since it is nearest, and
ordinary words of agencies. Packed text tells which dictionary it needs, and only that unpacks it:
a change of `stored.txt` or of the keys needs a new format of generations.
"""

from __future__ import annotations

import zlib
from importlib.resources import files

_LEVEL = 3
_KEYS = (
    '], null], ["Bakgrund", ["], null], ["Sammanfattning", ["], null], ["Kontakt", ["'
    '"summary": "", "kind": "rapport", "kind": "nyhet", "kind": "pressmeddelande", '
    '"reference": "SOU 2020:", "reference": "dnr 2020/", "audience": "internal", '
    '"reviewed": "2020-", "topics": [""], ". ", "1], ["2], [".", "'
    '."], null]], "url": "https://www..se/", "kind": "", "language": "sv", "audience": "public", '
    '"published": "201", "updated": "202", "publisher": ["departementet"]}'
    '{"id": "", "title": "", "sections": [["", ["'
)


def _dictionary() -> bytes:
    words = files("indexer.engines").joinpath("stored.txt").read_text(encoding="utf-8")
    return (" ".join(words.split()) + _KEYS).encode()


DICTIONARY = _dictionary()


def pack_stored(text: str) -> bytes:
    """Return the text packed; lone surrogates pass."""
    packer = zlib.compressobj(_LEVEL, zdict=DICTIONARY)
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def unpack_stored(packed: bytes) -> str:
    """Return the text that was packed; raise zlib.error when it is damaged or cut short."""
    unpacker = zlib.decompressobj(zdict=DICTIONARY)
    text = unpacker.decompress(packed)
    if not unpacker.eof:
        raise zlib.error("cut short")
    return text.decode("utf-8", "surrogatepass")
