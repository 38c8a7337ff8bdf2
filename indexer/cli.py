"""The `sokverket` command: the group of all commands, and where each is found."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.commands.lazy_group import LazyGroup
from indexer.commands.swedish_click import run

COMMANDS = {
    "acronyms": "indexer.commands.acronyms:acronyms",
    "analyse": "indexer.commands.analyse:analyse",
    "evaluate": "indexer.commands.evaluate:evaluate",
    "explain": "indexer.commands.explain:explain",
    "reindex": "indexer.commands.reindex:reindex",
    "rollback": "indexer.commands.generations:rollback",
    "search": "indexer.commands.search:search",
    "sources": "indexer.commands.sources:sources",
    "status": "indexer.commands.status:status",
    "synonyms": "indexer.commands.synonyms:synonyms",
    "topics": "indexer.commands.topics:topics",
    "watch": "indexer.commands.watch:watch",
    "withdraw": "indexer.commands.generations:withdraw",
}


@click.group(cls=LazyGroup, places=COMMANDS)
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
