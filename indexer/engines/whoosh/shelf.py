"""A bounded store of arrays that were read from disk."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from indexer.engines.whoosh.arrays import Numbers

ROOM = 256_000_000


class Shelf:
    """Arrays by key; those unused the longest give way when all take more room than given."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], tuple[Numbers, ...]] = OrderedDict()

    def get(
        self, key: tuple[str, ...], read: Callable[[], tuple[Numbers, ...]]
    ) -> tuple[Numbers, ...]:
        """Return the arrays under the key, read now unless they are here."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        arrays = read()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = arrays
                self._taken += _bytes(arrays)
            while self._taken > self._room:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= _bytes(oldest)
        return arrays


def _bytes(arrays: tuple[Numbers, ...]) -> int:
    return sum(array.nbytes for array in arrays)
