"""All cores at work: processes that are started once with their tools, then given one task each."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial

from indexer.errors import EngineError

CORES = os.cpu_count() or 1


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


def _begin(start: Callable[..., None], *tools: object) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*tools)


def _end_with_parent() -> None:
    """Wait for the end of the process that gives tasks, which no queue tells, and end too."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
