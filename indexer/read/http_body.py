"""The body of an answer as its server sent it, unpacked within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO, RawIOBase
from typing import Any, BinaryIO

import brotli
import zstandard

BROKEN = (zlib.error, brotli.error, zstandard.ZstdError, EOFError)


def unpack_body(data: bytes, encodings: Sequence[str], limit: int) -> bytes:
    """Return at most so many bytes of what the codings, in the order applied, made of the data.

    What does not begin as its coding does was unpacked by who saved it, and is as it is. Raises one
    of `BROKEN` for a coding that breaks before anything came of it.

    >>> import gzip
    >>> unpack_body(gzip.compress(b"hej"), ["gzip"], 100), unpack_body(b"<p>hej", ["gzip"], 100)
    (b'hej', b'<p>hej')
    """
    for encoding in reversed(encodings):
        unpack = _UNPACKING.get(encoding.strip().lower())
        if unpack:
            data = unpack(data, limit)
    return data[:limit]


def dechunk(data: bytes) -> bytes:
    r"""Return the data of a chunked body; what is not chunked, or cut short, is as it is.

    >>> dechunk(b"3\r\nhej\r\n0\r\n\r\n"), dechunk(b"<p>hej")
    (b'hej', b'<p>hej')
    """
    stream = BytesIO(data)
    parts: list[bytes] = []
    while line := stream.readline(100):
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            return b"".join(parts) if parts else data
        if size <= 0:
            break
        parts.append(stream.read(size))
        stream.readline(3)
    return b"".join(parts)


class Gunzip(RawIOBase):
    """A stream unpacked, be it one gzip or many; `cut` tells whether its end is missing."""

    def __init__(self, stream: BinaryIO) -> None:
        self.cut = False
        self._stream = stream
        self._rest = b""
        self._unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next; raise zlib.error for what is no gzip."""
        while True:
            data = self._unpacking.decompress(self._rest, len(buffer))
            self._rest = self._unpacking.unconsumed_tail
            if data:
                buffer[: len(data)] = data
                return len(data)
            ended = self._unpacking.eof
            self._rest = (self._unpacking.unused_data if ended else self._rest) or self._more()
            if not self._rest.strip(b"\0"):
                self.cut = not ended
                return 0
            if ended:
                self._unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _more(self) -> bytes:
        return self._stream.read(1 << 16)


def _gunzip(data: bytes, limit: int) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, limit)


def _inflate(data: bytes, limit: int) -> bytes:
    """Return what was deflated, with the header that the standard asks for or without."""
    try:
        return zlib.decompressobj().decompress(data, limit)
    except zlib.error:
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, limit)
        except zlib.error:
            return data


def _unbrotli(data: bytes, limit: int) -> bytes:
    """Return what brotli packed; it has no mark, so what looks like a page may be one."""
    unpacking, made = brotli.Decompressor(), bytearray()
    try:
        made += unpacking.process(data, output_buffer_limit=limit)
        while len(made) < limit and not unpacking.can_accept_more_data():
            made += unpacking.process(b"", output_buffer_limit=limit - len(made))
    except brotli.error:
        if not made and data.lstrip()[:1] != b"<":
            raise
    if not made and data.lstrip()[:1] not in {b"", b"<"}:
        raise EOFError
    return bytes(made) or data


def _unzstd(data: bytes, limit: int) -> bytes:
    if not data.startswith(b"\x28\xb5\x2f\xfd"):
        return data
    stream: BinaryIO = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data)
    return stream.read(limit)


_UNPACKING: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
