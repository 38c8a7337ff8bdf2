from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.typing_in import Run


@pytest.fixture
def judged(tmp_path: Path) -> list[str]:
    (tmp_path / "queries.tsv").write_text("q1\tbuller\nq2\tnoise\n", encoding="utf-8")
    (tmp_path / "qrels.trec").write_text("q1 0 b 1\nq2 0 a 1\n", encoding="utf-8")
    return ["--queries", str(tmp_path / "queries.tsv"), "--qrels", str(tmp_path / "qrels.trec")]


def test_evaluate_measures_and_writes_a_run(
    run: Run, index: Path, judged: list[str], tmp_path: Path
) -> None:
    outcome = run("evaluate", *judged, "--run", tmp_path / "run", "--json", "--index", index)
    assert outcome.json == {"ndcg@10": 0.5, "mrr@10": 0.5, "recall@10": 0.5, "queries": 2}
    rows = [line.split() for line in (tmp_path / "run").read_text().splitlines()]
    assert ["q1", "Q0", "b", "1"] in [row[:4] for row in rows]
    assert {len(row) for row in rows} == {6}


def test_evaluate_shows_the_worst_questions(run: Run, index: Path, judged: list[str]) -> None:
    outcome = run("evaluate", *judged, "--index", index)
    assert "nDCG@10 0.5000" in outcome.out
    assert "q2 noise" in outcome.out


def test_evaluate_measures_answers_besides(
    run: Run, index: Path, judged: list[str], tmp_path: Path
) -> None:
    (tmp_path / "answers.tsv").write_text("q1\tbuller\n", encoding="utf-8")
    answers = ["--answers", str(tmp_path / "answers.tsv"), "--index", index]
    measured = run("evaluate", *judged, *answers, "--json").json
    assert set(measured) >= {"ndcg@10", "answer@1", "answer@3", "answer@10", "snippet"}
    assert measured["answer@10"] == 1
    assert measured["quoted"] == measured["quoted_right"] == 0
    assert "svar@10 1.0000" in run("evaluate", *judged, *answers).out


def test_evaluate_names_what_is_wrong_in_its_files(
    run: Run, index: Path, judged: list[str], tmp_path: Path
) -> None:
    (tmp_path / "qrels.trec").write_text("q1 0 b 1\nq1 b\n", encoding="utf-8")
    outcome = run("evaluate", *judged, "--index", index)
    assert outcome.status == 1
    assert "qrels.trec, rad 2" in outcome.err
    (tmp_path / "queries.tsv").unlink()
    outcome = run("evaluate", *judged, "--index", index)
    assert outcome.status == 1
    assert "queries.tsv" in outcome.err
