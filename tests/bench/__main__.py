"""The command `python -m tests.bench`."""

from __future__ import annotations

import click

from tests.bench.profile import profile
from tests.bench.relevance import relevance
from tests.bench.speed import speed
from tests.bench.splitting import splitting
from tests.bench.topics import topics


@click.group()
def bench() -> None:
    """Measure, and write the results as Markdown."""


bench.add_command(profile)
bench.add_command(relevance)
bench.add_command(speed)
bench.add_command(splitting)
bench.add_command(topics)

if __name__ == "__main__":
    bench()
