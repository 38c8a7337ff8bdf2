"""The results as Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from tests.bench.load import Load
from tests.bench.questions import KINDS

COLUMNS = (
    "engine", "articles/s", "full run, cold", "full run, warm", "MB on disk", "times text",
    "MB to index", "MB to ask", "asked", "p50 ms", "p95 ms", "p99 ms",
)  # fmt: skip
LEGEND = """\
- articles/s: from articles already read; ours with all analysis, by a snapshot that is saved.
- full run: articles/s with reading and learning too. Cold: in a new process with an empty cache.
  Warm: once more in that process, with the dictionary learnt and all modules loaded.
- MB: of all files, beside the articles' plain text; the peak memory of all processes together.
- asked: of 500 questions, each once, as far as the time allowed. Every engine answers with ten hits
  with title, date and snippet, their total, and counts for topic and year; ours also counts kind,
  publisher and language."""


@dataclass(frozen=True, slots=True)
class Row:
    """One engine's figures at one size; rates are articles a second, all sizes MB."""

    engine: str
    size: int
    rate: float
    disk: float
    text: float
    index_memory: float
    asked: dict[str, Any] = field(default_factory=dict)
    cold: float = 0.0
    warm: float = 0.0

    def cells(self) -> list[str]:
        """Return the figures as the table shows them."""
        asked = self.asked
        full = [f"{rate:,.0f}" if rate else "" for rate in (self.cold, self.warm)]
        disk = [f"{self.disk:,.1f}", f"{self.disk / self.text:.2f}"]
        memory = [f"{size:,.0f}" for size in (self.index_memory, asked["memory"])]
        times = [f"{asked[name]:,.1f}" for name in ("p50", "p95", "p99")]
        number = str(asked["asked"])
        return [self.engine, f"{self.rate:,.0f}", *full, *disk, *memory, number, *times]


def tell_machine() -> None:
    """Write what the machine is, no more of it, and what the figures mean."""
    memory = Path("/proc/meminfo").read_text(encoding="ascii").split()[1]
    click.echo(f"{os.cpu_count()} cores, {int(memory) / 1_048_576:.0f} GB of memory.\n\n{LEGEND}")


def tell_rows(rows: Iterable[Row]) -> list[Row]:
    """Write each row as soon as it is measured, then the kinds of questions; return the rows."""
    head(COLUMNS)
    told = []
    for row in rows:
        line(row.cells())
        told.append(row)
    click.echo("\np95 in ms by kind of question:\n")
    head(("engine", *KINDS))
    for row in told:
        kinds = row.asked["kinds"]
        line([row.engine, *(f"{kinds[kind]:,.1f}" if kind in kinds else "" for kind in KINDS)])
    return told


def tell_loads(engine: str, loads: Sequence[Load], memory: float) -> None:
    """Write what each number of clients saw of the pages."""
    click.echo(f"\nPages over HTTP, {engine}; the server's processes held {memory:,.0f} MB:\n")
    head(("clients", "pages", "pages/s", "p50 ms", "p95 ms", "failed"))
    for load in loads:
        times = (f"{value:,.1f}" for value in (load.pages_a_second, load.p50, load.p95))
        line([str(load.clients), str(load.pages), *times, str(load.failures)])


def tell_growth(rows: Sequence[Row]) -> None:
    """Write how each engine's figures change from each size to the next."""
    click.echo("\n## Growth\n\nEach figure beside that of the size before.\n")
    head(("engine", "from", "to", "MB text", "time a MB text", "disk a MB text", "p50", "p95"))
    for engine in dict.fromkeys(row.engine for row in rows):
        for small, large in pairwise(row for row in rows if row.engine == engine):
            time = (small.rate / large.rate) * _per_article(small) / _per_article(large)
            ratios = [
                large.text / small.text,
                time,
                (large.disk / large.text) / (small.disk / small.text),
                *(large.asked[name] / small.asked[name] for name in ("p50", "p95")),
            ]
            sizes = (f"{small.size:,}", f"{large.size:,}")
            line([engine, *sizes, *(f"× {ratio:.2f}" for ratio in ratios)])


def head(columns: Sequence[str]) -> None:
    """Write the head of a table whose first column alone is text."""
    line(columns)
    click.echo("|---" + "|--:" * (len(columns) - 1) + "|")


def line(cells: Iterable[str]) -> None:
    """Write a line of a table."""
    click.echo(f"| {' | '.join(cells)} |")


def _per_article(row: Row) -> float:
    return row.text / row.size
