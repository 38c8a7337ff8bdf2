"""Several web archives in a folder: of all captures of a page, which is the latest?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from indexer.read.file import File
from indexer.read.formats import format_of
from indexer.read.item import Kept, Origin, Scanned, Unchanged
from indexer.read.origins import KnownOrigins
from indexer.read.web_page import page_id

WEB_ARCHIVES = (".warc", ".warc.gz")
_GZIP = b"\x1f\x8b"
_SEEN = 4096
"""Bytes of an archive that are looked at for the date of its first record."""
_LATEST = "9999"
_DATE = re.compile(rb"^WARC-Date:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Captures:
    """The web archives of one folder, each read after those that were begun later.

    What an earlier archive has of a page that a later one has too is passed over. It is not read
    again for that; only when an archive has changed or gone are all of them.
    """

    def __init__(self, archives: Sequence[File], known: KnownOrigins) -> None:
        self._archives = sorted(archives, key=_begun, reverse=True)
        self._before = known
        self._seen: set[str] = set()
        names = {file.origin for file in archives}
        whole = names.issuperset(_archives_of(known)) and not any(map(self._is_changed, archives))
        self.known = known if whole else KnownOrigins(known.source, {})

    def __iter__(self) -> Iterator[File]:
        return iter(self._archives)

    def latest(self, archive: File, items: Iterable[Scanned]) -> Iterator[Scanned]:
        """Yield the items of an archive, without the pages that a later one has."""
        beneath = f"{archive.origin}/"
        pages: set[str] = set()
        passed = False
        for item in items:
            if isinstance(item, Origin | Unchanged):
                page = self._page(item.name, beneath)
                passed = page in self._seen
                pages |= {page} - {""}
                if passed and isinstance(item, Unchanged):
                    yield Origin(item.name, self.known.fingerprints[item.name])
                else:
                    yield item
            elif not passed:
                yield item
            if item == Kept(beneath, beneath=True):
                pages |= {self._page(name, beneath) for name in self._before.beneath(beneath)}
        self._seen |= pages

    def _page(self, origin: str, beneath: str) -> str:
        """Return the id of the page that the origin is a capture of, or ""."""
        if not origin.startswith(beneath):
            return ""
        return page_id(self.known.source, origin.removeprefix(beneath))

    def _is_changed(self, archive: File) -> bool:
        known = self._before.fingerprints.get(archive.origin)
        try:
            return known is not None and known != self._before.fingerprint_file(archive.path.stat())
        except OSError:
            return True


def _archives_of(known: KnownOrigins) -> Iterator[str]:
    """Yield the web archives that are known and lie in no other archive."""
    for name in known.fingerprints:
        if format_of(name) in WEB_ARCHIVES:
            folders = map(str, PurePosixPath(name).parents)
            if not any(folder in known.fingerprints for folder in folders):
                yield name


def _begun(archive: File) -> tuple[str, str]:
    """Return the date of the archive's first record, and its name.

    One that is too broken to tell goes before all, so that what it had is kept.
    """
    try:
        with archive.path.open("rb") as stream:
            head = stream.read(_SEEN)
        if head.startswith(_GZIP):
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _SEEN)
    except (OSError, zlib.error):
        head = b""
    date = _DATE.search(head)
    return date[1].decode("ascii", "replace") if date else _LATEST, archive.origin
