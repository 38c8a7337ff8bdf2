"""`sokverket search`: ask the index."""

from __future__ import annotations

from typing import Any

import click

from indexer.commands.answer import print_answer
from indexer.commands.options import as_json, index_option, open_library, print_json, refuse_usage
from indexer.commands.search_options import search_options
from indexer.commands.swedish_click import SwedishCommand
from indexer.search.answer import in_swedish
from indexer.search.as_json import answer_as_json
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher


@click.command(cls=SwedishCommand)
@click.argument("query", metavar="FRÅGA")
@search_options
@as_json
@index_option
@click.pass_context
def search(ctx: click.Context, /, query: str, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Sök i indexet.

    Frågan skrivs som på webben: ord, "exakta fraser", -utan, +måste, början*, *slut, m?tten,
    liknande~, ELLER, OCH, INTE, NÄRA/5, titel:, ämne:, typ:, utgivare:, språk:, år:2019-2021,
    datum:"förra året" och datum:saknas.
    """
    request = SearchRequest(query, **options)
    if request.ends_before_it_begins:
        refuse_usage(f"--from {request.since} ligger efter --to {request.until}. Byt plats på dem.")
    answer = open_library(ctx).ask(Searcher.search, request)
    if as_json:
        print_json(answer_as_json(answer, in_swedish))
    else:
        print_answer(answer, request)
