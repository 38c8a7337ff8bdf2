"""How far has a long run come? A bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

SECONDS_BETWEEN_LINES = 10


class _Rate(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, or nothing until it is known."""
        return Text(f"{task.speed:,.0f}/s".replace(",", " ") if task.speed else "")


@contextlib.contextmanager
def show_progress() -> Iterator[Callable[[str, int | None], None]]:
    """Show each stage of a run on stderr; yield what to call for each article.

    On a terminal there is a bar with rate and time left, elsewhere a plain line now and then.
    """
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield PlainProgress(console)
        return
    columns = (
        TextColumn("{task.description:<15}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("kvar"),
        TimeRemainingColumn(),
    )
    stages: dict[str, TaskID] = {}
    with Progress(*columns, console=console) as progress:

        def advance(stage: str, total: int | None) -> None:
            if stage not in stages:
                for earlier in progress.tasks:
                    progress.update(earlier.id, total=earlier.completed)
                stages[stage] = progress.add_task(stage, total=total)
            progress.update(stages[stage], advance=1, total=total)

        yield advance


class PlainProgress:
    """Tells of a long run in lines, so that a log shows where it is."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._stage = ""
        self._done = 0
        self._began = self._told = clock()

    def __call__(self, stage: str, total: int | None) -> None:
        """Count one more article of a stage."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._done, self._began = stage, 0, now
        self._done += 1
        if now - self._told >= SECONDS_BETWEEN_LINES:
            self._told = now
            rate = self._done / max(now - self._began, 0.001)
            left = max(0, (total or 0) - self._done) / rate
            of_all = f" av {max(total, self._done)}, {left:.0f} s kvar" if total else ""
            done = f": {self._done}{of_all} ({rate:.0f}/s)" if total != 1 else ""
            self._console.print(f"{stage}{done}")
