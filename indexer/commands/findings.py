"""Findings as a table in the terminal, and as a file that spreadsheets open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from indexer.errors import FileError, explain_failure
from indexer.read import Finding
from indexer.spreadsheet import csv_line

_SHOWN_CAUSES = 50
_SHOWN_ITEMS = 5
_HEADINGS = ("vad", "orsak", "åtgärd", "avvisad", "antal")


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what was refused or doubtful, on stderr: findings with one cause as one row."""
    if not findings:
        return
    console = Console(stderr=True, markup=False, highlight=False)
    causes: dict[tuple[str, str, bool], list[str]] = {}
    for finding in findings:
        cause = (finding.reason, finding.remedy, finding.refused)
        causes.setdefault(cause, []).append(finding.item)
    headings = ("Vad", "Varför", "Gör så här", "Avvisad")
    table = Table(*(Column(heading, overflow="fold") for heading in headings), title="Att se över")
    for (reason, remedy, refused), items in list(causes.items())[:_SHOWN_CAUSES]:
        more = [f"och {len(items) - _SHOWN_ITEMS} till"] if len(items) > _SHOWN_ITEMS else []
        what = "\n".join([*items[:_SHOWN_ITEMS], *more])
        table.add_row(*map(Text, (what, reason, remedy, "ja" if refused else "nej")))
    console.print(table)
    if len(causes) > _SHOWN_CAUSES:
        console.print(f"… och {len(causes) - _SHOWN_CAUSES} orsaker till.")


def write_findings(path: Path, findings: Iterable[Finding]) -> None:
    """Write the findings as CSV; raise FileError when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            file.write(csv_line(_HEADINGS))
            for one in findings:
                refused = "ja" if one.refused else "nej"
                file.write(csv_line((one.item, one.reason, one.remedy, refused, str(one.times))))
    except OSError as error:
        raise FileError(
            str(path), f"filen kan inte skrivas ({explain_failure(error)})", "Välj en annan plats."
        ) from error
