"""`sokverket reindex --try`: how some articles of a source are read, as a table and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import shorten
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.app import Library
from indexer.article import Article
from indexer.commands.amounts import counted, seconds
from indexer.commands.findings import print_findings
from indexer.commands.options import print_json
from indexer.commands.swedish_click import FAILED
from indexer.index.trial import Trial

SHOWN = 10
"""So many articles of a source are shown."""

_MOST_HEADINGS = 8
_FIRST_LINES = 300


def try_sources(
    library: Library, names: Sequence[str], *, as_json: bool, accept_refused: bool
) -> None:
    """Read some of each source, all configured if none is named, and show what came of it.

    Ends the process with FAILED when a source gave no article, when something could not be read,
    and unless that is accepted when an article was refused.
    """
    trials = library.try_sources(names, SHOWN)
    if as_json:
        print_json([_as_json(trial) for trial in trials])
    else:
        for trial in trials:
            _print(trial)
    refused = sum(trial.refused for trial in trials)
    if refused:
        click.echo(f"{counted(refused, 'artikel', 'artiklar')} avvisades.", err=True)
    failed = any(trial.unread or not trial.read for trial in trials)
    if failed or (refused and not accept_refused):
        sys.exit(FAILED)


def _print(trial: Trial) -> None:
    console = Console(markup=False, highlight=False)
    if trial.articles:
        title = f"{trial.source.name}: så läses artiklarna"
        table = Table("Uppgift", Column("Läst", overflow="fold"), title=Text(title))
        for article in trial.articles:
            for name, value in _rows(article):
                table.add_row(name, Text(value))
            table.add_section()
        console.print(table)
    print_findings(trial.findings)
    read = counted(trial.read, "artikel lästes", "artiklar lästes")
    whole = "hela källan" if trial.complete else "en del av källan"
    console.print(f"{trial.source.name}: {read}, {whole}. {seconds(trial.seconds)}.")
    if trial.withheld:
        console.print(f"Av dem hålls {trial.withheld} utanför indexet (interna eller undantagna).")
    console.print("Inget är indexerat.")


def _rows(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what was read of an article; "–" where nothing was that should be."""
    dates = {
        "publicerad": article.published,
        "granskad": article.reviewed,
        "uppdaterad": article.updated,
    }
    yield "Titel", article.title
    yield "Id", article.id
    yield "Datum", ", ".join(f"{name} {day}" for name, day in dates.items() if day) or "–"
    yield "Beteckning", article.reference or "–"
    yield "Typ", article.kind or "–"
    yield "Språk", article.language
    for name, value in (
        ("Ämnen", ", ".join(article.topics)),
        ("Utgivare", ", ".join(article.publisher)),
        ("Adress", article.url),
    ):
        if value:
            yield name, value
    headings = _headings(article)
    more = [f"och {len(headings) - _MOST_HEADINGS} till"] if len(headings) > _MOST_HEADINGS else []
    yield "Rubriker", "\n".join([*headings[:_MOST_HEADINGS], *more]) or "–"
    yield "Text", _first_lines(article) or "–"


def _headings(article: Article) -> list[str]:
    return [section.heading for section in article.sections if section.heading]


def _first_lines(article: Article) -> str:
    text = " ".join(paragraph for _, paragraph, _ in article.passages())
    return shorten(text[: 2 * _FIRST_LINES], _FIRST_LINES, placeholder=" …")


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "source": trial.source.name,
        "location": trial.source.location,
        "read": trial.read,
        "withheld": trial.withheld,
        "complete": trial.complete,
        "refused": trial.refused,
        "seconds": trial.seconds,
        "articles": [_article_as_json(article) for article in trial.articles],
        "findings": [asdict(finding) for finding in trial.findings],
    }


def _article_as_json(article: Article) -> dict[str, Any]:
    dates = {name: getattr(article, name) for name in ("published", "reviewed", "updated")}
    return {
        "id": article.id,
        "title": article.title,
        **{name: str(day) if day else None for name, day in dates.items()},
        "reference": article.reference,
        "kind": article.kind,
        "language": article.language,
        "topics": article.topics,
        "publisher": article.publisher,
        "url": article.url,
        "headings": _headings(article),
        "text": _first_lines(article),
    }
