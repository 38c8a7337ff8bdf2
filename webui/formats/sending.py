"""How a long answer leaves: in blocks, since each line by itself would be a packet of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Response, stream_with_context

LINES = 200


def send(lines: Iterator[str], mimetype: str) -> Response:
    """Return an answer that is made while it is sent."""
    return Response(stream_with_context(_blocks(lines)), mimetype=mimetype)


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    while block := "".join(islice(lines, LINES)):
        yield block
