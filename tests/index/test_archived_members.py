"""Members of archives come and go with their archive, and none is lost when one is not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.index.archive import Archive
from tests.read.hostile import zipped


@pytest.fixture
def folder(archive: Archive) -> Path:
    path = archive.folder / "mapp"
    path.mkdir()
    archive.sources["mapp"] = {"path": str(path)}
    return path


def lines(*ids: str) -> bytes:
    records = ({"id": id_, "title": id_, "text": f"Text om {id_}."} for id_ in ids)
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def write(folder: Path, **members: bytes) -> None:
    made = zipped(*((f"{name}.jsonl", data) for name, data in members.items()))
    (folder / "x.zip").write_bytes(made)


def test_a_member_with_a_repeated_id_is_read_again_and_keeps_its_others(
    archive: Archive, folder: Path
) -> None:
    write(folder, a=lines("1", "2"), b=lines("2", "3"))
    archive.reindex()
    assert archive.found() == ["1", "2", "3"]
    for _ in range(2):
        archive.reindex()
        assert archive.found() == ["1", "2", "3"]
    write(folder, a=lines("1"), b=lines("2", "3"))
    archive.reindex(allow_shrink=True)
    assert archive.found() == ["1", "2", "3"]


def test_a_member_that_goes_takes_its_articles_with_it(archive: Archive, folder: Path) -> None:
    write(folder, a=lines("1"), b=lines("2"))
    archive.reindex()
    write(folder, b=lines("2"))
    archive.reindex(allow_shrink=True)
    assert archive.found() == ["2"]
