"""Commands of others, run within the reading process: without a shell, apart, and within limits."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

SPARE = 10.0
"""So many seconds of the clock an article keeps beside those that its command may take."""


def find_program(name: str) -> str | None:
    """Return where a program lies: on the path, or beside the Python that runs this."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def run_command(
    words: Sequence[str],
    folder: Path,
    *,
    seconds: float,
    largest: int,
    output: IO[bytes] | int = subprocess.DEVNULL,
) -> int:
    """Run a command in a folder and return its exit status; then all that it started is ended.

    It has so many seconds, by the clock and of the processor, makes files of at most `largest`
    bytes, and has the memory that this process may have. It sees no other environment than where
    programs and its own folders are. Raises FileNotFoundError when there is no such program, and
    TimeoutError when it takes longer.
    """
    program = find_program(words[0])
    if program is None:
        raise FileNotFoundError(words[0])
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder.parent)}
    with _clock_for(seconds):
        process = subprocess.Popen(  # noqa: S603 - the operator's own choice, without a shell
            [program, *words[1:]],
            cwd=folder,
            env={**environment, "LANG": "C.UTF-8", "TMPDIR": str(folder.parent)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=(  # noqa: PLW1509 - no threads here
                partial(_limit, int(seconds), largest) if sys.platform != "win32" else None
            ),
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(words[0]) from error
        finally:
            _end(process)


@contextlib.contextmanager
def _clock_for(seconds: float) -> Iterator[None]:
    """Let the article's clock, if one runs, stand still while a command runs by its own."""
    if sys.platform == "win32" or not signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds + SPARE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        finally:
            process.wait()


def _limit(seconds: int, largest: int) -> None:
    """Limit what the command may take; its memory is limited as that of this process is."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
