"""`sokverket status --queries`: which questions found nothing?"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict

import click

from indexer.commands.options import print_json
from indexer.errors import SokverketError
from indexer.search.unanswered import FILE_NAME, SHOWN_FROM, read_unanswered
from indexer.settings import Settings

MOST = 100


def show_unanswered(settings: Settings, *, as_json: bool) -> None:
    """Print the questions that most often found nothing; raise SokverketError without them."""
    path = settings.index / FILE_NAME
    try:
        questions = read_unanswered(path, MOST)
    except (OSError, sqlite3.Error) as error:
        raise SokverketError(
            str(path), f"frågorna kan inte läsas ({error})", "Ta bort filen, så börjar den om."
        ) from error
    if as_json:
        print_json([asdict(one) for one in questions])
        return
    for one in questions:
        click.echo(f"{one.count:>6}  {one.last}  {one.question}")
    if not questions:
        click.echo(f"Inga frågor utan träffar har ställts {SHOWN_FROM} gånger eller fler.")
