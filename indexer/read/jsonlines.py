"""JSON Lines, also as .gz and .xz: one article a line, and every line its own fate."""

from __future__ import annotations

import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from indexer.article import Section
from indexer.errors import ArticleError, explain_failure
from indexer.read.characters import tidy
from indexer.read.file import File
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Kept, Origin, Unchanged
from indexer.read.members import Member, Piece
from indexer.read.named import NamedFields, Pair, draft
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.sections import build_sections
from indexer.read.stretches import Line, Stretches, cut
from indexer.read.text import parse_text

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a longer line is refused and never held in memory as a whole."""

AS_THEY_ARE = tuple("id title url kind reference language summary".split())


_SECRECY = (b'audience"', b'lgrupp"')
"""How the names of fields end that may say that an article is internal, in small letters."""


class _Pairs(list[Pair]):
    """The fields of a JSON object with those that are written twice."""


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
    return Member(item, file, partial(_read_line, line, file, item))


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


def _read_line(line: bytes, file: File, item: str) -> Iterator[Parsed]:
    """Yield what a line says, with its doubts; raise ArticleError when it is no article."""
    record = NamedFields.of(_fields(line, item), file.source, item)
    if record.is_draft():
        yield draft(item)
        return
    yield from record.doubts()
    text = {fact: record.text(fact) for fact in (*AS_THEY_ARE, "text", "html")}
    if not text["id"]:
        raise ArticleError(item, "id saknas", "Ange ett id som inte ändras.")
    sections = _sections(text)
    if not (sections and record.holds("title")) and not tidy(text["title"]):
        raise ArticleError(item, "title saknas", "Ange title.")
    yield ParsedArticle(
        sections=sections,
        dates=record.dates(),
        topics=record.texts("topics"),
        publisher=record.texts("publisher"),
        audience=record.audience(),
        machine_read=False,
        **{fact: text[fact] for fact in AS_THEY_ARE},
    )


def _fields(line: bytes, item: str) -> Sequence[Pair]:
    """Return the fields of a line; of two with one name the last, unless one is of secrecy."""
    small = line.lower()
    twice = sum(map(small.count, _SECRECY)) > 1
    try:
        record = json.loads(line.decode("utf-8"), object_pairs_hook=_Pairs if twice else None)
    except UnicodeDecodeError as error:
        raise ArticleError(item, "raden är inte i UTF-8", "Spara filen i UTF-8.") from error
    except (ValueError, RecursionError) as error:
        reason = f"raden är ingen giltig JSON ({_fault(error)})"
        raise ArticleError(item, reason, "Rätta raden.") from error
    if not isinstance(record, dict | _Pairs):
        raise ArticleError(
            item, "raden är inget JSON-objekt", 'Skriv artikeln som {"id": …, "title": …}.'
        )
    return list(record.items()) if isinstance(record, dict) else record


def _fault(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"fel vid tecken {error.pos + 1}"
    if isinstance(error, RecursionError):
        return "den är nästlad för djupt"
    return "ett tal har för många siffror"


def _sections(text: Mapping[str, str]) -> tuple[Section, ...]:
    if text["html"]:
        return read_fragment(text["html"])
    return build_sections(parse_text(text["text"]))
