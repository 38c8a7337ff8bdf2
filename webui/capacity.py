"""How many processes can answer, by what one of them takes and what memory there is?"""

from __future__ import annotations

import importlib
import multiprocessing
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from indexer.app import Library
from indexer.errors import IndexMissingError, SokverketError
from webui.memory import MEGABYTE, free, measure

AT_MOST = 2
"""So many indexes a process has open, while it goes over from one to the next."""


@dataclass(frozen=True, slots=True)
class TrialRun:
    """What a process took that opened the index and closed again."""

    articles: int
    own: int
    """Bytes of memory that were its own; 0 where the system does not tell."""
    modules: Sequence[str]
    """What it loaded besides."""

    def load(self) -> None:
        """Load the same, so that processes to come have it in common."""
        for name in self.modules:
            with suppress(ImportError):
                importlib.import_module(name)


def try_out(library: Library) -> TrialRun:
    """Open the index in a process of its own; raise SokverketError when it cannot be used."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_open, args=(library, there))
    process.start()
    there.close()
    try:
        told: TrialRun | tuple[str, str, str] = here.recv()
    except EOFError:
        told = (
            f"Indexet {library.settings.index}",
            "processen som öppnade det dog, kanske för att minnet tog slut",
            "Frigör minne, eller pröva det med: sokverket search ORD.",
        )
    process.join()
    if isinstance(told, TrialRun):
        return told
    raise IndexMissingError(*told)


def how_many(wanted: int, own: int) -> tuple[int, str]:
    """Return how many processes there is memory for, and what to say if they are fewer."""
    room = free()
    if room is None or not own or wanted == 1:
        return wanted, ""
    number = max(1, min(wanted, room // (own * AT_MOST)))
    if number == wanted:
        return wanted, ""
    return number, (
        f"Minnet räcker inte till {wanted} serverprocesser: en tar {own // MEGABYTE} MB, och"
        f" det dubbla när indexet byts, och {room // MEGABYTE} MB är lediga. {number} startas;"
        " frigör minne eller sänk workers."
    )


def _open(library: Library, there: Connection) -> None:
    before, loaded = measure(), set(sys.modules)
    with suppress(KeyboardInterrupt):
        try:
            library.warm_up()
            modules = sorted(sys.modules.keys() - loaded)
            own = max(measure().own - before.own, 0)
            there.send(TrialRun(library.health().articles, own, modules))
        except SokverketError as error:
            there.send((error.thing, error.reason, error.remedy))
