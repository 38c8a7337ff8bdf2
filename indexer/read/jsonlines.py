"""JSON Lines, also as .gz and .xz: one article a line, and every line its own fate."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from indexer.article import INTERNAL, PUBLIC, Article, DateSpan, Section
from indexer.errors import ArticleError, explain_failure
from indexer.read.dates import parse
from indexer.read.file import File, tidy
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Item, Kept
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.page_dates import impossible_date
from indexer.read.sections import build_sections
from indexer.read.text import parse_text, untitled
from indexer.settings import Source

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a longer line is refused and never held in memory as a whole."""

LONGEST_BORROWED_TITLE = 80
BROKEN = 0

DATES = ("published", "reviewed", "updated")
STRINGS = ("id", "title", "text", "html", "url", "kind", "reference", "language", "summary")
LISTS = ("topics", "publisher")
KEYS = frozenset({*STRINGS, *LISTS, *DATES, "audience"})

_NOT_IN_ID = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_].*)?")


def read_json_lines(file: File, _: KnownOrigins) -> Iterator[Piece]:
    """Read a file of JSON Lines; raise ArticleError when it has no line at all."""
    empty = True
    for number, line in _lines(file):
        item = f"{file.id} rad {number}"
        if isinstance(line, Finding):
            yield line
            if number == BROKEN:
                yield Kept(file.origin)
        elif line.strip():
            yield Member(item, file.origin, partial(_read_line, line, item, file.source))
        else:
            continue
        empty = False
    if empty:
        raise ArticleError(file.id, "filen är tom", "Fyll den med artiklar eller ta bort den.")


def _lines(file: File) -> Iterator[tuple[int, bytes | Finding]]:
    """Yield the lines with their numbers; a broken file ends in a finding numbered BROKEN."""
    number = 0
    with _open(file) as stream:
        try:
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) <= LONGEST_LINE:
                    yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                    continue
                yield number, _too_long(f"{file.id} rad {number}")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            yield BROKEN, _broken(file, number, error)


@contextmanager
def _open(file: File) -> Iterator[BinaryIO]:
    """Give the unpacked lines as a stream."""
    suffix = PurePosixPath(file.name).suffix.lower()
    with file.open() as stream:
        if suffix == ".gz":
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield cast("BinaryIO", unpacked)
        elif suffix == ".xz":
            with lzma.LZMAFile(stream) as unxzed:
                yield cast("BinaryIO", unxzed)
        else:
            yield stream


def _too_long(item: str) -> Finding:
    limit = LONGEST_LINE // (1024 * 1024)
    return Finding(item, f"raden är längre än {limit} MiB", "Dela upp artikeln i flera.")


def _broken(file: File, number: int, error: Exception) -> Finding:
    return Finding(
        file.id,
        f"filen är avbruten eller skadad efter rad {number} ({_damage(error)})",
        "Hämta eller packa filen på nytt; det som stod före är läst.",
    )


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "den tar slut mitt i"
    if isinstance(error, (gzip.BadGzipFile, zlib.error, lzma.LZMAError)):
        return "packningen går inte att läsa"
    return explain_failure(error)


def _read_line(line: bytes, item: str, source: Source) -> Iterator[Item]:
    """Yield the article of a line with its doubts; raise ArticleError when it has none."""
    record = _record(line, item)
    yield from (_unknown_key(item, key) for key in sorted(record.keys() - KEYS))
    identity = _identity(record, item)
    sections = _sections(record, item)
    title = tidy(_string(record, "title", item))
    if not title:
        title = _borrowed_title(record, sections, item)
        yield untitled(item)
    dates: dict[str, DateSpan | None] = {}
    for name in DATES:
        given = _string(record, name, item).strip()
        dates[name] = parse(given) if given else None
        if given and dates[name] is None:
            yield impossible_date(f"{item} ({identity})", given)
    summary = tidy(_string(record, "summary", item))
    url = _string(record, "url", item).strip()
    if url and _scheme(url) not in {"http", "https"}:
        yield _unusable_address(item, url)
        url = ""
    yield Article(
        id=identity,
        title=title,
        sections=_without_summary(sections, summary),
        summary=summary,
        url=url,
        kind=tidy(_string(record, "kind", item)) or source.kind,
        published=dates["published"],
        reviewed=dates["reviewed"],
        updated=dates["updated"],
        topics=_list(record, "topics", item),
        publisher=_list(record, "publisher", item) or source.publisher,
        reference=tidy(_string(record, "reference", item)),
        language=_language(record, item) or source.language,
        audience=check_audience(_string(record, "audience", item), item) or source.audience,
        place=item,
    )


def _record(line: bytes, item: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArticleError(item, "raden är inte i UTF-8", "Spara filen i UTF-8.") from error
    except (ValueError, RecursionError) as error:
        reason = f"raden är ingen giltig JSON ({_fault(error)})"
        raise ArticleError(item, reason, "Rätta raden.") from error
    if not isinstance(record, dict):
        raise ArticleError(
            item, "raden är inget JSON-objekt", 'Skriv artikeln som {"id": …, "title": …}.'
        )
    return record


def _fault(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"fel vid tecken {error.pos + 1}"
    if isinstance(error, RecursionError):
        return "den är nästlad för djupt"
    return "ett tal har för många siffror"


def _identity(record: Mapping[str, Any], item: str) -> str:
    value = _string(record, "id", item)
    if not value:
        raise ArticleError(item, "id saknas", "Ange ett id som inte ändras.")
    if _NOT_IN_ID.search(value):
        raise ArticleError(
            item, "id innehåller blanktecken eller styrtecken", "Byt ut dem, till exempel mot -."
        )
    if not {".", ".."}.isdisjoint(value.split("/")):
        raise ArticleError(
            item,
            "en del av id är bara . eller .., och sådana tar webbläsare bort ur adresser",
            "Byt ut den delen.",
        )
    return value


def _borrowed_title(record: Mapping[str, Any], sections: tuple[Section, ...], item: str) -> str:
    """Return a title for an article whose own is empty; raise ArticleError if it has none at all.

    It is the heading that the text begins with, or else its first words.
    """
    first = sections[0] if sections and "title" in record else Section("", ())
    words = first.heading or " ".join(first.paragraphs[:1])
    if not words:
        raise ArticleError(item, "title saknas", "Ange title.")
    return shorten(words, LONGEST_BORROWED_TITLE, placeholder=" …")


def _string(record: Mapping[str, Any], key: str, item: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if key in DATES and type(value) is int:
        return str(value)
    raise ArticleError(item, f"{key} är inte en text", f"Skriv {key} inom citattecken.")


def _list(record: Mapping[str, Any], key: str, item: str) -> tuple[str, ...]:
    """Return a list of texts, each once; one text alone is a list of one."""
    value = record.get(key)
    values = [value] if isinstance(value, str) else value or []
    if not isinstance(values, list) or not all(isinstance(part, str) for part in values):
        raise ArticleError(
            item, f"{key} är inte en lista av texter", f'Skriv {key} som ["…", "…"].'
        )
    return tuple(dict.fromkeys(filter(None, map(tidy, values))))


def _sections(record: Mapping[str, Any], item: str) -> tuple[Section, ...]:
    if html := _string(record, "html", item):
        return read_fragment(html)
    return build_sections(parse_text(_string(record, "text", item)))


def _without_summary(sections: tuple[Section, ...], summary: str) -> tuple[Section, ...]:
    """Return the sections without a first paragraph that only repeats the summary."""
    if not summary or not sections or sections[0].paragraphs[:1] != (summary,):
        return sections
    first = replace(sections[0], paragraphs=sections[0].paragraphs[1:])
    return (first, *sections[1:]) if first.heading or first.paragraphs else sections[1:]


def _language(record: Mapping[str, Any], item: str) -> str:
    value = _string(record, "language", item).strip()
    return re.split("[-_]", value)[0].lower() if _LANGUAGE.fullmatch(value) else ""


def check_audience(value: str, item: str) -> str:
    """Return the audience; one that is unknown is refused, lest a secret be published."""
    if value not in {"", PUBLIC, INTERNAL}:
        raise ArticleError(item, f"audience är ”{value}”", f"Skriv {PUBLIC} eller {INTERNAL}.")
    return value


def _unknown_key(item: str, key: str) -> Finding:
    return Finding(
        item,
        f"nyckeln ”{tidy(key)}” är okänd och lästes inte",
        "Ta bort den eller rätta stavningen.",
        refused=False,
    )


def _unusable_address(item: str, url: str) -> Finding:
    return Finding(
        item,
        f"url ”{tidy(url)[:100]}” är ingen webbadress",
        "Börja den med https://.",
        refused=False,
    )


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
