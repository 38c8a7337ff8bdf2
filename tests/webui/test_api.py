from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.search.answer import in_swedish
from indexer.search.as_json import answer_as_json
from indexer.search.parameters import MAX_QUERY
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from tests.webui.archive import NOTE, MemoryLibrary, closed_library
from webui.app import create_app


def answer(client: FlaskClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.mimetype == "application/json"
    return json.loads(response.data)


def test_an_answer_has_the_promised_keys(client: FlaskClient) -> None:
    found = answer(client, "/api/v1/search?q=hälsa&size=3")
    promised = {"query", "total", "relaxed", "hits", "facets", "suggestion", "took_ms"}
    assert promised <= set(found)
    assert (found["query"], found["total"], found["relaxed"]) == ("hälsa", 49, False)
    assert (found["suggestion"], found["took_ms"]) == (None, round(found["took_ms"], 1))
    assert set(found["facets"]) == {"topic", "year", "kind", "publisher", "language"}
    assert found["facets"]["topic"][0] == {
        "value": "skola",
        "label": "Skola",
        "count": 18,
        "broader": None,
        "by": {"metadata": 18},
    }
    assert len(found["hits"]) == 3


def test_a_hit_has_the_promised_keys(client: FlaskClient) -> None:
    (hit,) = answer(client, "/api/v1/search?q=pupil")["hits"]
    snippet = hit.pop("snippet")
    assert hit.pop("score") > 0
    assert hit == {
        "id": "reports/pupil-health.html",
        "title": "Pupil health in small municipalities",
        "title_marks": [[0, 5]],
        "url": "",
        "kind": "rapport",
        "publisher": [],
        "language": "en",
        "machine_read": False,
        "published": "2021",
        "reviewed": None,
        "topics": [{"id": "elevhalsa", "label": "Elevhälsa", "by": "metadata"}],
        "missing": [],
        "chosen": False,
        "reference": "",
        "reference_marks": [],
        "duplicates": [],
    }
    assert (snippet["heading"], snippet["page"]) == ("Summary", None)
    assert [snippet["text"][start:end] for start, end in snippet["marks"]] == ["pupil"]


def test_swedish_letters_stand_as_they_are(client: FlaskClient) -> None:
    assert "hälsa".encode() in client.get("/api/v1/search?q=hälsa").data


def test_the_api_asks_what_the_page_asks(client: FlaskClient, library: MemoryLibrary) -> None:
    answer(
        client,
        "/api/v1/search?q=hälsa&topic=halsa&kind=rapport&publisher=X&language=sv&from=2015"
        "&to=2020-06&date=reviewed&sort=newest&exact=true&page=2",
    )
    client.get(
        "/sok?q=hälsa&amne=halsa&typ=rapport&utgivare=X&sprak=sv&fran=2015"
        "&till=2020-06&datum=granskat&sortera=nyast&exakt=ja&sida=2"
    )
    assert library.requests[0] == library.requests[1]


def test_the_answer_is_the_one_that_the_command_prints(
    client: FlaskClient, library: MemoryLibrary
) -> None:
    expected = answer_as_json(library.ask(Searcher.search, SearchRequest("hälsa")), in_swedish)
    assert answer(client, "/api/v1/search?q=hälsa") | {"took_ms": expected["took_ms"]} == expected


def test_wrong_parameters_are_all_named(client: FlaskClient, library: MemoryLibrary) -> None:
    response = client.get("/api/v1/search?q=hälsa&from=snart&size=9999&page=0&limit=3")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == 400
    assert {error["parameter"] for error in problem["errors"]} == {"from", "size", "page", "limit"}
    assert all(error["detail"] for error in problem["errors"])
    assert library.requests == []


def test_a_period_that_ends_before_it_begins_is_a_conflict(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?from=2020&to=2019")
    assert response.status_code == 409
    assert [error["parameter"] for error in response.get_json(force=True)["errors"]] == ["to"]
    assert client.get("/api/v1/search?from=2020&to=2019&page=x").status_code == 400


@pytest.mark.parametrize("parameters", ["q=a&q=b", "from=", "page=%20", "z=1", "sort="])
def test_programs_should_say_each_thing_once(client: FlaskClient, parameters: str) -> None:
    assert client.get(f"/api/v1/search?{parameters}").status_code == 400


def test_an_article_is_whole(client: FlaskClient) -> None:
    found = answer(client, "/api/v1/articles/rapport/2019/5-åtgärd.html")
    assert found["published"] == "2019-02-08"
    topic = {"id": "psykisk-halsa", "label": "Psykisk hälsa", "by": "metadata"}
    assert found["topics"][0] == topic
    assert [section["page"] for section in found["sections"]] == [None, None, 34]


def test_suggestions_lead_to_what_they_name(client: FlaskClient) -> None:
    found = answer(client, "/api/v1/suggest?q=elevhäls")
    assert found["query"] == "elevhäls"
    by_kind = {one["kind"]: one for one in found["suggestions"]}
    assert set(by_kind) == {"word", "topic", "title"}
    assert by_kind["topic"] == {"text": "Elevhälsa", "kind": "topic", "url": "/amne/elevhalsa"}
    assert all(client.get(one["url"]).status_code == 200 for one in found["suggestions"])


def test_topics_have_their_broader_ones(client: FlaskClient) -> None:
    topics = {topic["id"]: topic for topic in answer(client, "/api/v1/topics")["topics"]}
    assert topics["elevhalsa"] == {
        "id": "elevhalsa",
        "label": "Elevhälsa",
        "broader": "halsa",
        "count": 7,
        "by": {"metadata": 7},
        "note": NOTE,
    }
    assert topics["halsa"]["broader"] is None


def test_health_tells_what_answers(client: FlaskClient) -> None:
    assert answer(client, "/health") == {
        "status": "ok",
        "generation": "000001",
        "engine": "memory",
        "articles": 52,
    }


def test_health_is_503_without_an_index() -> None:
    response = create_app(closed_library()).test_client().get("/health")
    assert response.status_code == 503
    assert json.loads(response.data) == {
        "status": "unavailable",
        "reason": "det finns inte",
        "remedy": "Bygg det med: sokverket reindex MAPP, eller peka ut ett annat med --index.",
    }


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/articles/finns-inte", 404),
        ("GET", "/api/v2/search", 404),
        ("POST", "/api/v1/search", 405),
        ("DELETE", "/health", 405),
    ],
)
def test_programs_get_problem_details(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data)["status"] == status


@pytest.mark.parametrize("filling", ["a", " ", "\x95", "\n"])
@pytest.mark.parametrize("address", ["search", "suggest", "completions"])
def test_a_question_is_as_long_as_it_was_sent(
    client: FlaskClient, address: str, filling: str
) -> None:
    sent = "ö" + filling * MAX_QUERY + "ö"
    answer = client.get(f"/api/v1/{address}", query_string={"q": sent})
    assert answer.status_code == 400
    assert [one["parameter"] for one in answer.json["errors"]] == ["q"]
