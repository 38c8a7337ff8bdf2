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
from indexer.search.parameters import PARAMETERS
from indexer.settings import Settings
from indexer.settings.sources import KEYS
from tests.conftest import ROOT

TOP_LEVEL = {"pyproject.toml", "README.md", "indexer", "webui", "data", "tests"} | {
    "LICENSE",
    "CHANGELOG.md",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = {*cli.COMMANDS, *PROJECT["entry-points"]["sokverket.commands"]}
ROOMS = ("", "indexer", "webui")
"""Where the papers begin when they name a file."""
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
NAMED_IN = re.compile(r"`(\w+)`(?: and `\w+`)? (?:in|of) `([\w/]+\.py)`")
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


@pytest.fixture(scope="module")
def papers(files: list[Path]) -> dict[Path, str]:
    """The texts for whoever develops, those of decisions and of measurements among them."""
    return {path: path.read_text(encoding="utf-8") for path in files if path.suffix == ".md"}


def names_made_by(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name) | ast.ClassDef(name):
            return [name]
        case ast.Assign(targets):
            return [one.id for one in targets if isinstance(one, ast.Name)]
        case ast.AnnAssign(ast.Name(name)):
            return [name]
    return []


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


@pytest.mark.parametrize("option", [row.option for row in PARAMETERS if row.option])
def test_the_readme_tells_of_every_option_of_a_search(option: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"{option.rpartition('/')[2]}\b", readme)


def test_the_papers_lead_to_files(papers: dict[Path, str]) -> None:
    found = [(paper, link) for paper, text in papers.items() for link in LINK.findall(text)]
    assert found
    assert not [(paper, link) for paper, link in found if not (paper.parent / link).exists()]


def test_the_papers_name_what_the_code_has(papers: dict[Path, str]) -> None:
    """What stands as `NAME` in or of `place.py` is made in that module."""
    found = {named for text in papers.values() for named in NAMED_IN.findall(text)}
    assert found
    for name, place in found:
        (module,) = [path for room in ROOMS if (path := ROOT / room / place).is_file()]
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert name in {made for node in tree.body for made in names_made_by(node)}, (name, place)


def test_every_word_of_the_glossary_is_one_of_the_code(files: list[Path]) -> None:
    glossary = (ROOT / ".github" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    words = [
        word
        for row in re.findall(r"^\| (\*\*.+?) \|", glossary, re.MULTILINE)
        for word in re.findall(r"\*\*([\w ]+)\*\*", row)
    ]
    assert 25 <= len(words) <= 40
    code = "\n".join(
        path.read_text(encoding="utf-8").casefold()
        for path in files
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {"indexer", "webui"}
    )
    assert not [word for word in words if not re.search(rf"\b{word}s?\b", code)]


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
