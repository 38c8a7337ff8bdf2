"""What was read by machine is kept as long as an article of the index uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indexer.errors import EngineError
from indexer.index import Report
from indexer.index.store import Store
from tests.index.archive import Archive, article
from tests.read.made import pdf_of
from tests.read.scans import NO_TEXT, FakeProgram

pytestmark = pytest.mark.slow

WORD = "kvabblodinn"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeProgram:
    fake = FakeProgram(tmp_path / "program", monkeypatch)
    fake.finds("Beslut om gungor", f"Om {WORD} i skolan.")
    return fake


@pytest.fixture
def scans(tmp_path: Path, fake: FakeProgram) -> Archive:
    """An archive with an article and two scanned files."""
    assert fake.calls == []
    archive = Archive(tmp_path)
    archive.write("nyheter", article("n1", "Om skolan."))
    folder = tmp_path / "filer"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.pdf").write_bytes(pdf_of(NO_TEXT + b" " * number))
    archive.sources["filer"] = {"path": str(folder)}
    return archive


def kept(archive: Archive) -> list[str]:
    """Return the articles whose scanned pages are kept; each has a result of its own."""
    results = Store(archive.index).machine_read
    users = results.users()
    files = {path.stem for path in results.folder.glob("*.pdf")}
    assert set(users.values()) == files
    return sorted(users)


def reindex(archive: Archive, **more: Any) -> Report:
    return archive.reindex(ocr=True, **more)


def test_it_is_found_and_says_so(scans: Archive, fake: FakeProgram) -> None:
    reindex(scans)
    hits = scans.answer(WORD).hits
    assert [hit.article.machine_read for hit in hits] == [True] * len(hits) != []
    assert kept(scans) == ["filer/1.pdf", "filer/2.pdf"]
    reindex(scans, full=True)
    assert len(fake.calls) == 2


def test_what_is_withdrawn_goes(scans: Archive) -> None:
    reindex(scans)
    scans.library().withdraw(["filer/1.pdf"])
    assert kept(scans) == ["filer/2.pdf"]
    reindex(scans, full=True)
    assert kept(scans) == ["filer/2.pdf"]
    scans.library().withdraw(["filer/2.pdf"])
    assert kept(scans) == []


def test_what_no_article_uses_goes_with_its_generations(scans: Archive) -> None:
    reindex(scans)
    (scans.folder / "filer" / "1.pdf").unlink()
    for number in range(4):
        scans.write("nyheter", article("n1", f"Om skolan {number}."))
        reindex(scans)
        if len({one.name for one in Store(scans.index).generations()}) == number + 2:
            assert kept(scans) == ["filer/1.pdf", "filer/2.pdf"]
    for generation in Store(scans.index).generations()[:-1]:
        Store(scans.index).discard(generation)
    reindex(scans)
    assert kept(scans) == ["filer/2.pdf"]


def test_internal_files_leave_nothing_in_a_public_index(scans: Archive) -> None:
    scans.sources["filer"]["audience"] = "internal"
    reindex(scans)
    assert kept(scans) == []
    reindex(scans, audience="internal", full=True)
    assert kept(scans) == ["filer/1.pdf", "filer/2.pdf"]


def test_a_run_that_fails_keeps_what_it_read(
    scans: Archive, fake: FakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise EngineError("Indexet", "det gick inte", "Försök igen.")

    with monkeypatch.context() as patch:
        patch.setattr("indexer.index.reindex.check_engine", fail)
        with pytest.raises(EngineError):
            reindex(scans)
    assert len(fake.calls) == 2
    reindex(scans)
    assert len(fake.calls) == 2


def test_a_program_that_is_missing_is_told_once(
    scans: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("indexer.app.find_program", lambda _: None)
        report = reindex(scans)
    told = [finding for finding in report.findings if finding.item == "Inställningen ocr"]
    assert [finding.refused for finding in told] == [False]
    assert report.rejected == 2
    assert reindex(scans).rejected == 0
    assert kept(scans) == ["filer/1.pdf", "filer/2.pdf"]


def test_a_trial_leaves_nothing(scans: Archive, fake: FakeProgram) -> None:
    (trial,) = scans.library(ocr=True).try_sources(["filer"], 5)
    assert len(fake.calls) == 2
    assert "Beslut om gungor" in repr(trial)
    assert not (scans.index / "ocr").exists()
