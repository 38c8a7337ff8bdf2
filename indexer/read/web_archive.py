"""Web archives (WARC): the latest good capture of each page, read as what its server called it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from indexer.errors import ArticleError
from indexer.read.file import MAX_DOCUMENT_BYTES, File, escape_name, too_large
from indexer.read.item import Finding, Kept
from indexer.read.members import Piece
from indexer.read.origins import KnownOrigins
from indexer.read.web_page import charset, file_name, media_type, page_id

GOOD = "200"
_BEGINNING, _GZIP = b"WARC/", b"\x1f\x8b"
_NO_DOCUMENTS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript")
_NO_DOCUMENT_WORDS = ("javascript", "json", "font", "octet-stream", "xml", "x-www-form")


def read_web_archive(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the archived pages; raise ArticleError when the archive has none."""
    with file.open() as stream:
        if not stream.read(len(_BEGINNING)).startswith((_BEGINNING, _GZIP)):
            raise _no_archive(file)
    latest: dict[str, tuple[str, int]] = {}  # by the page's id, which has no scheme
    others: set[str] = set()
    whole = True
    try:
        for number, record in _records(file):
            url = _address(record)
            if file_name(url, _content_type(record)) is None:
                others.add(media_type(_content_type(record)))
            else:
                page = page_id(file.source, url)
                latest[page] = max(latest.get(page, ("", 0)), (_date(record), number))
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        if not latest:
            raise _no_archive(file) from error
        whole = False
    yield from (_not_read(file, kind) for kind in sorted(others) if _is_document(kind))
    if not latest:
        reason = "webbarkivet har ingen sida som kan läsas"
        raise ArticleError(file.id, reason, "Kontrollera insamlingen.")
    yield from _pages(file, known, latest)
    if not whole:
        yield Finding(
            file.id, "webbarkivet är avbrutet eller skadat", "Hämta det på nytt; början är läst."
        )
        yield Kept(file.origin)
        yield Kept(f"{file.origin}/", beneath=True)


def _pages(file: File, known: KnownOrigins, latest: dict[str, tuple[str, int]]) -> Iterator[File]:
    wanted = {number: page for page, (_, number) in latest.items()}
    for number, record in _records(file):
        if item := wanted.pop(number, ""):
            url = _address(record)
            digest = record.rec_headers.get_header("WARC-Payload-Digest", _date(record))
            yield File(
                path=Path(url),
                id=item,
                url=url,
                source=file.source,
                origin=f"{file.origin}/{escape_name(url)}",
                fingerprint=known.fingerprint(digest),
                name=file_name(url, _content_type(record)) or "",
                charset=charset(_content_type(record)),
                data=partial(_payload, record, item),
            )
        if not wanted:
            return


def _records(file: File) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Yield the good captures of web addresses, numbered."""
    with file.open() as stream:
        for number, record in enumerate(ArchiveIterator(stream)):
            if not _address(record).startswith(("http://", "https://")):
                continue
            answered = record.rec_type == "response" and record.http_headers
            if record.rec_type == "resource" or (
                answered and record.http_headers.get_statuscode() == GOOD
            ):
                yield number, record


def _payload(record: ArcWarcRecord, item: str) -> bytes:
    data: bytes = record.content_stream().read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise too_large(item, len(data), MAX_DOCUMENT_BYTES)
    return data


def _address(record: ArcWarcRecord) -> str:
    address: str = record.rec_headers.get_header("WARC-Target-URI") or ""
    return address.strip("<>")


def _date(record: ArcWarcRecord) -> str:
    return record.rec_headers.get_header("WARC-Date") or ""


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
