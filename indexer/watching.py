"""Watching: when is it time to read the sources again?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import watch

SETTLED_MS = 500
"""So long nothing may change before a change is told of, so that a copy is not read half-way."""
LONGEST_MS = 10_000


def watch_paths(paths: Iterable[Path], seconds: int) -> Iterator[None]:
    """Yield at once, when something below the paths has changed, and after so many seconds."""
    yield
    there = [path for path in paths if path.exists()]
    while not there:
        time.sleep(seconds)
        yield
    for _ in watch(
        *there,
        watch_filter=None,
        debounce=LONGEST_MS,
        step=SETTLED_MS,
        rust_timeout=seconds * 1000,
        yield_on_timeout=True,
    ):
        yield
