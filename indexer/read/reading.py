"""A file is read: whatever goes wrong with an article becomes a finding, and the next one follows.

This is what the reading process does; nothing here outlives a hostile file, nor needs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

from indexer.errors import ArticleError
from indexer.read.choice import takes_member
from indexer.read.failures import explain
from indexer.read.file import File
from indexer.read.finish import finish
from indexer.read.formats import (
    ARTICLES,
    LETTERS,
    article_reader,
    container_reader,
    format_of,
    refuse_format,
)
from indexer.read.item import Finding, Kept, Origin, Scanned, Unchanged
from indexer.read.members import Member
from indexer.read.origins import KnownOrigins
from indexer.read.page_links import read_links
from indexer.read.parsed import ParsedArticle
from indexer.read.wire import Task

DEEPEST = 5
"""A file in an archive in a letter in an archive … has at most so many around it."""

Clock = Callable[[float], AbstractContextManager[None]]
"""Limits what is done within it to so many seconds."""


def deliver(task: Task, clock: Clock) -> Iterator[tuple[Scanned, ...]]:
    """Yield the items of each piece of the file, from the first that was not had before."""
    pieces = enumerate(_asked(task))
    refusal = task.refusal
    while True:
        with clock(task.seconds):
            number, piece = next(pieces, (0, None))
            if piece is None:
                return
            if number < task.passed:
                continue
            if not isinstance(piece, Member):
                items: tuple[Scanned, ...] = (piece,)
            elif refusal:
                items, refusal = (Finding(piece.id, *refusal),), None
            else:
                items = tuple(_attempt(piece))
        yield (*items, *_kept_around(items, task.file))


def _asked(task: Task) -> Iterator[Member | Scanned]:
    if task.links:
        yield Member(task.file.id, task.file, partial(read_links, task.file))
    yield from _pieces(task.file, KnownOrigins(task.file.source, task.known))


def _pieces(
    file: File, known: KnownOrigins, within: tuple[str, ...] = ()
) -> Iterator[Member | Scanned]:
    """Yield the origin, then its articles and members; `within` are the formats around it."""
    itself = Origin(file.origin, file.fingerprint)
    yield itself
    format_ = format_of(file.name)
    if format_ in ARTICLES:
        yield Member(file.id, file, partial(article_reader(format_), file))
    elif not format_:
        yield refuse_format(file.name, file.id)
    elif len(within) >= DEEPEST:
        reason = f"filen ligger i fler än {DEEPEST} arkiv eller brev i varandra"
        yield Finding(file.id, reason, "Packa upp den.")
    elif format_ in within and format_ not in LETTERS:
        yield Finding(
            file.id,
            f"ett arkiv i ett arkiv av samma slag ({format_}) läses inte",
            "Packa upp det.",
        )
    else:
        try:
            for piece in container_reader(format_)(file, known):
                if isinstance(piece, File) and not takes_member(piece):
                    continue
                if isinstance(piece, File):
                    yield from _inner_file(piece, known, (*within, format_))
                elif isinstance(piece, Member) and piece.origin:
                    yield from _own_origin(piece, piece.origin, known)
                else:
                    yield piece
                    continue
                yield itself
        except Exception as error:  # noqa: BLE001 - what is broken costs itself, not the run
            yield _refusal(file.id, error)
            yield Kept(file.origin)
            yield Kept(f"{file.origin}/", beneath=True)


def _inner_file(
    file: File, known: KnownOrigins, within: tuple[str, ...]
) -> Iterator[Member | Scanned]:
    if known.has(file.origin, file.fingerprint):
        yield Unchanged(file.origin)
        yield from map(Unchanged, known.beneath(f"{file.origin}/"))
    else:
        yield from _pieces(file, known, within)


def _own_origin(member: Member, origin: Origin, known: KnownOrigins) -> Iterator[Member | Scanned]:
    if known.has(origin.name, origin.fingerprint):
        yield Unchanged(origin.name)
    else:
        yield origin
        yield member


def _kept_around(items: tuple[Scanned, ...], file: File) -> Iterator[Kept]:
    """Yield the file itself when something in it is kept, so that it is opened next time too."""
    kept = [item for item in items if isinstance(item, Kept) and not item.beneath]
    if kept and Kept(file.origin) not in kept:
        yield Kept(file.origin)


def _attempt(member: Member) -> Iterator[Scanned]:
    """Yield the member's items, or a finding instead of what could not be read."""
    try:
        for parsed in member.read():
            if isinstance(parsed, ParsedArticle):
                yield from finish(parsed, member.id, member.file)
            else:
                yield parsed
    except Exception as error:  # noqa: BLE001 - one bad article never stops the run
        yield _refusal(member.id, error)
        if isinstance(error, OSError):
            yield Kept(member.origin.name if member.origin else member.file.origin)


def _refusal(item: str, error: Exception) -> Finding:
    if isinstance(error, ArticleError):
        return Finding(error.thing, error.reason, error.remedy)
    if isinstance(error, OSError):
        return Finding(item, *explain(error))
    if isinstance(error, MemoryError):
        return Finding(item, "kräver mer minne än en artikel får", "Dela upp den.")
    reason = f"läsningen avbröts av ett oväntat fel ({type(error).__name__}: {error})"
    return Finding(item, reason, "Anmäl felet och bifoga filen.")
