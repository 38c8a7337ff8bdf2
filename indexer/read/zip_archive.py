"""ZIP archives: each member is a file of its own, unpacked in memory and within bounds."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, address_of, escape_name, too_large
from indexer.read.item import Finding
from indexer.read.members import Piece
from indexer.read.origins import KnownOrigins
from indexer.read.package import BROKEN, swells

MOST_MEMBERS = 200_000
_ENCRYPTED = 0x1
_SYSTEM_FOLDERS = ("__MACOSX/",)


def read_zip(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the archive's members by name; raise ArticleError for what is no whole archive."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            if len(members) > MOST_MEMBERS:
                reason = f"arkivet har {len(members)} filer, gränsen är {MOST_MEMBERS}"
                raise ArticleError(file.id, reason, "Dela upp det.")
            before = ""
            for member in members:
                if member.is_dir() or _is_hidden(member.filename):
                    continue
                yield _member(file, archive, member, known, before)
                before = member.filename
    except BROKEN as error:
        raise ArticleError(
            file.id, "filen är inget helt ZIP-arkiv", "Hämta eller packa det på nytt."
        ) from error


def _member(
    file: File, archive: zipfile.ZipFile, member: zipfile.ZipInfo, known: KnownOrigins, before: str
) -> File | Finding:
    name = escape_name(member.filename)
    item = f"{file.id}/{name}"
    if refusal := _refusal(member, before):
        return Finding(item, *refusal)
    whole = file.path == Path(file.source.location)
    inner = quote(member.filename)
    address = f"{file.url.rstrip('/')}/{inner}" if file.url and whole else file.url
    within = member.filename if whole else f"{unquote(file.origin)}/{member.filename}"
    return File(
        path=Path(member.filename),
        id=item,
        url=address_of(file.source, within) or address,
        source=file.source,
        origin=f"{file.origin}/{name}",
        fingerprint=known.fingerprint(member.file_size, f"{member.CRC:08x}"),
        name=member.filename,
        data=partial(_unpack, archive, member, item),
    )


def _refusal(member: zipfile.ZipInfo, before: str) -> tuple[str, str] | None:
    parts = member.filename.split("/")
    if ".." in parts or "." in parts or not parts[0] or "\\" in member.filename:
        return "namnet leder ut ur arkivet", "Packa arkivet på nytt utan sådana namn."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "är en länk, och sådana följs inte i arkiv", "Packa filen i stället för länken."
    if member.flag_bits & _ENCRYPTED:
        return "är låst med lösenord", "Packa arkivet utan lösenord."
    if member.filename == before:
        return "arkivet har två filer med det namnet", "Ta bort den ena."
    return None


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, item: str) -> bytes:
    """Return the member's bytes; raise ArticleError for one that is broken or swells too much."""
    if ratio := swells(member):
        raise ArticleError(
            item, f"filen sväller till {ratio:.0f} gånger sin packade storlek", "Granska arkivet."
        )
    if member.file_size > MAX_DOCUMENT_BYTES:
        raise too_large(item, member.file_size, MAX_DOCUMENT_BYTES)
    try:
        with archive.open(member) as stream:
            return stream.read(MAX_DOCUMENT_BYTES)
    except BROKEN as error:
        reason = "filen är skadad eller packad på ett sätt som inte läses"
        raise ArticleError(item, reason, "Packa arkivet på nytt.") from error


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part[0] == "." and part not in {".", ".."} for part in parts if part)
    return hidden or name.startswith(_SYSTEM_FOLDERS)
