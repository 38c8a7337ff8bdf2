"""The same answers for programs, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from indexer.errors import SokverketError
from indexer.search.as_json import answer_as_json, article_as_json, related_as_json, topics_as_json
from indexer.search.codecs import TextCodec, UnusableValueError, ValuesCodec
from indexer.search.parameters import API, NamedCodec
from indexer.search.searcher import Searcher
from webui.addresses import suggestion_href
from webui.board import Board
from webui.current import library
from webui.language import gettext, said
from webui.memory import MEGABYTE
from webui.openapi import describe_api
from webui.problems import problem_details
from webui.urls import ParameterProblem, read_request

api = Blueprint("api", __name__)

RELATED = 10
MOST_TOLD = 10
"""Unknown parameters that are named; of more, the rest are passed over."""
QUERY = API.names["query"]


@api.get("/api/v1/search")
def search() -> dict[str, Any] | Response:
    """Answer a search; 400 names every parameter that could not be used."""
    reading = read_request(request.args, API)
    problems = (*problems_of(API.names.values()), *reading.problems)
    if problems:
        return _unusable(problems)
    answer = library().ask(Searcher.search, reading.request)
    library().count_unanswered(reading.request, answer)
    return answer_as_json(answer, said)


@api.get("/api/v1/suggest")
def suggest() -> dict[str, Any] | Response:
    """Answer with how a question that is being typed may go on."""
    reading = read_request(request.args, API)
    problems = (*problems_of((QUERY,)), *reading.problems)
    if problems:
        return _unusable(problems)
    typed = request.args.get(QUERY, "")
    return {
        "query": typed,
        "suggestions": [
            {"text": one.text, "kind": one.kind, "url": suggestion_href(one)}
            for one in library().ask(Searcher.suggest, typed)
        ],
    }


@api.get("/api/v1/completions")
def completions() -> Response:
    """Answer with questions alone, in the form that browsers' search fields take."""
    reading = read_request(request.args, API)
    problems = (*problems_of((QUERY,)), *reading.problems)
    if problems:
        return _unusable(problems)
    typed = request.args.get(QUERY, "")
    words = [one.text for one in library().ask(Searcher.suggest, typed) if one.kind == "word"]
    body = current_app.json.dumps([typed, words])
    return Response(body, mimetype="application/x-suggestions+json")


@api.get("/api/v1/articles/<anything:article>")
def article(article: str) -> dict[str, Any]:
    """Answer with a whole article."""
    shown = library().ask(Searcher.show, article)
    if shown is None:
        abort(404)
    return article_as_json(shown)


@api.get("/api/v1/related/<anything:article>")
def related(article: str) -> dict[str, Any]:
    """Answer with the articles that are about the same as one."""
    if library().ask(Searcher.show, article) is None:
        abort(404)
    return related_as_json(library().ask(Searcher.related, article, RELATED))


@api.get("/api/v1/topics")
def topics() -> dict[str, Any]:
    """Answer with the topics of the index."""
    return topics_as_json(library().ask(Searcher.topics))


@api.get("/api/openapi.json")
def description() -> dict[str, Any]:
    """Answer with the OpenAPI document of all this."""
    return describe_api(current_app, library().settings)


@api.get("/health")
def health() -> tuple[dict[str, Any], int]:
    """Tell whether searches are answered: 200, or 503 with the reason why they are not."""
    try:
        now = library().health()
    except SokverketError as error:
        return {"status": "unavailable", "reason": error.reason, "remedy": error.remedy}, 503
    return {
        "status": "ok",
        "generation": now.generation,
        "engine": now.engine,
        "articles": now.articles,
        **_memory(),
    }, 200


def _memory() -> dict[str, Any]:
    """Return what each process of the server takes, where there are several."""
    board: Board | None = current_app.extensions.get("board")
    told = board.memory() if board else []
    workers = [{"own_mb": one.own // MEGABYTE, "shared_mb": one.shared // MEGABYTE} for one in told]
    return {"workers": workers} if workers else {}


def problems_of(names: Collection[str]) -> tuple[ParameterProblem, ...]:
    """Return what programs should not send: unknown, empty and needlessly repeated parameters."""
    unknown = gettext("Parametern finns inte. Välj bland %(names)s.", names=", ".join(names))
    problems = [ParameterProblem(name[:40], unknown) for name in request.args if name not in names][
        :MOST_TOLD
    ]
    for named in API.by_field.values():
        if named.name in names:
            problems += _needless(named, request.args.getlist(named.name))
    return tuple(problems)


def _needless(named: NamedCodec, given: Sequence[str]) -> Iterator[ParameterProblem]:
    if isinstance(named.codec, ValuesCodec):
        return
    if isinstance(named.codec, TextCodec) and given:
        try:  # as it was sent: blanks and control characters count too
            named.codec.read(given)
        except UnusableValueError as error:
            yield ParameterProblem(named.name, said(error.notice))
    if len(given) > 1:
        yield ParameterProblem(named.name, gettext("Parametern kan bara anges en gång."))
    if not (all(map(str.strip, given)) or isinstance(named.codec, TextCodec)):
        yield ParameterProblem(named.name, gettext("Parametern är tom. Utelämna den."))


def _unusable(problems: Iterable[ParameterProblem]) -> Response:
    told = list(dict.fromkeys(problems))
    status = 409 if all(problem.at_odds for problem in told) else 400
    return problem_details(
        status,
        gettext("Parametrarna går inte att använda"),
        " ".join(f"{problem.parameter}: {problem.message}" for problem in told),
        told,
    )
