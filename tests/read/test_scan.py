"""What is told of origins: read anew, as they were, or kept because they could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.errors import SourceError
from indexer.read import Finding, Kept, Origin, Scanned, Source, scan
from tests.read.test_folder import write


def told(items: Iterable[Scanned]) -> list[str]:
    """The stream in short: what each item is, and of what."""
    return [f"{type(item).__name__} {getattr(item, 'id', getattr(item, 'name', ''))}"
            for item in items if not isinstance(item, Finding)]  # fmt: skip


def fingerprints(items: Iterable[Scanned]) -> dict[str, str]:
    return {item.name: item.fingerprint for item in items if isinstance(item, Origin)}


def test_every_article_follows_its_origin(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/å.txt")
    assert told(scan(Source("arkiv", str(tmp_path)))) == [
        "Origin a/å.txt",
        "Article arkiv/a/å.txt",
        "Origin b.txt",
        "Article arkiv/b.txt",
    ]


def test_what_is_known_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    source = Source("arkiv", str(tmp_path))
    known = fingerprints(scan(source))
    assert told(scan(source, known)) == ["Unchanged a.txt", "Unchanged b.txt", "Unchanged c.txt"]
    (tmp_path / "b.txt").write_text("Ny text")
    (tmp_path / "c.txt").unlink()
    assert told(scan(source, known)) == ["Unchanged a.txt", "Origin b.txt", "Article arkiv/b.txt"]


def test_another_kind_or_publisher_of_the_source_is_a_change(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    known = fingerprints(scan(Source("arkiv", str(tmp_path))))
    (_, article) = scan(Source("arkiv", str(tmp_path), kind="nyhet"), known)
    assert isinstance(article, Article)
    assert article.kind == "nyhet"


def test_a_single_file_is_an_origin_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = Source("arkiv", str(tmp_path / "a.txt"))
    items = list(scan(source))
    assert told(items) == ["Origin a.txt", "Article arkiv"]
    assert told(scan(source, fingerprints(items))) == ["Unchanged a.txt"]


def test_what_cannot_be_listed_now_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/a.txt", "b/b.txt")
    honest = Path.iterdir

    def guarded(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return honest(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    items = list(scan(Source("arkiv", str(tmp_path))))
    assert [item for item in items if isinstance(item, Kept)] == [
        Kept("a"),
        Kept("a/", beneath=True),
    ]
    assert "Article arkiv/b/b.txt" in told(items)


def test_a_folder_that_vanishes_meanwhile_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "arkiv/a.txt", "arkiv/b.txt")
    items = scan(Source("arkiv", str(tmp_path / "arkiv")))
    next(items)
    (tmp_path / "arkiv").rename(tmp_path / "borta")
    with pytest.raises(SourceError, match="försvann under läsningen"):
        list(items)
