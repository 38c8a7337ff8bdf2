"""`sokverket reindex`: bring the index up to date with its sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from indexer.commands.changes import write_changes
from indexer.commands.findings import print_findings, write_findings
from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.progress import show_progress
from indexer.commands.report import print_report, report_as_json, unread
from indexer.commands.swedish_click import FAILED, SwedishCommand
from indexer.commands.trial import try_sources
from indexer.errors import SourceError
from indexer.index import NothingReadError


@click.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--engine", help="Sökmotorn som indexet byggs med.")
@click.option("--full", is_flag=True, help="Bygg allt på nytt.")
@click.option("--allow-shrink", is_flag=True, help="Godta att många artiklar försvinner.")
@click.option("--allow-regression", is_flag=True, help="Godta att gyllene frågor svaras sämre.")
@click.option("--try", "trial", is_flag=True, help="Läs bara, och visa några artiklar.")
@click.option("--release", is_flag=True, help="Låt det nyaste svara igen efter en rollback.")
@click.option("--accept-refused", is_flag=True, help="Godta att artiklar avvisas.")
@click.option("--changes", type=click.Path(path_type=Path),
              help="Skriv allt nytt, ändrat och borttaget som CSV.")  # fmt: skip
@click.option("--findings", type=click.Path(path_type=Path),
              help="Skriv allt avvisat och tveksamt som CSV.")  # fmt: skip
@as_json
@index_option
@click.pass_context
def reindex(ctx: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Läs källor (mappar, filer eller namn) och för in det nya i indexet.

    Slutkoden är 0 när allt lästes, och annars 1: något avvisades eller kunde inte läsas.
    """
    library = open_library(ctx, engine=options["engine"])
    if options["trial"]:
        chosen = ("as_json", "accept_refused")
        try_sources(library, sources, **{name: options[name] for name in chosen})
        return
    allowed = ("full", "allow_shrink", "allow_regression", "release")
    try:
        with show_progress() as progress:
            report = library.reindex(
                sources, progress=progress, **{name: options[name] for name in allowed}
            )
    except SourceError as error:
        findings = error.findings if isinstance(error, NothingReadError) else ()
        print_findings(findings)
        if options["findings"] and findings:
            write_findings(options["findings"], findings)
        click.echo(f"Fel. {error}\nIndexet är orört.", err=True)
        ctx.exit(FAILED)
    print_report(report)
    if options["as_json"]:
        print_json(report_as_json(report))
    if options["findings"]:
        write_findings(options["findings"], library.findings())
    if options["changes"]:
        write_changes(options["changes"], report.changes)
    if told := unread(report):
        click.echo(told, err=True)
    accepted = options["accept_refused"] and not report.unread.total
    if told and not accepted:
        ctx.exit(FAILED)
