"""`sokverket search`: ask the index."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from indexer.article import DateSpan
from indexer.commands.options import as_json, index_option, open_library, print_json
from indexer.search.request import MAX_SIZE, SearchRequest
from indexer.swedish_click import WRONG_USAGE, SwedishCommand


@click.command(cls=SwedishCommand)
@click.argument("query", metavar="FRÅGA")
@click.option("--topic", multiple=True, help="Bara artiklar med ämnet (får upprepas).")
@click.option("--kind", multiple=True, help="Bara artiklar av typen (får upprepas).")
@click.option("--publisher", multiple=True, help="Bara artiklar från utgivaren (får upprepas).")
@click.option("--language", multiple=True, help="Bara artiklar på språket (får upprepas).")
@click.option("--from", "since", help="Tidigast: 2019, 2019-05 eller 2019-05-17.")
@click.option("--to", "until", help="Senast, skrivet på samma sätt.")
@click.option("--date", type=click.Choice(["published", "reviewed"]), default="published",
              help="Vilket datum som avses.")  # fmt: skip
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance",
              help="Ordningen.")  # fmt: skip
@click.option("--exact", is_flag=True, help="Sök bara det skrivna: inga synonymer, inga rättelser.")
@click.option("--proposed/--no-proposed", default=True,
              help="Räkna med ämnen som bara ämnesmodellen föreslår (ja från början).")  # fmt: skip
@click.option("--duplicates", is_flag=True, help="Visa samma text under var och en av adresserna.")
@click.option("--page", type=click.IntRange(min=1), default=1, help="Vilken sida av träffarna.")
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=10, help="Träffar per sida.")
@as_json
@index_option
@click.pass_context
def search(ctx: click.Context, /, query: str, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Sök i indexet."""
    from indexer.search.searcher import Searcher  # noqa: PLC0415 - heavy

    request = SearchRequest(
        query=query,
        topics=options["topic"],
        kinds=options["kind"],
        publishers=options["publisher"],
        languages=options["language"],
        since=_date("--from", options["since"]),
        until=_date("--to", options["until"]),
        **{
            name: options[name]
            for name in ("date", "sort", "exact", "proposed", "duplicates", "page", "size")
        },
    )
    if request.since and request.until and request.since.start > request.until.end:
        _refuse_usage(
            f"--from {request.since} ligger efter --to {request.until}. Byt plats på dem."
        )
    answer = open_library(ctx).ask(Searcher.search, request)
    if as_json:
        from indexer.search.answer import in_swedish  # noqa: PLC0415
        from indexer.search.as_json import answer_as_json  # noqa: PLC0415

        print_json(answer_as_json(answer, in_swedish))
    else:
        from indexer.reporting import print_answer  # noqa: PLC0415

        print_answer(answer, request)


def _date(option: str, text: str | None) -> DateSpan | None:
    if not text:
        return None
    try:
        return DateSpan.parse(text)
    except ValueError:
        _refuse_usage(f"{option} {text}: det är inget datum. Skriv 2019, 2019-05 eller 2019-05-17.")


def _refuse_usage(message: str) -> NoReturn:
    click.echo(f"Fel. {message}", err=True)
    sys.exit(WRONG_USAGE)
