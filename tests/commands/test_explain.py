from __future__ import annotations

from pathlib import Path

from tests.commands.typing_in import Run


def test_explain_tells_the_rank_or_that_there_is_no_such_article(run: Run, index: Path) -> None:
    explained = run("explain", "buller", "b", "--json", "--index", index).json
    assert explained.keys() == {"id", "title", "searched", "rank", "score", "shares"}
    assert (explained["id"], explained["rank"]) == ("b", 1)
    assert "plats 1" in run("explain", "buller", "b", "--index", index).out
    outcome = run("explain", "buller", "okänd", "--index", index)
    assert outcome.status == 1
    assert "Artikeln ”okänd”: den finns inte i indexet." in outcome.err


def test_explain_tells_the_words_of_the_article_and_no_stems(run: Run, index: Path) -> None:
    lines = run("explain", "skolornas bullret", "b", "--index", index).out.splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "│" in line]
    told = {part: forms for part, forms, _ in rows}
    assert told["ordet ”skolornas”"] == "skolan (1)"
    assert told["ordet ”bullret”"] == "Buller (1)"
    assert told["ordparet ”skolornas bullret”"] == ""
