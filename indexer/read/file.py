"""A file of a source, or a page or member of an archive: its bytes, its id, its address."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.settings import Source
from indexer.settings.sources import GROUP

MAX_BYTES = 20_000_000
"""The largest text or page that is read as one article."""

MAX_DOCUMENT_BYTES = 200_000_000
"""The largest file with pictures, such as a PDF, that is read as one article."""

_UNSAFE_IN_ID = re.compile(r"[\s\x00-\x1f\x7f-\x9f%\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class File:
    """A file with the id and address that its article gets unless the content says another.

    `name` tells its format, and `origin` with `fingerprint` what it is in the source. The bytes are
    those of `path`, or for a member of an archive what `data` returns. `charset` is what the web
    said.
    """

    path: Path
    id: str
    url: str
    source: Source
    origin: str = ""
    fingerprint: str = ""
    name: str = ""
    charset: str = ""
    data: Callable[[], bytes] | None = None

    @property
    def stem(self) -> str:
        """The name without its suffix, as a title for want of a better."""
        return tidy(PurePosixPath(self.name).stem) or self.id

    @property
    def size(self) -> int:
        """The number of bytes of a file that lies on disk."""
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Return the bytes as a stream."""
        return self.path.open("rb") if self.data is None else BytesIO(self.data())


def locate(path: Path, source: Source, within: str = "") -> File:
    """Return the file, `within` being its POSIX path inside the source or empty for the source."""
    identity = f"{source.name}/{within}" if within else source.name
    address = source.url
    if source.url and within:
        address = f"{source.url.rstrip('/')}/{quote(os.fsencode(within))}"
    address = address_of(source, within or path.name) or address
    origin = escape_name(within or path.name)
    return File(path, escape_name(identity), address, source, origin, name=path.name)


def address_of(source: Source, path: str) -> str:
    """Return the address that the source's rules give the first path that fits, or ""."""
    for pattern, address in source.address:
        if match := re.fullmatch(pattern, path):
            return GROUP.sub(partial(_caught, match), address)
    return ""


def _caught(path: re.Match[str], group: re.Match[str]) -> str:
    part = path[int(group[1])] if group[1] else path[group[2]]
    return quote(os.fsencode(part or ""))


def escape_name(name: str) -> str:
    """Return a file name without white space, control characters and undecodable bytes.

    >>> escape_name("beslut/Årsplan 50%.txt")
    'beslut/Årsplan%2050%25.txt'
    """
    return _UNSAFE_IN_ID.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in os.fsencode(match[0])), name
    )


def load(file: File, limit: int = MAX_BYTES) -> bytes:
    """Return the file's bytes; raise ArticleError when it is empty or over the limit."""
    if file.data is None and file.size > limit:
        raise too_large(file.id, file.size, limit)
    with file.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(file.id, len(data), limit)
    if not data.strip():
        raise ArticleError(file.id, "filen är tom", "Fyll den med text eller ta bort den.")
    return data


def too_large(item: str, size: int, limit: int) -> ArticleError:
    """Return the refusal of something that has more bytes than the limit."""
    return ArticleError(
        item,
        f"filen är {size / 1e6:.1f} MB, gränsen är {limit / 1e6:.0f} MB".replace(".", ","),
        "Dela upp den eller publicera den som flera artiklar.",
    )
