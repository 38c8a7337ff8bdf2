"""MSG: a letter of Outlook as one article, and each file that is attached to it as another."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import olefile

from indexer.article import DateSpan
from indexer.errors import ArticleError
from indexer.read.attachments import attached
from indexer.read.characters import decode, tidy
from indexer.read.embedded_html import html_blocks
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.item import Finding, Origin
from indexer.read.members import Member, Piece
from indexer.read.msg_packed_rtf import unpack_rtf
from indexer.read.origins import KnownOrigins
from indexer.read.package import LOCKED, OLE
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.rtf import rtf_blocks
from indexer.read.sections import Block, build_sections
from indexer.read.text import parse_text

DEEPEST = 5
"""A letter within so many letters is passed over."""

_SUBJECT, _TEXT, _RTF, _HTML = "0037", "1000", "1009", "1013"
_CONTENT, _NAME, _SHORT_NAME, _SHOWN_NAME = "3701", "3707", "3704", "3001"
_SENT, _RECEIVED, _MADE = 0x0039, 0x0E06, 0x3007
_CODEPAGES = (0x3FDE, 0x3FFD)
_HIDDEN = 0x7FFE
_CLASS = "001A"
_HEAD, _INNER_HEAD, _ATTACHMENT_HEAD, _ENTRY = 32, 24, 8, 16
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class MsgFolder:
    """A letter or attachment: the streams that lie in one folder of the file."""

    ole: olefile.OleFileIO
    folder: tuple[str, ...] = ()
    head: int = _HEAD

    def read(self, tag: str) -> bytes:
        """Return the bytes of a property, or none."""
        path = [*self.folder, f"__substg1.0_{tag}"]
        return bytes(self.ole.openstream(path).read()) if self.ole.exists(path) else b""

    def text(self, name: str) -> str:
        """Return the text of a property, or ""."""
        if data := self.read(f"{name}001F"):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self.read(f"{name}001E")
        return decode(data.rstrip(b"\0"), "", self.codec())[0] if data else ""

    def codec(self) -> str:
        """Return the encoding of what is not in Unicode."""
        pages = (
            struct.unpack("<I", self.fixed(one)[:4])[0] for one in _CODEPAGES if self.fixed(one)
        )
        return next(("utf-8" if page == 65001 else f"cp{page}" for page in pages), "cp1252")  # noqa: PLR2004

    def fixed(self, name: int) -> bytes:
        """Return the eight bytes of a property that is a number, or none."""
        path = [*self.folder, "__properties_version1.0"]
        if not self.ole.exists(path):
            return b""
        data = self.ole.openstream(path).read()
        for at in range(self.head, len(data) - _ENTRY + 1, _ENTRY):
            if struct.unpack_from("<H", data, at + 2)[0] == name:
                return bytes(data[at + 8 : at + _ENTRY])
        return b""

    def day(self, name: int) -> DateSpan | None:
        """Return the day of a property that is a time."""
        data = self.fixed(name)
        ticks = struct.unpack("<Q", data)[0] if data else 0
        try:
            day = (_EPOCH + dt.timedelta(microseconds=ticks // 10)).astimezone().date()
        except OverflowError:
            return None
        return DateSpan(day, day) if ticks else None

    def attachments(self) -> Iterator[MsgFolder]:
        """Yield what is attached."""
        depth = len(self.folder)
        names = {
            path[depth]
            for path in self.ole.listdir(streams=True, storages=True)
            if tuple(path[:depth]) == self.folder
            and len(path) > depth
            and path[depth].startswith("__attach_version1.0_#")
        }
        for name in sorted(names):
            yield MsgFolder(self.ole, (*self.folder, name), _ATTACHMENT_HEAD)


def read_msg(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the letter and its attachments; raise ArticleError for what is no letter of Outlook."""
    data = load(file, MAX_DOCUMENT_BYTES)
    refusal = ArticleError(file.id, "filen är inget brev från Outlook", "Spara brevet på nytt.")
    if not data.startswith(OLE):
        raise refusal
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if not ole.exists("__properties_version1.0"):
                raise refusal
            yield from _letter(MsgFolder(ole), file, known, 0)
    except (OSError, IndexError, ValueError, TypeError, struct.error, RecursionError) as error:
        raise ArticleError(file.id, "filen är skadad", "Spara brevet på nytt.") from error


def _letter(store: MsgFolder, file: File, known: KnownOrigins, depth: int) -> Iterator[Piece]:
    origin = Origin(file.origin, file.fingerprint) if depth else None
    yield Member(file.id, file, partial(_read, store, file), origin)
    found: list[tuple[str, Callable[[], bytes]]] = []
    inner: list[MsgFolder] = []
    for one in store.attachments():
        letter = [*one.folder, f"__substg1.0_{_CONTENT}000D"]
        if store.ole.exists([*letter, "__properties_version1.0"]):
            inner.append(MsgFolder(store.ole, tuple(letter), _INNER_HEAD))
        elif one.fixed(_HIDDEN)[:1] != b"\x01":
            name = one.text(_NAME) or one.text(_SHORT_NAME) or one.text(_SHOWN_NAME)
            found.append((tidy(name), partial(one.read, f"{_CONTENT}0102")))
    yield from attached(file, known, found)
    named = [(f"{tidy(one.text(_SUBJECT)) or 'brev'}.msg", bytes) for one in inner]
    for one, piece in zip(inner, attached(file, known, named), strict=False):
        if isinstance(piece, Finding) or depth >= DEEPEST:
            return
        yield from _letter(one, piece, known, depth + 1)


def _read(store: MsgFolder, file: File) -> Iterator[Parsed]:
    try:
        blocks = _body(store, file.id)
    except (OSError, IndexError, struct.error) as error:
        raise ArticleError(file.id, "brevets text är skadad", "Spara brevet på nytt.") from error
    title = tidy(store.text(_SUBJECT))
    if not blocks and "smime" in store.text(_CLASS).lower():
        raise ArticleError(file.id, *LOCKED)
    if not (blocks or title):
        raise ArticleError(file.id, "brevet har ingen text", "Kontrollera hur det sparades.")
    yield ParsedArticle(
        title=title,
        sections=build_sections(blocks),
        dates=Dates(published=store.day(_SENT) or store.day(_RECEIVED) or store.day(_MADE)),
    )


def _body(store: MsgFolder, item: str) -> list[Block]:
    """Return the letter's text in the richest form that it has."""
    html = store.read(f"{_HTML}0102") or store.text(_HTML).encode()
    if html and (blocks := html_blocks(html, item, store.codec())):
        return blocks
    if packed := store.read(f"{_RTF}0102"):
        blocks = rtf_blocks(unpack_rtf(packed))
        if blocks:
            return blocks
    return [Block(block.text) for block in parse_text(store.text(_TEXT))]
