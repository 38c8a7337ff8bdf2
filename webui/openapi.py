"""The OpenAPI document of the API, made of the routes and the limits that the code holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from flask import Flask, url_for
from werkzeug.routing import Rule

from indexer.search.parameters import API, PARAMETERS
from indexer.settings import Settings
from webui.addresses import absolute
from webui.language import gettext
from webui.schemas import SCHEMAS


def describe_api(app: Flask, site: Settings) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.site_name,
            "version": version("sokverket"),
            "description": gettext("Samma svar som sidorna ger. Läs med GET; ingen nyckel behövs."),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": absolute(url_for("pages.start")).rstrip("/")}],
        "paths": dict(_paths(app)),
        "components": {"schemas": SCHEMAS},
    }


def _paths(app: Flask) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in _ANSWERS:
            path = rule.rule.replace("<anything:article>", "{article}")
            yield path, {"get": _operation(app, rule)}


def _operation(app: Flask, rule: Rule) -> dict[str, Any]:
    schema, parameters = _ANSWERS[rule.endpoint]
    said = (app.view_functions[rule.endpoint].__doc__ or "").strip()
    responses: dict[str, Any] = {
        "200": _response("OK", {_TYPES.get(rule.endpoint, "application/json"): schema}),
        "304": {"description": "Unchanged since the ETag that was sent"},
        "503": _response("No index answers now", {_PROBLEM_TYPE: "Problem"}),
    }
    if rule.endpoint == "api.health":
        del responses["304"]
        responses["503"] = _response("No index answers now", {"application/json": "Closed"})
    if rule.arguments:
        responses["404"] = _response("There is no such article", {_PROBLEM_TYPE: "Problem"})
    if parameters:
        responses["400"] = _response("Parameters that cannot be used", {_PROBLEM_TYPE: "Problem"})
    if rule.endpoint == "api.search":
        responses["409"] = _response("The period ends before it begins", {_PROBLEM_TYPE: "Problem"})
    operation = {
        "operationId": rule.endpoint.removeprefix("api."),
        "summary": said.splitlines()[0] if said else rule.endpoint,
        "responses": dict(sorted(responses.items())),
    }
    if listed := [*parameters, *_path_parameters(rule)]:
        operation["parameters"] = listed
    return operation


def _response(description: str, content: Mapping[str, str]) -> dict[str, Any]:
    return {
        "description": description,
        "content": {
            kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}
            for kind, name in content.items()
        },
    }


def _path_parameters(rule: Rule) -> Iterator[dict[str, Any]]:
    for name in sorted(rule.arguments):
        schema = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_SEARCH = tuple(_query(one.api, one.description, one.schema()) for one in PARAMETERS)
_TYPED = (_query(API.names["query"], "What has been typed", API.by_field["query"].codec.schema()),)
_PROBLEM_TYPE = "application/problem+json"
_ANSWERS: dict[str, tuple[str, tuple[dict[str, Any], ...]]] = {
    "api.search": ("Answer", _SEARCH),
    "api.suggest": ("Suggestions", _TYPED),
    "api.completions": ("Completions", _TYPED),
    "api.article": ("Article", ()),
    "api.related": ("Related", ()),
    "api.topics": ("Topics", ()),
    "api.health": ("Health", ()),
}
_TYPES = {"api.completions": "application/x-suggestions+json"}
