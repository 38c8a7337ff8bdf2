"""The `sokverket` command: the group that each topic's commands are registered in."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.commands.analyse import analyse, explain
from indexer.commands.evaluate import evaluate
from indexer.commands.generations import rollback, withdraw
from indexer.commands.reindex import reindex, watch
from indexer.commands.search import search
from indexer.commands.status import status
from indexer.commands.synonyms import synonyms
from indexer.commands.topics import topics
from indexer.swedish_click import OpenGroup, run


@click.group(cls=OpenGroup)
@click.option("--index", type=click.Path(path_type=Path), help="Mappen som indexet ligger i.")
@click.option("--settings", type=click.Path(path_type=Path), help="Inställningsfilen.")
@click.version_option(package_name="sokverket", message="%(version)s", help="Visa versionen.")
@click.pass_context
def cli(ctx: click.Context, index: Path | None, settings: Path | None) -> None:
    """Sökverket: sök i allt som myndigheten har publicerat."""
    ctx.obj = {"index": index, "file": settings}


def main() -> None:
    """Run the command and exit: 0 done, 1 refused or failed, 2 wrong usage."""
    run(cli)


cli.add_command(analyse)
cli.add_command(evaluate)
cli.add_command(explain)
cli.add_command(reindex)
cli.add_command(rollback)
cli.add_command(search)
cli.add_command(status)
cli.add_command(synonyms)
cli.add_command(topics)
cli.add_command(watch)
cli.add_command(withdraw)
