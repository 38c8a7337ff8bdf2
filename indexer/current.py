"""Which generation answers now, when others are published while questions are asked?"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from indexer.errors import SokverketError
from indexer.index import Generation, Store
from indexer.opening import Opened, Opener
from indexer.search import Searcher

INTERVAL = 0.3
"""So many seconds pass between two looks for a new generation."""

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_State = tuple[Generation, tuple[int, ...]]
"""What may change under an open generation: which one answers, and the list of withdrawn."""


class CurrentIndex:
    """The open generation; safe to share between threads.

    Questions asked while a new generation opens are answered by the one before, unless an article
    has been withdrawn: then they wait.
    """

    def __init__(self, store: Store, opener: Opener) -> None:
        self._store = store
        self._opener = opener
        self._opening = threading.Lock()
        self._current: tuple[_State, Opened] | None = None
        self._follows = False

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
            return question(fresh.searcher, *args, **options)

    def opened(self) -> Opened:
        """Return the generation that answers now, open."""
        state = self._state()
        if self._current:
            (generation, withdrawn), opened = self._current
            busy = withdrawn == state[1] and self._opening.locked()
            if busy or (generation, withdrawn) == state:
                return opened
        return self._switch()

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""
        self.ask(Searcher.warm_up)
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
            follower.join()

    def _follow(self, stopped: threading.Event) -> None:
        said = ""
        while not stopped.wait(INTERVAL):
            before = self._current
            try:
                self._switch()
                said = ""
            except SokverketError as error:
                if str(error) != said:
                    logging.getLogger(__name__).warning("%s", error)
                said = str(error)
            if before and before is not self._current:
                del before
                gc.unfreeze()
                gc.collect()  # lets go of the files of the one before

    def _switch(self) -> Opened:
        with self._opening:
            while True:
                state = self._state()
                if self._current and self._current[0] == state:
                    return self._current[1]
                try:
                    opened = self._opener.open(state[0], self._store.withdrawals.ids())
                    if self._follows:
                        opened.searcher.warm_up()
                except SokverketError:
                    if self._state() == state:
                        raise
                else:
                    self._current = state, opened
                    return opened

    def _state(self) -> _State:
        return self._store.require(), self._store.withdrawals.version()
