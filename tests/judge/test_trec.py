from __future__ import annotations

from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.port import Match
from indexer.errors import FileError
from indexer.judge import JudgedSet, load_judged_set, write_run
from indexer.judge.trec import MAX_GRADE

QUERIES = "1\tVad är elevhälsa?\n2\tstöd till dövblinda\n"
QRELS = "1 0 väg/a 2\n1 0 b 0\n2 0 b 1\n"


def load(directory: Path, queries: str | bytes = QUERIES, qrels: str | bytes = QRELS) -> JudgedSet:
    paths = directory / "queries.tsv", directory / "qrels.txt"
    for path, content in zip(paths, (queries, qrels), strict=True):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_judged_set(*paths)


def test_questions_and_grades(tmp_path: Path) -> None:
    assert load(tmp_path) == JudgedSet(
        {"1": "Vad är elevhälsa?", "2": "stöd till dövblinda"},
        {"1": {"väg/a": 2, "b": 0}, "2": {"b": 1}},
    )


def test_the_files_of_other_systems_are_the_same(tmp_path: Path) -> None:
    def foreign(text: str) -> str:
        return "\ufeff" + text.replace("\n", "\r\n\r\n")

    assert load(tmp_path, foreign(QUERIES), foreign(QRELS.replace(" ", "\t"))) == load(tmp_path)


def test_a_question_may_hold_tabs_and_odd_separators(tmp_path: Path) -> None:
    judged = load(tmp_path, "1\ta\tb\u2028c\x0cd\n")
    assert judged.queries == {"1": "a\tb\u2028c\x0cd"}


def test_negative_grades_count_as_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, qrels="1 0 a -2\n").grades == {"1": {"a": 0}}


@pytest.mark.parametrize(
    "line", ["1 0 a", "1 0 a bra", "1 0 a 1 extra", "a", "1 0 a 1.5", f"1 0 a {MAX_GRADE + 1}"]
)
def test_a_broken_judgement_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(FileError, match=r"qrels\.txt, rad 5: .*TREC.*heltal"):
        load(tmp_path, qrels=QRELS + "\n" + line + "\n")


def test_a_broken_question_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"queries\.tsv, rad 3: tabben saknas"):
        load(tmp_path, queries=QUERIES + "fråga utan id\n")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"1\tr\xe4tt"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileError, match=r"queries\.tsv.*UTF-8"):
        load(tmp_path, queries=content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"borta\.tsv.*kan inte läsas \(det finns ingen"):
        load_judged_set(tmp_path / "borta.tsv", tmp_path / "qrels.txt")


def test_a_run_has_the_form_of_trec(tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    write_run(run, {"1": [Match("väg/a", 0.5, ""), Match("b", 0.5, "")], "2": []})
    rows = [line.split(" ") for line in run.read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in rows] == [
        ("1", "Q0", "väg/a", "1", "sokverket"),
        ("1", "Q0", "b", "2", "sokverket"),
    ]


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.floats(0, 1000))
def test_other_tools_read_the_ranking_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, ids: list[str], score: float
) -> None:
    run = tmp_path_factory.mktemp("run") / "run.txt"
    write_run(run, {"q": [Match(id_, score, "") for id_ in ids]})
    read = list(ir_measures.read_trec_run(str(run)))  # type: ignore[no-untyped-call]
    by_score = sorted(read, key=lambda scored: -scored.score)
    assert [scored.doc_id for scored in by_score] == ids
    assert len({scored.score for scored in read}) == len(ids)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"borta.*kan inte skrivas"):
        write_run(tmp_path / "borta" / "run.txt", {})
