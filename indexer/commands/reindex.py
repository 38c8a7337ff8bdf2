"""`sokverket reindex` and `sokverket watch`: bring the index up to date with its sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.errors import SokverketError
from indexer.swedish_click import SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--engine", help="Sökmotorn som indexet byggs med.")
@click.option("--full", is_flag=True, help="Bygg allt på nytt.")
@click.option("--allow-shrink", is_flag=True, help="Godta att många artiklar försvinner.")
@click.option("--allow-regression", is_flag=True, help="Godta att gyllene frågor svaras sämre.")
@click.option("--release", is_flag=True, help="Låt det nyaste svara igen efter en rollback.")
@click.option("--findings", type=click.Path(path_type=Path),
              help="Skriv allt avvisat och tveksamt som CSV.")  # fmt: skip
@as_json
@index_option
@click.pass_context
def reindex(ctx: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Läs källor (mappar, filer eller namn) och för in det nya i indexet."""
    from indexer import reporting  # noqa: PLC0415 - heavy, and --help should not wait for it
    from indexer.findings_file import write_findings  # noqa: PLC0415
    from indexer.index import NothingReadError  # noqa: PLC0415
    from indexer.progress import show_progress  # noqa: PLC0415

    library = open_library(ctx, engine=options["engine"])
    chosen = ("full", "allow_shrink", "allow_regression", "release")
    try:
        with show_progress() as progress:
            report = library.reindex(
                sources, progress=progress, **{name: options[name] for name in chosen}
            )
    except NothingReadError as error:
        reporting.print_findings(error.findings)
        if options["findings"]:
            write_findings(options["findings"], error.findings)
        raise
    reporting.print_report(report)
    if options["as_json"]:
        print_json(reporting.report_as_json(report))
    if options["findings"]:
        write_findings(options["findings"], library.findings())


@click.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--every", type=click.IntRange(min=1), default=300,
              help="Så många sekunder högst mellan två körningar; 300 om inget sägs.")  # fmt: skip
@index_option
@click.pass_context
def watch(ctx: click.Context, /, sources: tuple[str, ...], every: int) -> None:
    """Håll indexet aktuellt: för in det nya när en fil ändras, och minst med visst mellanrum."""
    from indexer.reporting import print_report  # noqa: PLC0415
    from indexer.watching import watch_paths  # noqa: PLC0415

    library = open_library(ctx)
    shown = ""
    for _ in watch_paths(library.places(sources), every):
        try:
            report = library.reindex(sources, progress=lambda *_: None)
        except SokverketError as error:
            click.echo(f"Fel. {error}", err=True)
            shown = ""
            continue
        newest = report.waiting or report.generation
        if newest != shown:
            print_report(report)
        shown = newest
