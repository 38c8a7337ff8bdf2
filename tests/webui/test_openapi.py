from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis import Case

from indexer.search.parameters import API
from tests.webui.archive import MOVED, MemoryLibrary
from webui.app import create_app

app = create_app(MemoryLibrary())
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)
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
    assert {one["name"] for one in operation["parameters"]} == set(API.names.values())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/search?q=matsalar&size=100", "Answer"),
        (f"/api/v1/articles/{MOVED}", "Article"),
        (f"/api/v1/related/{MOVED}", "Related"),
        ("/api/v1/topics", "Topics"),
    ],
)
def test_everything_that_is_answered_is_described(
    client: FlaskClient, address: str, name: str
) -> None:
    schemas = client.get("/api/openapi.json").json["components"]["schemas"]
    assert list(undescribed(client.get(address).json, schemas[name], schemas)) == []


def undescribed(value: Any, schema: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of a JSON value that its schema does not tell of."""
    told = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, list):
        for one in value:
            yield from undescribed(one, told["items"], schemas)
    elif isinstance(value, dict):
        for key, one in value.items():
            described = told.get("properties", {}).get(key) or told.get("additionalProperties")
            if described:
                yield from undescribed(one, described, schemas)
            else:
                yield key


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
