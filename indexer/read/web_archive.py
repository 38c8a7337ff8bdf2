"""Web archives (WARC): the latest good capture of each page, read as what its bytes are."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, escape_name, too_large
from indexer.read.http_body import BROKEN, Gunzip, dechunk, unpack_body
from indexer.read.item import Finding, Kept
from indexer.read.members import Piece
from indexer.read.origins import KnownOrigins
from indexer.read.sniff import SEEN
from indexer.read.web_page import charset, file_name, media_type, page_id, web_address

GOOD = "200"
_BEGINNING, _GZIP = b"WARC/", b"\x1f\x8b"
_SAME_PAYLOAD = "identical-payload-digest"
_NO_DOCUMENTS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript")
_NO_DOCUMENT_WORDS = ("javascript", "json", "font", "octet-stream", "xml", "x-www-form", "download")
_NO_TEXT = re.compile(
    rb"<head\b.*?</head\s*>|<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>|&nbsp;|\s",
    re.IGNORECASE | re.DOTALL,
)
_LEADS_ON = re.compile(rb"<i?frame\b|http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)


def read_web_archive(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the archived pages; raise ArticleError when the archive has none."""
    with file.open() as stream:
        beginning = stream.read(len(_BEGINNING))
    if not beginning.startswith((_BEGINNING, _GZIP)):
        raise _no_archive(file)
    survey = _survey(file)
    if not survey.whole and beginning.startswith(_GZIP):
        as_one = _survey(file, packed_as_one=True)
        survey = as_one if len(as_one.latest) > len(survey.latest) else survey
    if not (survey.latest or survey.whole):
        raise _no_archive(file)
    survey.resolve()
    yield from (_not_read(file, kind) for kind in sorted(survey.others) if _is_document(kind))
    yield from _said(file, survey)
    if not survey.latest:
        reason = "webbarkivet har ingen sida som kan läsas"
        raise ArticleError(file.id, reason, "Kontrollera insamlingen.")
    yield from _pages(file, known, survey)
    if not survey.whole:
        yield Finding(
            file.id, "webbarkivet är avbrutet eller skadat", "Hämta det på nytt; början är läst."
        )
        yield Kept(file.origin)
        yield Kept(f"{file.origin}/", beneath=True)


@dataclass(frozen=True, slots=True, order=True)
class _Capture:
    """A page as it once was, ordered by how good it is; its content is that of record `number`."""

    complete: bool
    date: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A capture that found what another had found, at the same or another address."""

    page: str
    date: str
    url: str
    original: tuple[str, str]
    digest: str


@dataclass(slots=True)
class _Survey:
    """What an archive holds: the best capture of each page by its id, which has no scheme."""

    packed_as_one: bool
    whole: bool = True
    latest: dict[str, _Capture] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    _revisits: list[_Revisit] = field(default_factory=list)
    _originals: dict[tuple[str, str], _Capture] = field(default_factory=dict)
    _digests: dict[str, _Capture] = field(default_factory=dict)

    def take(self, number: int, record: ArcWarcRecord, source: File) -> None:
        """Note a record."""
        url, date = _address(record), _header(record, "WARC-Date")
        page, digest = page_id(source.source, url), _header(record, "WARC-Payload-Digest")
        if record.rec_type == "revisit":
            refers = "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"
            original = (_header(record, refers[0]).strip("<>") or url, _header(record, refers[1]))
            self._revisits.append(_Revisit(page, date, url, original, digest))
            return
        head = _Body(record).head()
        name = file_name(url, _content_type(record), head)
        if not head or (name and name.endswith(("html", "htm")) and _is_without_text(head)):
            self.empty.add(page)
        elif name is None:
            self.others.add(media_type(_content_type(record)))
        else:
            capture = _Capture(not _header(record, "WARC-Truncated"), date, number, url)
            self._note(page, capture)
            self._originals[url, date] = self._originals[url, ""] = capture
            if digest:
                self._digests[digest] = capture

    def resolve(self) -> None:
        """Give the pages that were found as others had been the content of these."""
        for revisit in self._revisits:
            found = self._originals.get(revisit.original) or self._digests.get(revisit.digest)
            found = found or self._originals.get((revisit.original[0], ""))
            if found:
                capture = _Capture(found.complete, revisit.date, found.number, revisit.url)
                self._note(revisit.page, capture)
            else:
                self.unresolved.add(revisit.page)
        self.unresolved -= self.latest.keys()
        self.empty -= self.latest.keys()

    def _note(self, page: str, capture: _Capture) -> None:
        self.latest[page] = max(self.latest.get(page, capture), capture)


def _survey(file: File, *, packed_as_one: bool = False) -> _Survey:
    """Go through the archive once, as far as it is whole."""
    survey = _Survey(packed_as_one)
    try:
        for number, record in _records(file, packed_as_one=packed_as_one):
            survey.take(number, record, file)
    except (ArchiveLoadFailed, EOFError, OSError, zlib.error):
        survey.whole = False
    return survey


def _pages(file: File, known: KnownOrigins, survey: _Survey) -> Iterator[File]:
    wanted: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for page, capture in survey.latest.items():
        wanted[capture.number].append((page, capture.url))
    for number, record in _records(file, packed_as_one=survey.packed_as_one):
        if number not in wanted:
            continue
        body = _Body(record)
        digest = _header(record, "WARC-Payload-Digest") or _header(record, "WARC-Date")
        for item, url in wanted.pop(number):
            yield File(
                path=Path(url),
                id=item,
                url=url,
                source=file.source,
                origin=f"{file.origin}/{escape_name(url)}",
                fingerprint=known.fingerprint(digest),
                name=file_name(url, _content_type(record), body.head()) or "",
                charset=charset(_content_type(record)),
                data=partial(body.whole, item),
            )
        if not wanted:
            return


def _records(file: File, *, packed_as_one: bool) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Yield the good captures of web addresses, numbered, and what was found as before."""
    with file.open() as stream:
        unpacked = Gunzip(stream) if packed_as_one else None
        for number, record in enumerate(ArchiveIterator(unpacked or stream)):
            if not web_address(_address(record)):
                continue
            answered = record.http_headers
            good = not answered or answered.get_statuscode() == GOOD
            if record.rec_type == "resource" or (
                good and ((record.rec_type == "response" and answered) or _is_revisit(record))
            ):
                yield number, record
        if unpacked and unpacked.cut:
            raise EOFError


class _Body:
    """The body of a record, which is read once, from its beginning."""

    def __init__(self, record: ArcWarcRecord) -> None:
        self._stream = record.raw_stream
        headers = record.http_headers
        said = partial(headers.get_header, default_value="") if headers else lambda _: ""
        self._codings = said("Content-Encoding").split(",")
        self._is_page = not any(self._codings) and "html" in said("Content-Type").lower()
        self._chunked = "chunked" in said("Transfer-Encoding").lower()
        self._raw = b""

    def head(self) -> bytes:
        """Return its first bytes, or none when they cannot be unpacked."""
        self._read(SEEN)
        try:
            return self._unpack(SEEN)
        except BROKEN:
            return b""

    def whole(self, item: str) -> bytes:
        """Return all of it; raise ArticleError when it is broken or too large."""
        self._read(MAX_DOCUMENT_BYTES + 1)
        try:
            data = self._unpack(MAX_DOCUMENT_BYTES + 1)
        except BROKEN as error:
            reason = "sidan är packad på ett sätt som inte går att läsa"
            raise ArticleError(item, reason, "Samla in den på nytt.") from error
        if len(data) > MAX_DOCUMENT_BYTES:
            raise too_large(item, len(data), MAX_DOCUMENT_BYTES)
        return data

    def _read(self, size: int) -> None:
        parts, have = [self._raw], len(self._raw)
        while have < size and (part := self._stream.read(size - have)):
            parts.append(part)
            have += len(part)
        self._raw = b"".join(parts)

    def _unpack(self, limit: int) -> bytes:
        raw = dechunk(self._raw) if self._chunked else self._raw
        unsaid = self._is_page and raw.startswith(_GZIP)
        return unpack_body(raw, ["gzip"] if unsaid else self._codings, limit)


def _is_revisit(record: ArcWarcRecord) -> bool:
    return record.rec_type == "revisit" and _SAME_PAYLOAD in _header(record, "WARC-Profile")


def _is_without_text(head: bytes) -> bool:
    """Tell a page that has neither text nor leads on to another, seen whole."""
    return len(head) < SEEN and not _LEADS_ON.search(head) and not _NO_TEXT.sub(b"", head)


def _address(record: ArcWarcRecord) -> str:
    return _header(record, "WARC-Target-URI").strip("<>")


def _header(record: ArcWarcRecord, name: str) -> str:
    value: str = record.rec_headers.get_header(name) or ""
    return value


def _content_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _is_document(kind: str) -> bool:
    return bool(kind) and not (
        kind.startswith(_NO_DOCUMENTS) or any(word in kind for word in _NO_DOCUMENT_WORDS)
    )


def _no_archive(file: File) -> ArticleError:
    return ArticleError(
        file.id, "filen är inget webbarkiv (WARC)", "Hämta eller skapa den på nytt."
    )


def _not_read(file: File, kind: str) -> Finding:
    return Finding(
        file.id,
        f"innehållstypen {escape_name(kind)[:80]} läses inte",
        "Publicera sidorna också som HTML, PDF, DOCX eller text.",
        refused=False,
    )


def _said(file: File, survey: _Survey) -> Iterator[Finding]:
    """Yield what is said of pages that have no content in the archive."""
    for page in sorted(survey.empty):
        reason, remedy = "sidan var tom eller trasig när den samlades in", "Samla in den på nytt."
        yield Finding(page, reason, remedy, refused=False)
    for page in sorted(survey.unresolved):
        yield Finding(
            page,
            "sidan var som vid en insamling som inte finns i arkivet",
            f"Lägg det arkivet intill {file.name}, med sidans egen adress.",
            refused=False,
        )
