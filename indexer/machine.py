"""What has this machine: how many processes can work at a time?"""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path

SHARE = 0.5
"""So much of the memory our processes may take together."""
_ROOM = Path("/sys/fs/cgroup/memory.max")
"""Where a container tells how much memory it has, or "max"."""


def workers(size: int) -> int:
    """Return how many processes may work at a time that take so many bytes each, at least one.

    They are no more than the cores.
    """
    return max(1, min(cores(), int(SHARE * _memory() / size)))


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _memory() -> float:
    """Return the bytes of memory; without bound where the system does not tell."""
    found = [float("inf")]
    with contextlib.suppress(AttributeError, OSError, ValueError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with contextlib.suppress(OSError, ValueError):
        found.append(int(_ROOM.read_text(encoding="ascii")))
    return min(found)
