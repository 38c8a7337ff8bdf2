"""A run reads only the origins that changed, and still comes to the same index."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.index import ingest
from indexer.index.generation import Generation
from indexer.index.manifest import Manifest
from indexer.read import Finding, Kept, Origin, Scanned, Source, Unchanged, scan
from tests.index.archive import Archive, article


@pytest.fixture
def folder(archive: Archive) -> Path:
    """A folder of three articles, configured as the source "mapp"."""
    path = archive.folder / "mapp"
    path.mkdir()
    archive.sources["mapp"] = {"path": str(path)}
    for name in ("a", "b", "c"):
        write(path / f"{name}.txt", f"Artikel {name}")
    return path


def write(path: Path, title: str, text: str = "Om skolan.") -> None:
    path.write_text(f"{title}\n\n{text}\n\nPublicerat torsdag 6 februari 2020\n", encoding="utf-8")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every scan tells of origins, in short."""
    seen: list[str] = []

    def listen(source: Source, known: dict[str, str], *_: object) -> Iterator[Scanned]:
        for item in scan(source, known):
            if isinstance(item, Origin | Unchanged) and item.name:
                seen.append(f"{type(item).__name__} {item.name}")
            yield item

    monkeypatch.setattr(ingest, "scan", listen)
    return seen


def test_only_what_changed_is_read(archive: Archive, folder: Path, told: list[str]) -> None:
    archive.reindex()
    told.clear()
    write(folder / "b.txt", "Artikel b", "Om buller.")
    report = archive.reindex()
    assert told == ["Unchanged a.txt", "Origin b.txt", "Unchanged c.txt"]
    assert (report.updated, report.unchanged, report.removed) == (1, 2, 0)
    assert archive.found("buller") == ["mapp/b.txt"]


def test_what_was_touched_but_is_the_same_makes_no_generation_and_is_read_once(
    archive: Archive, folder: Path, told: list[str]
) -> None:
    archive.reindex()
    os.utime(folder / "b.txt", (1, 1))
    assert archive.reindex().generation == "000001"
    told.clear()
    archive.reindex()
    assert told == ["Unchanged a.txt", "Unchanged b.txt", "Unchanged c.txt"]


def test_a_file_that_went_takes_its_articles_with_it(archive: Archive, folder: Path) -> None:
    archive.reindex()
    (folder / "b.txt").unlink()
    assert archive.reindex().removed == 1
    assert archive.found() == ["mapp/a.txt", "mapp/c.txt"]
    assert archive.reindex().unchanged == 2


def test_findings_of_what_is_unchanged_stay_in_the_report(archive: Archive, folder: Path) -> None:
    (folder / "tom.txt").write_text("")
    (folder / "bild.png").write_text("bild")
    (folder / "udda.txt").write_text("Utan datum\n\nText.\n", encoding="utf-8")
    first = archive.reindex()
    assert {(f.item, f.refused) for f in first.findings} == {
        ("mapp/tom.txt", True),
        ("mapp/bild.png", False),
        ("mapp/udda.txt", False),
    }
    again = archive.reindex()
    assert set(again.findings) == set(first.findings)
    assert (again.rejected, again.generation) == (1, "000001")
    (folder / "bild.png").unlink()
    write(folder / "tom.txt", "Inte tom")
    assert {f.item for f in archive.reindex().findings} == {"mapp/udda.txt"}


def test_a_new_setting_of_a_source_reads_it_again(archive: Archive, folder: Path) -> None:
    archive.reindex()
    archive.sources["mapp"] = {"path": str(folder), "kind": "nyhet"}
    report = archive.reindex()
    assert (report.updated, report.rebuilt) == (3, "")
    assert {hit.article.kind for hit in archive.answer().hits} == {"nyhet"}


@pytest.mark.parametrize("full", [False, True])
def test_what_cannot_be_read_now_keeps_its_articles(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch, *, full: bool
) -> None:
    archive.reindex()
    write(folder / "d.txt", "Artikel d")

    def cut_short(source: Source, known: dict[str, str], *_: object) -> Iterator[Scanned]:
        for item in scan(source, known):
            if getattr(item, "name", "").startswith("b"):
                yield Finding("mapp/b.txt", "får inte läsas", "Ge rätt att läsa.")
                yield Kept("b", beneath=True)
            elif getattr(item, "id", "") != "mapp/b.txt":
                yield item

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "scan", cut_short)
        report = archive.reindex(full=full)
    assert (report.added, report.unchanged, report.removed, report.rejected) == (1, 3, 0, 1)
    assert archive.found() == [f"mapp/{name}.txt" for name in "abcd"]
    assert archive.found("skolan") == archive.found()
    assert archive.reindex().rejected == 0


def test_a_file_cut_short_keeps_what_was_after_the_cut(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write_many("nyheter", ["a", "b", "c"])
    archive.reindex()
    archive.write("nyheter", article("a", "Ny lydelse."))

    def cut_short(source: Source, known: dict[str, str], *_: object) -> Iterator[Scanned]:
        yield from scan(source, known)
        yield Kept("nyheter.jsonl")
        yield Kept("nyheter.jsonl/", beneath=True)

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "scan", cut_short)
        report = archive.reindex()
    assert (report.updated, report.unchanged, report.removed) == (1, 2, 0)
    assert archive.found() == ["a", "b", "c"]
    assert archive.reindex(allow_shrink=True).removed == 2


def test_a_repeated_id_takes_its_turn_when_the_first_goes(archive: Archive, folder: Path) -> None:
    archive.write_many("nyheter", ["mapp/a.txt", "n"])
    report = archive.reindex()
    assert [f.item for f in report.findings] == ["mapp/a.txt (mapp, nyheter rad 1)"]
    assert archive.reindex().findings == report.findings
    (folder / "a.txt").unlink()
    report = archive.reindex()
    assert (report.updated, report.removed, report.findings) == (1, 0, ())
    assert archive.found("stycke") == ["mapp/a.txt", "n"]


def test_a_new_first_takes_over_from_an_unchanged_one(archive: Archive, folder: Path) -> None:
    archive.sources = {}
    archive.write_many("nyheter", ["n"])
    archive.sources["mapp"] = {"path": str(folder)}
    archive.reindex()
    archive.write_many("nyheter", ["n", "mapp/a.txt"])
    report = archive.reindex()
    assert (report.updated, report.rejected) == (1, 1)
    assert archive.found("stycke") == ["mapp/a.txt", "n"]
    clean = archive.reindex(full=True)
    assert (clean.updated, clean.unchanged, clean.rejected) == (0, 4, 1)


def test_internal_articles_are_counted_also_when_they_are_not_read(archive: Archive) -> None:
    archive.write("nyheter", article("a"), article("b", audience="internal", url="hemlig"))
    first, again = archive.reindex(), archive.reindex()
    assert (first.withheld, again.withheld) == (1, 1)
    assert (first.findings, again.findings) == ((), ())


@pytest.mark.usefixtures("folder")
def test_a_manifest_knows_its_origins(archive: Archive) -> None:
    archive.reindex()
    generation = Generation(archive.index / "generations" / "000001")
    fingerprints: dict[Any, str] = generation.ask(Manifest.fingerprints)
    assert set(fingerprints) == {("mapp", ""), *(("mapp", f"{name}.txt") for name in "abc")}
    assert not fingerprints["mapp", ""]


def test_a_member_of_an_archive_comes_back_when_it_is_released(
    archive: Archive, folder: Path
) -> None:
    with zipfile.ZipFile(folder / "paket.zip", "w") as packed:
        for name in ("x.txt", "y.txt"):
            packed.writestr(name, f"{name}\n\nOm skolan.\n\nPublicerat 6 februari 2020\n")
    archive.reindex()
    (hidden,) = [id_ for id_ in archive.found() if id_.endswith("x.txt")]
    archive.library().withdraw([hidden])
    for _ in range(2):
        assert archive.reindex().unchanged == 4
    archive.library().release([hidden])
    report = archive.reindex()
    assert (report.added, report.unchanged, report.removed) == (1, 4, 0)
    assert archive.reindex().unchanged == 5
