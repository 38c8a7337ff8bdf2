"""What a document has stored comes back unchanged, small, or not at all."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdError

from indexer.article import Article, Section
from indexer.engines.stored import DICTIONARY, pack_stored, unpack_stored
from indexer.index.record import FORMAT

SHORT = Article(
    "nyheter/ny-rapport",
    "Ny rapport om skolhälsovård",
    (Section("", ("Myndigheten redovisar i dag sitt uppdrag.",)),),
).to_json()


def _packed_with_another_dictionary() -> bytes:
    content = DICTIONARY.as_bytes()
    number = int.from_bytes(content[4:8], "little") + 1
    other = ZstdCompressionDict(content[:4] + number.to_bytes(4, "little") + content[8:])
    return ZstdCompressor(dict_data=other).compress(SHORT.encode())


def test_a_dictionary_belongs_to_a_format_of_generations() -> None:
    assert (FORMAT, zlib.adler32(DICTIONARY.as_bytes())) == (9, 4_135_566_141)


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_back(text: str) -> None:
    assert unpack_stored(pack_stored(text)) == text


def test_what_short_articles_share_takes_no_room() -> None:
    assert len(pack_stored(SHORT)) < len(SHORT) / 2 < len(zlib.compress(SHORT.encode()))


@pytest.mark.parametrize(
    "packed",
    [b"", b"rubbish", pack_stored(SHORT)[:-1], _packed_with_another_dictionary()],
)
def test_what_is_damaged_or_of_another_dictionary_is_not_text(packed: bytes) -> None:
    with pytest.raises(ZstdError):
        unpack_stored(packed)
