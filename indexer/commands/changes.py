"""What runs changed, as people read it in a terminal, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.commands.amounts import counted
from indexer.errors import FileError, explain_failure
from indexer.index.difference import Difference, Removal, Why
from indexer.index.history import PastRun, shorten
from indexer.spreadsheet import csv_line

SHOWN = 5
"""So many ids of each kind are shown before the rest is only counted."""

REASONS: dict[Why, str] = {
    "gone": "finns inte kvar i källan",
    "refused": "avvisades",
    "renamed": "har fått ett annat id",
    "internal": "blev intern",
    "withdrawn": "är undantagen",
    "dropped": "källan togs bort",
}
"""Why an article went, in Swedish."""

_HEADINGS = ("vad", "id", "källa", "orsak", "nytt id")


def describe(changes: Difference) -> Iterator[str]:
    """Yield a line for each kind of change with the first ids."""
    hidden = len(changes.sealed)
    gone = [f"{one.id} ({_reason(one)})" for one in changes.removed]
    if hidden:
        gone[SHOWN:SHOWN] = [f"{counted(hidden, 'artikel', 'artiklar')} som inte får nämnas"]
    for what, ids in (
        ("Nya", changes.added),
        ("Ändrade", changes.updated),
        ("Borttagna", gone),
    ):
        if ids:
            rest = len(ids) - SHOWN
            more = f" och {rest} till" if rest > 0 else ""
            yield f"{what}: {', '.join(ids[:SHOWN])}{more}."


def describe_run(run: PastRun) -> str:
    """Return a run with its counts, on one line."""
    return (
        f"{moment(run.ended)}, generation {run.generation}: {counted(run.added, 'ny', 'nya')}, "
        f"{counted(run.updated, 'ändrad', 'ändrade')}, "
        f"{counted(run.removed, 'borttagen', 'borttagna')}."
    )


def describe_removal(run: PastRun, removal: Removal) -> tuple[str, str]:
    """Return when and why an article went, and what to do about it."""
    how = {
        "gone": f"den finns inte kvar i källan {removal.source}",
        "refused": f"den avvisades när källan {removal.source} lästes",
        "renamed": f"dess text har sedan dess id:t ”{removal.became}”",
        "internal": "den blev intern, och indexet är publikt",
        "withdrawn": "den är undantagen",
        "dropped": f"källan {removal.source} togs bort",
    }[removal.why]
    remedies: dict[Why, str] = {
        "refused": "Se varför: sokverket status --findings FIL.",
        "renamed": f"Fråga efter det: sokverket explain FRÅGA {removal.became}",
        "withdrawn": "Se listan: sokverket withdraw.",
        "internal": "Ett index åt personalen har den, om audience är internal.",
    }
    reason = f"den togs bort {moment(run.ended)} (generation {run.generation}), för {how}"
    return reason, remedies.get(removal.why, "Lägg tillbaka den i källan om den ska finnas.")


def moment(iso: str) -> str:
    """Return a time of ISO 8601 to the minute.

    >>> moment("2026-01-02T03:04:05+01:00")
    '2026-01-02 03:04'
    """
    return iso[:16].replace("T", " ")


def changes_as_json(changes: Difference) -> dict[str, Any]:
    """Return the first of the changes as JSON: ids, and how those went that did."""
    some = shorten(changes)
    return {
        "added": list(some.added),
        "updated": list(some.updated),
        "removed": [one.id for one in some.removed],
        "unnamed": len(changes.sealed),
        "reasons": [asdict(one) for one in some.removed],
    }


def runs_as_json(runs: Sequence[PastRun]) -> list[dict[str, Any]]:
    """Return the runs as JSON."""
    return [asdict(run) | {"changes": changes_as_json(run.changes)} for run in runs]


def write_changes(path: Path, changes: Difference) -> None:
    """Write all changes as CSV; raise FileError when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            file.write(csv_line(_HEADINGS))
            file.writelines(csv_line(("ny", id_, "", "", "")) for id_ in changes.added)
            file.writelines(csv_line(("ändrad", id_, "", "", "")) for id_ in changes.updated)
            for one in changes.removed:
                reason = REASONS[one.why]
                file.write(csv_line(("borttagen", one.id, one.source, reason, one.became)))
    except OSError as error:
        raise FileError(
            str(path), f"filen kan inte skrivas ({explain_failure(error)})", "Välj en annan plats."
        ) from error


def _reason(removal: Removal) -> str:
    reason = REASONS[removal.why]
    return f"{reason}: {removal.became}" if removal.became else reason
