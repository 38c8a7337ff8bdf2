"""Which generation answers now, when others are published while questions are asked?"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from indexer.agreement import Agreement
from indexer.errors import SokverketError
from indexer.index import Generation, Store
from indexer.opening import Opened, Opener
from indexer.search import Searcher

INTERVAL = 0.3
"""So many seconds pass between two looks for a new generation."""

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class _OnDisk:
    """What may change under an open generation: which one answers, and the list of withdrawn."""

    generation: Generation
    withdrawn: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A state that is open."""

    state: _OnDisk
    opened: Opened


class CurrentIndex:
    """The open generation; safe to share between threads, and between processes by an agreement.

    Questions asked while a new generation opens are answered by the one before, in this process
    and in those it agrees with, unless an article has been withdrawn: then they wait.
    """

    def __init__(self, store: Store, opener: Opener) -> None:
        self._store = store
        self._opener = opener
        self._opening = threading.Lock()
        self._open: dict[int, _Open] = {}
        self._seen: tuple[object, _OnDisk] | None = None
        self._follows = False
        self.agreement = Agreement()

    def ask(
        self,
        question: Callable[Concatenate[Searcher, _Asked], _Answer],
        *args: _Asked.args,
        **options: _Asked.kwargs,
    ) -> _Answer:
        """Return what the question answers of the generation that answers now.

        One that goes away meanwhile is asked no more: the one in its place answers.
        """
        opened = self.opened()
        try:
            return question(opened.searcher, *args, **options)
        except SokverketError:
            fresh = self._switch()
            if fresh is opened:
                raise
            _held.get({})[self] = fresh
            return question(fresh.searcher, *args, **options)

    def opened(self) -> Opened:
        """Return the generation that answers now, open; within `holding` that of the first time."""
        held = _held.get({})
        if self not in held:
            held[self] = self._answering()
        return held[self]

    def _answering(self) -> Opened:
        state = self._look()
        now = self._open.get(self.agreement.answering)
        if now and now.state.withdrawn == state.withdrawn:
            waits = self._follows or self._opening.locked()
            if waits or now.state == state:
                return now.opened
        return self._switch()

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""
        self._switch(at_once=False).searcher.warm_up()
        gc.collect()
        gc.freeze()  # spares questions the search through what stays

    @contextmanager
    def following(self) -> Iterator[None]:
        """Meanwhile switch to new generations as they come, warm before the first question."""
        stopped = threading.Event()
        follower = threading.Thread(target=self._follow, args=(stopped,), daemon=True)
        self._follows = True
        follower.start()
        try:
            yield
        finally:
            self._follows = False
            stopped.set()
            follower.join(INTERVAL)  # if it is opening something, it ends with the process

    def _follow(self, stopped: threading.Event) -> None:
        said = ""
        while not stopped.wait(INTERVAL):
            try:
                self._switch(at_once=False)
                said = ""
            except SokverketError as error:
                if str(error) != said:
                    logging.getLogger(__name__).warning("%s", error)
                said = str(error)
            with self._opening:
                left = self._leave_old()
            if left:
                gc.unfreeze()
                gc.collect()  # lets go of the files of the one before

    def _switch(self, *, at_once: bool = True) -> Opened:
        """Open the newest state; questions are answered by it at once, or when all have it open."""
        with self._opening:
            while True:
                number, state = self.agreement.number(self._look)
                if number not in self._open:
                    try:
                        opened = self._opener.open(state.generation, self._store.withdrawals.ids())
                        if self._follows:
                            opened.searcher.warm_up()
                    except SokverketError:
                        if self._look() == state:
                            raise
                        continue
                    self._open = {**self._open, number: _Open(state, opened)}
                self.agreement.has_open(number, at_once=at_once)
                if not self._follows:
                    self._leave_old()
                return self._open[number].opened

    def _leave_old(self) -> bool:
        """Let go of what answers no more; tell whether there was something."""
        before = self._open
        kept = {self.agreement.answering, max(before, default=0)}
        self._open = {number: one for number, one in before.items() if number in kept}
        return len(self._open) < len(before)

    def _look(self) -> _OnDisk:
        version = self._store.version()
        if self._seen is None or self._seen[0] != version:
            self._seen = version, _OnDisk(self._store.require(), self._store.withdrawals.version())
        return self._seen[1]


_held: ContextVar[dict[CurrentIndex, Opened]] = ContextVar("held")


@contextmanager
def holding() -> Iterator[None]:
    """Meanwhile let one generation answer all questions: the one that answers the first."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)
