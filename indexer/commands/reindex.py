"""`sokverket reindex`: bring the index up to date with its sources."""

from __future__ import annotations

import click

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.swedish_click import SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--engine", help="Sökmotorn som indexet byggs med.")
@click.option("--full", is_flag=True, help="Bygg allt på nytt.")
@click.option("--allow-shrink", is_flag=True, help="Godta att många artiklar försvinner.")
@as_json
@index_option
@click.pass_context
def reindex(
    ctx: click.Context, /, sources: tuple[str, ...], engine: str | None, **flags: bool
) -> None:
    """Läs källor (mappar, filer eller namn) och för in det nya i indexet."""
    from indexer import reporting  # noqa: PLC0415
    from indexer.index import NothingReadError  # noqa: PLC0415

    library = open_library(ctx, engine=engine)
    try:
        with reporting.show_progress() as progress:
            report = library.reindex(
                sources, full=flags["full"], allow_shrink=flags["allow_shrink"], progress=progress
            )
    except NothingReadError as error:
        reporting.print_findings(error.findings)
        raise
    reporting.print_report(report)
    if flags["as_json"]:
        print_json(reporting.report_as_json(report))
