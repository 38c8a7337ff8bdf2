from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import EngineError, IndexMissingError
from indexer.index import NothingReadError, Store
from indexer.index.generation import Generation
from indexer.index.store import KEPT, KEPT_DAYS
from tests.index.archive import Archive, article
from tests.index.test_failures import change_facts

pytestmark = pytest.mark.slow


@pytest.fixture
def three(archive: Archive) -> Archive:
    """An archive with three generations, each with one article more."""
    for number in range(1, 4):
        archive.write_many("nyheter", ["a", "b", "c"][:number])
        archive.reindex()
    return archive


def test_a_rollback_goes_to_the_generation_before(three: Archive) -> None:
    running = three.library()
    running.warm_up()
    assert three.library().rollback() == "000002"
    assert (running.health().generation, running.health().articles) == ("000002", 2)
    assert three.library().rollback() == "000001"
    assert three.found() == ["a"]
    with pytest.raises(IndexMissingError, match="En äldre generation: den finns inte"):
        three.library().rollback()


def test_a_rollback_pins_until_it_is_released(three: Archive) -> None:
    three.library().rollback()
    three.write_many("nyheter", ["a", "b", "c", "d"])
    report = three.reindex()
    assert (report.generation, report.waiting, report.added) == ("000002", "000004", 1)
    assert three.found() == ["a", "b"]
    again = three.reindex()
    assert (again.generation, again.waiting, again.unchanged) == ("000002", "000004", 4)
    released = three.reindex(release=True)
    assert (released.generation, released.waiting) == ("000004", "")
    assert three.found() == ["a", "b", "c", "d"]
    three.write_many("nyheter", ["a", "b", "c", "d", "e"])
    assert three.reindex().generation == "000005"


def test_a_named_generation_is_rolled_back_to(three: Archive) -> None:
    assert three.library().rollback("000001") == "000001"
    with pytest.raises(IndexMissingError, match="Generation 000009") as told:
        three.library().rollback("000009")
    assert "000001, 000002, 000003" in told.value.remedy
    assert three.found() == ["a"]


def test_nothing_is_rolled_back_to_what_cannot_answer(three: Archive) -> None:
    for path in (three.index / "generations" / "000002" / "engine").iterdir():
        path.unlink()  # its other names stay whole
        path.write_bytes(b"rubbish")
    with pytest.raises(EngineError):
        three.library().rollback()
    change_facts(three.index / "generations" / "000001" / "facts.json", audience="internal")
    with pytest.raises(IndexMissingError, match="annan målgrupp"):
        three.library().rollback("000001")
    assert three.found() == ["a", "b", "c"]


def test_a_pinned_generation_is_never_removed(three: Archive) -> None:
    three.library().rollback("000001")
    for number in range(KEPT + 3):
        three.write("nyheter", *map(article, "abc"), article("d", f"Lydelse {number}."))
        three.reindex()
    assert three.found() == ["a"]
    assert "000001" in three.generations


def backdate(generation: Path, days: int) -> None:
    known = Generation(generation)
    record = known.record()
    made = record.summary.made - dt.timedelta(days=days)
    known.write(replace(record, summary=replace(record.summary, made=made)))


def test_the_last_of_each_of_the_latest_days_is_kept(archive: Archive) -> None:
    days = KEPT_DAYS + 3
    for number in range(2 * days):
        archive.write("nyheter", article("a", f"Lydelse {number}."))
        name = archive.reindex().generation
        backdate(archive.index / "generations" / name, days - number // 2)
    archive.write("nyheter", article("a", "Den sista."))
    archive.reindex()
    last_of_days = [f"{2 * day:06}" for day in range(days - KEPT_DAYS + 2, days + 1)]
    newest = [f"{number:06}" for number in range(2 * days - 1, 2 * days + 2)]
    assert archive.generations == sorted({*last_of_days, *newest})


def test_a_clock_set_back_loses_nothing(three: Archive) -> None:
    for number in range(1, 4):
        backdate(three.index / "generations" / f"{number:06}", -3650)
    for number in range(KEPT + 2):
        three.write("nyheter", *map(article, "abc"), article("d", f"Lydelse {number}."))
        three.reindex()
    assert three.current == three.generations[-1] == f"{KEPT + 5:06}"
    assert three.found("lydelse") == ["d"]


def test_what_was_built_but_not_switched_to_answers_after_the_next_run(three: Archive) -> None:
    """A power cut between the two leaves a whole generation that nothing points to."""
    (three.index / "current").write_text("000002")
    report = three.reindex()
    assert (report.generation, report.unchanged) == ("000003", 3)
    assert three.found() == ["a", "b", "c"]


def test_the_status_tells_of_every_generation(three: Archive) -> None:
    three.library().rollback()
    status = three.library().status()
    assert [(one.name, one.articles, one.answers) for one in status.generations] == [
        ("000001", 1, False),
        ("000002", 2, True),
        ("000003", 3, False),
    ]
    assert status.pinned
    assert 0 < status.bytes < sum(one.bytes for one in status.generations)
    assert status.last_run is not None
    assert (status.last_run.added, status.last_run.error) == (1, "")


def test_the_status_tells_how_a_run_failed_and_what_cannot_be_read(three: Archive) -> None:
    three.write("nyheter", {})
    with pytest.raises(NothingReadError):
        three.reindex()
    change_facts(three.index / "generations" / "000001" / "facts.json", format=99)
    status = three.library().status()
    assert status.last_run is not None
    assert "ingen artikel kunde läsas" in status.last_run.error
    assert "format 99" in status.generations[0].problem


def test_a_store_without_generations_has_none(tmp_path: Path) -> None:
    assert Store(tmp_path / "intet").generations() == []
