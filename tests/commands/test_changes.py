"""Each run names what it changed, and nothing that may not be named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.typing_in import Run, write_source
from tests.index.archive import article

pytestmark = pytest.mark.slow

Write = Callable[..., Path]


@pytest.fixture
def write(run: Run, tmp_path: Path) -> Write:
    """Write a source and reindex it; returns it."""

    def write_and_reindex(*articles: dict[str, Any]) -> Path:
        source = write_source(tmp_path / "in.jsonl", *articles)
        assert run("reindex", source, "--allow-shrink").status == 0
        return source

    return write_and_reindex


def test_a_run_names_what_it_added_changed_and_removed(run: Run, write: Write) -> None:
    source = write(article("a"), article("b"), article("c"))
    write_source(source, article("a"), article("b", "Ny text."), article("d", "Helt ny."))
    outcome = run("reindex", source, "--json", "--changes", "andrat.csv")
    changes = outcome.json["changes"]
    assert (changes["added"], changes["updated"], changes["removed"]) == (["d"], ["b"], ["c"])
    assert (outcome.json["added"], outcome.json["removed"]) == (1, 1)
    for line in ("Nya: d.", "Ändrade: b.", "Borttagna: c (finns inte kvar i källan)."):
        assert line in outcome.err
    assert Path("andrat.csv").read_text("utf-8-sig").splitlines() == [
        "vad;id;källa;orsak;nytt id",
        "ny;d;;;",
        "ändrad;b;;;",
        "borttagen;c;in.jsonl;finns inte kvar i källan;",
    ]
    refused = run("reindex", source, "--changes", "ingen/mapp.csv")
    assert (refused.status, "kan inte skrivas" in refused.err) == (1, True)


def test_many_are_named_in_part_and_no_title_ever(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "in.jsonl", *(article(f"a{n}") for n in range(1200)))
    outcome = run("reindex", source, "--json")
    assert "Nya: a0, a1, a2, a3, a4 och 1195 till." in outcome.err
    assert (len(outcome.json["changes"]["added"]), outcome.json["added"]) == (1000, 1200)
    history = (tmp_path / ".sokverket" / "history.jsonl").read_text("utf-8")
    assert "Artikel" not in outcome.err.replace("Artiklar", "") + outcome.out + history


def test_status_shows_what_the_last_runs_changed(run: Run, write: Write) -> None:
    write(article("a"), article("b", "En annan text."))
    source = write(article("a"))
    assert run("reindex", source).status == 0
    told = run("status", "--changes").out.splitlines()
    assert told[0].endswith("generation 000002: 0 nya, 0 ändrade, 1 borttagen.")
    assert told[1] == "  Borttagna: b (finns inte kvar i källan)."
    assert told[2].endswith("generation 000001: 2 nya, 0 ändrade, 0 borttagna.")
    runs = run("status", "--changes", "--json").json
    assert [one["changes"]["removed"] for one in runs] == [["b"], []]


def test_explain_says_when_and_why_an_article_went(run: Run, write: Write) -> None:
    write(article("a"), article("b", "En annan text."), article("c", "Flyttad text."))
    write(article("a"), article("ny-c", "Flyttad text."))
    gone = run("explain", "text", "b")
    assert gone.status == 1
    assert "den togs bort 20" in gone.err
    assert "(generation 000002), för den finns inte kvar i källan in.jsonl" in gone.err
    renamed = run("explain", "text", "c").err
    assert "”ny-c”" in renamed
    assert "sokverket explain FRÅGA ny-c" in renamed
    run("withdraw", "a")
    assert "den är undantagen sedan" in run("explain", "text", "a").err
    never = run("explain", "text", "aldrig").err
    assert "den finns inte i indexet. Kontrollera id:t" in never
    write(article("b", "En annan text."))
    assert run("explain", "text", "b").status == 0


def test_a_file_that_is_refused_now_is_said_to_be(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Titel {name}\n\nText.\n", encoding="utf-8")
    run("reindex", folder)
    (folder / "a.txt").write_bytes(b"")
    outcome = run("reindex", folder)
    assert outcome.status == 1
    assert "Borttagna: s/a.txt (avvisades)." in outcome.err
    assert "den avvisades när källan s lästes" in run("explain", "text", "s/a.txt").err


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_an_article_that_became_internal_is_named_only_in_an_internal_index(
    run: Run, tmp_path: Path, audience: str
) -> None:
    (tmp_path / "sokverket.toml").write_text(f'audience = "{audience}"\n', encoding="utf-8")
    source = write_source(tmp_path / "in.jsonl", article("a"), article("hemlig-1"))
    run("reindex", source)
    write_source(source, article("a"), article("hemlig-1", audience="internal"))
    outcome = run("reindex", source, "--json", "--changes", "andrat.csv")
    shown = outcome.err + outcome.out + Path("andrat.csv").read_text("utf-8")
    shown += run("status", "--changes").out + run("status", "--changes", "--json").out
    told = "den blev intern, och indexet är publikt" in run("explain", "text", "hemlig-1").err
    files = [path for path in (tmp_path / ".sokverket").rglob("*.json*") if path.is_file()]
    history = "".join(path.read_text("utf-8") for path in files)
    assert ("hemlig-1" in shown, "hemlig-1" in history, told) == (
        (False, False, True) if audience == "public" else (True, True, False)
    )
    if audience == "public":
        assert "Borttagna: 1 artikel som inte får nämnas." in outcome.err


def test_a_public_index_tells_nothing_of_the_time_when_it_was_internal(
    run: Run, tmp_path: Path
) -> None:
    settings = tmp_path / "sokverket.toml"
    settings.write_text('audience = "internal"\n', encoding="utf-8")
    secret = article("hemlig-1", audience="internal")
    source = write_source(tmp_path / "in.jsonl", article("a"), secret)
    run("reindex", source)
    assert "hemlig-1" in run("status", "--changes").out
    settings.write_text("", encoding="utf-8")
    run("reindex", source)
    history = (tmp_path / ".sokverket" / "history.jsonl").read_text("utf-8")
    assert "hemlig-1" not in run("status", "--changes").out + history


def test_a_withdrawn_article_leaves_the_history_too(run: Run, write: Write, tmp_path: Path) -> None:
    write(article("a"), article("bort", "Annat."))
    assert "bort" in run("status", "--changes", "--json").out
    run("withdraw", "bort")
    history = (tmp_path / ".sokverket" / "history.jsonl").read_text("utf-8")
    assert '"bort"' not in run("status", "--changes", "--json").out + history


def test_a_source_that_was_dropped_is_said_to_be_the_reason(run: Run, tmp_path: Path) -> None:
    for name in "ab":
        source = write_source(tmp_path / f"{name}.jsonl", article(name, f"Text om {name}."))
        assert run("reindex", source).status == 0
    assert run("sources", "drop", "b.jsonl").status == 0
    assert "källan b.jsonl togs bort" in run("explain", "text", "b").err
