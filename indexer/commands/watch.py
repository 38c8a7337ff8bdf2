"""`sokverket watch`: keep the index up to date while its sources change."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import watchfiles

from indexer.commands.options import index_option, open_library
from indexer.commands.report import print_report, unread
from indexer.commands.swedish_click import SwedishCommand
from indexer.errors import SokverketError
from indexer.settings import choose_sources

SETTLED_MS = 500
"""So long nothing may change before a change is told of, so that a copy is not read half-way."""
LONGEST_MS = 10_000


@click.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--every", type=click.IntRange(min=1), default=300,
              help="Så många sekunder högst mellan två körningar; 300 om inget sägs.")  # fmt: skip
@index_option
@click.pass_context
def watch(ctx: click.Context, /, sources: tuple[str, ...], every: int) -> None:
    """Håll indexet aktuellt: för in det nya när en fil ändras, och minst med visst mellanrum."""
    library = open_library(ctx)
    chosen = choose_sources(library.settings.sources, sources)
    shown = ""
    for _ in watch_paths([Path(source.location) for source in chosen], every):
        try:
            report = library.reindex(sources, progress=lambda *_: None)
        except SokverketError as error:
            click.echo(f"Fel. {error}", err=True)
            shown = ""
            continue
        told = unread(report)
        newest = f"{report.waiting or report.generation} {told}"
        if newest != shown:
            print_report(report)
            if told:
                click.echo(told, err=True)
        shown = newest


def watch_paths(paths: Iterable[Path], seconds: int) -> Iterator[None]:
    """Yield at once, when something below the paths has changed, and after so many seconds."""
    yield
    there = [path for path in paths if path.exists()]
    while not there:
        time.sleep(seconds)
        yield
    for _ in watchfiles.watch(
        *there,
        watch_filter=None,
        debounce=LONGEST_MS,
        step=SETTLED_MS,
        rust_timeout=seconds * 1000,
        yield_on_timeout=True,
    ):
        yield
