from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import EngineError, FileError
from tests.index.archive import Archive, article
from tests.index.test_failures import change_facts

QUERIES = "q1\tbuller i skolan\nq2\tventilation\nq3\tlöner\n"
QRELS = "q1 0 a 1\nq2 0 b 1\nq3 0 saknas 1\n"


@pytest.fixture
def golden(archive: Archive) -> Path:
    """Golden questions, and an archive that answers them."""
    folder = archive.folder / "facit"
    folder.mkdir()
    (folder / "queries.tsv").write_text(QUERIES, encoding="utf-8")
    (folder / "qrels.trec").write_text(QRELS, encoding="utf-8")
    write(archive)
    archive.reindex(golden=folder)
    return folder


def write(archive: Archive, a: str = "Buller i skolan.", b: str = "Ventilation.") -> None:
    others = (article(f"x{number}", "Om buller i skolan.") for number in range(10))
    archive.write("nyheter", article("a", a, kind="nyhet"), article("b", b), *others)


def test_a_draft_that_no_longer_finds_an_article_is_refused(archive: Archive, golden: Path) -> None:
    write(archive, b="Om luften.")
    with pytest.raises(EngineError) as told:
        archive.reindex(golden=golden)
    assert told.value.reason == "de hittar inte längre sina artiklar: ”ventilation” (q2)"
    assert "--allow-regression" in told.value.remedy
    assert (archive.generations, archive.found("ventilation")) == (["000001"], ["b"])
    assert archive.reindex(golden=golden, allow_regression=True).generation == "000002"
    write(archive, b="Om luften igen.")
    assert archive.reindex(golden=golden).generation == "000003"


def test_a_draft_that_answers_worse_is_refused(archive: Archive, golden: Path) -> None:
    long = " ".join(["Buller i skolan."] + ["Annat."] * 400)
    archive.write(
        "nyheter",
        article("a", long, title="Annat"),
        article("b", "Ventilation."),
        *(article(f"x{n}", "Buller i skolan.", title="Buller i skolan") for n in range(4)),
    )
    with pytest.raises(EngineError, match=r"nDCG@10 har fallit från 1\.000 till .*”buller i skol"):
        archive.reindex(golden=golden, allow_shrink=True)


def test_an_article_that_went_from_its_source_is_not_asked_for(
    archive: Archive, golden: Path
) -> None:
    archive.write("nyheter", article("a", "Buller i skolan."))
    assert archive.reindex(golden=golden, allow_shrink=True).removed == 11
    archive.write("nyheter", article("c", "Annat."))
    assert archive.reindex(golden=golden, allow_shrink=True).generation == "000003"


def test_a_full_run_of_another_analysis_is_compared_too(archive: Archive, golden: Path) -> None:
    write(archive, b="Om luften.")
    with pytest.raises(EngineError, match="ventilation"):
        archive.reindex(golden=golden, full=True)
    with pytest.raises(EngineError, match="ventilation"):
        archive.reindex(golden=golden, engine="tantivy")


def test_the_gate_asks_with_the_synonyms_of_the_settings(archive: Archive, golden: Path) -> None:
    synonyms = archive.folder / "ord.txt"
    synonyms.write_text("ventilation, luftväxling\n", encoding="utf-8")
    write(archive, b="Luftväxling.")
    assert archive.reindex(golden=golden, synonyms=synonyms).generation == "000002"


@pytest.mark.parametrize(("name", "said"), [("queries.tsv", "queries"), ("qrels.trec", "qrels")])
def test_golden_questions_that_cannot_be_read_stop_the_run_before_it_begins(
    archive: Archive, golden: Path, name: str, said: str
) -> None:
    (golden / name).write_text("fel\n", encoding="utf-8")
    write(archive, b="Ventilation igen.")
    with pytest.raises(FileError, match=said):
        archive.reindex(golden=golden)
    assert archive.generations == ["000001"]


def test_a_first_run_is_compared_with_nothing(archive: Archive, golden: Path) -> None:
    write(archive, b="Om luften.")
    change_facts(archive.index / "generations" / "000001" / "facts.json", golden={})
    assert archive.reindex(golden=golden).generation == "000002"
