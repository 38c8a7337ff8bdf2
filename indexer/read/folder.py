"""Folders and single files: which files does the source hold, and who reads them?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import ArticleError, SourceError
from indexer.read.ahead import reader
from indexer.read.captures import WEB_ARCHIVES, Captures
from indexer.read.choice import takes_folder, takes_path
from indexer.read.failures import explain
from indexer.read.file import File, escape_name, locate
from indexer.read.formats import CONTAINERS, READABLE, explain_format, format_of, refuse_format
from indexer.read.item import ITSELF, Finding, Kept, Origin, Scanned, Unchanged
from indexer.read.origins import Expect, KnownOrigins
from indexer.read.wire import Task
from indexer.settings import Source


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """Something that a folder holds, `within` being its POSIX path inside the source."""

    path: Path
    within: str

    def __str__(self) -> str:
        return escape_name(self.within)


def scan_files(
    source: Source, known: KnownOrigins, expect: Expect, most: int = 0
) -> Iterator[Scanned]:
    """Stream the origins of a file or a folder, of which at most so many files if `most` says it.

    Raises SourceError when there is none to read.
    """
    path = Path(source.location)
    shown = source.location if source.location.isprintable() else escape_name(source.location)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
        elif stat.S_ISREG(mode):
            path.open("rb").close()
    except (OSError, ValueError) as error:
        raise SourceError(shown, *explain(error)) from error
    if stat.S_ISDIR(mode):
        yield from _scan_folder(path, shown, known, expect, most)
    else:
        yield from _scan_single(path, shown, known)


def _scan_single(path: Path, shown: str, known: KnownOrigins) -> Iterator[Scanned]:
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise SourceError(
            shown, "är varken en fil eller en mapp", "Ange en vanlig fil eller en mapp."
        )
    if not format_of(path.name):
        raise SourceError(shown, *explain_format(path.name))
    if facts.st_size == 0:
        raise SourceError(shown, "filen är tom", "Ange en fil med innehåll.")
    with reader() as files:
        yield from files.read_ahead(_ask(locate(path, known.source), known))


def _scan_folder(
    root: Path, shown: str, known: KnownOrigins, expect: Expect, most: int
) -> Iterator[Scanned]:
    chosen: list[File] = []
    archives: list[File] = []
    held = list(_walk(root, known.source))
    if most and len(held) > most:
        expect(len(held))
        held = [held[number * len(held) // most] for number in range(most)]
    elif not any(
        format_of(one.path.name) in CONTAINERS for one in held if isinstance(one, FolderEntry)
    ):
        expect(sum(isinstance(one, FolderEntry) for one in held))
    with reader() as files:
        yield from files.read_ahead(_ask_for_each(held, known, chosen, archives))
        captures = Captures(archives, known)
        for file in captures:
            yield from captures.latest(file, files.read_ahead(_ask(file, captures.known)))
    if not root.is_dir():
        raise SourceError(shown, "mappen försvann under läsningen", "Kontrollera disken.")
    if not chosen and not archives:
        seen = sum(isinstance(item, FolderEntry | Finding) for item in held)
        raise SourceError(shown, *_why_nothing(known.source, seen))


def _ask_for_each(
    held: Iterable[FolderEntry | Scanned],
    known: KnownOrigins,
    chosen: list[File],
    archives: list[File],
) -> Iterator[Scanned | Task]:
    """Yield what is to be said of what a folder holds, and the files to read.

    Those that there is a reader for are `chosen`, and `archives` of the web are left for later.
    """
    for item in held:
        if not isinstance(item, FolderEntry):
            yield item
            continue
        file = locate(item.path, known.source, item.within)
        if not format_of(item.path.name):
            yield ITSELF
            yield refuse_format(item.path.name, file.id)
        elif format_of(item.path.name) in WEB_ARCHIVES:
            archives.append(file)
        else:
            chosen.append(file)
            yield from _ask(file, known)


def _why_nothing(source: Source, seen: int) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a folder where nothing could be read."""
    if source.include or source.exclude:
        return "ingen fil i mappen är vald och kan läsas", "Se över källans include och exclude."
    if not seen:
        return "mappen är tom", "Lägg artiklarna i den eller ange en annan."
    return "mappen har ingen fil som kan läsas", READABLE


def _ask(file: File, known: KnownOrigins) -> Iterator[Scanned | Task]:
    """Ask for the file to be read, unless it is as it was or cannot be reached."""
    members = f"{file.origin}/"
    try:
        fingerprint = known.fingerprint_file(file.path.stat())
    except OSError as error:
        yield ITSELF
        yield Finding(file.id, *explain(error))
        yield Kept(file.origin)
        yield Kept(members, beneath=True)
        return
    if known.has(file.origin, fingerprint):
        yield Unchanged(file.origin)
        yield from map(Unchanged, known.beneath(members))
    else:
        held = {name: known.fingerprints[name] for name in known.beneath(members)}
        yield Task(replace(file, fingerprint=fingerprint), held)


def _walk(root: Path, source: Source) -> Iterator[FolderEntry | Origin | Finding | Kept]:
    """Yield the folder's files sorted by path; hidden names are passed over."""
    real_root = root.resolve()
    waiting = [FolderEntry(root, "")]
    while waiting:
        entry = waiting.pop()
        try:
            if not _is_folder(entry, real_root):
                if takes_path(source, entry.within):
                    yield entry
            elif not (entry.within and entry.path.is_symlink()):
                waiting += _children(entry, source)
        except ArticleError as error:
            yield ITSELF
            yield Finding(locate(entry.path, source, entry.within).id, error.reason, error.remedy)
        except OSError as error:
            yield ITSELF
            yield Finding(locate(entry.path, source, entry.within).id, *explain(error))
            yield Kept(str(entry))
            yield Kept(f"{entry}/" if entry.within else "", beneath=True)


def _children(folder: FolderEntry, source: Source) -> list[FolderEntry]:
    """Return the folder's entries, last first, without what the source excludes.

    A linked folder inside the source is not entered: its files are read under their own name,
    so that nothing is read twice or in a circle.
    """
    prefix = f"{folder.within}/" if folder.within else ""
    paths = sorted(folder.path.iterdir(), key=lambda path: path.name, reverse=True)
    shown = (FolderEntry(path, prefix + path.name) for path in paths if path.name[0] != ".")
    return [entry for entry in shown if takes_folder(source, entry.within)]


def _is_folder(entry: FolderEntry, real_root: Path) -> bool:
    """Tell folders from files; raise ArticleError for what is neither, and for links outward."""
    mode = entry.path.lstat().st_mode
    if stat.S_ISLNK(mode):
        mode = entry.path.stat().st_mode
        if not entry.path.resolve().is_relative_to(real_root):
            raise ArticleError(
                str(entry),
                "är en länk ut ur mappen",
                "Lägg en kopia i mappen i stället för länken.",
            )
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise ArticleError(
            str(entry),
            "är varken en fil eller en mapp, utan ett rör eller en enhet",
            "Flytta den ur mappen.",
        )
    return stat.S_ISDIR(mode)
