from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from indexer.index.store import KEPT
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from tests.index.archive import Archive, article


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_so_many_generations_are_kept(archive: Archive) -> None:
    for number in range(KEPT + 2):
        archive.write("nyheter", article("a", f"Lydelse {number}."), article("b", "Om buller."))
        archive.reindex()
    assert archive.found("buller") == ["b"]
    assert archive.generations == [f"{number:06}" for number in range(3, KEPT + 3)]
    assert archive.current == archive.generations[-1]


def test_strange_files_among_the_generations_are_left_alone(archive: Archive) -> None:
    archive.write("nyheter", article("a"))
    archive.reindex()
    for name in ("ö1", "ö2", "ö3", "000000.bak"):
        (archive.index / "generations" / name).mkdir()
    archive.write("nyheter", article("a", "Ny lydelse."))
    assert archive.reindex().generation == "000002"
    assert archive.found("lydelse") == ["a"]
    assert len(archive.generations) == 6


def test_the_next_generation_does_not_touch_the_files_of_the_last(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b", "c"])
    archive.reindex()
    first = archive.index / "generations" / "000001"
    before = contents(first)
    for number in range(KEPT - 1):
        archive.write("nyheter", article("a", f"Lydelse {number}."), article("c"))
        archive.reindex(allow_shrink=True)
    assert contents(first) == before


def test_an_increment_equals_a_clean_build(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b", "c"])
    archive.reindex()
    archive.write("nyheter", article("b", "Om buller i skolan."), article("d", "Om buller."))
    archive.reindex(allow_shrink=True)
    grown = archive.answer("buller")
    archive.reindex(full=True)
    clean = archive.answer("buller")
    assert grown.hits == clean.hits
    assert grown.facets == clean.facets


def test_an_open_library_takes_up_a_new_generation(archive: Archive) -> None:
    archive.write_many("nyheter", ["a"])
    archive.reindex()
    running = archive.library()
    assert running.ask(Searcher.search, SearchRequest()).total == 1
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex()
    assert running.ask(Searcher.search, SearchRequest()).total == 2
    assert running.health().generation == "000002"


@pytest.mark.slow
def test_readers_never_get_a_failed_or_mixed_answer(archive: Archive) -> None:
    """Every generation holds only articles of one lydelse, so a mixture would show."""
    ids = [f"n{number}" for number in range(20)]

    def write(number: int) -> None:
        archive.write("nyheter", *(article(id_, f"Lydelse nr{number}.") for id_ in ids))

    write(0)
    archive.reindex()
    library = archive.library()
    done = threading.Event()
    seen: list[set[str]] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                answer = library.ask(Searcher.search, SearchRequest("lydelse", size=100))
                assert answer.total == len(ids)
                seen.append({hit.snippet.text for hit in answer.hits})
        except BaseException as error:  # noqa: BLE001 - raised again by the test
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 11):
        write(number)
        archive.reindex()
    done.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert all(len(texts) == 1 for texts in seen)
    assert library.ask(Searcher.search, SearchRequest("nr10")).total == len(ids)


def test_many_articles_are_analysed_in_processes_with_the_same_result(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("nyheter", *(article(f"n{n}", f"Om fråga nr{n} i skolan.") for n in range(700)))
    started: list[int] = []
    submit = ProcessPoolExecutor.submit

    def counted(pool: ProcessPoolExecutor, work: object, make: object, chunk: list[str]) -> object:
        started.append(len(chunk))
        return submit(pool, work, make, chunk)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", counted)
    report = archive.reindex()
    assert report.added == 700
    assert {*started} == {100}
    assert len(started) <= 7  # what the processes have no time for is built here
    assert archive.found("nr3") == ["n3"]
    assert archive.found("nr699") == ["n699"]
    assert archive.answer("skolan").total == 700
