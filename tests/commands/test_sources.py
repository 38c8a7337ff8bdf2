from __future__ import annotations

from pathlib import Path

import pytest

from indexer.index import store
from tests.commands.typing_in import Run, write_source
from tests.index.archive import article

SETTINGS = """
[sources.nyheter]
path = "nyheter.jsonl"
[sources.rapporter]
path = "rapporter.jsonl"
"""


@pytest.fixture
def two(run: Run, tmp_path: Path) -> Path:
    """An index of two configured sources, of which one has an article that is refused."""
    write_source(tmp_path / "nyheter.jsonl", article("a"), article("b"), {"id": "fel"})
    write_source(tmp_path / "rapporter.jsonl", article("c"), article("d", audience="internal"))
    (tmp_path / "sokverket.toml").write_text(SETTINGS, encoding="utf-8")
    run("reindex")
    return tmp_path


def test_the_sources_are_listed_with_their_counts(run: Run, two: Path) -> None:
    (news, reports) = run("sources", "--json").json
    counts = ("articles", "withheld", "rejected", "configured", "error")
    assert [news[key] for key in counts] == [2, 0, 1, True, ""]
    assert [reports[key] for key in counts] == [1, 1, 0, True, ""]
    assert (news["name"], news["location"]) == ("nyheter", str(two / "nyheter.jsonl"))
    assert news["ended"].startswith("20")
    shown = run("sources").out
    assert "nyheter" in shown
    assert "rapporter" in shown


def test_a_run_of_one_source_is_told_of_it_alone(run: Run, two: Path) -> None:
    before = {one["name"]: one for one in run("sources", "--json").json}
    (two / "nyheter.jsonl").unlink()
    assert run("reindex", "nyheter").status == 1
    after = {one["name"]: one for one in run("sources", "--json").json}
    assert after["rapporter"] == before["rapporter"]
    assert "finns inte" in after["nyheter"]["error"]
    assert after["nyheter"]["articles"] == 2


def test_sources_that_are_only_in_the_settings_or_only_in_the_index_are_told(
    run: Run, two: Path
) -> None:
    text = SETTINGS.replace("nyheter]", "webb]").replace("nyheter.jsonl", "https://a.se/")
    (two / "sokverket.toml").write_text(text, encoding="utf-8")
    told = {one["name"]: one for one in run("sources", "--json").json}
    assert (told["nyheter"]["configured"], told["nyheter"]["articles"]) == (False, 2)
    assert (told["webb"]["configured"], told["webb"]["articles"]) == (True, 0)
    assert (told["webb"]["ended"], told["webb"]["location"]) == ("", "https://a.se/")
    assert "inte i" in run("sources").out


def test_without_any_source_the_command_tells_how_to_get_one(run: Run) -> None:
    outcome = run("sources")
    assert (outcome.status, run("sources", "--json").json) == (0, [])
    assert "sokverket reindex MAPP" in outcome.out


@pytest.mark.usefixtures("two")
def test_a_dropped_source_is_gone_as_by_a_run(run: Run) -> None:
    outcome = run("sources", "drop", "nyheter", "--json")
    assert outcome.status == 0
    assert outcome.json.items() >= {"generation": "000002", "articles": 1, "removed": 2}.items()
    assert "står kvar i inställningarna" in outcome.err
    assert [hit["id"] for hit in run("search", "text", "--json").json["hits"]] in ([], ["c"])
    told = {one["name"]: one for one in run("sources", "--json").json}
    assert (told["nyheter"]["articles"], told["nyheter"]["ended"]) == (0, "")
    assert run("rollback").status == 0
    assert run("status", "--json").json["articles"] == 3


@pytest.mark.usefixtures("two")
def test_a_dropped_source_comes_back_when_it_is_read_again(run: Run) -> None:
    run("sources", "drop", "nyheter")
    assert run("reindex", "--json").json.items() >= {"added": 2, "unchanged": 1}.items()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("annat", "den finns inte i indexet. De som finns: nyheter, rapporter.")],
)
@pytest.mark.usefixtures("two")
def test_what_cannot_be_dropped_is_said(run: Run, name: str, reason: str) -> None:
    outcome = run("sources", "drop", name)
    assert outcome.status == 1
    assert reason in outcome.err
    assert run("status", "--json").json["generation"] == "000001"


@pytest.mark.usefixtures("two")
def test_the_only_source_cannot_be_dropped(run: Run) -> None:
    run("sources", "drop", "nyheter")
    outcome = run("sources", "drop", "rapporter")
    assert (outcome.status, "utan den är indexet tomt" in outcome.err) == (1, True)
    assert run("status", "--json").json["articles"] == 1


def test_dropping_asks_the_golden_questions(run: Run, two: Path) -> None:
    golden = two / "facit"
    golden.mkdir()
    (golden / "queries.tsv").write_text("q\tRubrik\n", encoding="utf-8")
    (golden / "qrels.trec").write_text("q 0 a 3\nq 0 c 1\n", encoding="utf-8")
    text = f'golden = "facit"\n{SETTINGS}'
    (two / "sokverket.toml").write_text(text, encoding="utf-8")
    assert run("sources", "drop", "nyheter", "--allow-regression").status == 0


def test_nothing_is_dropped_without_an_index(run: Run) -> None:
    outcome = run("sources", "drop", "a")
    assert outcome.status == 1
    assert "det finns inte" in outcome.err


def test_a_source_is_not_dropped_while_another_run_writes(run: Run, two: Path) -> None:
    with store.Store(two / ".sokverket").writing():
        outcome = run("sources", "drop", "nyheter")
    assert outcome.status == 1
    assert "skrivs redan" in outcome.err
