"""`sokverket explain`: why does an article rank where it does?"""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.app import Library
from indexer.commands.changes import describe_removal
from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.commands.swedish_click import SwedishCommand
from indexer.errors import SokverketError
from indexer.search.answer import in_swedish
from indexer.search.explain import Explanation
from indexer.search.searcher import Searcher


@click.command(cls=SwedishCommand)
@click.argument("query", metavar="FRÅGA")
@click.argument("article", metavar="ID")
@as_json
@index_option
@click.pass_context
def explain(ctx: click.Context, query: str, article: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa varför en artikel hamnar där den gör för en fråga."""
    library = open_library(ctx)
    explanation = library.ask(Searcher.explain, query, article)
    if explanation is None:
        raise SokverketError(f"Artikeln ”{article}”", *_why_missing(library, article))
    if as_json:
        print_json(asdict(explanation))
    else:
        _print_explanation(explanation, query)


def _why_missing(library: Library, article: str) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of an article that the index has not."""
    if since := library.withdrawn_since(article):
        return (
            f"den finns inte i indexet: den är undantagen sedan {since}",
            "Ska den få komma tillbaka: sokverket withdraw --release ID.",
        )
    if removed := library.removal(article):
        reason, remedy = describe_removal(*removed)
        return f"den finns inte i indexet: {reason}", remedy
    return "den finns inte i indexet", "Kontrollera id:t med search --json."


def _print_explanation(explanation: Explanation, query: str) -> None:
    """Print where an article ranks and what each part of the question adds."""
    console = Console(markup=False, highlight=False)
    if explanation.searched != query:
        console.print(f"”{query}” gav inga träffar. Förklaringen gäller ”{explanation.searched}”.")
    place = f"plats {explanation.rank}" if explanation.rank else "hittas inte"
    console.print(Text(f"{explanation.title}: {place}, poäng {explanation.score:.3f}"))
    table = Table("Del av frågan", "I artikeln", "Bidrag")
    for share in explanation.shares:
        forms = ", ".join(f"{form} ({times})" for form, times in share.found)
        table.add_row(Text(in_swedish(share.part)), Text(forms), f"{share.score:.3f}")
    console.print(table)
