"""`sokverket synonyms`: look over the file of reviewed synonyms."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.commands.options import as_json, index_option, read_settings
from indexer.commands.reviewed import tell_check
from indexer.commands.swedish_click import SwedishCommand, SwedishGroup
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
    tell_check(path, len(rules), problems, as_json=as_json)
