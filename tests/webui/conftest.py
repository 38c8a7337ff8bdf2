from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from tests.webui.archive import MemoryLibrary, closed_library
from tests.webui.browsing import serve
from webui.app import create_app


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary()


@pytest.fixture
def app(library: MemoryLibrary) -> Flask:
    return create_app(library)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("webbläsaren chromium finns inte här")
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    yield from serve(MemoryLibrary)


@pytest.fixture(scope="session")
def closed_url() -> Iterator[str]:
    yield from serve(closed_library)


@pytest.fixture(scope="session")
def window(browser: Browser, base_url: str) -> Iterator[Page]:
    """One window for all the tests that only look."""
    page = browser.new_page(base_url=base_url)
    yield page
    page.close()
