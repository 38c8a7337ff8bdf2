"""Web archives beside each other: the latest capture of each page counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.read import Finding, Origin, scan
from indexer.settings import Source
from tests.index.archive import Archive
from tests.read.hostile import zipped
from tests.read.made import warc
from tests.read.test_scan import fingerprints


def captured(year: int, **pages: str) -> bytes:
    made = ((f"https://a.se/{name}", f"<h1>{text}</h1>".encode()) for name, text in pages.items())
    return warc(*made, date=f"{year}-01-01T00:00:00Z")


@pytest.fixture
def folder(archive: Archive) -> Path:
    path = archive.folder / "webb"
    path.mkdir()
    (path / "b.warc.gz").write_bytes(captured(2016, p="Gammal", q="Bara då"))
    (path / "a.warc.gz").write_bytes(captured(2018, p="Ny"))
    archive.sources["webb"] = {"path": str(path)}
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def titles(archive: Archive) -> list[str]:
    return sorted(hit.article.title for hit in archive.answer().hits)


@pytest.mark.usefixtures("folder")
def test_the_latest_is_shown_whatever_the_files_are_called(archive: Archive) -> None:
    report = archive.reindex()
    assert titles(archive) == ["Bara då", "Ny"]
    assert not [one for one in report.findings if "samma id" in one.reason]
    assert archive.reindex().generation == "000001"


def test_a_later_one_that_comes_takes_its_pages_over(archive: Archive, folder: Path) -> None:
    archive.reindex()
    (folder / "2020").mkdir()
    (folder / "2020" / "c.warc").write_bytes(captured(2020, p="Nyast"))
    assert archive.reindex().updated == 1
    assert titles(archive) == ["Bara då", "Nyast"]


def test_an_earlier_one_that_comes_changes_nothing_of_theirs(
    archive: Archive, folder: Path
) -> None:
    archive.reindex()
    (folder / "z.warc.gz").write_bytes(captured(2012, p="Äldst", r="Bara 2012"))
    archive.reindex()
    assert titles(archive) == ["Bara 2012", "Bara då", "Ny"]


def test_one_that_goes_gives_its_pages_back(archive: Archive, folder: Path) -> None:
    archive.reindex()
    (folder / "a.warc.gz").unlink()
    archive.reindex()
    assert titles(archive) == ["Bara då", "Gammal"]


def test_one_that_loses_a_page_gives_it_back(archive: Archive, folder: Path) -> None:
    archive.reindex()
    (folder / "a.warc.gz").write_bytes(captured(2018, s="Annan"))
    archive.reindex()
    assert titles(archive) == ["Annan", "Bara då", "Gammal"]


def test_one_that_is_cut_short_keeps_its_pages(archive: Archive, folder: Path) -> None:
    archive.reindex()
    (folder / "a.warc.gz").write_bytes(b"WARC/")
    report = archive.reindex()
    assert report.rejected == 1
    assert titles(archive) == ["Bara då", "Ny"]


def test_what_is_as_it_was_is_not_read_again(folder: Path) -> None:
    (folder / "x.zip").write_bytes(zipped(("i.warc.gz", captured(2010, t="I arkiv"))))
    source = Source("webb", str(folder))
    known = fingerprints(scan(source))
    again = list(scan(source, known))
    read = [item.name for item in again if isinstance(item, Origin)]
    assert read == ["b.warc.gz/https://a.se/p"]
    assert fingerprints(again).items() <= known.items()
    assert not [item for item in again if isinstance(item, Finding)]


def test_an_address_with_and_without_tls_is_one_page(archive: Archive, tmp_path: Path) -> None:
    old = warc(("http://a.se/p", b"<h1>Gammal</h1>"), date="2014-01-01T00:00:00Z")
    (tmp_path / "x.warc.gz").write_bytes(captured(2018, p="Ny") + old)
    archive.sources["x"] = {"path": str(tmp_path / "x.warc.gz")}
    assert archive.reindex().articles == 1
    assert titles(archive) == ["Ny"]
