"""Pages over HTTP: `sokverket serve` on this machine, asked by several clients at once."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.apart import peak_memory
from tests.bench.peers.peer import typed
from tests.bench.questions import Question
from tests.bench.timing import Clock, percentile

CLIENTS = (1, 4, 16)
SECONDS = 20
PAGES = 2000
"""No number of clients asks for longer, or for more pages in all."""
PATIENCE = 60
"""Seconds that the server may take to start, and that a client waits for a page."""
_HOST = "127.0.0.1"
_SERVE = """
from indexer.cli import cli
from webui.commands import serve
cli.add_command(serve)
cli()
"""
"""`sokverket serve`, also where the project is not installed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients saw; milliseconds a page."""

    clients: int
    pages: int
    pages_a_second: float
    p50: float
    p95: float
    failures: int


def measure_load(index: Path, questions: Sequence[Question]) -> tuple[list[Load], float]:
    """Return what each number of clients saw, and the server's peak memory in MB."""
    paths = [_path(question) for question in questions]
    with _server(index) as (port, process):
        loads = [_ask(port, paths, clients) for clients in CLIENTS]
        return loads, peak_memory(process)


@contextmanager
def _server(index: Path) -> Iterator[tuple[int, int]]:
    with socket.create_server((_HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVE, "--index", str(index), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _get(http.client.HTTPConnection(_HOST, port, timeout=PATIENCE), "/sok?q=skola"):
        if time.monotonic() > deadline:
            raise TimeoutError("the server does not answer")
        time.sleep(0.1)


def _ask(port: int, paths: Sequence[str], clients: int) -> Load:
    taken: list[float] = []
    failures: list[str] = []
    deadline = time.monotonic() + SECONDS

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection(_HOST, port, timeout=PATIENCE)
        for place in range(first, PAGES, clients):
            if time.monotonic() > deadline:
                break
            path = paths[place % len(paths)]
            with Clock() as clock:
                answered = _get(connection, path)
            taken.append(clock.seconds * 1000)
            if not answered:
                failures.append(path)
        connection.close()

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(clients)]
    with Clock() as clock:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return Load(
        clients=clients,
        pages=len(taken),
        pages_a_second=len(taken) / clock.seconds,
        p50=percentile(taken, 0.5),
        p95=percentile(taken, 0.95),
        failures=len(failures),
    )


def _get(connection: http.client.HTTPConnection, path: str) -> bool:
    """Return whether the page came, whole and without complaint."""
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return False
    return response.status == http.client.OK and body.rstrip().endswith(b"</html>")


def _path(question: Question) -> str:
    asked = {"q": typed(question), "amne": question.topic}
    asked |= {"fran": question.year, "till": question.year}
    return "/sok?" + urlencode({name: value for name, value in asked.items() if value})
