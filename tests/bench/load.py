"""Pages over HTTP: `sokverket serve` on this machine, asked by several clients at once."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.apart import held_memory
from tests.bench.peers.peer import typed
from tests.bench.questions import Question

CLIENTS = (1, 4, 16)
THREADS = 2
SECONDS = 20
"""So long does each number of clients ask."""
PATIENCE = 60
"""Seconds that the server may take to start, and that a client waits for a page."""
_SCRIPT = Path(__file__).with_name("load.lua")
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
    """Return what each number of clients saw, and the MB that the server then holds."""
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as pages:
        pages.writelines(f"{_path(question)}\n" for question in questions)
        pages.flush()
        with _server(index) as (port, process):
            loads = [_ask(port, Path(pages.name), clients) for clients in CLIENTS]
            return loads, held_memory(process)


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


def _ask(port: int, pages: Path, clients: int) -> Load:
    """Let so many clients ask, by a program that takes little of the processor."""
    command = ["wrk", f"-c{clients}", f"-t{min(clients, THREADS)}", f"-d{SECONDS}"]
    where = [f"--timeout={PATIENCE}", f"--script={_SCRIPT}", f"http://{_HOST}:{port}", str(pages)]
    told = subprocess.run([*command, *where], check=True, capture_output=True, text=True).stdout
    saw = json.loads(told.splitlines()[-1])
    seconds = saw.pop("seconds")
    return Load(clients=clients, pages_a_second=saw["pages"] / seconds, **saw)


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
