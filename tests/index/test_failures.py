from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from filelock import FileLock

from indexer.engines import open_engine
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import EngineError, IndexBusyError, IndexMissingError, SokverketError
from indexer.index import documents, learning
from indexer.index.manifest import Changes, Manifest
from indexer.index.record import FORMAT
from indexer.terms.fields import SCHEMA
from tests.index.archive import Archive, article

pytestmark = pytest.mark.slow


@pytest.fixture
def answering(archive: Archive) -> Archive:
    """An archive whose index answers and whose sources have something new."""
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex()
    archive.write_many("nyheter", ["a", "b", "c"])
    return archive


def still_answers(archive: Archive) -> bool:
    return (
        archive.found() == ["a", "b"]
        and archive.current == "000001"
        and archive.generations == ["000001"]
    )


def full_disk(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("stage", "full"),
    [
        ("add", False),
        ("add", True),
        ("remove", False),
        ("commit", False),
        ("commit", True),
        ("match", False),
        ("match", True),
    ],
)
def test_an_engine_that_fails_midway_loses_nothing(
    answering: Archive, monkeypatch: pytest.MonkeyPatch, stage: str, *, full: bool
) -> None:
    def fail(_: WhooshEngine, given: Any = None) -> None:
        if stage == "add":
            next(iter(given))
        raise EngineError("Motorn", "den stannade", "Starta om.")

    with monkeypatch.context() as patch:
        patch.setattr(WhooshEngine, stage, fail)
        with pytest.raises(EngineError, match="den stannade"):
            answering.reindex(full=full)
    assert still_answers(answering)
    assert answering.reindex().added == 1


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (os, "fsync"),
        (shutil, "copytree"),
        (shutil, "copy2"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "write_text"),
        (Path, "mkdir"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_full_disk_loses_nothing(
    answering: Archive, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full_disk)
        with pytest.raises(EngineError) as told:
            answering.reindex()
    assert "disk" in str(told.value)
    assert answering.found() == ["a", "b"]
    assert not list(answering.index.glob("generations/*.draft"))
    assert answering.reindex().added == 1
    assert answering.found() == ["a", "b", "c"]


def test_a_draft_that_lacks_articles_is_not_switched_to(
    answering: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(WhooshEngine, "add", lambda _, documents: list(documents) and None)
        with pytest.raises(EngineError) as told:
            answering.reindex()
    assert "2 artiklar i stället för 3" in told.value.reason
    assert still_answers(answering)


def test_an_interrupted_run_leaves_no_draft(answering: Archive) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answering.library().reindex((), progress=interrupt)
    assert still_answers(answering)


def test_what_a_killed_run_left_is_swept_away(answering: Archive) -> None:
    left = answering.index / "generations" / "000002.draft" / "engine"
    left.mkdir(parents=True)
    (left / "half").write_text("…", encoding="utf-8")
    assert answering.reindex().generation == "000002"
    assert answering.generations == ["000001", "000002"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.EACCES, "rättighet saknas"),
        (errno.EROFS, "disken är skrivskyddad"),
        (errno.ENOTDIR, "en fil ligger i vägen"),
        (errno.EXDEV, os.strerror(errno.EXDEV)),
    ],
)
def test_an_index_that_cannot_be_written_is_said_and_answers(
    answering: Archive, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(EngineError) as told:
            answering.reindex()
    assert reason in told.value.reason
    assert str(answering.index) in told.value.thing
    assert still_answers(answering)


def test_a_file_in_the_place_of_the_index_is_said(archive: Archive) -> None:
    archive.write_many("nyheter", ["a"])
    archive.index.write_text("", encoding="utf-8")
    with pytest.raises(EngineError, match="en fil ligger i vägen"):
        archive.reindex()
    with pytest.raises(IndexMissingError, match="det finns inte"):
        archive.answer()


def test_a_second_run_says_who_holds_the_index_and_since_when(answering: Archive) -> None:
    (answering.index / "holder").write_text("process 4711 sedan 2026-01-02 03:04:05")
    with (
        FileLock(answering.index / "lock"),
        pytest.raises(IndexBusyError) as told,
    ):
        answering.reindex()
    assert "process 4711 sedan 2026-01-02 03:04:05" in told.value.reason
    assert still_answers(answering)


def test_a_run_names_itself_as_holder(answering: Archive) -> None:
    answering.reindex()
    held_by = (answering.index / "holder").read_text()
    assert held_by.startswith(f"process {os.getpid()} sedan 20")


def test_a_lock_without_a_name_is_a_lock(answering: Archive) -> None:
    (answering.index / "holder").unlink()
    with FileLock(answering.index / "lock"), pytest.raises(IndexBusyError, match="annan körning"):
        answering.reindex()


def change_facts(path: Path, **changes: Any) -> None:
    facts = json.loads(path.read_text())
    path.write_text(json.dumps(facts | changes))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (
            lambda index: change_facts(index / "facts.json", format=FORMAT + 1),
            f"format {FORMAT + 1}",
        ),
        (lambda index: change_facts(index / "facts.json", topics=[{"a": 1}]), "kan inte läsas"),
        (lambda index: (index / "facts.json").write_text("[]"), "kan inte läsas"),
        (lambda index: (index / "facts.json").write_bytes(b"\xff"), "kan inte läsas"),
        (lambda index: (index / "facts.json").unlink(), "kan inte läsas"),
        (shutil.rmtree, "kan inte läsas"),
        (lambda index: (index.parent.parent / "current").write_bytes(b"\xff"), "kan inte läsas"),
        (lambda index: (index.parent.parent / "current").write_text("0\0"), "kan inte läsas"),
    ],
)
def test_an_index_that_cannot_be_read_is_said_and_rebuilt(
    answering: Archive, damage: Callable[[Path], Any], reason: str
) -> None:
    damage(answering.index / "generations" / "000001")
    for call in (answering.answer, answering.reindex):
        with pytest.raises(IndexMissingError) as told:
            call()
        assert reason in told.value.reason
        assert "reindex --full" in told.value.remedy
    report = answering.reindex(full=True)
    assert (report.rebuilt, report.added) == ("det förra indexet gick inte att läsa", 3)
    assert answering.found() == ["a", "b", "c"]


def test_a_newer_index_asks_for_a_newer_program(answering: Archive) -> None:
    path = answering.index / "generations" / "000001" / "facts.json"
    change_facts(path, format=FORMAT + 1)
    with pytest.raises(IndexMissingError, match="Uppgradera Sökverket"):
        answering.answer()


@pytest.mark.parametrize("content", [None, b"", b"rubbish" * 1000])
def test_a_damaged_manifest_stops_reindexing_but_not_searching(
    answering: Archive, content: bytes | None
) -> None:
    manifest = answering.index / "generations" / "000001" / "manifest.sqlite"
    if content is None:
        manifest.unlink()
    else:
        manifest.write_bytes(content)
    with pytest.raises(IndexMissingError, match="förteckning"):
        answering.reindex()
    assert answering.found() == ["a", "b"]
    assert answering.reindex(full=True).articles == 3


def test_a_damaged_engine_is_said_and_rebuilt(answering: Archive) -> None:
    for path in (answering.index / "generations" / "000001" / "engine").iterdir():
        path.write_bytes(b"rubbish")
    for call in (answering.answer, answering.reindex):
        with pytest.raises(EngineError, match="--full"):
            call()
    assert answering.reindex(full=True).articles == 3


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize("left", ["nothing", "an empty folder", "an empty index"])
def test_a_lost_engine_is_said_and_not_made_anew(archive: Archive, engine: str, left: str) -> None:
    archive.write_many("beslut", ["x"])
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex(engine=engine)
    lost = archive.index / "generations" / "000001" / "engine"
    shutil.rmtree(lost)
    if left == "an empty folder":
        lost.mkdir()
    elif left == "an empty index":
        open_engine(engine, SCHEMA, lost).close()
    for call in (archive.answer, lambda: archive.reindex("nyheter", full=True, engine=engine)):
        with pytest.raises((EngineError, IndexMissingError)) as told:
            call()
        assert "reindex --full" in told.value.remedy
        assert "000001" in told.value.thing
    assert lost.exists() == (left != "nothing")
    assert archive.reindex(full=True, engine=engine).articles == 3
    assert archive.found() == ["a", "b", "x"]


@pytest.mark.parametrize("lost", ["engine", "snapshot"])
def test_nothing_is_built_upon_a_generation_that_has_lost_a_part(
    answering: Archive, lost: str
) -> None:
    shutil.rmtree(answering.index / "generations" / "000001" / lost)
    with pytest.raises(IndexMissingError, match=f"mappen {lost} saknas"):
        answering.reindex()


def test_a_damaged_engine_asks_for_all_sources_at_once(answering: Archive) -> None:
    answering.write_many("beslut", ["x"])
    answering.reindex()
    for path in (answering.index / "generations" / "000002" / "engine").iterdir():
        path.write_bytes(b"rubbish")
    with pytest.raises(EngineError, match="alla källor, även beslut"):
        answering.reindex("nyheter", full=True)
    assert answering.reindex(full=True).articles == 4


def test_an_index_of_another_analysis_is_not_searched(answering: Archive) -> None:
    change_facts(answering.index / "generations" / "000001" / "facts.json", analysis="annan")
    with pytest.raises(IndexMissingError, match="annan textanalys"):
        answering.answer()
    assert answering.reindex().rebuilt == "textanalysen har ändrats"
    assert answering.found() == ["a", "b", "c"]


def test_a_manifest_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with Manifest(tmp_path / "manifest.sqlite") as manifest:
        manifest._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(EngineError, match="läsas eller skrivas"):
            manifest.save(Changes({}, (), (), {}, ["a"], {}))


@pytest.mark.parametrize(("stage", "few"), [(documents, "FEW"), (learning, "MANY")])
def test_a_process_that_dies_is_said(
    answering: Archive, stage: ModuleType, few: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, few, 1)
    monkeypatch.setattr(stage, "_start_worker", os._exit)
    with pytest.raises(EngineError, match="Frigör minne"):
        answering.reindex(full=True)
    assert still_answers(answering)
    assert not multiprocessing.active_children()


def test_file_systems_without_hard_links_will_do(
    answering: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert answering.reindex().added == 1
    assert answering.found() == ["a", "b", "c"]


def test_every_message_names_thing_reason_and_remedy(archive: Archive) -> None:
    archive.write("nyheter", article("a"))
    with pytest.raises(SokverketError) as told:
        archive.answer()
    error = told.value
    assert all((error.thing, error.reason, error.remedy))
    assert str(error) == f"{error.thing}: {error.reason}. {error.remedy}"
