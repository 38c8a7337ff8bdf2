"""What a run did, as people read it in a terminal and as JSON."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from indexer.commands.amounts import counted, seconds
from indexer.commands.changes import changes_as_json, describe
from indexer.commands.findings import print_findings
from indexer.index import Report
from indexer.index.difference import Difference


def print_report(report: Report) -> None:
    """Print what a reindexing did and what it refused, on stderr."""
    console = Console(stderr=True, markup=False, highlight=False)
    if report.rebuilt:
        console.print(f"Allt byggdes på nytt: {report.rebuilt}.")
    articles = counted(report.articles, "artikel", "artiklar")
    built = report.waiting or report.generation
    does = "är byggd" if report.waiting else "svarar"
    console.print(
        f"Generation {built} ({report.engine}) {does} med {articles}: "
        f"{counted(report.added, 'ny', 'nya')}, {counted(report.updated, 'ändrad', 'ändrade')}, "
        f"{counted(report.unchanged, 'oförändrad', 'oförändrade')}, "
        f"{counted(report.removed, 'borttagen', 'borttagna')}, "
        f"{counted(report.rejected, 'avvisad', 'avvisade')}. {seconds(report.seconds)}."
    )
    for line in describe(report.changes):
        click.echo(line, err=True)
    if report.topics:
        console.print(report.topics)
    if report.waiting:
        console.print(
            f"Men generation {report.generation} svarar, eftersom den är fäst."
            " Släpp den med: sokverket reindex --release."
        )
    if report.withheld:
        internal = counted(report.withheld, "intern artikel", "interna artiklar")
        console.print(f"{internal} hölls utanför det publika indexet.")
    if report.advice:
        console.print(Text(report.advice))
    print_findings(report.findings)


def unread(report: Report) -> str:
    """Return how many of what was not read, in Swedish, or nothing."""
    counts = (
        (report.refused, "artikel avvisades", "artiklar avvisades"),
        (report.unread.addresses, "adress kunde inte hämtas", "adresser kunde inte hämtas"),
        (
            report.unread.files,
            "fil eller mapp kunde inte läsas",
            "filer eller mappar kunde inte läsas",
        ),
        (report.unread.cut_short, "fil lästes inte till slut", "filer lästes inte till slut"),
    )
    told = [counted(number, one, many) for number, one, many in counts if number]
    return f"{', '.join(told)}. Resten är indexerad." if told else ""


def report_as_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON."""
    return asdict(replace(report, changes=Difference())) | {
        "rejected": report.rejected,
        "refused": report.refused,
        "advice": report.advice,
        "changes": changes_as_json(report.changes),
    }
