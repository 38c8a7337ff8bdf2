"""Reading apart: a process of its own reads files, so that a hostile one ends only that process."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from indexer.errors import InstallationError
from indexer.read.item import Finding, Kept, Origin, Scanned
from indexer.read.wire import DONE, PIECE, Task, decode_item, encode_task

_ROOT = Path(__file__).resolve().parents[2]
_START = "from indexer.read.child import main; main()"
_TOO_SLOW = {-signal.SIGPROF, -signal.SIGALRM} if sys.platform != "win32" else set()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may take: seconds of the processor, bytes of memory."""

    seconds: float = 30
    memory: int = 1_500_000_000


LIMITS = Limits()


class DiedError(Exception):
    """The reading process ended before its answer did; `status` is as subprocess tells it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ReadingProcess:
    """A process that reads the files it is told of, one after the other."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-c", _START, str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            process_group=0 if sys.platform != "win32" else None,
        )

    def ask(self, task: Task) -> Iterator[list[Scanned]]:
        """Yield the items of each piece of the file; raise DiedError when the process ends."""
        tasks, answers = self._pipes()
        try:
            tasks.write(encode_task(task))
            tasks.flush()
        except OSError as error:
            raise DiedError(self.close()) from error
        items: list[Scanned] = []
        for line in answers:
            if line == DONE:
                return
            if line == PIECE:
                yield items
                items = []
            elif line.endswith(b"\n"):
                items.append(decode_item(line.decode()))
        raise DiedError(self.close())

    def lives(self) -> bool:
        """Tell whether the process is still there."""
        return self._process.poll() is None

    def close(self) -> int:
        """End the process, and return its status; harmless when it is gone already."""
        pipes = self._pipes()
        if self.lives() and not pipes[1].closed:
            self._process.kill()
        for pipe in pipes:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # the task it was to get has no reader any more
        return self._process.wait()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        tasks, answers = self._process.stdin, self._process.stdout
        if tasks is None or answers is None:
            raise AssertionError
        return tasks, answers


_idle: list[ReadingProcess] = []
_changing = threading.Lock()


class Reader:
    """Reads files apart, by a process that is started when first needed and after each death."""

    def __init__(self) -> None:
        self._process: ReadingProcess | None = None

    def read(self, task: Task) -> Iterator[Scanned]:
        """Stream what the file holds; what ends the process costs one article.

        Raises InstallationError when no reading process can be started.
        """
        task = replace(task, seconds=LIMITS.seconds)
        while True:
            try:
                for items in self._started().ask(task):
                    task = replace(task, passed=task.passed + 1, refusal=None)
                    yield from items
            except DiedError as error:
                self.end()
                reason, remedy = _explain_death(error)
            else:
                return
            if task.refusal:
                yield Origin(task.file.origin, task.file.fingerprint)
                yield Finding(task.file.id, reason, remedy)
                yield Kept(task.file.origin)
                yield Kept(f"{task.file.origin}/", beneath=True)
                return
            task = replace(task, refusal=(reason, remedy))

    def _started(self) -> ReadingProcess:
        if self._process is None:
            self._process = _take_idle() or ReadingProcess(LIMITS)
        return self._process

    def put_back(self) -> None:
        """Leave the process to whoever reads next, and end it if somebody else has left one."""
        with _changing:
            if self._process and not _idle:
                _idle.append(self._process)
            elif self._process:
                self._process.close()
            self._process = None

    def end(self) -> None:
        """End the process, which may be in the midst of a file."""
        if self._process:
            self._process.close()
        self._process = None


@contextmanager
def reader() -> Iterator[Reader]:
    """Give a reader of files for a while."""
    lent = Reader()
    try:
        yield lent
    except BaseException:
        lent.end()
        raise
    lent.put_back()


def _take_idle() -> ReadingProcess | None:
    """Return a process that awaits work with the limits of now, if there is one of our own."""
    with _changing:
        process = _idle.pop() if _idle else None
    if process and process.owner == os.getpid():
        if process.limits == LIMITS and process.lives():
            return process
        process.close()
    return None


def _explain_death(error: DiedError) -> tuple[str, str]:
    if error.status > 0:
        raise InstallationError(
            "Läsprocessen", f"den startade inte (slutkod {error.status})", "Installera om."
        ) from error
    if error.status in _TOO_SLOW:
        seconds = f"{LIMITS.seconds:g}".replace(".", ",")
        return f"läsningen tog mer än {seconds} sekunder", "Dela upp filen eller spara om den."
    if error.status == -signal.SIGKILL:
        return "läsningen avbröts av systemet (minnet tog slut?)", "Dela upp filen."
    return "läsningen kraschade på filen", "Filen är troligen skadad; spara om den."


@atexit.register
def _end_idle() -> None:
    process = _take_idle()
    if process:
        process.close()
