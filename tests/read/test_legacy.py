"""Older files of Office, read by the operator's command."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.read import Source
from indexer.settings import choose_sources
from tests.read.conftest import Outcome, outcome
from tests.read.made import docx
from tests.read.made_office import compound

pytestmark = pytest.mark.slow

DOC = compound({"WordDocument": b"x" * 100})


def read(folder: Path, program: str, *, data: bytes = DOC, name: str = "x.doc") -> Outcome:
    """Read an older file with a program in Python as the command."""
    archive = folder / "arkiv"
    archive.mkdir()
    (archive / name).write_bytes(data)
    script = folder / "las.py"
    script.write_text(program, encoding="utf-8")
    source = Source("arkiv", str(archive))
    return outcome(replace(source, legacy_reader=program and f"{sys.executable} {script} {{file}}"))


def test_what_the_command_prints_is_read_as_text(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "print('Gammalt beslut\\n\\nBeslutet gäller.')")
    assert (article.title, article.sections[0].paragraphs) == (
        "Gammalt beslut",
        ("Beslutet gäller.",),
    )
    assert article.id == "arkiv/x.doc"


def test_a_file_that_the_command_makes_is_read(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(docx("Title|Gammalt beslut", "Beslutet gäller."))
    program = f"import shutil; shutil.copy({str(made)!r}, 'fil.docx'); print('convert')"
    (article,), _ = read(tmp_path, program)
    assert (article.title, article.sections[0].paragraphs) == (
        "Gammalt beslut",
        ("Beslutet gäller.",),
    )


def test_without_a_command_the_remedy_is_said(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, "")
    assert finding.refused
    assert "legacy_reader" in finding.reason
    assert ".docx" in finding.remedy


@pytest.mark.usefixtures("same_process")
@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import sys; sys.exit(3)", "slutkod 3"),
        ("import time; time.sleep(60)", "tog mer än"),
        ("print('')", "gav ingen text"),
        ("open('fil.exe', 'w').write('x')", "formatet .exe"),
        ("open('fil.docx', 'w').write('x')", "inget helt Word-dokument"),
    ],
)
def test_a_command_that_fails_costs_its_own_file(
    tmp_path: Path,
    program: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("indexer.read.legacy.SECONDS", 2)
    _, (finding,) = read(tmp_path, program)
    assert reason in finding.reason


def test_a_command_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.doc").write_bytes(DOC)
    _, (finding,) = outcome(Source("a", str(tmp_path), legacy_reader="finnsinte -x"))
    assert "finnsinte" in finding.reason


@pytest.mark.parametrize(
    "data",
    [
        docx("Title|Titel", "Text."),
        b"{\\rtf1 Titel h\\'e4r\\par Text.}",
        b"<html><h1>Titel</h1><p>Text.",
    ],
)
def test_what_only_has_the_older_name_needs_no_command(tmp_path: Path, data: bytes) -> None:
    (article,), _ = read(tmp_path, "", data=data)
    assert article.sections[0].paragraphs == ("Text.",)


def test_the_setting_reaches_every_source() -> None:
    (source,) = choose_sources({}, ["."], legacy_reader="antiword")
    assert source.legacy_reader == "antiword"
