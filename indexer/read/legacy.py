"""DOC, PPT, XLS: older files of Office, turned into newer ones by the operator's command."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from indexer.errors import ArticleError
from indexer.read.command import run_command
from indexer.read.file import MAX_BYTES, MAX_DOCUMENT_BYTES, File, load, too_large
from indexer.read.package import OLE
from indexer.read.parsed import Parsed
from indexer.read.rtf import START, read_rtf

SECONDS = 25
"""The command's time, by the clock and of the processor: less than an article's."""

NEWER = {
    ".doc": "docx",
    ".dot": "docx",
    ".ppt": "pptx",
    ".pps": "pptx",
    ".xls": "xlsx",
    ".xlt": "xlsx",
}
_FILE, _FORMAT = "{file}", "{format}"
_ZIP = b"PK\x03\x04"
_PICTURE = b"[pic]"
"""What antiword writes where there is a picture."""


def read_legacy(file: File) -> Iterator[Parsed]:
    """Read an older file of Office as one article.

    Raises ArticleError when no command is named for it, or the command does not make of it what can
    be read.
    """
    data = load(file, MAX_DOCUMENT_BYTES)
    newer = NEWER[PurePosixPath(file.name).suffix.lower()]
    if data.startswith(_ZIP):
        yield from _read_as(f".{newer}", data, file)
    elif data.lstrip().startswith(START):
        yield from read_rtf(replace(file, data=lambda: data))
    elif data.lstrip()[:100].lower().startswith((b"<html", b"<!doctype html")):
        yield from _read_as(".html", data, file)
    elif not data.startswith(OLE):
        raise ArticleError(file.id, f"filen är skadad, eller inget {_what(file)}", "Spara om den.")
    elif not (command := file.source.legacy_reader):
        raise ArticleError(
            file.id,
            f"det äldre formatet {PurePosixPath(file.name).suffix.lower()} läses bara av ett"
            " program som inställningen legacy_reader nämner",
            f"Spara om filen som .{newer}, eller skriv till exempel legacy_reader ="
            ' "soffice --headless --convert-to {format}" i sokverket.toml.',
        )
    else:
        suffix, made = _convert(command, data, newer, file)
        yield from _read_as(suffix, made, file)


def _convert(command: str, data: bytes, newer: str, file: File) -> tuple[str, bytes]:
    """Return what the command makes of the file: its format and its bytes."""
    with TemporaryDirectory(prefix="sokverket-") as name:
        folder = Path(name)
        given, made = folder / "in" / f"fil{PurePosixPath(file.name).suffix.lower()}", folder / "ut"
        given.parent.mkdir()
        made.mkdir()
        given.write_bytes(data)
        words = [word.replace(_FORMAT, newer) for word in shlex.split(command)]
        if not any(_FILE in word for word in words):
            words.append(_FILE)
        output = folder / "text"
        with output.open("wb") as text:
            _run([word.replace(_FILE, str(given)) for word in words], made, text, file)
        found = sorted(path for path in made.iterdir() if path.is_file() and not path.is_symlink())
        result = found[0] if found else output
        if result.stat().st_size > MAX_DOCUMENT_BYTES:
            raise too_large(file.id, result.stat().st_size, MAX_DOCUMENT_BYTES)
        read = result.read_bytes()
        if not read.strip():
            raise ArticleError(
                file.id, f"{words[0]} gav ingen text", "Kontrollera filen och legacy_reader."
            )
        return (result.suffix.lower(), read) if found else (".txt", read.replace(_PICTURE, b""))


def _run(words: list[str], folder: Path, text: IO[bytes], file: File) -> None:
    """Run the command in the folder, within limits; raise ArticleError when it fails."""
    try:
        status = run_command(
            words, folder, seconds=SECONDS, largest=2 * MAX_DOCUMENT_BYTES, output=text
        )
    except FileNotFoundError as error:
        raise ArticleError(
            file.id, f"programmet {words[0]} i legacy_reader finns inte", "Installera det."
        ) from error
    except TimeoutError as error:
        raise ArticleError(
            file.id,
            f"{words[0]} tog mer än {SECONDS} sekunder",
            "Spara om filen i ett nyare format.",
        ) from error
    if status:
        raise ArticleError(
            file.id,
            f"{words[0]} kunde inte läsa filen (slutkod {status})",
            "Kontrollera legacy_reader, eller spara om filen i ett nyare format.",
        )


def _read_as(suffix: str, data: bytes, file: File) -> Iterator[Parsed]:
    """Yield what the reader of another format makes of the bytes."""
    from indexer.read.formats import ARTICLES, article_reader  # noqa: PLC0415 - it names this file

    if suffix not in ARTICLES or suffix in NEWER:
        raise ArticleError(
            file.id, f"legacy_reader ger formatet {suffix}, och det läses inte", "Välj ett annat."
        )
    if suffix == ".txt" and len(data) > MAX_BYTES:
        raise too_large(file.id, len(data), MAX_BYTES)
    yield from article_reader(suffix)(replace(file, data=partial(bytes, data), charset="utf-8"))


def _what(file: File) -> str:
    return f"dokument i formatet {PurePosixPath(file.name).suffix.lower()}"
