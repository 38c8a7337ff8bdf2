"""All cores at work: processes that are started once with their tools, then given one task each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial

from indexer.errors import EngineError
from indexer.machine import workers

MEMORY = 400_000_000
"""Bytes that one of the processes takes, at most about."""
CORES = workers(MEMORY)
"""So many of them are at work at a time."""


@contextmanager
def processes(
    number: int, start: Callable[..., None], *tools: object
) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes, in each of which `start` was called with the tools.

    What they have not begun when the block ends is not done. Raises EngineError when one dies.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(number, context, partial(_begin, start), tools)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise EngineError(
            "Textanalysen",
            "en av dess processer dog, troligen för att minnet tog slut",
            "Frigör minne och kör om.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def meanwhile(tasks: Sequence[Callable[[], object]]) -> Iterator[None]:
    """Have each task done by a process of its own while the block runs, and wait for them.

    They serve only to have done what is needed after the block, where it is done again if they
    could not; they are ended when the block fails.
    """
    context = multiprocessing.get_context("spawn")
    begun = [context.Process(target=_do, args=(task,), daemon=True) for task in tasks]
    for one in begun:
        one.start()
    try:
        yield
    except BaseException:
        for one in begun:
            one.terminate()
        raise
    finally:
        for one in begun:
            one.join()


def _do(task: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what Ctrl-C means
    with suppress(Exception):
        _begin(task)


def _begin(start: Callable[..., object], *tools: object) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*tools)


def _end_with_parent() -> None:
    """Wait for the end of the process that gives tasks, which no queue tells, and end too."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
