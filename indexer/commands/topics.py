"""`sokverket topics`: look over the topic list, and the topics that articles get."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.commands.amounts import counted, percent
from indexer.commands.options import (
    as_json,
    index_option,
    open_library,
    print_json,
    read_settings,
)
from indexer.commands.swedish_click import FAILED, SwedishCommand, SwedishGroup
from indexer.errors import SettingsError, SokverketError
from indexer.search.answer import ArticleList, TopicLink
from indexer.search.as_json import topic_links_as_json
from indexer.search.searcher import Searcher
from indexer.topics import check_vocabulary
from indexer.topics.evaluation import TopicEvaluation, TopicFigures
from indexer.topics.suggesting import Suggestions

_ORIGINS = {"metadata": "redaktionen", "vocabulary": "ord i texten", "model": "förslag"}


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
        found = counted(len(vocabulary), "ämne", "ämnen")
        warnings = counted(len(problems) - fatal, "varning", "varningar")
        click.echo(f"{found}, {fatal} fel, {warnings}.")
    if fatal:
        sys.exit(FAILED)


@topics.command(cls=SwedishCommand)
@as_json
@index_option
@click.pass_context
def evaluate(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Pröva ämnesmodellen mot redaktionens ämnen (korsvalidering)."""
    library = open_library(ctx)
    result = library.evaluate_topics()
    if as_json:
        print_json(_evaluation_as_json(result))
    else:
        labels = {topic.id: topic.label for topic in library.ask(Searcher.topics)}
        _print_evaluation(result, labels)


@topics.command(cls=SwedishCommand)
@click.argument("article", metavar="ID")
@as_json
@index_option
@click.pass_context
def suggest(ctx: click.Context, article: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa vilka ämnen en artikel kan ha, och vilka ord som talar för dem."""
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
        _print_suggestions(found)


@topics.command(cls=SwedishCommand)
@click.option("--page", type=click.IntRange(min=1), default=1, help="Vilken sida av listan.")
@click.option("--size", type=click.IntRange(1, 1000), default=50, help="Artiklar per sida.")
@as_json
@index_option
@click.pass_context
def untagged(ctx: click.Context, /, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Visa artiklar som redaktionen inte har gett något ämne."""
    found = open_library(ctx).ask(Searcher.untagged, options["page"], options["size"])
    if as_json:
        print_json(_untagged_as_json(found))
    else:
        _print_untagged(found)


def _print_evaluation(result: TopicEvaluation, labels: Mapping[str, str]) -> None:
    """Print how well topics are proposed, the worst topics first."""
    console = Console(markup=False, highlight=False)
    micro = result.micro
    console.print(
        f"{result.articles} artiklar, {len(result.topics)} ämnen. Av förslagen är"
        f" {percent(micro.precision)} rätt, och {percent(micro.recall)} av redaktionens ämnen"
        " föreslås."
    )
    console.print(
        f"F1 {micro.f1:.3f} (mikro) och {result.macro_f1:.3f} (makro);"
        f" bästa förslaget är rätt för {percent(result.precision_at_1)} av artiklarna."
    )
    names = ("Ämne", "Artiklar", "Förslag", "Rätt", "Precision", "Täckning", "F1")
    table = Table(*names, title="Ämnen, de svåraste först")
    for one in sorted(result.topics, key=lambda one: one.f1):
        table.add_row(*map(Text, _cells(one, labels)))
    console.print(table)
    if result.confusions:
        table = Table("Redaktionens ämne", "Föreslogs i stället", "Artiklar", title="Förväxlingar")
        for pair in result.confusions:
            pairs = (labels.get(pair.tagged, pair.tagged), labels.get(pair.proposed, pair.proposed))
            table.add_row(*map(Text, (*pairs, str(pair.articles))))
        console.print(table)


def _evaluation_as_json(result: TopicEvaluation) -> dict[str, Any]:
    """Return the evaluation as JSON values."""
    return {
        "articles": result.articles,
        "micro_f1": round(result.micro.f1, 4),
        "macro_f1": round(result.macro_f1, 4),
        "precision": round(result.micro.precision, 4),
        "recall": round(result.micro.recall, 4),
        "precision_at_1": round(result.precision_at_1, 4),
        "threshold": round(result.threshold, 4),
        "topics": [
            asdict(one)
            | {name: round(getattr(one, name), 4) for name in ("precision", "recall", "f1")}
            for one in result.topics
        ],
        "confusions": [asdict(pair) for pair in result.confusions],
    }


def _print_suggestions(found: Suggestions) -> None:
    """Print the topics that an article could have and the words that spoke for each."""
    console = Console(markup=False, highlight=False)
    console.print(Text(found.title, style="bold"))
    table = Table("Ämne", "Enligt", "Sannolikhet", Column("Ord som talar för", overflow="fold"))
    for topic in found.editors:
        table.add_row(*map(Text, (found.labels[topic], _ORIGINS["metadata"], "", "")))
    for match in found.matched:
        words = ", ".join(match.evidence)
        table.add_row(*map(Text, (found.labels[match.topic], _ORIGINS["vocabulary"], "", words)))
    for one in found.learnt:
        words = ", ".join(f"{term} {share:.2f}" for term, share in one.words)
        origin = _ORIGINS["model"] if one.sure else "för osäkert"
        cells = (found.labels[one.topic], origin, percent(one.probability), words)
        table.add_row(*map(Text, cells))
    console.print(table)
    if not found.has_model:
        console.print("Indexet har ingen ämnesmodell.")


def _print_untagged(found: ArticleList) -> None:
    """Print a page of the articles without an editor's topic."""
    console = Console(markup=False, highlight=False)
    articles = counted(found.total, "artikel", "artiklar")
    console.print(f"{articles} utan redaktionens ämnen.")
    columns = (Column(name, overflow="fold") for name in ("Artikel", "Id", "Ämnen nu"))
    table = Table(*columns)
    for one in found.articles:
        table.add_row(*map(Text, (one.article.title, one.article.id, _named(one.topics))))
    if found.articles:
        console.print(table)


def _untagged_as_json(found: ArticleList) -> dict[str, Any]:
    """Return a page of the articles without an editor's topic as JSON values."""
    return {
        "total": found.total,
        "articles": [
            {
                "id": one.article.id,
                "title": one.article.title,
                "url": one.article.url,
                "topics": topic_links_as_json(one.topics),
            }
            for one in found.articles
        ],
    }


def _cells(one: TopicFigures, labels: Mapping[str, str]) -> tuple[str, ...]:
    shares = (percent(one.precision), percent(one.recall), f"{one.f1:.2f}")
    return (
        labels.get(one.topic, one.topic),
        *map(str, (one.tagged, one.proposed, one.right)),
        *shares,
    )


def _named(links: Iterable[TopicLink]) -> str:
    return ", ".join(f"{link.label} ({_ORIGINS[link.by]})" for link in links)
