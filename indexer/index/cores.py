"""All cores at work: processes that are started once with their tools, then given one task each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from indexer.errors import EngineError

CORES = os.cpu_count() or 1


@contextmanager
def processes(
    number: int, start: Callable[..., None], *tools: object
) -> Iterator[ProcessPoolExecutor]:
    """Give so many processes, in each of which `start` was called with the tools.

    What they have not begun when the block ends is not done. Raises EngineError when one dies.
    """
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), start, tools)
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
