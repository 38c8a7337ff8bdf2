"""What the server writes of each request: enough to mend what fails, nothing of who asked what.

A line has the request's id, method, route, status, milliseconds and bytes. It has no address, no
question and no path that anyone has typed; the id stands in the answer too (X-Request-ID).
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import sys
import time
import traceback
import uuid

from flask import Flask, Response, g, has_request_context, request

from indexer.settings import Settings

ACCESS = logging.getLogger("sokverket.access")
LONGEST_TRACEBACK = 3_000
"""Characters of a traceback that are kept, its last, since shorter lines are written whole.

Several processes write to one pipe, which keeps what is shorter than a page in one piece.
"""
ID_HEADER = "X-Request-ID"
_ID = re.compile(r"[\w-]{8,64}", re.ASCII)


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's time, level, request, message and fields.

        Of an exception its kind and its places: what it says may quote what somebody typed.
        """
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                "T", "milliseconds"
            ),
            "level": record.levelname,
            "process": os.getpid(),
            "request": request_id(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, places = record.exc_info
            told = "".join(traceback.format_tb(places)) + kind.__name__
            line["traceback"] = told[-LONGEST_TRACEBACK:]
        return json.dumps(line, ensure_ascii=False)


def write_log(*, requests: bool) -> None:
    """Write what happens to stderr as JSON lines, and each request too if so is said."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that visitors wait is no fault
    ACCESS.setLevel(logging.INFO if requests else logging.WARNING)


def follow_requests(app: Flask, site: Settings) -> None:
    """Give each request an id, and log how it went."""

    def begin() -> None:
        given = request.headers.get(ID_HEADER, "")
        is_trusted = site.trusted_proxies and _ID.fullmatch(given)
        g.request_id = given if is_trusted else uuid.uuid4().hex
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        response.headers[ID_HEADER] = request_id()
        fields = {
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            "bytes": response.content_length,
        }
        ACCESS.info("request", extra={"fields": fields})
        return response

    app.before_request(begin)
    app.after_request(end)


def request_id() -> str:
    """Return the id of the request; nothing outside of one."""
    return str(g.get("request_id", "")) if has_request_context() else ""
