"""Folders and single files: which files does the source hold, and who reads them?"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ArticleError, SourceError, explain_failure
from indexer.read.file import File, escape_name, locate
from indexer.read.formats import READERS, Reader, reader_for
from indexer.read.item import ITSELF, Finding, Kept, Origin, Scanned, Source, Unchanged
from indexer.read.origins import Known


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a folder holds, `within` being its POSIX path inside the source."""

    path: Path
    within: str

    def __str__(self) -> str:
        return escape_name(self.within)


def scan_source(source: Source, known: Known) -> Iterator[Scanned]:
    """Stream the origins of a file or a folder; raise SourceError when there is none to read."""
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
        yield from _scan_folder(path, shown, known)
    else:
        yield from _scan_single(path, shown, known)


def explain(error: OSError | ValueError) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a file that cannot be opened or read."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    match code:
        case errno.ENOENT | errno.ENOTDIR:
            return "finns inte", "Kontrollera sökvägen."
        case errno.EACCES | errno.EPERM:
            return "får inte läsas", "Ge den som kör kommandot rätt att läsa."
        case errno.ELOOP:
            return "är en länk som går i cirkel", "Ta bort länken."
        case errno.EINVAL | errno.ENAMETOOLONG:
            return "är ingen giltig sökväg", "Kontrollera sökvägen."
        case _:
            return (
                f"kan inte läsas ({explain_failure(error)})",
                "Kontrollera disken och försök igen.",
            )


def _scan_single(path: Path, shown: str, known: Known) -> Iterator[Scanned]:
    reader = reader_for(path.name)
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise SourceError(
            shown, "är varken en fil eller en mapp", "Ange en vanlig fil eller en mapp."
        )
    if reader is None:
        raise SourceError(shown, f"{_format(path.name)} läses inte", _readable_formats())
    if facts.st_size == 0:
        raise SourceError(shown, "filen är tom", "Ange en fil med innehåll.")
    yield from _scan_file(locate(path, known.source), reader, escape_name(path.name), known)


def _scan_folder(root: Path, shown: str, known: Known) -> Iterator[Scanned]:
    seen = readable = 0
    for item in _walk(root, known.source):
        seen += not isinstance(item, Kept)
        if not isinstance(item, Entry):
            yield ITSELF
            yield item
            continue
        file = locate(item.path, known.source, item.within)
        reader = reader_for(item.path.name)
        if reader is None:
            reason = f"{_format(item.path.name)} läses inte"
            yield ITSELF
            yield Finding(file.id, reason, _readable_formats(), refused=False)
        else:
            readable += 1
            yield from _scan_file(file, reader, str(item), known)
    if not root.is_dir():
        raise SourceError(shown, "mappen försvann under läsningen", "Kontrollera disken.")
    if not seen:
        raise SourceError(shown, "mappen är tom", "Lägg artiklarna i den eller ange en annan.")
    if not readable:
        raise SourceError(shown, "mappen har ingen fil som kan läsas", _readable_formats())


def _scan_file(file: File, reader: Reader, name: str, known: Known) -> Iterator[Scanned]:
    """Stream the file's items; whatever goes wrong with it becomes a finding."""
    try:
        stamp = known.stamp_file(file.path.stat())
    except OSError as error:
        yield ITSELF
        yield Finding(file.id, *explain(error))
        yield Kept(name)
        return
    if known.has(name, stamp):
        yield Unchanged(name)
        return
    yield Origin(name, stamp)
    try:
        yield from reader(file)
    except ArticleError as error:
        yield Finding(error.thing, error.reason, error.remedy)
    except OSError as error:
        yield Finding(file.id, *explain(error))
        yield Kept(name)
    except Exception as error:  # noqa: BLE001 - one bad article never stops the run
        reason = f"läsningen avbröts av ett oväntat fel ({type(error).__name__}: {error})"
        yield Finding(file.id, reason, "Anmäl felet och bifoga filen.")


def _walk(root: Path, source: Source) -> Iterator[Entry | Finding | Kept]:
    """Yield the folder's files sorted by path; hidden names are passed over."""
    real_root = root.resolve()
    waiting = [Entry(root, "")]
    while waiting:
        entry = waiting.pop()
        try:
            if not _is_folder(entry, real_root):
                yield entry
            elif not (entry.within and entry.path.is_symlink()):
                waiting += _children(entry)
        except ArticleError as error:
            yield Finding(locate(entry.path, source, entry.within).id, error.reason, error.remedy)
        except OSError as error:
            yield Finding(locate(entry.path, source, entry.within).id, *explain(error))
            yield Kept(str(entry))
            yield Kept(f"{entry}/" if entry.within else "", beneath=True)


def _children(folder: Entry) -> list[Entry]:
    """Return the folder's entries, last first.

    A linked folder inside the source is not entered: its files are read under their own name,
    so that nothing is read twice or in a circle.
    """
    prefix = f"{folder.within}/" if folder.within else ""
    paths = sorted(folder.path.iterdir(), key=lambda path: path.name, reverse=True)
    return [Entry(path, prefix + path.name) for path in paths if path.name[0] != "."]


def _is_folder(entry: Entry, real_root: Path) -> bool:
    """Tell folders from files; raise ArticleError for what is neither, and for links outward."""
    mode = entry.path.stat().st_mode
    if entry.path.is_symlink() and not entry.path.resolve().is_relative_to(real_root):
        raise ArticleError(
            str(entry), "är en länk ut ur mappen", "Lägg en kopia i mappen i stället för länken."
        )
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise ArticleError(
            str(entry),
            "är varken en fil eller en mapp, utan ett rör eller en enhet",
            "Flytta den ur mappen.",
        )
    return stat.S_ISDIR(mode)


def _format(name: str) -> str:
    suffix = escape_name(Path(name).suffix.lower())
    return f"formatet {suffix}" if suffix else "fil utan filändelse"


def _readable_formats() -> str:
    return f"Format som läses: {', '.join(READERS)}."
