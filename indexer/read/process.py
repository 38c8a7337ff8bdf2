"""Reading apart: a process of its own reads files, so that a hostile one ends only that process."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.errors import InstallationError
from indexer.read.wire import Task, encode_task

_ROOT = Path(__file__).resolve().parents[2]
_START = "from indexer.read.child import main; main()"
_TOO_SLOW = {-signal.SIGPROF, -signal.SIGALRM} if sys.platform != "win32" else set()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may take: seconds of the processor, bytes of memory."""

    seconds: float = 30
    memory: int = 1_500_000_000


LIMITS = Limits()


class ReadingProcess:
    """A process that reads the files it is told of, one after the other.

    It answers each with the lines of its items, `PIECE` after those of each piece of the file, and
    `DONE` in the end.
    """

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

    @property
    def answers(self) -> int:
        """The descriptor that the lines of its answers are read from."""
        return self._pipes()[1].fileno()

    def tell(self, task: Task) -> None:
        """Tell it of a file, when it has none to read; raise OSError when it has ended."""
        tasks, _ = self._pipes()
        tasks.write(encode_task(task))
        tasks.flush()

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


def take_process() -> ReadingProcess:
    """Return a process that awaits work, started if need be."""
    return _take_idle() or ReadingProcess(LIMITS)


def put_back(process: ReadingProcess) -> None:
    """Leave a process to whoever reads next, and end it if there is one already."""
    with _changing:
        if not _idle:
            _idle.append(process)
            return
    process.close()


def _take_idle() -> ReadingProcess | None:
    """Return a process that awaits work with the limits of now, if there is one of our own."""
    with _changing:
        process = _idle.pop() if _idle else None
    if process and process.owner == os.getpid():
        if process.limits == LIMITS and process.lives():
            return process
        process.close()
    return None


def explain_death(status: int) -> tuple[str, str]:
    """Return the reason and the remedy of what ended a process, by its status.

    Raises InstallationError when it did not start.
    """
    if status > 0:
        raise InstallationError(
            "Läsprocessen", f"den startade inte (slutkod {status})", "Installera om."
        )
    if status in _TOO_SLOW:
        seconds = f"{LIMITS.seconds:g}".replace(".", ",")
        return f"läsningen tog mer än {seconds} sekunder", "Dela upp filen eller spara om den."
    if status == -signal.SIGKILL:
        return "läsningen avbröts av systemet (minnet tog slut?)", "Dela upp filen."
    return "läsningen kraschade på filen", "Filen är troligen skadad; spara om den."


@atexit.register
def _end_idle() -> None:
    process = _take_idle()
    if process:
        process.close()
