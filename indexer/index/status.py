"""How the index stands: its generations, its sources, and how the last run went."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.errors import IndexMissingError
from indexer.index.generation import Generation
from indexer.index.locations import locate_source
from indexer.index.manifest import Manifest
from indexer.index.report import LastRun, SourceRun, read_last_run, read_source_runs
from indexer.index.store import Store
from indexer.settings import Source


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


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source: how many articles of it the index has, what it left out, and its last run.

    `ended` and `error` are as in SourceRun, both empty where no run is known. `configured` tells
    whether the settings name it.
    """

    name: str
    location: str
    configured: bool
    articles: int = 0
    withheld: int = 0
    rejected: int = 0
    ended: str = ""
    error: str = ""


def describe_sources(store: Store, configured: Mapping[str, Source]) -> list[SourceStatus]:
    """Return the sources of the index and of the settings, in order of their names."""
    latest = store.latest()
    indexed = latest.ask(_count_sources) if latest else {}
    runs = read_source_runs(store.sources_file)
    told = []
    for name in sorted({*indexed, *configured}):
        source = configured.get(name)
        location = locate_source(source) if source else indexed[name].location
        run = runs.get(name, SourceRun(""))
        known = indexed.get(name, SourceStatus(name, location, configured=False))
        told.append(replace(known, location=location, configured=bool(source), **asdict(run)))
    return told


def _count_sources(manifest: Manifest) -> dict[str, SourceStatus]:
    counts = manifest.counts()
    return {
        name: SourceStatus(
            name=name,
            location=location,
            configured=False,
            articles=counts.get(name, 0),
            withheld=manifest.withheld([name]),
            rejected=sum(one.times for one in manifest.findings([name]) if one.refused),
        )
        for name, location in manifest.locations().items()
    }


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
