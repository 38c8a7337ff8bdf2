"""`sokverket sources`: which sources does the index have, and how did each fare?"""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.progress import show_progress
from indexer.commands.report import print_report, report_as_json
from indexer.commands.swedish_click import SwedishCommand, SwedishGroup
from indexer.index.status import SourceStatus


@click.group(cls=SwedishGroup, invoke_without_command=True)
@as_json
@index_option
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Visa källorna, deras artiklar och hur de senast lästes."""
    if ctx.invoked_subcommand:
        return
    told = open_library(ctx).sources()
    if as_json:
        print_json([asdict(one) for one in told])
    elif told:
        _print(told)
    else:
        click.echo("Det finns ingen källa ännu. Läs en: sokverket reindex MAPP.")


@sources.command(cls=SwedishCommand)
@click.argument("name", metavar="KÄLLA")
@click.option("--allow-regression", is_flag=True, help="Godta att gyllene frågor svaras sämre.")
@as_json
@index_option
@click.pass_context
def drop(ctx: click.Context, name: str, allow_regression: bool, as_json: bool) -> None:  # noqa: FBT001
    """Ta en källa ur indexet, med alla dess artiklar.

    Äldre generationer har dem kvar tills de rensas; det som är hemligt tas bort med withdraw.
    """
    library = open_library(ctx)
    with show_progress() as progress:
        report = library.drop_source(name, progress=progress, allow_regression=allow_regression)
    print_report(report)
    if name in library.settings.sources:
        click.echo(
            f"Källan ”{name}” står kvar i inställningarna, och läses igen av sokverket reindex."
            f" Ta bort [sources.{name}] om den inte ska det.",
            err=True,
        )
    if as_json:
        print_json(report_as_json(report))


def _print(told: list[SourceStatus]) -> None:
    wide = Column("Plats", overflow="fold")
    numbers = (Column(name, justify="right") for name in ("Artiklar", "Interna", "Avvisade"))
    table = Table(Column("Källa", overflow="fold"), *numbers, "Läst", wide)
    for one in told:
        last = one.ended[:16].replace("T", " ") or "–"
        if one.error:
            last += f"\nmisslyckades: {one.error}"
        place = one.location if one.configured else f"{one.location} (inte i inställningarna)"
        counts = map(str, (one.articles, one.withheld, one.rejected))
        table.add_row(*map(Text, (one.name, *counts, last, place)))
    Console(markup=False, highlight=False).print(table)
