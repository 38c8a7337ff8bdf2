from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from indexer.analyse import Analyser, Snapshot, learn, remembered
from indexer.analyse import snapshot as snapshot_module
from indexer.analyse.dictionary import Dictionary, read_dictionary

settings.register_profile("house", deadline=None)
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = learn({})
"""What the dictionaries know by themselves: the snapshot of an archive without a word."""
ANALYSER = Analyser(SNAPSHOT)


BUILD = {"commands", "index"}
"""The rooms whose tests build an index each."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that starts the browser is slow, and so are those that build index after index."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) or item.path.parent.name in BUILD:
            item.add_marker(pytest.mark.slow)


@cache
def read_dictionary_once(path: Path) -> Dictionary:
    return read_dictionary(path, into_memory=True)


@pytest.fixture(scope="session", autouse=True)
def one_dictionary() -> Iterator[None]:
    """Read the dictionary once, not anew for each index that the tests build from nothing."""

    def read(path: Path, *, into_memory: bool) -> Dictionary:
        return (
            read_dictionary_once(path) if into_memory else read_dictionary(path, into_memory=False)
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot_module, "read_dictionary", read)
        patch.setattr(remembered, "_name", lambda: f"words-of-tests-{os.getpid()}")
        yield
        remembered.forget()  # and none of what the user's own archives taught


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return SNAPSHOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora and seeds that lie beside the checkout, where there are any."""
    folder = Path(os.environ.get("SOKVERKET_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"SOKVERKET_SHARED: {folder} finns inte")
    return folder
