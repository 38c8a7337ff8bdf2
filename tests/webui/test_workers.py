"""Several processes behind one port: what visitors see when they switch, die, hang and end."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.index.archive import Archive, article
from tests.index.test_current import comes
from tests.webui.test_commands import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processer räknas i /proc"),
]

HOST = "127.0.0.1"
SERVE = """
from indexer.cli import cli
from webui.commands import serve
cli.add_command(serve)
cli()
"""
PATIENCE = 20
RUNG = 2.0
"""Seconds that nobody waits longer than when a process dies."""


@dataclass
class Running:
    """A server with its processes."""

    process: subprocess.Popen[str]
    port: int

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def health(self) -> dict[str, object]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", "/health")
            told: dict[str, object] = json.loads(connection.getresponse().read())
        return told

    def answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return bool(self.health())
        return False

    def end(self) -> str:
        self.process.terminate()
        return self.process.communicate(timeout=PATIENCE)[1]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.fixture
def serving(archive: Archive) -> Iterator[Callable[..., Running]]:
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> Running:
        port = free_port()
        command = [sys.executable, "-c", SERVE, "--index", str(archive.index), "serve"]
        process = subprocess.Popen(
            [*command, "--port", str(port), *(options or ("--workers", "2"))],
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        running = Running(process, port)
        assert comes(running.answers)
        return running

    yield start
    for process in started:
        process.kill()
        process.communicate()


@dataclass
class Client:
    """Asks over its connections in turn, one after the other, and keeps what it saw."""

    port: int
    connections: int = 1
    path: str = "/api/v1/search?q=lydelse"
    seen: list[str] = field(default_factory=list)
    failures: list[object] = field(default_factory=list)
    longest: float = 0.0

    def run(self, ended: threading.Event) -> None:
        open_ = [
            http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
            for _ in range(self.connections)
        ]
        number = 0
        while not ended.is_set():
            number += 1
            connection = open_[number % len(open_)]
            began = time.monotonic()
            try:
                connection.request("GET", self.path)
                response = connection.getresponse()
                told = response.read()
                if response.status == http.client.OK:
                    self.seen.append(self.read(told))
                else:
                    self.failures.append(response.status)
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(error)
                connection.close()
            self.longest = max(self.longest, time.monotonic() - began)
        for connection in open_:
            connection.close()

    def read(self, told: bytes) -> str:
        return ",".join(sorted({hit["title"] for hit in json.loads(told)["hits"]}))


@contextlib.contextmanager
def asking(*clients: Client) -> Iterator[None]:
    ended = threading.Event()
    threads = [threading.Thread(target=one.run, args=(ended,)) for one in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def publish(archive: Archive, number: int, *more: str) -> None:
    """Publish a generation, all of whose articles have its number in their titles."""
    every = ("a", "b", *more)
    articles = [article(id_, "Lydelse.") | {"title": f"Lydelse {number:03}"} for id_ in every]
    archive.write("nyheter", *articles)
    archive.reindex(full=True)
    time.sleep(0.5)


def test_switching_gives_nothing_failed_mixed_or_older_after_newer(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    publish(archive, 0)
    running = serving()
    clients = [Client(running.port, connections=count) for count in (1, 2, 4, 4)]
    with asking(*clients):
        for number in range(1, 9):
            publish(archive, number)
        time.sleep(1)
    for one in clients:
        assert one.failures == []
        assert one.seen == sorted(one.seen)
        assert one.seen[-1] == "Lydelse 008"
        assert not any("," in titles for titles in one.seen)
    assert len({titles for one in clients for titles in one.seen}) > 2


def test_a_rollback_is_followed_by_all(archive: Archive, serving: Callable[..., Running]) -> None:
    publish(archive, 0)
    publish(archive, 1)
    running = serving()
    client = Client(running.port, connections=4)
    with asking(client):
        time.sleep(1)
        archive.library().rollback()
        time.sleep(3)
    assert client.failures == []
    assert client.seen == sorted(client.seen, reverse=True)
    assert client.seen[-1] == "Lydelse 000"


def test_what_is_withdrawn_is_in_no_answer_from_then_on(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    publish(archive, 0)
    archive.write("andra", article("hemlig", "Lydelse.") | {"title": "Hemlig"})
    archive.reindex()
    running = serving()
    clients = [Client(running.port, connections=count) for count in (2, 4)]
    with asking(*clients):
        time.sleep(1)
        archive.library().withdraw(["hemlig"])
        counts = [len(one.seen) + 1 for one in clients]  # one may have been under way
        time.sleep(2)
    for one, count in zip(clients, counts, strict=True):
        assert one.failures == []
        assert "Hemlig" in one.seen[0]
        assert len(one.seen) > count
        assert not any("Hemlig" in titles for titles in one.seen[count:])


def serve_with_two(
    archive: Archive, serving: Callable[..., Running]
) -> tuple[Running, Sequence[int]]:
    """Return a server with two processes that answer, and their numbers."""
    publish(archive, 0)
    running = serving()
    assert comes(lambda: len(running.workers()) == 2)
    return running, running.workers()


def test_a_process_that_is_killed_is_replaced_and_nobody_waits(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    running, before = serve_with_two(archive, serving)
    clients = [Client(running.port) for _ in range(6)]
    with asking(*clients):
        time.sleep(1)
        os.kill(before[0], signal.SIGKILL)
        assert comes(lambda: len(set(running.workers()) - {before[0]}) == 2)
        time.sleep(2)
    assert max(one.longest for one in clients) < RUNG
    assert all(len(one.failures) <= 1 for one in clients)
    assert f"Serverprocess {before[0]}: den avslutades. En ny startas" in running.end()


def test_a_process_that_hangs_is_replaced(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    running, before = serve_with_two(archive, serving)
    os.kill(before[0], signal.SIGSTOP)
    assert running.answers()
    assert comes(lambda: len(set(running.workers()) - {before[0]}) == 2)
    assert running.answers()
    assert f"Serverprocess {before[0]}: den gav inget livstecken på 10 s" in running.end()


def test_requests_end_before_the_server_does(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    publish(archive, 0)
    for options in (("--workers", "1"), ("--workers", "2")):
        running = serving(*options)
        with contextlib.closing(socket.create_connection((HOST, running.port))) as slow:
            slow.sendall(b"GET /api/v1/search?q=lydelse HTTP/1.1\r\nHost: a\r\n")
            time.sleep(1)
            running.process.terminate()
            time.sleep(1)
            slow.sendall(b"\r\n")
            told = slow.makefile("rb").read()
        assert told.startswith(b"HTTP/1.1 200 OK")
        assert b"Connection: close" in told
        assert running.process.wait(PATIENCE) == 0


def test_without_their_parent_no_process_keeps_the_port(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    publish(archive, 0)
    running = serving()
    running.process.kill()

    def is_free() -> bool:
        with contextlib.suppress(OSError), socket.create_server((HOST, running.port)):
            return True
        return False

    assert comes(is_free)


def test_an_index_that_is_not_there_makes_no_process_start_again_and_again(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    running = serving()
    assert running.health()["status"] == "unavailable"
    assert comes(lambda: len(running.workers()) == 2)
    before = running.workers()
    time.sleep(2)
    assert running.workers() == before
    publish(archive, 0)
    assert comes(lambda: running.health()["status"] == "ok")


def test_the_port_is_shared_with_no_other_program(
    archive: Archive, serving: Callable[..., Running]
) -> None:
    publish(archive, 0)
    running = serving()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind((HOST, running.port))


def test_slow_clients_hold_up_nobody(archive: Archive, serving: Callable[..., Running]) -> None:
    publish(archive, 0)
    running = serving()
    with contextlib.ExitStack() as stack:
        for number in range(30):
            slow = stack.enter_context(socket.create_connection((HOST, running.port)))
            slow.sendall(b"GET /sok?q=lydelse HTTP/1.1\r\nHost: a\r\n" + b"\r\n" * (number % 2))
        client = Client(running.port)
        with asking(client):
            time.sleep(2)
    assert client.failures == []
    assert client.longest < RUNG
    assert len(client.seen) > 10


def test_what_processes_take_is_told(archive: Archive, serving: Callable[..., Running]) -> None:
    publish(archive, 0)
    running = serving()
    assert comes(lambda: len(running.health().get("workers", [])) == 2)  # type: ignore[arg-type]
    assert "2 serverprocesser, med " in running.end()
