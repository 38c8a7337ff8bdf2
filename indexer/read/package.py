"""A document that is a ZIP package: its parts, within bounds, and how they hang together."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from urllib.parse import unquote

from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, load
from indexer.read.markup import Element, parse_xml

MAX_RATIO = 200
"""What is large may be so many times larger than its packed form."""

SMALL = 10_000_000
"""Bytes that may be packed as tightly as they can be."""

MAX_PART = 100_000_000
"""The largest part of a document, unpacked, in bytes."""

MAX_PARTS = 400_000_000
"""All parts that are read of one document, unpacked, in bytes."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the older files of Office begin, and those that are encrypted."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_NAMES = b"http://purl.oclc.org/ooxml/"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

LOCKED = "filen är skyddad med lösenord", "Spara den utan lösenord."


def swells(member: zipfile.ZipInfo) -> float:
    """Return how many times larger than its packed form a member is, or 0 where that is fine."""
    ratio = member.file_size / max(member.compress_size, 1)
    return ratio if member.file_size > SMALL and ratio > MAX_RATIO else 0


@dataclass(slots=True)
class Package:
    """The parts of a document by name; `unpacked` counts the bytes that were read."""

    file: File
    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    unpacked: int = 0
    _related: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of the name; capital letters make no difference."""
        return name.lower() in self.parts

    def open(self, name: str) -> IO[bytes]:
        """Return a part as a stream; raise ArticleError for one that is missing or too large."""
        part = self.parts.get(name.lower())
        if part is None:
            raise ArticleError(
                self.file.id, f"dokumentets del {name} saknas", "Öppna det och spara om det."
            )
        self.unpacked += part.file_size
        if swells(part) or part.file_size > MAX_PART or self.unpacked > MAX_PARTS:
            ratio = part.file_size / max(part.compress_size, 1)
            raise ArticleError(
                self.file.id,
                f"dokumentet är packat till {ratio:.0f} gånger sin storlek",
                "Öppna det, ta bort det som inte behövs och spara om det.",
            )
        return self.archive.open(part)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raise ArticleError as `open` does."""
        with self.open(name) as stream:
            return stream.read(MAX_PART)

    def xml(self, name: str) -> Element | None:
        """Return the root of a part, the names of strict OOXML as the usual ones, or None."""
        if not self.has(name):
            return None
        return parse_xml(transitional(self.read(name)), self.file.id)

    def related(self, part: str) -> Mapping[str, Relation]:
        """Return what the part refers to within the package, by id."""
        if part not in self._related:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = root.iterchildren("{*}Relationship") if root is not None else ()
            self._related[part] = {
                one.get("Id", ""): Relation(
                    one.get("Type", "").rpartition("/")[2], resolve(folder, one.get("Target", ""))
                )
                for one in found
                if one.get("TargetMode") != "External"
            }
        return self._related[part]

    def first_of(self, part: str, kind: str) -> str:
        """Return the name of the first part of a kind that the part refers to, or ""."""
        kinds = self.related(part).values()
        return next((one.target for one in kinds if one.kind == kind and self.has(one.target)), "")

    def main(self, usual: str) -> str:
        """Return the name of the main part of a document of Office."""
        return self.first_of("", "officeDocument") or usual


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: its kind, such as "footnotes", and the name of the part."""

    kind: str
    target: str


@contextmanager
def open_package(file: File, what: str, program: str) -> Iterator[Package]:
    """Give the package of a document, `what` being what it should be and `program` mends it.

    Raises ArticleError for what is none, broken or encrypted.
    """
    data = load(file, MAX_DOCUMENT_BYTES)
    if data.startswith(OLE):
        raise ArticleError(file.id, *_explain_old(data))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {
                info.filename.replace("\\", "/").lstrip("/").lower(): info
                for info in archive.infolist()
            }
            yield Package(file, archive, parts)
    except BROKEN as error:
        raise ArticleError(
            file.id, f"filen är inget helt {what}", f"Öppna den i {program} och spara om den."
        ) from error


def resolve(folder: str, target: str) -> str:
    """Return the name of the part that a folder's part calls so.

    >>> resolve("word", "../media/1.png"), resolve("word", "/docProps/core.xml")
    ('media/1.png', 'docProps/core.xml')
    """
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def transitional(data: bytes) -> bytes:
    """Return a part of strict OOXML with the names that all other programs write."""
    if _STRICT_NAMES not in data:
        return data
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)


def relation_id(element: Element, name: str = "id") -> str:
    """Return the id of what the element refers to."""
    return element.get(_R + name, "")


def _explain_old(data: bytes) -> tuple[str, str]:
    if _ENCRYPTED in data:
        return LOCKED
    return "filen är i ett äldre format än dess namn säger", "Öppna den och spara om den."
