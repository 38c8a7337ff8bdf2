from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.app import Library
from indexer.engines import rungs
from indexer.index import Report
from tests.commands.typing_in import Run, write_source
from tests.index.archive import article


def test_reindex_prints_its_summary_on_stderr(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), article("b"))
    outcome = run("reindex", source)
    assert (outcome.status, outcome.out) == (0, "")
    assert "svarar med 2 artiklar: 2 nya" in outcome.err
    assert "Allt byggdes på nytt: indexet är nytt." in outcome.err
    assert (tmp_path / ".sokverket" / "current").exists()


def test_reindex_as_json_is_one_value_with_the_keys_of_the_contract(
    run: Run, tmp_path: Path
) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), {"id": "b"})
    outcome = run("reindex", source, "--json")
    counts = {"articles": 1, "added": 1, "updated": 0, "unchanged": 0, "removed": 0, "rejected": 1}
    assert outcome.json.items() >= ({"generation": "000001", "engine": "whoosh"} | counts).items()
    assert outcome.json["seconds"] > 0


def test_reindex_shows_whole_names_of_what_was_refused_and_why(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.mkdir()
    (source / "bra.txt").write_text("Titel\n\nText.\n", encoding="utf-8")
    long_name = "en-mycket-lång-mapp-och-ett-mycket-långt-filnamn.txt"
    (source / long_name).write_bytes(b"")
    outcome = run("reindex", source)
    assert outcome.status == 1
    columns = [line.split("│")[1].strip() for line in outcome.err.splitlines() if "│" in line]
    assert f"s/{long_name}" in "".join(columns)
    assert "filen är" in outcome.err


def test_one_is_said_as_one(run: Run, tmp_path: Path) -> None:
    secret = {"id": "b", "title": "Löner", "text": "Hemligt.", "audience": "internal"}
    open_ = {"id": "a", "title": "Buller", "text": "Om buller."}
    source = write_source(tmp_path / "nyheter.jsonl", open_, secret)
    told = run("reindex", source, "--index", tmp_path / "index").err
    assert "svarar med 1 artikel: 1 ny, 0 ändrade," in told
    assert "1 intern artikel hölls" in told
    assert "1 artikel." in run("status", "--index", tmp_path / "index").out


def test_an_archive_too_large_for_its_engine_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", article("a"), article("b"))
    assert run("reindex", source, "--json").json["advice"] == ""
    assert run("status", "--json").json["advice"] == ""
    monkeypatch.setitem(rungs.RUNGS, "whoosh", rungs.Rung(1, 1, 1.5, next="tantivy"))
    told = "Arkivet har 2 artiklar, men motorn whoosh passar för högst 1."
    assert told in run("reindex", source).err
    assert told in run("status").out
    assert run("status", "--json").json["advice"].startswith(told)


def test_a_run_without_articles_shows_why_and_fails(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "nyheter.jsonl", {"id": "a"})
    outcome = run("reindex", source, "--json")
    assert (outcome.status, outcome.out) == (1, "")
    assert "title saknas" in outcome.err
    assert "ingen artikel kunde läsas" in outcome.err


def test_reindex_passes_its_flags_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def remember(library: Library, names: object, **flags: Any) -> Report:
        given.update(flags, names=names, engine=library.settings.engine)
        return Report("000001", "x", 1, 1, 0, 0, 0, 0, 0.0, "", ())

    monkeypatch.setattr(Library, "reindex", remember)
    assert run("reindex", "x", "y", "--full", "--allow-shrink", "--engine", "tantivy").status == 0
    assert given["names"] == ("x", "y")
    assert (given["full"], given["allow_shrink"], given["engine"]) == (True, True, "tantivy")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: None, "finns inte"),
        (lambda path: path.mkdir(), "mappen är tom"),
        (lambda path: path.write_bytes(b""), "läses inte"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(
    run: Run, tmp_path: Path, make: Callable[[Path], Any], reason: str
) -> None:
    make(tmp_path / "källa")
    outcome = run("reindex", "källa")
    assert outcome.status == 1
    assert outcome.err.startswith("Fel. källa: ")
    assert reason in outcome.err
    assert run("status").status == 1


def test_a_configured_source_is_reindexed_by_name(run: Run, tmp_path: Path) -> None:
    write_source(tmp_path / "in.jsonl", article("a"))
    settings = tmp_path / "arkiv.toml"
    settings.write_text('[sources.nyheter]\npath = "in.jsonl"\nkind = "nyhet"\n', encoding="utf-8")
    assert run("--settings", settings, "reindex", "nyheter").status == 0
    assert run("search", "", "--json").json["hits"][0]["kind"] == "nyhet"


def test_an_unknown_source_is_said_with_those_that_are_named(run: Run, tmp_path: Path) -> None:
    write_source(tmp_path / "in.jsonl", article("a"))
    (tmp_path / "sokverket.toml").write_text('[sources.nyheter]\npath = "in.jsonl"\n')
    outcome = run("reindex", "nyhter")
    assert outcome.status == 1
    assert "”nyhter”: det finns ingen källa, fil eller mapp med det namnet" in outcome.err
    assert "nyheter" in outcome.err
