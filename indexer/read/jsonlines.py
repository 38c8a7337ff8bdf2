"""JSON Lines, also as .gz and .xz: one article a line, and every line its own fate."""

from __future__ import annotations

import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
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
from indexer.read.item import Finding, Kept, Origin, Unchanged
from indexer.read.members import Member, Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.sections import build_sections
from indexer.read.stretches import Line, Stretches, cut
from indexer.read.text import parse_text

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a longer line is refused and never held in memory as a whole."""

DATES = ("published", "reviewed", "updated")
AS_THEY_ARE = tuple("id title url kind reference language summary audience".split())
STRINGS = (*AS_THEY_ARE, "text", "html")
LISTS = ("topics", "publisher")
KEYS = frozenset({*STRINGS, *LISTS, *DATES})


def read_json_lines(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Read what is new in a file of JSON Lines; raise ArticleError when it has no line at all."""
    broken: list[Finding] = []
    empty = True
    stretches = Stretches(file, known)
    for stretch in cut(_lines(file, broken.append)):
        empty = False
        origin = stretches.origin(stretch)
        if stretches.is_unchanged(origin):
            yield Unchanged(origin.name)
        else:
            yield origin
            yield from (_piece(file, *line) for line in stretch.lines)
    if broken:
        yield Origin(file.origin, file.fingerprint)
        yield from broken
        yield Kept(file.origin)
        yield Kept(f"{file.origin}/", beneath=True)
    elif empty:
        raise ArticleError(file.id, "filen är tom", "Fyll den med artiklar eller ta bort den.")


def _piece(file: File, number: int, line: bytes | Finding) -> Member | Finding:
    if isinstance(line, Finding):
        return line
    item = f"{file.id} rad {number}"
    return Member(item, file, partial(_read_line, line, item))


def _lines(file: File, tell_broken: Callable[[Finding], None]) -> Iterator[Line]:
    """Yield the lines that are not blank, and tell if the file breaks off."""
    number = 0
    with _open(file) as stream:
        try:
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if number == 1:
                    line = line.removeprefix(codecs.BOM_UTF8)
                if len(line) <= LONGEST_LINE:
                    if not line.isspace():
                        yield number, line
                    continue
                yield number, _too_long(f"{file.id} rad {number}")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            tell_broken(_broken(file, number, error))


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
