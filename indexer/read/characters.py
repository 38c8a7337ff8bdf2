"""Bytes become characters, and characters a line of text without what is only typography."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence

from indexer.errors import ArticleError
from indexer.read.item import Finding

BINARY_SHARE = 0.05
"""With more control characters than this share, a file is not text."""

SAMPLE = 100_000
"""So many characters are looked at to tell text from binary data."""

NUL_SHARE = 0.3
"""A text in UTF-16 has at least this share of NUL."""

NUL_STRAY = 0.02
"""Of those, so few lie among the other bytes of the pairs."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe]"
)
_TRUSTED = re.compile(r"iso8859-|cp125[01345678]|mac-|koi8-|gb|big5|shift_jis|euc_")
"""Codecs that are believed when declared: one byte or more a letter, and no trickery."""


def decode(
    data: bytes, item: str, declared: str = "", *, stray_nul: bool = False
) -> tuple[str, Sequence[Finding]]:
    """Return the text, and a doubt if it was not in the encoding that it should be in.

    A byte order mark rules, then what is valid UTF-8, then what is `declared`. Else it is taken
    for UTF-8 in which invalid bytes are windows-1252, so that mixed files lose nothing. Raises
    ArticleError for what is no text but, say, a picture with the wrong suffix.
    """
    text, as_expected = _decode(data, declared)
    sample = text[:SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > BINARY_SHARE * len(sample) or ("\x00" in text and not stray_nul):
        raise ArticleError(
            item,
            "filen innehåller binära data, inte text",
            "Ge den rätt filändelse eller ta bort den.",
        )
    return text, () if as_expected else (_other_encoding(item),)


def encode(text: str) -> bytes:
    """Return the text in UTF-8, each half of a character (surrogate) as the replacement character.

    JSON can hold such halves, and UTF-8 cannot.
    """
    return text.encode("utf-8", "sokverket-surrogates")


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


def _decode(data: bytes, declared: str) -> tuple[str, bool]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), True
    if encoding := _of_two_bytes(data):
        return data.decode(encoding, "replace"), True
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        encoding = _known(declared)
    if _TRUSTED.match(encoding):
        return data.decode(encoding, "replace"), True
    return data.decode("utf-8", "sokverket-windows-1252"), encoding == "cp1252"


def _of_two_bytes(data: bytes) -> str:
    """Return UTF-16 of the order that its bytes tell where no mark does, or "".

    Half the bytes of letters from Europe are NUL in it, all of them first or all of them last.
    """
    sample = data[:SAMPLE]
    if sample.count(0) < NUL_SHARE * len(sample):
        return ""
    first, last = sample[::2].count(0), sample[1::2].count(0)
    if min(first, last) > NUL_STRAY * max(first, last):
        return ""
    return "utf-16-be" if first > last else "utf-16-le"


def _other_encoding(item: str) -> Finding:
    return Finding(
        item,
        "är inte i UTF-8 som väntat och lästes som windows-1252",
        "Kontrollera å, ä och ö i den; spara den helst i UTF-8.",
        refused=False,
    )


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


def _without_surrogates(error: UnicodeError) -> tuple[bytes, int]:
    """Encode what has no place in UTF-8, as the codec machinery asks for it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "\N{REPLACEMENT CHARACTER}".encode() * (error.end - error.start), error.end


codecs.register_error("sokverket-windows-1252", _as_windows_1252)
codecs.register_error("sokverket-surrogates", _without_surrogates)
