"""Reading ahead: files are read by several processes, and come in the order they were asked for."""

from __future__ import annotations

import os
import selectors
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice

from indexer.machine import workers
from indexer.read import process
from indexer.read.item import Finding, Kept, Origin, Scanned
from indexer.read.process import ReadingProcess
from indexer.read.wire import DONE, PIECE, Task, decode_item

MEMORY = 500_000_000
"""Bytes that a reading process takes when a file is large; few take so much."""
MOST = 1 if sys.platform == "win32" else min(8, workers(MEMORY))
"""So many processes read at a time; what they read has to be taken by one."""
WAITED = 1.0
"""Another process is started for each time that so many seconds were spent waiting for files.

To start one and to load its readers takes most of a second of the processor.
"""
HELD = 32_000_000
"""While so many bytes of what was read wait for their turn, only the next file is read on."""
WINDOW = 256
"""So many items and files are looked at ahead."""
_AT_A_TIME = 1 << 18
_DONE, _PIECE = DONE.rstrip(), PIECE.rstrip()


@dataclass(slots=True, eq=False)
class _Pending:
    """A file on its way; `pieces` are its items as they came, of each piece that is whole."""

    task: Task
    pieces: deque[list[bytes]] = field(default_factory=deque)
    begun: list[bytes] = field(default_factory=list)
    done: bool = False
    given_up: tuple[str, str] | None = None

    def take(self, line: bytes) -> int:
        """Take a line of the answer, and return how many bytes came to wait."""
        if line == _DONE:
            self.done = True
        elif line == _PIECE:
            self.task = replace(self.task, passed=self.task.passed + 1, refusal=None)
            self.pieces.append(self.begun)
            size = sum(map(len, self.begun))
            self.begun = []
            return size
        else:
            self.begun.append(line)
        return 0

    def die(self, reason: str, remedy: str) -> None:
        """Refuse the article that ended the process, or all the rest when that ended it again."""
        self.begun = []
        if self.task.refusal:
            self.given_up = reason, remedy
            self.done = True
        else:
            self.task = replace(self.task, refusal=(reason, remedy))

    def told(self) -> Iterator[Scanned]:
        """Yield what is to be said of a file that was given up."""
        if self.given_up:
            file = self.task.file
            yield Origin(file.origin, file.fingerprint)
            yield Finding(file.id, *self.given_up)
            yield Kept(file.origin)
            yield Kept(f"{file.origin}/", beneath=True)


@dataclass(slots=True, eq=False)
class _Lane:
    """A process, the file that it reads, and what there is of a line that it has not ended."""

    process: ReadingProcess
    reading: _Pending | None = None
    rest: list[bytes] = field(default_factory=list)

    def lines(self, data: bytes) -> list[bytes]:
        """Return the lines that end with what has come now."""
        first, *others = data.split(b"\n")
        self.rest.append(first)
        if not others:
            return []
        lines = [b"".join(self.rest), *others[:-1]]
        self.rest = others[-1:]
        return lines

    def take(self, line: bytes) -> int:
        """Take a line of the answer, and return how many bytes came to wait."""
        if self.reading is None:
            raise AssertionError(line)
        size = self.reading.take(line)
        if self.reading.done:
            self.reading = None
        return size


class Reader:
    """Reads files apart, by processes that are started when needed and after each death."""

    def __init__(self) -> None:
        self._lanes: list[_Lane] = []
        self._waiting: deque[_Pending] = deque()
        self._held = 0
        self._waited = 0.0

    def read(self, task: Task) -> Iterator[Scanned]:
        """Stream what the file holds; what ends the process costs one article.

        Raises InstallationError when no reading process can be started.
        """
        return self.read_ahead([task])

    def read_ahead(self, stream: Iterable[Scanned | Task]) -> Iterator[Scanned]:
        """Stream the items, and in the place of each task what its file holds, as `read` does.

        The stream is looked into before its items are asked for.
        """
        coming = iter(stream)
        line: deque[Scanned | _Pending] = deque()
        while True:
            for item in islice(coming, WINDOW - len(line)):
                line.append(self._enqueue(item) if isinstance(item, Task) else item)
            if not line:
                return
            head = line.popleft()
            if isinstance(head, _Pending):
                yield from self._finish(head)
            else:
                yield head

    def _enqueue(self, task: Task) -> _Pending:
        reading = _Pending(replace(task, seconds=process.LIMITS.seconds))
        self._waiting.append(reading)
        return reading

    def _finish(self, head: _Pending) -> Iterator[Scanned]:
        """Yield the file's items as they come, while others are read."""
        while True:
            self._assign(head)
            if head.pieces:
                lines = head.pieces.popleft()
                self._held -= sum(map(len, lines))
                yield from (decode_item(line.decode()) for line in lines)
                if len(self._lanes) > 1 and self._held < HELD:
                    self._receive(self._ready(0))
            elif head.done:
                yield from head.told()
                return
            else:
                began = time.monotonic()
                self._receive(self._wait_for(head))
                self._waited += time.monotonic() - began

    def _assign(self, head: _Pending) -> None:
        """Give files to the processes that have none, the next first."""
        while self._waiting:
            reading = head if head in self._waiting else self._waiting[0]
            lane = self._free_lane() if reading is head or self._held < HELD else None
            if lane is None:
                return
            self._waiting.remove(reading)
            self._give(lane, reading)

    def _free_lane(self) -> _Lane | None:
        """Return a process that has no file, started if there is need and room for another."""
        for lane in self._lanes:
            if lane.reading is None:
                return lane
        if len(self._lanes) >= MOST or self._waited < WAITED * len(self._lanes):
            return None
        self._lanes.append(_Lane(process.take_process()))
        return self._lanes[-1]

    def _give(self, lane: _Lane, reading: _Pending) -> None:
        lane.reading = reading
        try:
            lane.process.tell(reading.task)
        except OSError:
            self._bury(lane)

    def _wait_for(self, head: _Pending) -> list[_Lane]:
        """Return what has something to tell, of all files or, when much waits, of the next."""
        busy = [lane for lane in self._lanes if lane.reading]
        own = [lane for lane in busy if lane.reading is head]
        return own if own and (len(busy) == 1 or self._held >= HELD) else self._ready(None)

    def _ready(self, timeout: float | None) -> list[_Lane]:
        with selectors.DefaultSelector() as selector:
            for lane in self._lanes:
                if lane.reading:
                    selector.register(lane.process.answers, selectors.EVENT_READ, lane)
            return [key.data for key, _ in selector.select(timeout)]

    def _receive(self, lanes: Iterable[_Lane]) -> None:
        for lane in lanes:
            data = os.read(lane.process.answers, _AT_A_TIME)
            if data:
                self._held += sum(map(lane.take, lane.lines(data)))
            else:
                self._bury(lane)

    def _bury(self, lane: _Lane) -> None:
        """Let the file of a process that ended be read on by another one."""
        self._lanes.remove(lane)
        status, reading = lane.process.close(), lane.reading
        if reading:
            reading.die(*process.explain_death(status))
            if not reading.done:
                self._waiting.appendleft(reading)

    def put_back(self) -> None:
        """Leave a process to whoever reads next, and end the others."""
        for lane in self._lanes:
            if lane.reading:
                lane.process.close()
            else:
                process.put_back(lane.process)
        self._lanes.clear()

    def end(self) -> None:
        """End the processes, which may be in the midst of files."""
        for lane in self._lanes:
            lane.process.close()
        self._lanes.clear()


@contextmanager
def reader() -> Iterator[Reader]:
    """Give a reader of files for a while."""
    lent = Reader()
    try:
        yield lent
    except BaseException:
        lent.end()
        raise
    lent.put_back()
