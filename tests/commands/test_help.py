from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, version

import click
import pytest

from indexer.cli import COMMANDS, cli
from tests.commands.typing_in import Run
from tests.conftest import ROOT

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|args|commands?|path|integer|range|required|default|show|exit|"
    r"missing|error|invalid|such|no|try|for|the|directory|file)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sök", "x"], "Kommandot sök finns inte."),
        (["search", "x", "--form", "2019"], "Flaggan --form finns inte. Menade du --from?"),
        (["search", "x", "--zzz"], "Flaggan --zzz finns inte."),
        (["search", "-skola"], "skriv -- och blanksteg före den"),
        (["search", "x", "--sort", "upp"], "Välj bland relevance, newest, oldest."),
        (
            ["search", "x", "--size", "101"],
            "--size har ett värde som inte passar. Skriv ett heltal",
        ),
        (["search", "x", "--page", "noll"], "Skriv ett heltal från 1 och uppåt."),
        (["search", "x", "--size"], "Flaggan --size saknar värde."),
        (["search", "x", "--json=1"], "Flaggan --json tar inget värde."),
        (["search"], "FRÅGA saknas."),
        (["search", "två", "ord"], "För många ord efter kommandot: ord. Sätt citattecken"),
        (["evaluate", "--queries", "x"], "--qrels saknas."),
        (["explain", "x"], "ID saknas."),
        (["--index"], "Flaggan --index saknar värde."),
    ],
)
def test_wrong_usage_is_explained_in_swedish(run: Run, words: list[str], message: str) -> None:
    outcome = run(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("Fel. ")
    assert message in outcome.err
    assert not ENGLISH.search(outcome.err), outcome.err


@pytest.mark.parametrize("command", ["", *COMMANDS, "synonyms check", "demo", "serve"])
def test_help_is_swedish_throughout(run: Run, command: str) -> None:
    outcome = run(*command.split(), "--help")
    if outcome.status == 2:
        pytest.skip(f"{command} kommer ur paketets ingångar, och det är inte installerat")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Så skrivs det: sokverket {command}".rstrip())
    words = re.sub(r"--\S+|sokverket \w+|\[\w+(\|\w+)+\]", "", outcome.out)
    assert not ENGLISH.search(words), words


def test_every_option_is_explained(run: Run) -> None:
    for command in commands(cli):
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help, (command.name, param.name)
    assert (
        "--queries SÖKVÄG  Frågorna: id, tabb, text. Måste anges." in run("evaluate", "--help").out
    )


def commands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        yield from commands(command) if isinstance(command, click.Group) else [command]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_group_says_of_a_command_is_what_the_command_says(name: str) -> None:
    context = click.Context(cli)
    described, command = cli.described(context, name), cli.get_command(context, name)
    assert described
    assert command
    assert described is not command, "den lästes in"
    assert described.get_short_help_str(100) == command.get_short_help_str(100)
    assert command.name == name


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["okänt"]])
def test_nothing_heavy_is_loaded_to_tell_what_can_be_typed(words: list[str]) -> None:
    """No library of the project's but Click."""
    script = f"""
import sys
from indexer import cli
sys.argv[1:] = {words!r}
try:
    cli.main()
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    loaded = {name.partition(".")[0] for name in done.stderr.partition("loaded: ")[2].split()}
    assert "indexer" in loaded
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=]", one)[0] for one in project["dependencies"]} - {"click"}
    heavy = {
        name
        for name, of in packages_distributions().items()
        if needed.intersection(map(str.lower, of))
    }
    assert heavy >= {"numpy", "flask", "whoosh"}
    assert not loaded & heavy


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    outcome = run()
    assert (outcome.status, outcome.out) == (2, "")
    for name in COMMANDS:
        assert f"\n  {name} " in outcome.err


def test_the_version_is_the_packages(run: Run) -> None:
    try:
        expected = version("sokverket")
    except PackageNotFoundError:
        pytest.skip("paketet är inte installerat")
    assert run("--version").out == f"{expected}\n"
