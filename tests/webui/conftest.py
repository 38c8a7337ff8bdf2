from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webui.archive import FakeLibrary
from webui.app import create_app


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def app(library: FakeLibrary) -> Flask:
    return create_app(library)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
