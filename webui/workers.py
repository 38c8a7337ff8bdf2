"""Several processes that answer at one port, started, watched and ended by gunicorn.

Gunicorn's arbiter forks the processes, replaces those that die or hang, and ends them. Each is a
waitress server over the same socket, with an index of its own; what they must know of each other
stands in memory that they share.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from indexer.agreement import Agreement
from indexer.app import Library
from indexer.errors import SokverketError
from webui.board import Board
from webui.memory import measure
from webui.serving import GRACE, TURN, Server

SILENCE = 10
"""Seconds without a sign of life after which a process is replaced."""
LONGEST_REQUEST = 60.0
"""Seconds that one request may be worked on before its process is replaced."""
LONGEST_START = 300.0
"""Seconds that a process may take to open the index."""
SHORT_LIFE = 10.0
"""A process that dies sooner than so many seconds is replaced ever more slowly."""
LONGEST_PAUSE = 30.0
SPARE_PLACES = 64
"""Places for processes that are ending, and for those that are asked for by signals."""
REMEMBERED = 10.0
"""So many seconds pass between two measurements of a process's memory."""

_log = logging.getLogger(__name__)


class Workers(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """The processes, as gunicorn wants them described."""

    def __init__(
        self, library: Library, application: Any, listener: socket.socket, number: int
    ) -> None:
        self.library = library
        self.application = application
        self.places = number + SPARE_PLACES
        self.board = Board(self.places)
        application.extensions["board"] = self.board
        self._listener = listener.detach()
        self.number = number
        self._early_deaths = 0
        library.agree(Agreement(self.places))
        super().__init__()

    def load_config(self) -> None:
        """Say what differs from gunicorn's own settings."""
        quick = "/dev/shm"  # noqa: S108 - gunicorn makes its files safely
        settings = {
            "bind": f"fd://{self._listener}",
            "workers": self.number,
            "worker_class": _Answering,
            "logger_class": _Quiet,
            "timeout": SILENCE,
            "graceful_timeout": int(GRACE) + 2,
            "preload_app": True,
            "control_socket_disable": True,
            "worker_tmp_dir": quick if os.access(quick, os.W_OK) else None,
            "pre_fork": self._give_place,
            "child_exit": self._take_place,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return what answers."""
        return self.application

    def _give_place(self, arbiter: Arbiter, worker: _Answering) -> None:
        taken = {other.place for other in arbiter.WORKERS.values()}
        worker.place = min(set(range(self.places)) - taken)
        worker.born = time.monotonic()
        worker.pause = min(2.0**self._early_deaths - 1, LONGEST_PAUSE)

    def _take_place(self, arbiter: Arbiter, worker: _Answering) -> None:
        self.library.agreement.leave(worker.place)
        self.board.leave(worker.place)
        is_replaced = arbiter.LISTENERS and len(arbiter.WORKERS) < arbiter.num_workers
        if not is_replaced:
            return
        lived = time.monotonic() - worker.born
        self._early_deaths = self._early_deaths + 1 if lived < SHORT_LIFE else 0
        why = f"den gav inget livstecken på {SILENCE} s" if worker.aborted else "den avslutades"
        _log.error(
            "Serverprocess %d: %s. En ny startas; händer det igen, se efter i systemets logg"
            " om minnet tar slut, och sänk i så fall workers.",
            worker.pid,
            why,
        )


class _Answering(Worker):  # type: ignore[misc] # gunicorn has no types
    """One process: a waitress server with the index open."""

    alive: bool
    place: int
    born: float
    pause: float

    def run(self) -> None:
        """Open the index, then answer until told to end, or until the arbiter is gone."""
        self._wait(self.pause)
        workers: Workers = self.app
        self._library = workers.library
        self._library.agreement.join(self.place)
        self._board = workers.board
        self._measured = 0.0
        with self._library.following():
            if not self._starts():
                return
            self._server = Server(
                self.wsgi,
                self.sockets[0].sock,
                self._library.settings,
                self._board.has_fewer,
                workers.number,
            )
            self._server.run(self._look_around)
        self._board.leave(self.place)
        self._library.agreement.leave(self.place)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Let requests end, as SIGTERM asks for."""
        super().handle_exit(sig, frame)
        if hasattr(self, "_server"):
            self._server.end()

    def _starts(self) -> bool:
        """Open the index while showing signs of life; tell whether the process can answer."""
        opening = threading.Thread(target=self._open, daemon=True)
        opening.start()
        until = time.monotonic() + LONGEST_START
        while opening.is_alive() and self.alive and time.monotonic() < until:
            self.notify()
            opening.join(TURN / 10)
        return self.alive and not opening.is_alive()

    def _open(self) -> None:
        with suppress(SokverketError):  # which the library says while it follows
            self._library.warm_up()

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.alive and time.monotonic() < until:
            self.notify()
            time.sleep(TURN / 10)

    def _look_around(self) -> None:
        self.notify()
        now = time.monotonic()
        self._board.tell(self.place, len(self._server.active_channels))
        if now - self._measured > REMEMBERED:
            self._measured = now
            self._board.remember(self.place, measure())
        if not self.alive or os.getppid() != self.ppid:
            self._server.end()
        if self._server.busy.seconds > LONGEST_REQUEST and self.alive:
            self.alive = False
            _log.error(
                "Serverprocess %d: ett anrop har tagit mer än %d s. Den avslutas och ersätts;"
                " anmäl gärna felet, med loggens rader om det.",
                os.getpid(),
                LONGEST_REQUEST,
            )
            self._server.end()


class _Quiet(Logger):  # type: ignore[misc] # gunicorn has no types
    """Lets gunicorn say only what the server does not say itself."""

    def setup(self, cfg: Any) -> None:  # noqa: ARG002 - as gunicorn calls it
        """Let errors be written as those of others."""
        self.error_log.propagate = True
        self.error_log.setLevel(logging.ERROR)
        self.error_log.addFilter(_is_unsaid)


def _is_unsaid(record: logging.LogRecord) -> bool:
    return not str(record.msg).lower().startswith("worker")
