"""The `sokverket` command: what staff and operators type."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from indexer.article import DateSpan
from indexer.errors import SettingsError, SokverketError
from indexer.search.request import MAX_SIZE, SearchRequest
from indexer.settings import Settings, load_settings
from indexer.swedish_click import FAILED, WRONG_USAGE, OpenGroup, SwedishCommand, SwedishGroup, run

if TYPE_CHECKING:
    from indexer.app import Library

as_json = click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-värde på stdout.")


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


def index_option(command: Any) -> Any:
    """Let --index stand after the command as well as before it."""
    return click.option(
        "--index",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=lambda ctx, _, value: value and ctx.obj.update(index=value),
        help="Mappen som indexet ligger i.",
    )(command)


def open_library(ctx: click.Context, /, **chosen: Any) -> Library:
    """Return the library of the command's settings."""
    from indexer.app import Library  # noqa: PLC0415 - heavy, and --help should not wait for it

    return Library(read_settings(ctx, **chosen))


def read_settings(ctx: click.Context, /, **chosen: Any) -> Settings:
    """Return the settings of the command, with what was chosen on its line."""
    return load_settings(ctx.obj["file"], index=ctx.obj["index"], **chosen)


@cli.command(cls=SwedishCommand)
@click.argument("sources", nargs=-1, metavar="[KÄLLA …]")
@click.option("--engine", help="Sökmotorn som indexet byggs med.")
@click.option("--full", is_flag=True, help="Bygg allt på nytt.")
@click.option("--allow-shrink", is_flag=True, help="Godta att många artiklar försvinner.")
@as_json
@index_option
@click.pass_context
def reindex(
    ctx: click.Context, /, sources: tuple[str, ...], engine: str | None, **flags: bool
) -> None:
    """Läs källor (mappar, filer eller namn) och för in det nya i indexet."""
    from indexer import reporting  # noqa: PLC0415
    from indexer.index import NothingReadError  # noqa: PLC0415

    library = open_library(ctx, engine=engine)
    try:
        with reporting.show_progress() as progress:
            report = library.reindex(
                sources, full=flags["full"], allow_shrink=flags["allow_shrink"], progress=progress
            )
    except NothingReadError as error:
        reporting.print_findings(error.findings)
        raise
    reporting.print_report(report)
    if flags["as_json"]:
        print_json(reporting.report_as_json(report))


@cli.command(cls=SwedishCommand)
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
@click.option("--page", type=click.IntRange(min=1), default=1, help="Vilken sida av träffarna.")
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=10, help="Träffar per sida.")
@as_json
@index_option
@click.pass_context
def search(ctx: click.Context, /, query: str, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Sök i indexet."""
    request = SearchRequest(
        query=query,
        topics=options["topic"],
        kinds=options["kind"],
        publishers=options["publisher"],
        languages=options["language"],
        since=_date("--from", options["since"]),
        until=_date("--to", options["until"]),
        **{name: options[name] for name in ("date", "sort", "exact", "page", "size")},
    )
    if request.since and request.until and request.since.start > request.until.end:
        _refuse_usage(
            f"--from {request.since} ligger efter --to {request.until}. Byt plats på dem."
        )
    answer = open_library(ctx).search(request)
    if as_json:
        from indexer.search.as_json import answer_as_json  # noqa: PLC0415

        print_json(answer_as_json(answer))
    else:
        from indexer.reporting import print_answer  # noqa: PLC0415

        print_answer(answer, request)


@cli.command(cls=SwedishCommand)
@click.option("--queries", type=click.Path(path_type=Path), required=True,
              help="Frågorna: id, tabb, text.")  # fmt: skip
@click.option("--qrels", type=click.Path(path_type=Path), required=True,
              help="Bedömningarna i TREC-form.")  # fmt: skip
@click.option("--run", "run_file", type=click.Path(path_type=Path), help="Skriv en TREC-körning.")
@click.option("--worst", type=click.IntRange(min=0), default=10, help="Visa så många sämsta.")
@as_json
@index_option
@click.pass_context
def evaluate(ctx: click.Context, /, queries: Path, qrels: Path, **options: Any) -> None:
    """Mät hur bra svaren är på frågor med bedömda artiklar."""
    from indexer.judge import write_run  # noqa: PLC0415
    from indexer.reporting import print_evaluation  # noqa: PLC0415

    result = open_library(ctx).evaluate(queries, qrels)
    if options["run_file"]:
        write_run(options["run_file"], result.ranking)
    if options["as_json"]:
        print_json(
            {
                "ndcg@10": round(result.ndcg, 4),
                "mrr@10": round(result.mrr, 4),
                "recall@10": round(result.recall, 4),
                "queries": len(result.results),
            }
        )
    else:
        print_evaluation(result, options["worst"])


@cli.command(cls=SwedishCommand)
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


@cli.command(cls=SwedishCommand)
@click.argument("query", metavar="FRÅGA")
@click.argument("article", metavar="ID")
@as_json
@index_option
@click.pass_context
def explain(ctx: click.Context, query: str, article: str, as_json: bool) -> None:  # noqa: FBT001
    """Visa varför en artikel hamnar där den gör för en fråga."""
    from indexer.reporting import print_explanation  # noqa: PLC0415

    explanation = open_library(ctx).explain(query, article)
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


@cli.command(cls=SwedishCommand)
@as_json
@index_option
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Visa vilket index som svarar nu."""
    health = open_library(ctx).health()
    if as_json:
        print_json(asdict(health))
    else:
        articles = "artikel" if health.articles == 1 else "artiklar"
        click.echo(
            f"Generation {health.generation}, {health.engine}, {health.articles} {articles}."
        )


@cli.group(cls=SwedishGroup)
def synonyms() -> None:
    """Granska synonymfilen."""


@synonyms.command(cls=SwedishCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@as_json
@index_option
@click.pass_context
def check(ctx: click.Context, file: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Kontrollera synonymfilen, den i inställningarna om ingen anges."""
    from indexer.search.synonyms import check_synonyms  # noqa: PLC0415

    path = file or read_settings(ctx).synonyms
    if path is None:
        raise SettingsError("synonyms", "ingen fil är angiven", "Ange en fil, eller inställningen.")
    rules, problems = check_synonyms(path)
    if as_json:
        print_json({"rules": len(rules), "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(f"{path}, rad {problem.line}: {problem.reason}. {problem.remedy}", err=True)
        found = "regel" if len(rules) == 1 else "regler"
        click.echo(f"{len(rules)} {found}, {len(problems)} fel.")
    if problems:
        sys.exit(FAILED)


def print_json(value: Any) -> None:
    """Print one JSON value on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


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
