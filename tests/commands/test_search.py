from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.typing_in import Run, write_source
from tests.index.archive import article


def test_search_as_json_is_the_contract(run: Run, index: Path) -> None:
    outcome = run("--index", index, "search", "förebyggande", "--json")
    answer = outcome.json
    assert answer.keys() >= {
        "query", "total", "relaxed", "hits", "facets", "suggestion", "took_ms"
    }  # fmt: skip
    assert answer["facets"].keys() >= {"topic", "year", "kind", "publisher"}
    (hit,) = answer["hits"]
    assert hit.keys() >= {
        "id", "title", "url", "kind", "published", "reviewed", "topics", "score", "missing"
    }  # fmt: skip
    snippet = hit["snippet"]
    (mark,) = snippet["marks"]
    assert snippet["text"][slice(*mark)] == "förebyggande"
    assert (hit["id"], snippet["heading"], snippet["page"]) == ("a", "", None)
    assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--topic", "Hälsa"], ["a"]),
        (["--kind", "nyhet", "--kind", "rapport"], ["b", "a"]),
        (["--publisher", "Kommunen"], ["b"]),
        (["--language", "en"], ["c"]),
        (["--from", "2020"], ["a", "c"]),
        (["--to", "2019-05-01"], ["b"]),
        (["--from", "2021", "--date", "reviewed"], ["c"]),
        (["--size", "2", "--page", "2"], ["c"]),
        (["--sort", "newest"], ["c", "a", "b"]),
    ],
)
def test_search_filters_sorts_and_pages(
    run: Run, index: Path, options: list[str], found: list[str]
) -> None:
    outcome = run("search", "", "--sort", "oldest", *options, "--json", "--index", index)
    assert [hit["id"] for hit in outcome.json["hits"]] == found


def test_search_for_people_shows_hits_in_swedish(run: Run, index: Path) -> None:
    outcome = run("search", "skolan elevhälsan", "--index", index)
    assert outcome.status == 0
    assert "2 träffar på" in outcome.out
    assert "1. Artikel a" in outcome.out
    assert "publicerad 2019-05" in outcome.out
    assert "Saknar: elevhälsan" in outcome.out


def test_the_terminal_parts_hits_that_lack_words_from_the_others(run: Run, index: Path) -> None:
    for order in ("newest", "relevance"):
        lines = run(
            "search", "skolan elevhälsan", "--sort", order, "--index", index
        ).out.splitlines()
        divider = lines.index("Träffar som saknar något av orden")
        (with_all,) = [at for at, line in enumerate(lines) if line.startswith("1. Artikel a")]
        (with_some,) = [at for at, line in enumerate(lines) if line.startswith("2. ")]
        assert with_all < divider < with_some
    assert "som saknar" not in run("search", "skolan", "--index", index).out


@pytest.mark.parametrize("query", ["", "((", '"', "-", "*", "år:x", "\0", "a\udcffb", "x" * 10_000])
def test_any_question_is_answered(run: Run, index: Path, query: str) -> None:
    outcome = run("search", "--json", "--index", index, "--", query)
    assert outcome.status == 0
    assert outcome.json["query"] == query
    assert run("search", "--index", index, "--", query).status == 0


@pytest.mark.parametrize("text", ["2019-05-17skräp", "20_19", "2019-05-", "31 maj"])
def test_only_whole_dates_are_dates(run: Run, index: Path, text: str) -> None:
    assert run("search", "skola", "--from", text, "--index", index).status == 2


def test_dates_in_wrong_order_are_refused(run: Run, index: Path) -> None:
    outcome = run("search", "skola", "--from", "2022", "--to", "2020", "--index", index)
    assert outcome.status == 2
    assert "--from 2022 ligger efter --to 2020" in outcome.err


def test_the_terminal_tells_what_was_searched(run: Run, index: Path) -> None:
    respelled = run("search", "elevhäslan", "--index", index).out
    assert "”elevhäslan” gav inga träffar. Här är träffarna för ”elevhälsan”." in respelled
    widened = run("search", "elev hälsan", "--index", index).out
    assert "Vi sökte även på elevhälsan." in widened
    exact = run("search", "elev hälsan", "--exact", "--index", index).out
    assert "Vi sökte även" not in exact


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_an_impossible_date_is_wrong_usage(run: Run, index: Path, option: str) -> None:
    outcome = run("search", "x", option, "2019-02-31", "--index", index)
    assert outcome.status == 2
    assert f"{option} 2019-02-31" in outcome.err
    assert "Skriv 2019" in outcome.err


def test_the_terminal_shows_the_reference_that_matched(run: Run, tmp_path: Path) -> None:
    source = write_source(tmp_path / "a.jsonl", article("a", "Ljud.", reference="PM 2010:01"))
    assert run("reindex", str(source), "--index", tmp_path / "index").status == 0
    assert "PM 2010:01" in run("search", "pm2010-1", "--index", tmp_path / "index").out
    assert "PM 2010:01" not in run("search", "ljud", "--index", tmp_path / "index").out
    lacking = run("search", "PM 2010:2", "--index", tmp_path / "index").out
    assert "Inget i arkivet har numret ”PM 2010:2”." in lacking
