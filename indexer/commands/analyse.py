"""`sokverket analyse` and `sokverket explain`: why is something found where it is?"""

from __future__ import annotations

from dataclasses import asdict

import click

from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.errors import SokverketError
from indexer.swedish_click import SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("text", metavar="TEXT")
@as_json
@index_option
@click.pass_context
def analyse(ctx: click.Context, text: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa under vilka termer varje ord i en text går att hitta."""
    from indexer.reporting import print_tokens, token_as_json  # noqa: PLC0415

    tokens = open_library(ctx).analyse(text)
    if as_json:
        print_json([token_as_json(token, text) for token in tokens])
    else:
        print_tokens(tokens, text)


@click.command(cls=SwedishCommand)
@click.argument("query", metavar="FRÅGA")
@click.argument("article", metavar="ID")
@as_json
@index_option
@click.pass_context
def explain(ctx: click.Context, query: str, article: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa varför en artikel hamnar där den gör för en fråga."""
    from indexer.reporting import print_explanation  # noqa: PLC0415
    from indexer.search.searcher import Searcher  # noqa: PLC0415

    explanation = open_library(ctx).ask(Searcher.explain, query, article)
    if explanation is None:
        raise SokverketError(
            f"Artikeln ”{article}”",
            "den finns inte i indexet",
            "Kontrollera id:t med search --json.",
        )
    if as_json:
        print_json(asdict(explanation))
    else:
        print_explanation(explanation, query)
