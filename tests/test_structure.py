from __future__ import annotations

import ast
import dataclasses
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from indexer import cli
from indexer.settings import Settings
from indexer.settings.sources import KEYS
from tests.conftest import ROOT

TOP_LEVEL = {"pyproject.toml", "README.md", "indexer", "webui", "data", "tests"} | {
    "LICENSE",
    "CHANGELOG.md",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = {*cli.COMMANDS, *PROJECT["entry-points"]["sokverket.commands"]}
OF_A_MACHINE = re.compile(r"(?<![\w.~])/(?:work|home|root|Users)/\w")


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """The repository's files, those that git ignores left out."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("detta är ingen utcheckning ur git")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def test_imports_point_inward() -> None:
    script = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kept, 0 broken" in done.stdout


def test_the_top_level_is_what_was_agreed(files: list[Path]) -> None:
    names = {path.relative_to(ROOT).parts[0] for path in files}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_no_file_names_a_path_of_some_machine(files: list[Path]) -> None:
    for path in files:
        found = OF_A_MACHINE.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert not found, (path, found)


@pytest.mark.parametrize("setting", [setting.name for setting in dataclasses.fields(Settings)])
def test_the_readme_tells_of_every_setting(setting: str) -> None:
    assert f"`{setting}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_the_readme_tells_of_every_key_of_a_source(key: str) -> None:
    assert re.search(rf"\b{key}\b", (ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_tells_of_every_command(command: str) -> None:
    assert f"sokverket {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_version_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?{re.escape(PROJECT['version'])}\b", changelog, re.MULTILINE)


def test_every_room_opens_with_its_question() -> None:
    rooms = [path.parent for path in (ROOT / "indexer").glob("*/__init__.py")]
    assert rooms
    for room in rooms:
        opening = (room / "__init__.py").read_text(encoding="utf-8").splitlines()[0]
        assert "?" in opening, room


def test_a_class_name_is_one_thing() -> None:
    """`Word` may be two: what a text holds, and what is asked of an engine."""
    places: dict[str, set[str]] = {}
    for path in (*(ROOT / "indexer").rglob("*.py"), *(ROOT / "webui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), set()).add(f"{path}:{node.lineno}")
    assert {name for name, found in places.items() if len(found) > 1} == {"Word"}
