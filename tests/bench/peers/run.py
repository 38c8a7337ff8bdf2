"""Index and ask one peer; each function is run in a process of its own."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.peers.peer import Peer, read_ready
from tests.bench.questions import Question
from tests.bench.timing import Clock, time_questions


def index(made_by: str, ready: str, directory: str) -> dict[str, Any]:
    peer = _open(made_by, directory)
    with Clock() as clock:
        peer.index(read_ready(Path(ready)))
    return {"seconds": clock.seconds}


def ask(
    made_by: str, directory: str, questions: list[dict[str, Any]], limit: float
) -> dict[str, Any]:
    peer = _open(made_by, directory)
    peer.open()
    return time_questions(peer.ask, [Question(**question) for question in questions], limit)


def _open(made_by: str, directory: str) -> Peer:
    module, _, name = made_by.partition(":")
    peer: Peer = getattr(import_module(module), name)(Path(directory))
    return peer
