"""Findings as a file that spreadsheets open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from indexer.errors import FileError, explain_failure
from indexer.read import Finding
from indexer.spreadsheet import csv_line

_HEADINGS = ("vad", "orsak", "åtgärd", "avvisad", "antal")


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
