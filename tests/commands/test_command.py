from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from indexer.app import Library
from indexer.article import Article
from tests.commands.typing_in import Run
from tests.conftest import ROOT


@pytest.mark.parametrize("command", [["status"], ["search", "x"], ["explain", "x", "y"]])
def test_a_missing_index_is_said_with_the_remedy(run: Run, command: list[str]) -> None:
    outcome = run(*command, "--json", "--index", "ingenstans")
    assert (outcome.status, outcome.out) == (1, "")
    assert "ingenstans: det finns inte" in outcome.err
    assert "sokverket reindex" in outcome.err


def test_the_index_may_be_named_before_and_after_the_command(run: Run, index: Path) -> None:
    assert run("--index", index, "status").status == 0
    assert run("status", "--index", index).status == 0
    assert run("--index", "ingenstans", "status", "--index", index).status == 0
    assert run("analyse", "x", "--index", index).status == 0


def test_settings_come_from_file_environment_and_command_line_in_rising_order(
    run: Run, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sokverket.toml").write_text('index = "ur-filen"\n', encoding="utf-8")
    assert "ur-filen" in run("status").err
    monkeypatch.setenv("SOKVERKET_INDEX", "ur-miljön")
    assert "ur-miljön" in run("status").err
    assert run("status", "--index", index).status == 0


def test_a_malformed_settings_file_is_named_with_the_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sokverket.toml").write_text('engine = "whoosh"\nindex = \n', encoding="utf-8")
    outcome = run("status")
    assert outcome.status == 1
    assert "sokverket.toml: filen är inte giltig TOML. Rätta rad 2" in outcome.err


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interrupted_command_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupt(*_: object, **__: object) -> Article:
        raise error

    monkeypatch.setattr(Library, "health", interrupt)
    outcome = run("status")
    assert (outcome.status, outcome.err.strip()) == (1, "Avbrutet.")


def test_the_module_is_the_command(tmp_path: Path, index: Path) -> None:
    def start(*words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "indexer", "--index", str(index), *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, **more)

    found = start("search", "buller", "--json", env={"LANG": "C"})
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout)["hits"][0]["id"] == "b"
    failed = start("reindex", str(tmp_path / "saknas"))
    assert failed.returncode == 1
    assert "finns inte" in failed.stderr.decode()
