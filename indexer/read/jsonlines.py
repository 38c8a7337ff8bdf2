"""JSON Lines, also as .gz and .xz: one article a line, and every line its own fate."""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from indexer.article import Section
from indexer.errors import ArticleError, explain_failure
from indexer.read.characters import tidy
from indexer.read.dates import parse_dates
from indexer.read.file import File
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Kept
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.sections import build_sections
from indexer.read.text import parse_text

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a longer line is refused and never held in memory as a whole."""

BROKEN = 0

DATES = ("published", "reviewed", "updated")
AS_THEY_ARE = tuple("id title url kind reference language summary audience".split())
STRINGS = (*AS_THEY_ARE, "text", "html")
LISTS = ("topics", "publisher")
KEYS = frozenset({*STRINGS, *LISTS, *DATES})


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
            yield Member(item, file, partial(_read_line, line, item))
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


def _read_line(line: bytes, item: str) -> Iterator[Parsed]:
    """Yield what a line says, with its doubts; raise ArticleError when it is no article."""
    record = _record(line, item)
    yield from (_unknown_key(item, key) for key in sorted(record.keys() - KEYS))
    text = {key: _string(record, key, item) for key in (*STRINGS, *DATES)}
    if not text["id"]:
        raise ArticleError(item, "id saknas", "Ange ett id som inte ändras.")
    sections = _sections(text)
    if not (sections and "title" in record) and not tidy(text["title"]):
        raise ArticleError(item, "title saknas", "Ange title.")
    yield ParsedArticle(
        sections=sections,
        dates=parse_dates(text["published"], text["reviewed"], text["updated"]),
        topics=_list(record, "topics", item),
        publisher=_list(record, "publisher", item),
        machine_read=False,
        **{key: text[key] for key in AS_THEY_ARE},
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
    """Return a list of texts; one text alone is a list of one."""
    value = record.get(key)
    values = [value] if isinstance(value, str) else value or []
    if not isinstance(values, list) or not all(isinstance(part, str) for part in values):
        raise ArticleError(
            item, f"{key} är inte en lista av texter", f'Skriv {key} som ["…", "…"].'
        )
    return tuple(values)


def _sections(text: Mapping[str, str]) -> tuple[Section, ...]:
    if text["html"]:
        return read_fragment(text["html"])
    return build_sections(parse_text(text["text"]))


def _unknown_key(item: str, key: str) -> Finding:
    return Finding(
        item,
        f"nyckeln ”{tidy(key)}” är okänd och lästes inte",
        "Ta bort den eller rätta stavningen.",
        refused=False,
    )
