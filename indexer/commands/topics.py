"""`sokverket topics`: look over the topic list, and the topics that articles get."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from indexer.commands.options import (
    as_json,
    index_option,
    open_library,
    print_json,
    read_settings,
)
from indexer.errors import SettingsError, SokverketError
from indexer.swedish_click import FAILED, SwedishCommand, SwedishGroup


@click.group(cls=SwedishGroup)
def topics() -> None:
    """Granska ämneslistan och ämnena."""


@topics.command(cls=SwedishCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@as_json
@index_option
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Kontrollera ämneslistan, den i inställningarna om ingen anges."""
    from indexer.topics import check_vocabulary  # noqa: PLC0415

    path = file or read_settings(ctx).topics
    if path is None:
        raise SettingsError("topics", "ingen fil är angiven", "Ange en fil, eller inställningen.")
    vocabulary, problems = check_vocabulary(path)
    fatal = sum(problem.fatal for problem in problems)
    if as_json:
        print_json({"topics": len(vocabulary), "problems": [asdict(one) for one in problems]})
    else:
        for one in problems:
            place = f"{path}, rad {one.line}" if one.line else str(path)
            kind = "" if one.fatal else "Varning: "
            click.echo(f"{kind}{place}: {one.reason}. {one.remedy}", err=True)
        warnings = len(problems) - fatal
        noun = "varning" if warnings == 1 else "varningar"
        topics = "ämne" if len(vocabulary) == 1 else "ämnen"
        click.echo(f"{len(vocabulary)} {topics}, {fatal} fel, {warnings} {noun}.")
    if fatal:
        sys.exit(FAILED)


@topics.command(cls=SwedishCommand)
@as_json
@index_option
@click.pass_context
def evaluate(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Pröva ämnesmodellen mot redaktionens ämnen (korsvalidering)."""
    from indexer.reporting_topics import evaluation_as_json, print_evaluation  # noqa: PLC0415
    from indexer.search.searcher import Searcher  # noqa: PLC0415

    library = open_library(ctx)
    result = library.evaluate_topics()
    if as_json:
        print_json(evaluation_as_json(result))
    else:
        labels = {topic.id: topic.label for topic in library.ask(Searcher.topics)}
        print_evaluation(result, labels)


@topics.command(cls=SwedishCommand)
@click.argument("article", metavar="ID")
@as_json
@index_option
@click.pass_context
def suggest(ctx: click.Context, article: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa vilka ämnen en artikel kan ha, och vilka ord som talar för dem."""
    from indexer.reporting_topics import print_suggestions  # noqa: PLC0415

    found = open_library(ctx).suggest_topics(article)
    if found is None:
        raise SokverketError(
            f"Artikeln ”{article}”",
            "den finns inte i indexet",
            "Kontrollera id:t med search --json.",
        )
    if as_json:
        print_json(asdict(found))
    else:
        print_suggestions(found)


@topics.command(cls=SwedishCommand)
@click.option("--page", type=click.IntRange(min=1), default=1, help="Vilken sida av listan.")
@click.option("--size", type=click.IntRange(1, 1000), default=50, help="Artiklar per sida.")
@as_json
@index_option
@click.pass_context
def untagged(ctx: click.Context, /, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Visa artiklar som redaktionen inte har gett något ämne."""
    from indexer.reporting_topics import print_untagged, untagged_as_json  # noqa: PLC0415
    from indexer.search.searcher import Searcher  # noqa: PLC0415

    found = open_library(ctx).ask(Searcher.untagged, options["page"], options["size"])
    if as_json:
        print_json(untagged_as_json(found))
    else:
        print_untagged(found)
