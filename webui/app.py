"""Puts the pages and the API together over a library."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from indexer.app import Library
from indexer.current import holding
from webui import language
from webui.addresses import encode_path
from webui.api import api
from webui.appearance import appearance, make_appearance
from webui.caching import keep_fresh
from webui.discovery import discovery
from webui.exports import exports
from webui.head import tell_of
from webui.logs import follow_requests
from webui.pages import pages
from webui.present.results import SearchField
from webui.problems import answer_problems
from webui.templating import compile_templates

MAX_BODY = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


class Held:
    """WSGI: lets one generation answer all that the app asks for one request."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: D102 - PEP 3333
        with holding():
            return self.app(environ, start_response)


class AnythingConverter(BaseConverter):
    """The rest of the path, whatever it holds: ids may begin and end with a slash."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """Return the value as it stands in an address."""
        return encode_path(value)


class Gateway:
    """WSGI: lays the app below its prefix and languages, and makes raw query strings readable."""

    def __init__(self, app: Any, prefix: str) -> None:
        self.app = app
        self.prefix = "/" + prefix.strip("/") if prefix.strip("/") else ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:  # noqa: D102 - PEP 3333
        raw = environ.get("QUERY_STRING", "")
        if not raw.isascii():
            environ["QUERY_STRING"] = "".join(
                sign if sign.isascii() else quote(sign, encoding="latin-1") for sign in raw
            )
        if self.prefix:
            self._enter(environ, self.prefix)
            environ["SCRIPT_NAME"] = self.prefix
        for code in language.LANGUAGES:
            if code != language.SWEDISH and self._enter(environ, f"/{code}"):
                environ["SCRIPT_NAME"] += f"/{code}"
                environ[language.CHOSEN] = code
        return self.app(environ, start_response)

    @staticmethod
    def _enter(environ: dict[str, Any], folder: str) -> bool:
        """Tell whether the path lies in the folder, and see it from there if so."""
        path = environ.get("PATH_INFO", "")
        if path != folder and not path.startswith(folder + "/"):
            return False
        environ["PATH_INFO"] = path[len(folder) :] or "/"
        return True


def create_app(library: Library) -> Flask:
    """Return the WSGI application that shows the library."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["library"] = library
    app.url_map.merge_slashes = False
    app.url_map.converters["anything"] = AnythingConverter
    compile_templates(app)
    _write_neatly(app)
    app.extensions["appearance"] = make_appearance(
        library.settings, Path(app.static_folder or "") / "style.css"
    )
    for blueprint in (pages, api, exports, discovery, appearance):
        app.register_blueprint(blueprint)
    answer_problems(app)
    follow_requests(app, library.settings)
    keep_fresh(app, library)
    app.after_request(_protect)
    app.after_request(partial(_share, library.settings.cors_origin))
    app.context_processor(lambda: {"field": SearchField(), **tell_of(library)})
    _stand_behind(app, library.settings.prefix, library.settings.trusted_proxies)
    return app


def _write_neatly(app: Flask) -> None:
    if isinstance(app.json, DefaultJSONProvider):
        app.json.ensure_ascii = False
        app.json.sort_keys = False


def _stand_behind(app: Flask, prefix: str, proxies: int) -> None:
    wsgi: Any = Gateway(Held(app.wsgi_app), prefix)
    if proxies:
        wsgi = ProxyFix(wsgi, x_for=proxies, x_proto=proxies, x_host=proxies, x_port=proxies)
    app.wsgi_app = wsgi  # type: ignore[method-assign] # Flask's own way to add middleware


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _share(origin: str, response: Response) -> Response:
    """Let the scripts of another site read the API, if the settings say so."""
    if origin and request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, X-Request-ID"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response
