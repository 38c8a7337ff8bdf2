"""A file of a source, or a page or member of an archive: its bytes, its characters, its id."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from indexer.errors import ArticleError
from indexer.settings import Source

MAX_BYTES = 20_000_000
"""The largest text or page that is read as one article."""

MAX_DOCUMENT_BYTES = 200_000_000
"""The largest file with pictures, such as a PDF, that is read as one article."""

BINARY_SHARE = 0.05
"""With more control characters than this share, a file is not text."""

SAMPLE = 100_000
"""So many characters are looked at to tell text from binary data."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNSAFE_IN_ID = re.compile(r"[\s\x00-\x1f\x7f-\x9f%\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe]"
)
_TRUSTED = re.compile(r"iso8859-|cp125[01345678]|mac-|koi8-|gb|big5|shift_jis|euc_")
"""Codecs that are believed when declared: one byte or more a letter, and no trickery."""


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
    origin = escape_name(within or path.name)
    return File(path, escape_name(identity), address, source, origin, name=path.name)


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


def decode(data: bytes, declared: str = "") -> tuple[str, bool]:
    """Return the text, and whether it was in the encoding that it should be in.

    A byte order mark rules, then what is valid UTF-8, then what is `declared`. Else it is taken
    for UTF-8 in which invalid bytes are windows-1252, so that mixed files lose nothing.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), True
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        encoding = _known(declared)
    if _TRUSTED.match(encoding):
        return data.decode(encoding, "replace"), True
    return data.decode("utf-8", "sokverket-windows-1252"), encoding == "cp1252"


def check_readable(text: str, file: File, *, stray_nul: bool = False) -> None:
    """Raise ArticleError for what is no text but, say, a picture with the wrong suffix."""
    sample = text[:SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > BINARY_SHARE * len(sample) or ("\x00" in text and not stray_nul):
        raise ArticleError(
            file.id,
            "filen innehåller binära data, inte text",
            "Ge den rätt filändelse eller ta bort den.",
        )


def tidy(text: str) -> str:
    r"""Return one line without what is only typography: odd spaces, soft hyphens, controls.

    >>> tidy(" elev\N{SOFT HYPHEN}hälsa\N{NO-BREAK SPACE}och\n skola ")
    'elevhälsa och skola'
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # printable text has none of it, and a search costs more than this
        text = _INVISIBLE.sub(_space_or_nothing, text)
    return " ".join(text.split())


def _space_or_nothing(match: re.Match[str]) -> str:
    """Keep words apart at line and paragraph separators."""
    return " " if match[0].isspace() else ""


def _known(declared: str) -> str:
    """Return the codec of a declared encoding, Latin-1 read as browsers do, or ""."""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return ""
    return "cp1252" if name in {"iso8859-1", "ascii", "cp1252"} else name


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8, as the codec machinery asks for it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    invalid = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in invalid), error.end


codecs.register_error("sokverket-windows-1252", _as_windows_1252)
