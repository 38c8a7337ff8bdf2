"""The reading process: it reads the files that it is told of, within limits that the kernel keeps.

An article that takes too long is ended, with the process, by a signal that nothing in here can
miss, be it in a library that hangs. When the caller is gone, so is whoever could tell of a file,
and the process ends by itself.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.read.reading import deliver
from indexer.read.wire import DONE, PIECE, decode_task, encode_items

MOST_UNEXAMINED = 10_000
"""So many new objects the garbage collector lets gather; few of a reader's are in circles."""

PATIENCE = 5
"""An article may take so many times longer by the clock than of the processor's time."""


def main() -> None:
    """Read one task a line from standard input, and answer on standard output, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what Ctrl-C means
    limit_memory(int(sys.argv[1]))
    gc.freeze()  # what is loaded stays
    gc.set_threshold(MOST_UNEXAMINED)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    try:
        for line in sys.stdin.buffer:
            for items in deliver(decode_task(line), limit_time):
                answers.write(encode_items(items) + PIECE)
                answers.flush()
            answers.write(DONE)
            answers.flush()
    except BrokenPipeError:
        os._exit(1)


def limit_memory(size: int) -> None:
    """Let the process have so many bytes of address space, where the system can tell."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """End the process if what is done here takes longer."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
