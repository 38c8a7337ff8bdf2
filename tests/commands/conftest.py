from __future__ import annotations

import sys
from pathlib import Path

import pytest

from indexer import cli
from indexer.app import Library
from indexer.settings import Settings
from tests.commands.typing_in import Outcome, Run, write_source
from tests.index.archive import article


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as it is typed, in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["sokverket", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), shown.out, shown.err)

    return type_in


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with three articles."""
    folder = tmp_path_factory.mktemp("cli")
    source = write_source(
        folder / "nyheter.jsonl",
        article("a", "Elevhälsan arbetar förebyggande i skolan.", kind="nyhet", topics=["Hälsa"]),
        article("b", "Buller i skolan.", kind="rapport", publisher="Kommunen", published="2019-05"),
        article("c", "Noise in schools.", language="en", published="2021", reviewed="2021-03-04"),
    )
    library = Library(Settings(index=folder / "index"))
    library.reindex([str(source)], progress=lambda *_: None)
    return folder / "index"


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Path:
    """An index of two generations in the working directory."""
    source = write_source(tmp_path / "in.jsonl", article("a"), {"id": "=fel"})
    assert run("reindex", source, "--accept-refused").status == 0
    write_source(tmp_path / "in.jsonl", article("a"), article("b"), {"id": "=fel"})
    assert run("reindex", source, "--accept-refused").status == 0
    return source
