"""Which generation do all processes of a server answer with?

What lies on disk at one time is a *state*: which generation answers, and what is withdrawn. Whoever
sees a new one gives it the next number. All processes answer by one number, until each has the
newest open; so nobody who asks several of them is shown something older after something newer.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from mmap import mmap
from typing import BinaryIO, TypeVar

LATE = 5.0
"""So many seconds a new state waits for a process that does not open it; that one catches up."""
_MARK, _NEWEST, _ANSWERING, _SINCE, _PLACES = range(5)
_NUMBER = 8

_State = TypeVar("_State")


class Agreement:
    """The numbers of states that some processes have open; each has a place among them.

    One process alone agrees with itself. A number is read without waiting, and changed by one
    thread of one process at a time; what a process that dies holds is let go by the kernel.
    """

    def __init__(self, places: int = 1) -> None:
        self._place = 0
        self._threads = threading.Lock()
        self._file: BinaryIO | None = None
        room = _NUMBER * (_PLACES + places)
        if places > 1:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the processes
            self._file.truncate(room)
            self._numbers = memoryview(mmap(self._file.fileno(), room)).cast("Q")
        else:
            self._numbers = memoryview(bytearray(room)).cast("Q")

    @property
    def answering(self) -> int:
        """The number of the state that all answer with; 0 before the first is open."""
        return self._numbers[_ANSWERING]

    def join(self, place: int) -> None:
        """Take a place among the processes; it counts from when a first state is open."""
        self._place = place

    def leave(self, place: int) -> None:
        """Wait no more for the process that had this place."""
        self._numbers[_PLACES + place] = 0

    def number(self, look: Callable[[], _State]) -> tuple[int, _State]:
        """Return the number of the state that is seen now, and what was seen."""
        with self._alone():
            state = look()
            mark = int.from_bytes(blake2b(repr(state).encode(), digest_size=_NUMBER).digest())
            if not self._numbers[_NEWEST] or mark != self._numbers[_MARK]:
                self._numbers[_MARK] = mark
                self._numbers[_NEWEST] += 1
                self._numbers[_SINCE] = time.monotonic_ns()
            return self._numbers[_NEWEST], state

    def has_open(self, number: int, *, at_once: bool = False) -> None:
        """Say that this process has a state open; all answer with it when all have it.

        With `at_once` they do so now, and whoever has not opened it answers nothing before it has.
        """
        with self._alone():
            self._numbers[_PLACES + self._place] = number
            if number > self._numbers[_ANSWERING] and (
                at_once or (number == self._numbers[_NEWEST] and self._is_due())
            ):
                self._numbers[_ANSWERING] = number

    def _is_due(self) -> bool:
        newest = self._numbers[_NEWEST]
        waited = time.monotonic_ns() - self._numbers[_SINCE]
        return waited > LATE * 1e9 or all(one in (0, newest) for one in self._numbers[_PLACES:])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            if self._file is None:
                yield
                return
            import fcntl  # noqa: PLC0415 - where there are several processes, there is fcntl

            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
