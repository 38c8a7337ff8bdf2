"""`sokverket status`: which index answers now, and how does it stand?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from indexer.commands.options import as_json, index_option, open_library, print_json, read_settings
from indexer.swedish_click import SwedishCommand


@click.command(cls=SwedishCommand)
@click.option("--queries", is_flag=True, help="Visa frågorna som inget hittade, i stället.")
@click.option("--findings", type=click.Path(path_type=Path),
              help="Skriv allt avvisat och tveksamt som CSV.")  # fmt: skip
@as_json
@index_option
@click.pass_context
def status(ctx: click.Context, findings: Path | None, as_json: bool, queries: bool) -> None:  # noqa: FBT001
    """Visa vilket index som svarar nu, och vilka generationer som finns."""
    if queries:
        from indexer.commands.unanswered import show_unanswered  # noqa: PLC0415

        show_unanswered(read_settings(ctx), as_json=as_json)
        return
    from indexer.findings_file import write_findings  # noqa: PLC0415 - heavy
    from indexer.reporting import print_status  # noqa: PLC0415

    library = open_library(ctx)
    health, index = library.health(), library.status()
    if as_json:
        print_json(asdict(health) | {"advice": health.advice} | asdict(index))
    else:
        articles = "artikel" if health.articles == 1 else "artiklar"
        click.echo(
            f"Generation {health.generation}, {health.engine}, {health.articles} {articles}."
        )
        if health.advice:
            click.echo(health.advice)
        print_status(index)
    if findings:
        write_findings(findings, library.findings())
