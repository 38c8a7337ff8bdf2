"""`sokverket status`: which index answers now?"""

from __future__ import annotations

from dataclasses import asdict

import click

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.swedish_click import SwedishCommand


@click.command(cls=SwedishCommand)
@as_json
@index_option
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Visa vilket index som svarar nu."""
    health = open_library(ctx).health()
    if as_json:
        print_json(asdict(health))
    else:
        articles = "artikel" if health.articles == 1 else "artiklar"
        click.echo(
            f"Generation {health.generation}, {health.engine}, {health.articles} {articles}."
        )
