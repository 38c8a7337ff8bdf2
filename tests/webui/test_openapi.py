from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis import Case

from tests.webui.archive import FakeLibrary
from webui.app import create_app
from webui.urls import API

app = create_app(FakeLibrary())
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_call_is_answered_as_described(case: Case) -> None:
    case.call_and_validate()


def test_every_address_of_the_api_is_described(client: FlaskClient) -> None:
    described = client.get("/api/openapi.json").json["paths"]
    rules = {
        rule.rule.replace("<anything:article>", "{article}")
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(described) == rules - {"/api/openapi.json"}


def test_every_parameter_that_is_read_is_described(client: FlaskClient) -> None:
    operation = client.get("/api/openapi.json").json["paths"]["/api/v1/search"]["get"]
    fields = ("query", "topics", "kinds", "publishers", "languages", "since", "until")
    names = {getattr(API, name) for name in (*fields, "date", "sort", "exact", "page", "size")}
    assert {one["name"] for one in operation["parameters"]} == names


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_for_programs_tells_of_every_address(client: FlaskClient, language: str) -> None:
    described: dict[str, Any] = client.get("/api/openapi.json").json["paths"]
    text = client.get(f"{language}/api").text
    for path, methods in described.items():
        assert path in text
        assert all(one["name"] in text for one in methods["get"].get("parameters", ()))


def test_the_document_says_where_the_api_is(client: FlaskClient) -> None:
    document = client.get("/en/api/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://localhost/en"}]
    assert "same answers" in document["info"]["description"]
