"""How the index stands: which generations are there, which answers, and how did the last run go?"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import IndexMissingError
from indexer.index.generation import Generation
from indexer.index.report import LastRun, read_last_run
from indexer.index.store import Store


@dataclass(frozen=True, slots=True)
class GenerationStatus:
    """One generation: when it was made, in local time, what it holds, and its size on disk.

    Generations share files, so that the sizes do not add up. `problem` tells why this version
    cannot read it, or is empty.
    """

    name: str
    made: str
    engine: str
    articles: int
    rejected: int
    bytes: int
    answers: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The index as a whole; `bytes` is what it takes on disk."""

    generations: tuple[GenerationStatus, ...]
    pinned: bool
    withdrawn: int
    bytes: int
    last_run: LastRun | None


def describe_store(store: Store) -> IndexStatus:
    """Return how the index of a store stands; raise IndexMissingError where there is none."""
    current = store.require().name
    generations = store.generations()
    return IndexStatus(
        generations=tuple(_describe(one, answers=one.name == current) for one in generations),
        pinned=store.is_pinned(),
        withdrawn=len(store.withdrawals.all()),
        bytes=_size(*(one.path for one in generations)),
        last_run=read_last_run(store.last_run_file),
    )


def _describe(generation: Generation, *, answers: bool) -> GenerationStatus:
    size = _size(generation.path)
    try:
        record = generation.record()
    except IndexMissingError as error:
        return GenerationStatus(generation.name, "", "", 0, 0, size, answers, error.reason)
    return GenerationStatus(
        name=generation.name,
        made=record.summary.made.isoformat(timespec="seconds"),
        engine=record.facts.engine,
        articles=record.summary.articles,
        rejected=record.summary.rejected,
        bytes=size,
        answers=answers,
    )


def _size(*directories: Path) -> int:
    """Return the bytes on disk, those of a file with several names once."""
    sizes = {}
    for directory in directories:
        for folder, _, names in os.walk(directory):
            for name in names:
                with suppress(FileNotFoundError):  # a run may remove a generation meanwhile
                    facts = Path(folder, name).lstat()
                    sizes[facts.st_dev, facts.st_ino] = facts.st_size
    return sum(sizes.values())
