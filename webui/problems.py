"""What goes wrong, said to people as a page and to programs as problem details (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from indexer.errors import SokverketError
from webui.language import gettext, mark
from webui.templating import render
from webui.urls import ParameterProblem

LOG = logging.getLogger(__name__)

_WORDS = {
    HTTPStatus.BAD_REQUEST: (
        mark("Adressen går inte att läsa"),
        mark("Något i adressen är felskrivet. Gör en ny sökning i fältet ovanför."),
    ),
    HTTPStatus.NOT_FOUND: (
        mark("Sidan finns inte"),
        mark("Den kan ha flyttats eller tagits bort. Sök efter den i fältet ovanför."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        mark("Sidan kan bara läsas"),
        mark(
            "Det går inte att skicka något till den här adressen. Gör en sökning i fältet ovanför."
        ),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        mark("Det du skickade är för stort"),
        mark("Gör en sökning i fältet ovanför i stället."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        mark("Något gick fel hos oss"),
        mark("Felet är antecknat. Försök igen om en stund."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        mark("Sökningen är stängd just nu"),
        mark("Arkivet läses in eller underhålls. Försök igen om en stund."),
    ),
}

_WORDS_FOR_PROGRAMS = {
    HTTPStatus.BAD_REQUEST: (
        mark("Anropet går inte att läsa"),
        mark("Något i adressen är felskrivet."),
    ),
    HTTPStatus.NOT_FOUND: (
        mark("Adressen finns inte"),
        mark("Ingenting svarar på den här adressen. Kontrollera den, och id:t om den har något."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        mark("Adressen kan bara läsas"),
        mark("Använd GET eller HEAD."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        mark("Anropet är för stort"),
        mark("Ange parametrarna i adressen och skicka inget annat."),
    ),
}
"""What programs are told instead, who have no field above."""


def answer_problems(app: Flask) -> None:
    """Let the app answer every failure as a page, or as problem details below /api."""
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(SokverketError, _closed)
    app.register_error_handler(Exception, _our_fault)


def problem_details(
    status: int, title: str, detail: str, errors: Iterable[ParameterProblem] = ()
) -> Response:
    """Return problem details; `errors` name the parameters that could not be used."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if listed := [{"parameter": one.parameter, "detail": one.message} for one in errors]:
        body["errors"] = listed
    response = Response(current_app.json.dumps(body), status=status)
    response.content_type = "application/problem+json"
    return response


def _http_problem(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value] # flask wraps redirects in its own
    known = HTTPStatus.BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else status
    words = _WORDS | _WORDS_FOR_PROGRAMS if _is_from_program() else _WORDS
    title, text = words.get(HTTPStatus(status), words[HTTPStatus(known)])
    response = _answer(status, gettext(title), gettext(text))
    headers = (
        (name, value) for name, value in error.get_headers() if name.lower() != "content-type"
    )
    response.headers.extend(headers)
    return response


def _answer(status: int, title: str, text: str) -> Response:
    if _is_from_program():
        return problem_details(status, title, text)
    return Response(
        render("error.html", title=title, text=text), status=status, mimetype="text/html"
    )


def _is_from_program() -> bool:
    return request.path.startswith("/api/") or request.path == "/health"


def _closed(error: SokverketError) -> Response:
    LOG.error("%s", error)
    return _http_problem(ServiceUnavailable(retry_after=60))


def _our_fault(error: Exception) -> Response:
    LOG.error("%s %s", request.method, request.url_rule, exc_info=error)
    return _http_problem(InternalServerError())
