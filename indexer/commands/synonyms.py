"""`sokverket synonyms`: look over the file of reviewed synonyms."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from indexer.commands.amounts import counted
from indexer.commands.options import as_json, index_option, print_json, read_settings
from indexer.commands.swedish_click import FAILED, SwedishCommand, SwedishGroup
from indexer.errors import SettingsError
from indexer.search.synonyms import check_synonyms


@click.group(cls=SwedishGroup)
def synonyms() -> None:
    """Granska synonymfilen."""


@synonyms.command(cls=SwedishCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@as_json
@index_option
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Kontrollera synonymfilen, den i inställningarna om ingen anges."""
    path = file or read_settings(ctx).synonyms
    if path is None:
        raise SettingsError("synonyms", "ingen fil är angiven", "Ange en fil, eller inställningen.")
    rules, problems = check_synonyms(path)
    if as_json:
        print_json({"rules": len(rules), "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(f"{path}, rad {problem.line}: {problem.reason}. {problem.remedy}", err=True)
        click.echo(f"{counted(len(rules), 'regel', 'regler')}, {len(problems)} fel.")
    if problems:
        sys.exit(FAILED)
