"""What the processes of a server tell each other, in memory that they share."""

from __future__ import annotations

import mmap

from webui.memory import Memory

_NUMBER = 8


class Board:
    """What the processes tell each other: how many connections each has, and its memory."""

    def __init__(self, places: int) -> None:
        room = mmap.mmap(-1, 3 * places * _NUMBER)
        numbers = memoryview(room).cast("Q")
        self._connections = numbers[:places]
        self._own = numbers[places : 2 * places]
        self._shared = numbers[2 * places :]

    def tell(self, place: int, connections: int) -> None:
        """Say that the process at this place answers, and has so many connections."""
        self._connections[place] = connections + 1

    def leave(self, place: int) -> None:
        """Say that no process answers at this place."""
        self._connections[place] = self._own[place] = self._shared[place] = 0

    def has_fewer(self, connections: int) -> bool:
        """Tell whether some process has fewer connections than so many."""
        return any(0 < told <= connections for told in self._connections)

    def remember(self, place: int, memory: Memory) -> None:
        """Keep what the process at this place takes."""
        self._own[place], self._shared[place] = memory.own, memory.shared

    def memory(self) -> list[Memory]:
        """Return what each process took when it was last measured."""
        return [
            Memory(own, shared) for own, shared in zip(self._own, self._shared, strict=True) if own
        ]
