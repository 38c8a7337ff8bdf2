"""What bytes are, where nobody says it or what is said tells nothing."""

from __future__ import annotations

import re

from indexer.read.characters import BOMS

SEEN = 65_536
"""So many bytes tell what the rest is."""

VAGUE = frozenset(
    {
        "",
        "application/binary",
        "application/download",
        "application/force-download",
        "application/octet-stream",
        "application/octetstream",
        "application/save",
        "application/unknown",
        "application/x-binary",
        "application/x-download",
        "application/x-force-download",
        "application/x-octet-stream",
        "application/x-unknown",
        "application/x-zip-compressed",
        "application/zip",
        "binary/octet-stream",
        "content/unknown",
        "text/plain",
        "unknown/unknown",
    }
)
"""Content types that tell little or nothing; of plain text, what its bytes deny is not believed."""

_MARKS = (
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ", ".xz"),
    (b"7z\xbc\xaf", ".7z"),
    (b"\x7fELF", ".elf"),
    (b"MZ", ".exe"),
    (b"ID3", ".mp3"),
)
_IN_PACKAGE = (
    (b"word/", ".docx"),
    (b"xl/", ".xlsx"),
    (b"ppt/", ".pptx"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", ".odp"),
    (b"mimetypeapplication/epub+zip", ".epub"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|title|body|meta|h1|div|p|main|article|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(
    rb"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*<(?:[\w.-]+:)?([\w-]+)",
    re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def suffix_of(head: bytes) -> str:
    """Return the format that the bytes begin, as a suffix, or "" where they do not tell.

    >>> suffix_of(b"%PDF-1.7"), suffix_of(b"<!doctype html><p>Hej"), suffix_of(b"hej")
    ('.pdf', '.html', '')
    """
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return next((suffix for mark, suffix in _IN_PACKAGE if mark in head), ".zip")
    if found := next((suffix for mark, suffix in _MARKS if head.startswith(mark)), ""):
        return found
    return ".html" if _PAGE.match(_without_bom(head)) else ""


def is_text(head: bytes) -> bool:
    """Tell text from pictures, programs and the like."""
    return bool(head.strip()) and (any(map(head.startswith, _boms())) or not _CONTROL.search(head))


def xml_root(head: bytes) -> str:
    """Return the name of the root of an XML document that the bytes begin, or "".

    >>> xml_root(b"  <?xml version='1.0'?><urlset>")
    'urlset'
    """
    match = _ROOT.match(_without_bom(head))
    return match[1].decode("ascii", "replace") if match else ""


def _without_bom(head: bytes) -> bytes:
    bom = next((bom for bom in _boms() if head.startswith(bom)), b"")
    return head[len(bom) :].replace(b"\x00", b"") if bom else head


def _boms() -> tuple[bytes, ...]:
    return tuple(bom for bom, _ in BOMS)
