"""A running server and the generations that come and go under it."""

from __future__ import annotations

import contextlib
import gc
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.opening import Opened
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from tests.index.archive import Archive, article

PATIENCE = 30
"""So many seconds a test waits for what should come at once, before it fails."""


def comes(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def test_a_new_generation_is_switched_to_without_a_question(archive: Archive) -> None:
    archive.write_many("nyheter", ["a"])
    archive.reindex()
    running = archive.library()
    before = threading.active_count()
    with running.following():
        running.warm_up()
        archive.write_many("nyheter", ["a", "b"])
        archive.reindex()
        assert comes(lambda: running.health().generation == "000002")
        archive.library().rollback()
        assert comes(lambda: running.health().generation == "000001")
    assert threading.active_count() == before


def test_what_cannot_be_switched_to_is_logged_once(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), archive.library().following():
        assert comes(lambda: bool(caplog.records))
        time.sleep(1)
    assert len(caplog.records) == 1
    assert "det finns inte" in caplog.text


def test_a_generation_that_goes_away_meanwhile_is_asked_no_more(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "s"])
    archive.reindex()
    running = archive.library()
    old = running._answering.opened()
    archive.library().withdraw(["s"])
    fresh = running._answering.ask(lambda searcher: searcher)
    assert fresh is not old.searcher
    assert [
        hit.id for hit in running.ask(Searcher.search, SearchRequest("nymodighetsord stycke")).hits
    ] == ["a"]


def open_files(folder: Path) -> set[str]:
    """The files in the folder that this process holds, open or mapped."""
    held = set[str]()
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            held.add(str(link.readlink()))
    for line in Path("/proc/self/maps").read_text("utf-8").splitlines():
        held.add(line.split(maxsplit=5)[-1])
    return {path for path in held if path.startswith(str(folder))}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="bara Linux har /proc")
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_generations_that_were_left_hold_no_files_and_no_memory(
    archive: Archive, engine: str
) -> None:
    archive.write("nyheter", article("a"), article("b"))
    archive.reindex(engine=engine)
    running = archive.library()
    with running.following():
        for number in range(8):
            archive.write("nyheter", article("a"), article("b", f"Lydelse {number}."))
            name = archive.reindex(engine=engine).generation
            assert comes(lambda: running.health().generation == name)  # noqa: B023 - now
            assert running.ask(Searcher.search, SearchRequest("lydelse")).total == 1

        def only_the_last_is_open() -> bool:
            gc.collect()
            held = open_files(archive.index)
            alive = [one for one in gc.get_objects() if isinstance(one, Opened)]
            ours = [one for one in alive if one.generation.path.is_relative_to(archive.index)]
            return len(ours) == 1 and bool(held) and all(f"/{name}/" in path for path in held)

        assert comes(only_the_last_is_open), open_files(archive.index)
