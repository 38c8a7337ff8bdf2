"""EML: a letter as one article, and each file that is attached to it as one of its own."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial

from indexer.article import DateSpan
from indexer.errors import ArticleError
from indexer.read.attachments import attached
from indexer.read.characters import BOMS, decode, tidy
from indexer.read.embedded_html import html_blocks
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Dates, Parsed, ParsedArticle
from indexer.read.sections import Block, build_sections
from indexer.read.text import parse_text

DEEPEST = 50
"""Parts within parts within a letter."""

_BODIES = frozenset({"text/plain", "text/html"})
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_LETTERS = frozenset({"message/rfc822", "message/global"})
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)


@dataclass(slots=True)
class Parts:
    """The parts of a letter: what is its text, and what is attached to it."""

    bodies: list[Message] = field(default_factory=list)
    attachments: list[Message] = field(default_factory=list)


def read_email(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the letter and its attachments; raise ArticleError for what is no letter."""
    message = parse_message(load(file, MAX_DOCUMENT_BYTES), file.id)
    if not message.keys():
        raise ArticleError(file.id, "filen är inget e-brev", "Spara brevet på nytt.")
    parts = parts_of(message)
    yield Member(file.id, file, partial(_read_letter, message, parts, file))
    found = [(_name(part), partial(_content, part)) for part in parts.attachments]
    yield from attached(file, known, found)


def parse_message(data: bytes, item: str) -> Message:
    """Return a letter in bytes, read leniently; raise ArticleError for one that is too deep."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            data = data[len(mark) :].decode(encoding, "replace").encode()
            break
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except RecursionError as error:
        raise ArticleError(item, "brevet är nästlat för djupt", "Spara det på nytt.") from error


def parts_of(message: Message) -> Parts:
    """Return the parts of the letter, in the richest form where there are several of the same."""
    parts = Parts()
    _sort(message, parts, 0)
    return parts


def body_blocks(message: Message, item: str) -> Iterator[Block]:
    """Yield the blocks of the letter's text."""
    for part in parts_of(message).bodies:
        yield from _body(part, item)


def _read_letter(message: Message, parts: Parts, file: File) -> Iterator[Parsed]:
    blocks = [block for part in parts.bodies for block in _body(part, file.id)]
    title = _header(message, "Subject")
    if not blocks and any(part.get_content_type() in _ENCRYPTED for part in message.walk()):
        raise ArticleError(file.id, "brevet är krypterat", "Spara det okrypterat.")
    if not (blocks or title):
        raise ArticleError(file.id, "brevet har ingen text", "Kontrollera hur det sparades.")
    yield ParsedArticle(
        title=title,
        sections=build_sections(blocks),
        dates=Dates(published=_sent(message)),
        language=_header(message, "Content-Language"),
    )


def _sort(part: Message, parts: Parts, depth: int) -> None:
    """Put the part where it belongs, or its parts if it is of several."""
    kind = part.get_content_type()
    if kind in _LETTERS or not part.is_multipart():
        named = part.get_content_disposition() == "attachment" or part.get_filename()
        if kind in _BODIES and not named:
            parts.bodies.append(part)
        elif kind not in _SIGNATURES and kind not in _ENCRYPTED and not _is_picture_of_text(part):
            parts.attachments.append(part)
        return
    inner = [one for one in part.get_payload() if isinstance(one, Message)]
    if depth >= DEEPEST or kind == "multipart/encrypted":
        return
    if kind == "multipart/alternative":
        forms = [Parts() for _ in inner]
        for one, form in zip(inner, forms, strict=True):
            _sort(one, form, depth + 1)
        best = max(forms, key=_richness, default=Parts())
        parts.bodies += best.bodies
        for form in forms:
            parts.attachments += form.attachments
    else:
        for one in inner:
            _sort(one, parts, depth + 1)


def _richness(parts: Parts) -> int:
    kinds = {part.get_content_type() for part in parts.bodies if _bytes(part).strip()}
    return 2 if "text/html" in kinds else len(kinds)


def _is_picture_of_text(part: Message) -> bool:
    """Tell a picture that stands in the letter's text, such as a logotype."""
    kind = part.get_content_maintype()
    return kind == "image" and (
        bool(part["Content-ID"]) or part.get_content_disposition() == "inline"
    )


def _body(part: Message, item: str) -> list[Block]:
    charset = part.get_content_charset() or ""
    if part.get_content_type() == "text/html":
        return html_blocks(_bytes(part), item, charset)
    return [Block(block.text) for block in parse_text(decode(_bytes(part), item, charset)[0])]


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _content(part: Message) -> bytes:
    if part.get_content_type() not in _LETTERS:
        return _bytes(part)
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return first.as_bytes() if isinstance(first, Message) else _bytes(part)


def _name(part: Message) -> str:
    """Return the name of an attached file, or one that tells its format."""
    kind = part.get_content_type()
    name = tidy(part.get_filename() or "")
    if kind in _LETTERS:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        subject = _header(first, "Subject") if isinstance(first, Message) else ""
        name = name.removesuffix(".eml") or subject or "brev"
        return f"{name}.eml"
    return name or f"bilaga{mimetypes.guess_extension(kind) or ''}"


def _header(message: Message, name: str) -> str:
    """Return a header as it is meant to be read, whatever it is written in."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        return tidy(str(make_header(decode_header(value))))
    except (ValueError, LookupError, UnicodeError):
        return tidy(str(value))


def _sent(message: Message) -> DateSpan | None:
    try:
        day = parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return DateSpan(day, day)
