"""The experiments: what is done to an archive, and what it must survive."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from indexer.app import Library
from indexer.errors import SokverketError
from indexer.index import Store
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from tests.conftest import ROOT
from tests.safety.figures import Figures
from tests.safety.patient import Patient

ENGINES = ("whoosh", "tantivy")
MODES = ("incremental", "full")
SIZE = 60
WRITES = (
    *((os, "fsync"), (Path, "rename"), (Path, "replace"), (Path, "write_text"), (Path, "mkdir")),
    *((shutil, "copytree"), (shutil, "copy2")),
)


def kill_at_moments(folder: Path, kills: int, seed: int) -> list[Figures]:
    """Kill runs after a random time, for both engines and both kinds of run in turn."""
    figures = Figures("SIGKILL i ett slumpat ögonblick")
    equal = Figures("motorer vars slutläge är lika med ett nybygge", faults=False)
    moments = random.Random(seed)  # noqa: S311
    for engine in ENGINES:
        patient = Patient(folder / engine, engine, SIZE, seed)
        lasts = {mode: _duration(patient, mode) for mode in MODES}
        wanted = figures.injected + kills // len(ENGINES)
        while figures.injected < wanted:
            mode = MODES[figures.injected % len(MODES)]
            patient.change()
            moment = moments.uniform(0, lasts[mode])
            killed = _run(patient, mode, kill_after=moment) == -signal.SIGKILL
            loss = _told(patient.loss(), engine, mode, f"{moment:.2f} s")
            if killed or loss:
                figures.add(loss)
        equal.add(patient.difference_from_clean())
    return [figures, equal]


def kill_at_steps(folder: Path, steps: range, seed: int) -> list[Figures]:
    """Kill runs just before each sync, rename and removal of theirs."""
    figures = Figures("SIGKILL före en synkning, ett namnbyte eller en borttagning")
    for engine in ENGINES:
        patient = Patient(folder / engine, engine, SIZE, seed)
        for step in steps:
            mode = MODES[step % 5 == 0]
            patient.change()
            if _run(patient, mode, step=step) == 0:
                break  # the run has no more steps
            figures.add(_told(patient.loss(), engine, f"steg {step}"))
    return [figures]


def fill_the_disk(folder: Path, limits: list[int], seed: int) -> list[Figures]:
    """Let files grow only so far, so that the engines' own writing fails midway."""
    figures = Figures("skrivningen tar stopp mitt i en fil")
    for engine in ENGINES:
        patient = Patient(folder / engine, engine, SIZE, seed)
        for number, limit in enumerate(limits):
            patient.change()
            failed = _run(patient, MODES[number % len(MODES)], limit=limit) != 0
            loss = _told(patient.loss(), engine, f"{limit} byte")
            if failed or loss:
                figures.add(loss)
    return [figures]


def fail_calls(folder: Path, times: int, seed: int) -> list[Figures]:
    """Let a call to the file system fail, each the first, second … time that it is made."""
    codes = {
        "disken är full": errno.ENOSPC,
        "disken är skrivskyddad": errno.EROFS,
        "rättigheten försvinner": errno.EACCES,
    }
    experiments = []
    patient = Patient(folder / "whoosh", "whoosh", SIZE, seed)
    for name, code in codes.items():
        figures = Figures(name)
        for owner, call in WRITES:
            for time_ in range(1, times + 1):
                patient.change()
                with _failing(owner, call, code, time_) as calls, _expected():
                    patient.reindex()
                loss = _told(patient.loss(), call, f"gång {time_}")
                if calls[0] >= time_ or loss:
                    figures.add(loss)
        experiments.append(figures)
    return experiments


def lose_the_source(folder: Path, moments: int, seed: int) -> list[Figures]:
    """Take a source away at each of the first articles that a run reads."""
    figures = Figures("källan försvinner under läsningen")
    patient = Patient(folder / "whoosh", "whoosh", SIZE, seed)
    away = patient.folder / "borta"
    for moment in range(1, moments + 1):
        patient.change()
        patient.state = patient.before
        left = [moment]

        def vanish(*_: Any, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                patient.sources[1].rename(away)

        with _expected():
            names = [str(source) for source in reversed(patient.sources)]
            patient.library().reindex(names, progress=vanish)
        lost = "" if len(patient.shown()) >= SIZE - 1 else "artiklar försvann med källan"
        if away.exists():
            away.rename(patient.sources[1])
        patient.write()
        patient.reindex()
        figures.add(_told(lost or patient.loss(), "källa", f"artikel {moment}"))
    return [figures]


def set_the_clock_back(folder: Path, times: int, seed: int) -> list[Figures]:
    """Let earlier generations and files be of a day that has not come."""
    figures = Figures("klockan ställs tillbaka")
    patient = Patient(folder / "whoosh", "whoosh", SIZE, seed)
    future = dt.datetime.now().astimezone() + dt.timedelta(days=3650)
    for _ in range(times):
        for generation in Store(patient.index).generations():
            record = generation.record()
            summary = replace(record.summary, made=future)
            generation.write(replace(record, summary=summary))
        for path in patient.sources[1].iterdir():
            os.utime(path, (future.timestamp(), future.timestamp()))
        patient.change()
        patient.reindex()
        figures.add(_told(patient.loss(), "klockan", ""))
    return [figures]


def switch_under_readers(folder: Path, readers: int, reindexes: int, seed: int) -> list[Figures]:
    """Let readers ask without pause while generations switch; each holds only one wording."""
    answers = Figures(f"svar till {readers} läsare under {reindexes} byten", faults=False)
    for engine in ENGINES:
        patient = Patient(folder / engine, engine, SIZE, seed)
        library = patient.library()
        done = threading.Event()
        counts, losses = [0] * readers, [""] * readers
        threads = [
            threading.Thread(target=_ask, args=(library, done, counts, losses, number))
            for number in range(readers)
        ]
        _reword(patient, 0)
        with library.following():
            library.warm_up()
            for thread in threads:
                thread.start()
            for number in range(1, reindexes + 1):
                _reword(patient, number)
            done.set()
            for thread in threads:
                thread.join()
        answers.injected += sum(counts)
        answers.lost += [loss for loss in losses if loss]
        if library.ask(Searcher.search, SearchRequest(f"nr{reindexes}")).total != SIZE:
            answers.lost.append("den sista generationen svarar inte")
    return [answers]


def _reword(patient: Patient, number: int) -> None:
    patient.state = {f"n{n}": f"Lydelse nr{number} i skolan." for n in range(SIZE)}
    patient.write()
    patient.reindex()


def _ask(
    library: Library, done: threading.Event, counts: list[int], losses: list[str], number: int
) -> None:
    while not done.is_set():
        try:
            answer = library.ask(Searcher.search, SearchRequest("lydelse", size=100))
            texts = {hit.snippet.text for hit in answer.hits}
            years = sum(value.count for value in answer.facets["year"])
            if (answer.total, len(answer.hits), years, len(texts)) != (SIZE, SIZE, SIZE, 1):
                losses[number] = f"blandat svar: {answer.total} träffar, {len(texts)} lydelser"
        except SokverketError as error:
            losses[number] = str(error)
        counts[number] += 1


def _duration(patient: Patient, mode: str) -> float:
    """Return how long a run takes once it has begun, in seconds."""
    patient.change()
    with _started(patient, mode) as process:
        began = time.monotonic()
        process.wait()
        return time.monotonic() - began


def _run(patient: Patient, mode: str, *, kill_after: float = 0, **more: int) -> int:
    """Run a reindex in a process of its own, and return how it ended."""
    with _started(patient, mode, **more) as process:
        if kill_after:
            time.sleep(kill_after)
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def _started(
    patient: Patient, mode: str, *, step: int = 0, limit: int = 0
) -> subprocess.Popen[bytes]:
    """Return a process in which a run has just begun."""
    words = [str(patient.index), patient.engine, mode, str(step), str(limit)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.safety.victim", *words, *map(str, patient.sources)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if process.stdout:
        process.stdout.readline()
    return process


@contextmanager
def _failing(owner: Any, name: str, code: int, time_: int) -> Iterator[list[int]]:
    """Let a call fail the time that is told and every time after, as a full disk does.

    Yields how many times it was made.
    """
    honest: Callable[..., Any] = getattr(owner, name)
    calls = [0]

    def fail(*args: Any, **more: Any) -> Any:
        calls[0] += 1
        if calls[0] >= time_:
            raise OSError(code, os.strerror(code))
        return honest(*args, **more)

    with patch.object(owner, name, fail):
        yield calls


@contextmanager
def _expected() -> Iterator[None]:
    """Let the run fail as it should: with a message of ours."""
    try:
        yield
    except SokverketError as error:
        assert error.remedy  # noqa: PT017 - any other error passes through and is seen


def _told(loss: str, *where: str) -> str:
    return f"{' '.join(where)}: {loss}" if loss else ""
