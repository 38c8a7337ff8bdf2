"""The same answers for programs, as JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, abort, request

from indexer.errors import SokverketError
from indexer.search.as_json import answer_as_json, article_as_json, topics_as_json
from indexer.search.request import SearchRequest
from indexer.search.suggest import LONGEST
from webui.language import gettext
from webui.pages import library
from webui.problems import problem_details
from webui.urls import API, Problem, read_request, suggestion_href

api = Blueprint("api", __name__)

PARAMETERS = tuple(getattr(API, field.name) for field in fields(SearchRequest))


@api.get("/api/v1/search")
def search() -> dict[str, Any] | Response:
    """Answer a search; 400 names every parameter that could not be used."""
    reading = read_request(request.args, API)
    problems = (*_unknown_parameters(), *reading.problems)
    if problems:
        return problem_details(
            400,
            gettext("Parametrarna går inte att använda"),
            " ".join(f"{problem.parameter}: {problem.message}" for problem in problems),
            problems,
        )
    return answer_as_json(library().search(reading.request))


@api.get("/api/v1/suggest")
def suggest() -> dict[str, Any]:
    """Answer with how a question that is being typed may go on."""
    typed = request.args.get("q", "")[:LONGEST]
    return {
        "query": typed,
        "suggestions": [
            {"text": one.text, "kind": one.kind, "url": suggestion_href(one)}
            for one in library().suggest(typed)
        ],
    }


@api.get("/api/v1/articles/<anything:article>")
def article(article: str) -> dict[str, Any]:
    """Answer with a whole article."""
    shown = library().article(article)
    if shown is None:
        abort(404)
    return article_as_json(shown)


@api.get("/api/v1/topics")
def topics() -> dict[str, Any]:
    """Answer with the topics of the index."""
    return topics_as_json(library().topics())


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
    }, 200


def _unknown_parameters() -> tuple[Problem, ...]:
    message = gettext("Parametern finns inte. Välj bland %(names)s.", names=", ".join(PARAMETERS))
    return tuple(Problem(name[:40], message) for name in request.args if name not in PARAMETERS)
