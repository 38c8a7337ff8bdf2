from __future__ import annotations

import json
import logging

import pytest
from flask.testing import FlaskClient

from indexer.settings import Settings
from tests.webui.archive import MemoryLibrary
from tests.webui.test_problems import BrokenLibrary
from webui.app import create_app
from webui.logs import ACCESS, JsonLines

SECRETS = ("198112189876", "192.0.2.7", "Hemlig/1.0")


@pytest.mark.parametrize(
    "address",
    [
        "/sok?q=198112189876",
        "/artikel/198112189876",
        "/api/v1/suggest?q=198112189876",
        "/198112189876",
    ],
)
def test_the_log_tells_of_no_person(
    client: FlaskClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, ACCESS.name):
        answer = client.get(
            address, headers={"User-Agent": "Hemlig/1.0"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
        )
    (record,) = (one for one in caplog.records if one.name == ACCESS.name)
    line = json.loads(JsonLines().format(record))
    assert line["status"] == answer.status_code
    assert line["method"] == "GET"
    assert line["ms"] >= 0
    assert not [secret for secret in SECRETS if secret in json.dumps(line)]


def test_each_answer_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = {client.get(address).headers["X-Request-ID"] for address in ("/", "/", "/x", "/health")}
    assert len(ids) == 4


def test_only_a_trusted_proxy_names_requests() -> None:
    named = {"X-Request-ID": "fran-proxyn-1"}
    for proxies, kept in ((0, False), (1, True)):
        app = create_app(MemoryLibrary(settings=Settings(trusted_proxies=proxies)))
        answer = app.test_client().get("/", headers=named)
        assert (answer.headers["X-Request-ID"] == "fran-proxyn-1") == kept


def test_a_fault_is_logged_under_the_id_of_its_answer() -> None:
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonLines().format(record))  # type: ignore[method-assign]
    logging.getLogger("webui").addHandler(handler)
    try:
        answer = create_app(BrokenLibrary()).test_client().get("/sok?q=198112189876")
    finally:
        logging.getLogger("webui").removeHandler(handler)
    (line,) = map(json.loads, lines)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert "ZeroDivisionError" in line["traceback"]
    assert "198112189876" not in lines[0]
