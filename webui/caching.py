"""Which answers may be kept, and for how long: what has a version forever, the rest while it holds.

Every answer out of the index has an ETag of its generation, the settings, the version and the
language; whoever kept it asks again and gets 304 until something of that changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request

from indexer.app import Library
from indexer.errors import SokverketError
from indexer.settings import Settings
from webui.addresses import address_of
from webui.appearance import Appearance, content_hash
from webui.language import language

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "max-age=0, must-revalidate"
VERSION = "v"
"""The parameter that holds the hash of a file's content."""
_UNCHANGING = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
_FILES = ("static", "appearance.stylesheet", "appearance.logo")


def keep_fresh(app: Flask, library: Library) -> None:
    """Let the app answer 304 to those who have the answer, and say how long each may be kept."""
    state = _state_of(library.settings)
    share = "public" if library.settings.audience == "public" else "private"

    def answer_unchanged() -> Response | None:
        # Taken before the answer is made: a generation that comes meanwhile gives another next time
        g.etag = _etag(library, state)
        asked = request.if_none_match
        if g.etag and asked and not asked.star_tag and asked.contains_weak(g.etag):
            return Response(status=HTTPStatus.NOT_MODIFIED)
        return None

    def say_how_long(response: Response) -> Response:
        etag = g.get("etag", "")
        if request.endpoint in _FILES:
            response.headers["Cache-Control"] = _file_age(app, response)
        elif etag and response.status_code in _UNCHANGING:
            response.set_etag(etag, weak=True)
            response.headers["Cache-Control"] = f"{share}, {ASK_AGAIN}"
            response.vary.update(_varies())
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(answer_unchanged)
    app.after_request(say_how_long)
    app.url_defaults(_add_version)


def file_href(name: str) -> str:
    """Return the address of one of our files as `url_for` does, but fast: a page has three."""
    own = _version(current_app, "static", {"filename": name})
    return address_of("static", {VERSION: own}, name)


def _etag(library: Library, state: str) -> str:
    """Return what the answer depends on besides its address; nothing for what is always new."""
    if request.method not in ("GET", "HEAD") or request.endpoint in (None, "api.health", *_FILES):
        return ""
    try:
        now = library.health()
    except SokverketError:
        return ""
    parts = (now.generation, now.engine, now.articles, state, language(), _wanted())
    return content_hash("\n".join(map(str, parts)).encode())


def _wanted() -> str:
    return request.headers.get("Accept", "") if request.endpoint == "pages.search" else ""


def _varies() -> list[str]:
    if request.path.startswith("/api/"):
        return ["Accept-Language"]
    return ["Accept"] if request.endpoint == "pages.search" else []


def _file_age(app: Flask, response: Response) -> str:
    """Return how long a file may be kept: forever at the address of its content."""
    if response.status_code not in _UNCHANGING:
        return f"public, {ASK_AGAIN}"
    own = _version(app, str(request.endpoint), request.view_args or {})
    return FOREVER if own and request.args.get(VERSION) == own else f"public, {ASK_AGAIN}"


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Let the addresses of files tell their content."""
    if own := _version(current_app, endpoint, values):
        values[VERSION] = own


def _version(app: Flask, endpoint: str, values: Mapping[str, Any]) -> str:
    own: Appearance = app.extensions["appearance"]
    match endpoint:
        case "static":
            return _hashed(app.static_folder or "", values["filename"])
        case "appearance.stylesheet":
            return own.css_version
        case "appearance.logo":
            return own.logo_version
    return ""


@cache
def _hashed(folder: str, name: str) -> str:
    path = Path(folder) / name
    return content_hash(path.read_bytes()) if path.is_file() else ""


def _state_of(site: Settings) -> str:
    """Return what changes when the settings, their reviewed files or the version do."""
    state: list[object] = [version("sokverket"), repr(site)]
    reviewed = (
        path for path in (site.synonyms, site.acronyms, site.best_bets) if path and path.exists()
    )
    state.extend(path.stat().st_mtime_ns for path in reviewed)
    return hashlib.sha256(repr(state).encode()).hexdigest()
