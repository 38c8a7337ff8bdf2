"""Findings as a file that spreadsheets open."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from indexer.errors import SourceError, explain_failure
from indexer.read import Finding

_HEADINGS = ("vad", "orsak", "åtgärd", "avvisad", "antal")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins with these, a spreadsheet would run."""


def write_findings(path: Path, findings: Iterable[Finding]) -> None:
    """Write the findings as CSV; raise SourceError when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            table = csv.writer(file, delimiter=";")
            table.writerow(_HEADINGS)
            for one in findings:
                refused = "ja" if one.refused else "nej"
                table.writerow([*map(_inert, (one.item, one.reason, one.remedy)), refused,
                                one.times])  # fmt: skip
    except OSError as error:
        raise SourceError(
            str(path), f"filen kan inte skrivas ({explain_failure(error)})", "Välj en annan plats."
        ) from error


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
