from __future__ import annotations

import io

from rich.console import Console

from indexer.commands.progress import PlainProgress


def test_long_runs_are_told_of_in_lines_where_there_is_no_terminal() -> None:
    now = [0.0]
    shown = io.StringIO()
    progress = PlainProgress(Console(file=shown, width=200), clock=lambda: now[0])
    for _ in range(40):
        now[0] += 1
        progress("Indexerar", 100)
    assert shown.getvalue().splitlines()[0] == "Indexerar: 10 av 100, 81 s kvar (1/s)"
    assert len(shown.getvalue().splitlines()) == 4
    for stage, total in (("Läser nytt", 5), ("Läser nytt", 5), ("Läser mer", None), ("Lär", 1)):
        now[0] += 10
        progress(stage, total)
    assert shown.getvalue().splitlines()[4:] == [
        "Läser nytt: 1 av 5, 0 s kvar (1000/s)",
        "Läser nytt: 2 av 5, 15 s kvar (0/s)",
        "Läser mer: 1 (1000/s)",
        "Lär",
    ]
