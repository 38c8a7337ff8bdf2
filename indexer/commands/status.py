"""`sokverket status`: which index answers now, and how does it stand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.commands.amounts import counted, megabytes, seconds
from indexer.commands.changes import describe, describe_run, moment, runs_as_json
from indexer.commands.findings import write_findings
from indexer.commands.options import as_json, index_option, open_library, print_json, read_settings
from indexer.commands.swedish_click import SwedishCommand
from indexer.commands.unanswered import show_unanswered
from indexer.index.history import PastRun
from indexer.index.status import IndexStatus

_SHOWN_RUNS = 20


@click.command(cls=SwedishCommand)
@click.option("--queries", is_flag=True, help="Visa frågorna som inget hittade, i stället.")
@click.option("--changes", is_flag=True, help="Visa vad de senaste körningarna ändrade, i stället.")
@click.option("--findings", type=click.Path(path_type=Path),
              help="Skriv allt avvisat och tveksamt som CSV.")  # fmt: skip
@as_json
@index_option
@click.pass_context
def status(
    ctx: click.Context,
    /,
    findings: Path | None,
    as_json: bool,  # noqa: FBT001
    **instead: bool,
) -> None:
    """Visa vilket index som svarar nu, och vilka generationer som finns."""
    if instead["queries"]:
        show_unanswered(read_settings(ctx), as_json=as_json)
        return
    library = open_library(ctx)
    if instead["changes"]:
        _show_changes(library.history(), as_json=as_json)
        return
    health, index = library.health(), library.status()
    if as_json:
        print_json(asdict(health) | {"advice": health.advice} | asdict(index))
    else:
        articles = counted(health.articles, "artikel", "artiklar")
        click.echo(f"Generation {health.generation}, {health.engine}, {articles}.")
        if health.advice:
            click.echo(health.advice)
        _print_status(index)
    if findings:
        write_findings(findings, library.findings())


def _show_changes(runs: Sequence[PastRun], *, as_json: bool) -> None:
    if as_json:
        print_json(runs_as_json(runs))
        return
    for run in runs[:_SHOWN_RUNS]:
        click.echo(describe_run(run))
        for line in describe(run.changes):
            click.echo(f"  {line}")
    if not runs:
        click.echo("Ingen körning har ändrat något, så långt historien minns.")


def _print_status(status: IndexStatus) -> None:
    """Print which generations there are, and how the last run ended."""
    console = Console(markup=False, highlight=False)
    table = Table("Generation", "Byggd", "Motor", "Artiklar", "Avvisade", "Storlek", "")
    for one in reversed(status.generations):
        made = moment(one.made)
        numbers = ("", "") if one.problem else (str(one.articles), str(one.rejected))
        told = one.problem or ("svarar" if one.answers else "")
        table.add_row(*map(Text, (one.name, made, one.engine, *numbers, megabytes(one.bytes),
                                  told)))  # fmt: skip
    console.print(table)
    if status.pinned:
        console.print("Den som svarar är fäst. Släpp den med: sokverket reindex --release.")
    console.print(f"På disk tar de {megabytes(status.bytes)} tillsammans.")
    if status.withdrawn:
        console.print(f"Undantagna artiklar: {status.withdrawn}.")
    if last := status.last_run:
        when = moment(last.ended)
        done = (
            f"{counted(last.added, 'ny', 'nya')}, {counted(last.updated, 'ändrad', 'ändrade')}, "
            f"{counted(last.removed, 'borttagen', 'borttagna')}, "
            f"{counted(last.rejected, 'avvisad', 'avvisade')}. {seconds(last.seconds)}."
        )
        console.print(Text(f"Senaste körningen {when}: {last.error or done}"))
