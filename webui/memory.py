"""How much memory does a process take, and how much is there left?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE
_SYSTEM = Path("/proc/meminfo")
_ITSELF = Path("/proc/self/smaps_rollup")
_GROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process takes, in bytes: what is its own, and what it shares with others."""

    own: int
    shared: int


def measure() -> Memory:
    """Return what this process takes; nothing where the system does not tell.

    Pages of mapped files are not its own: they are the cache of the disk, and go when room is
    short.
    """
    told = dict(_kilobytes(_ITSELF))
    own = told.get("Private_Dirty", 0)
    return Memory(own, told.get("Rss", 0) - own)


def free() -> int | None:
    """Return how many bytes more the system, or the group of this process, lets it take."""
    told = dict(_kilobytes(_SYSTEM)).get("MemAvailable")
    rooms = [*_group_rooms(), *([told] if told is not None else [])]
    return min(rooms, default=None)


def _kilobytes(file: Path) -> Iterator[tuple[str, int]]:
    try:
        lines = file.read_text("ascii").splitlines()
    except OSError:
        return
    for line in lines:
        match line.split():
            case [name, number, "kB"]:
                yield name.rstrip(":"), int(number) * KILOBYTE


def _group_rooms() -> Iterator[int]:
    """Yield the room that each limited group has left which this process belongs to."""
    try:
        inside = Path("/proc/self/cgroup").read_text("utf-8").rpartition("::/")[2].strip()
        folder = _GROUPS / inside
        for group in (folder, *folder.parents):
            limit = (group / "memory.max").read_text("ascii").strip()
            if limit != "max":
                taken = int((group / "memory.current").read_text("ascii"))
                yield max(int(limit) - taken, 0)
    except (OSError, ValueError):
        return  # the outermost group has no limit, and other systems have no groups
