"""`sokverket acronyms`: what the texts taught of acronyms, and the editors' review of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.commands.options import (
    as_json,
    index_option,
    open_library,
    print_json,
    read_settings,
)
from indexer.commands.reviewed import tell_check
from indexer.commands.swedish_click import SwedishCommand, SwedishGroup
from indexer.errors import FileError, IndexMissingError, SettingsError, explain_failure
from indexer.index.durable import replace_text
from indexer.search.acronym_file import Edit, ListedAcronym, check_acronyms, edit_acronyms

_NEEDED = 'Skriv överst i sokverket.toml: acronyms = "förkortningar.txt"'
_WHEN = "Servern läser filen när den startar eller tar upp en ny generation."


@click.group(cls=SwedishGroup, invoke_without_command=True)
@as_json
@index_option
@click.pass_context
def acronyms(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Visa och granska förkortningar som texterna har lärt."""
    if not ctx.invoked_subcommand:
        _list(ctx, as_json=as_json)


@acronyms.command("list", cls=SwedishCommand)
@as_json
@index_option
@click.pass_context
def list_all(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Visa förkortningarna, vad de står för och vilka artiklar som lärde dem."""
    _list(ctx, as_json=as_json)


@acronyms.command(cls=SwedishCommand)
@click.argument("acronym", metavar="FÖRKORTNING")
@as_json
@index_option
@click.pass_context
def veto(ctx: click.Context, acronym: str, as_json: bool) -> None:  # noqa: FBT001
    """Skriv i filen att en inlärd förkortning inte ska användas."""
    edit = _change(ctx, f"-{acronym}", as_json=as_json)
    if edit.added and not _is_learnt(ctx, acronym):
        click.echo(f"Texterna har inte lärt någon förkortning {acronym}.", err=True)


@acronyms.command(cls=SwedishCommand)
@click.argument("acronym", metavar="FÖRKORTNING")
@click.argument("words", metavar="ORD")
@as_json
@index_option
@click.pass_context
def add(ctx: click.Context, acronym: str, words: str, as_json: bool) -> None:  # noqa: FBT001
    """Skriv i filen vad en förkortning står för."""
    _change(ctx, f"{acronym} = {words}", as_json=as_json)


@acronyms.command(cls=SwedishCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@as_json
@index_option
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Kontrollera filen med granskade förkortningar, den i inställningarna om ingen anges."""
    path = file or _file(ctx)
    rules, problems = check_acronyms(path)
    tell_check(path, len(rules), problems, as_json=as_json)


def _list(ctx: click.Context, *, as_json: bool) -> None:
    told = open_library(ctx).acronyms()
    if as_json:
        print_json([_as_json(one) for one in told])
    elif told:
        _print(told)
    else:
        click.echo("Texterna har inte lärt någon förkortning, och ingen är tillagd.")


def _change(ctx: click.Context, line: str, *, as_json: bool) -> Edit:
    path = _file(ctx).resolve()
    edit = edit_acronyms(path, line)
    changed = bool(edit.added or edit.removed)
    if changed:
        try:
            replace_text(path, edit.text)
        except OSError as error:
            raise FileError(
                str(path),
                f"filen kan inte skrivas ({explain_failure(error)})",
                "Kontrollera rättigheterna. Ingenting är ändrat.",
            ) from error
    added, removed = str(edit.added or ""), list(map(str, edit.removed))
    if as_json:
        print_json({"file": str(path), "changed": changed, "added": added, "removed": removed})
        return edit
    for rule in removed:
        click.echo(f"Borttaget ur {path}: {rule}")
    if added:
        click.echo(f"Tillagt i {path}: {added}")
    click.echo(_WHEN if changed else f"Det står redan i {path}. Ingenting är ändrat.")
    return edit


def _file(ctx: click.Context) -> Path:
    path = read_settings(ctx).acronyms
    if path is None:
        raise SettingsError("acronyms", "ingen fil är angiven", _NEEDED)
    return path


def _is_learnt(ctx: click.Context, acronym: str) -> bool:
    with suppress(IndexMissingError):
        told = open_library(ctx).acronyms()
        return any(one.acronym.casefold() == acronym.casefold() and not one.line for one in told)
    return True


def _as_json(one: ListedAcronym) -> dict[str, Any]:
    return {**asdict(one), "by": one.by}


def _print(told: Sequence[ListedAcronym]) -> None:
    wide = (Column(name, overflow="fold") for name in ("Står för", "Enligt", "Till exempel"))
    meaning, by, places = wide
    table = Table(
        "Förkortning", meaning, by, Column("Artiklar", justify="right"), places, "Används"
    )
    for one in told:
        by_whom = "texterna" if one.line is None else f"filen, rad {one.line}"
        number = str(one.articles) if one.line is None else "–"
        used = "nej, veto" if one.vetoed else "ja"
        cells = (one.acronym, one.expansion or "–", by_whom, number, "\n".join(one.places), used)
        table.add_row(*map(Text, cells))
    Console(markup=False, highlight=False).print(table)
