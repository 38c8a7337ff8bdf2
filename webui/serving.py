"""One process that answers: waitress over a socket that listens, and what ends it gracefully."""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from waitress import wasyncore
from waitress.server import TcpWSGIServer

from indexer.errors import SettingsError, explain_failure
from indexer.settings import Settings
from webui.app import MAX_BODY

GRACE = 10.0
"""So many seconds requests that are being answered may take to end."""
LINGER = 0.5
"""Seconds that a connection without a request stays, since one may be under way."""
HIGHEST_PORT = 65_535
FEWEST_THREADS = 2
"""Threads that each of several processes has, so that a long answer does not stop the others."""
MOST_CONNECTIONS = 1_000
"""Connections that a process holds; clients that are slow keep theirs, but no thread."""
TURN = 1.0
"""At least so often, in seconds, a process looks around while nobody asks anything."""
HEAD_START = 0.01
"""Seconds that a connection waits for a process that has fewer of them."""


def listen(site: Settings) -> socket.socket:
    """Return a socket that listens where the settings say; raise SettingsError if it cannot."""
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    if site.port > HIGHEST_PORT:
        raise _unusable(site)
    try:
        return socket.create_server((site.host, site.port), family=family)
    except OSError as error:
        raise _unavailable(site, error) from error


class Server(TcpWSGIServer):  # type: ignore[misc] # waitress has no types
    """A waitress server over a socket that perhaps others listen to as well.

    Waitress reads requests and writes answers without taking a thread for it, so that slow
    clients hold up nobody.
    """

    def __init__(
        self,
        application: Any,
        listener: socket.socket,
        site: Settings,
        has_most: Callable[[int], bool] = lambda _: False,
        processes: int = 1,
    ) -> None:
        self._has_most = has_most
        self._leaves = self._insists = False
        self._ends = threading.Event()
        self.busy = Busy(application)
        super().__init__(
            self.busy,
            map={},
            _sock=listener,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            bind_socket=False,
            threads=max(-(-site.threads // processes), min(site.threads, FEWEST_THREADS)),
            ident="",
            connection_limit=MOST_CONNECTIONS,
            max_request_body_size=MAX_BODY,
            clear_untrusted_proxy_headers=not site.trusted_proxies,
        )

    def run(self, look_around: Callable[[], None] = lambda: None) -> None:
        """Answer until `end` is called, then let those that are being answered come to their end.

        `look_around` is called at every turn, at least once in TURN seconds.
        """
        try:
            while not self._ends.is_set():
                look_around()
                self._turn(TURN)
                if self._leaves:
                    self._insist_later()
            self._let_end(look_around)
        except KeyboardInterrupt:
            pass
        finally:
            self.task_dispatcher.shutdown(timeout=1)
            wasyncore.close_all({**self.active_channels})
            self.close()

    def end(self) -> None:
        """Let `run` end; may be called by a signal or by another thread."""
        if not self._ends.is_set():
            self._ends.set()
            self.pull_trigger()

    def add_task(self, task: Any) -> None:
        """Let a thread answer what has come on a connection, for the last time if this ends."""
        if self._ends.is_set():
            _be_the_last(task)
        super().add_task(task)

    def readable(self) -> bool:
        """Tell whether a connection that comes now is taken."""
        return bool(super().readable()) and not self._leaves

    def handle_accept(self) -> None:
        """Take a connection, or leave it for a moment to a process that has fewer."""
        self._leaves = not self._insists and self._has_most(len(self.active_channels))
        if not self._leaves:
            super().handle_accept()

    def _insist_later(self) -> None:
        until = time.monotonic() + HEAD_START
        while (left := until - time.monotonic()) > 0:
            self._turn(left)
        self._leaves, self._insists = False, True
        self._turn(0)
        self._insists = False

    def _let_end(self, look_around: Callable[[], None]) -> None:
        began = time.monotonic()
        wasyncore.dispatcher.close(self)  # listens no more, but still hears its threads
        while self.active_channels and time.monotonic() < began + GRACE:
            look_around()
            for channel in list(self.active_channels.values()):
                _be_the_last(channel)
                idle = not (channel.requests or channel.request or channel.total_outbufs_len)
                if idle and time.monotonic() > began + LINGER:
                    channel.handle_close()
            self._turn(HEAD_START)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)


def _be_the_last(channel: Any) -> None:
    """Let the answers to what has been asked say that the connection is closed after them."""
    for asked in list(channel.requests):
        asked.headers["CONNECTION"] = "close"


class Busy:
    """WSGI: tells since when the longest request has been in the hands of the application."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._since: dict[int, float] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: D102 - PEP 3333
        with self._counted():
            return self._application(environ, start_response)

    @property
    def seconds(self) -> float:
        """How long the longest request has been worked on."""
        now = time.monotonic()
        return now - min(self._since.copy().values(), default=now)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        thread = threading.get_ident()
        self._since[thread] = time.monotonic()
        try:
            yield
        finally:
            del self._since[thread]


def _unusable(site: Settings) -> SettingsError:
    return SettingsError(
        f"Port {site.port}", "den går inte att använda här", "Välj en port från 1024 till 65535."
    )


def _unavailable(site: Settings, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"Port {site.port}",
            "ett annat program använder den redan",
            f"Välj en annan, till exempel --port {site.port + 1}, eller avsluta det programmet.",
        )
    if error.errno == errno.EACCES:
        return _unusable(site)
    return SettingsError(
        f"Adressen {site.host}",
        f"servern kan inte lyssna på den ({explain_failure(error)})",
        "Välj en adress som datorn har, till exempel --host 127.0.0.1.",
    )
