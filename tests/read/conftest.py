"""Made files, read back as articles and findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.read import Finding, Scanned, Source, read
from indexer.read.ahead import Reader
from indexer.read.reading import deliver
from indexer.read.wire import Task

Outcome = tuple[list[Article], list[Finding]]


def outcome(source: Source) -> Outcome:
    """Read the whole source."""
    items = list(read(source))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Finding)]


@pytest.fixture
def read_made(tmp_path: Path) -> Callable[..., Outcome]:
    """Write one file into a folder and read the folder."""

    def write_and_read(name: str, content: str | bytes, **source: str) -> Outcome:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        return outcome(Source("arkiv", str(tmp_path), **source))  # type: ignore[arg-type]

    return write_and_read


@pytest.fixture
def same_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in the test's own process, where what it replaces counts."""

    def read_here(_: Reader, stream: Iterable[Scanned | Task]) -> Iterator[Scanned]:
        for item in stream:
            if not isinstance(item, Task):
                yield item
                continue
            for items in deliver(item, lambda _: nullcontext()):
                yield from items

    monkeypatch.setattr(Reader, "read_ahead", read_here)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared texts and corpora, or skip."""
    default = Path(__file__).parents[2].parent / "shared"
    folder = Path(os.environ.get("SOKVERKET_SHARED", default))
    if not folder.is_dir():
        pytest.skip(f"the shared texts are not at {folder}; set SOKVERKET_SHARED")
    return folder
