"""How fast are we beside what a user would pick instead, and how does it grow?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from indexer.engines import ENGINES
from tests.bench.apart import run_apart
from tests.bench.archive import REPORTS, load_real, read_articles, write_archive
from tests.bench.load import measure_load
from tests.bench.peers import PEERS, Entry
from tests.bench.questions import draw_questions
from tests.bench.tables import Row, tell_growth, tell_loads, tell_machine, tell_rows

DRAWN_FROM = 1000
"""Questions are drawn from so many articles, which archives of all sizes hold."""


@click.command()
@click.option("--articles", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--sizes", default="1000,22335,100000", show_default=True, help="Of the archives.")
@click.option("--reports", default=REPORTS, show_default=True, help="Long ones after 22,335.")
@click.option("--work", type=click.Path(path_type=Path), required=True, help="For the indexes.")
@click.option("--engine", "engines", multiple=True, default=list(ENGINES), help="One of ours.")
@click.option("--peers/--no-peers", default=True, help="Measure other engines too.")
@click.option("--again/--once", default=True, help="Make a second full run, with a warm cache.")
@click.option("--http", is_flag=True, help="Measure pages over HTTP too.")
@click.option("--limit", default=240.0, show_default=True, help="Seconds of questions an engine.")
def speed(articles: Path, sizes: str, work: Path, **options: Any) -> None:
    """Measure our engines and others on the same articles and questions.

    The others are no part of the project: pip install xapian-bindings-binary tantivy
    """
    if options["http"] and not shutil.which("wrk"):
        raise click.UsageError("--http needs wrk: apt install wrk")
    real = load_real(articles)
    work.mkdir(parents=True, exist_ok=True)
    tell_machine()
    rows: list[Row] = []
    for size in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix=f"{size}-", dir=work) as directory:
            archive = Path(directory) / "archive.jsonl"
            made = write_archive(real, size, archive, options["reports"])
            click.echo(
                f"\n## {size:,} articles\n\n"
                f"{made.real:,} real ones, {made.reports} long reports, the others recombined: "
                f"{made.words:,} words, {made.vocabulary:,} different ones (Heaps' law, "
                f"{made.heaps.k:.2f} · n^{made.heaps.beta:.3f}, says {made.expected:,})."
            )
            measuring = _Measuring(archive, size, options)
            rows += tell_rows(measuring.rows(peers=options["peers"]))
            measuring.start()
            if options["http"]:
                measuring.load()
    tell_growth(rows)


class _Measuring:
    """All that is measured of an archive of one size."""

    def __init__(self, archive: Path, size: int, options: Mapping[str, Any]) -> None:
        self._work = archive.parent
        self._archive = archive
        self._size = size
        self._engines: Sequence[str] = options["engines"]
        self._again: bool = options["again"]
        self._questions = draw_questions(list(read_articles(archive, DRAWN_FROM)))
        self._asking = {
            "questions": [asdict(q) for q in self._questions],
            "limit": options["limit"],
        }
        self._ready, self._read = str(self._work / "ready.jsonl"), str(self._work / "read.jsonl")
        read = run_apart(
            "tests.bench.ours:read", archive=str(archive), ready=self._ready, read=self._read
        )
        self._text = read["bytes"] / 1e6
        click.echo(
            f"\nReading in one process: {size / read['seconds']:,.0f} articles/s, and "
            f"{read['pages']:,.0f}/s of the sample archive's full pages. "
            f"Plain text: {self._text:,.1f} MB.\n"
        )

    def rows(self, *, peers: bool) -> Iterator[Row]:
        """Yield the figures of each of our engines, and of each peer that there is."""
        for engine in self._engines:
            yield self._ours(engine)
        for peer in PEERS if peers else ():
            if self._size > peer.largest:
                continue
            if find_spec(peer.module):
                yield self._peer(peer)
            else:
                click.echo(f"{peer.name} is left out: pip install {peer.package}", err=True)

    def start(self) -> None:
        """Tell how long the command takes from its start to its answer."""
        for engine in self._engines:
            query = self._questions[0].words[0]
            started = run_apart(
                "tests.bench.ours:start", directory=self._index(engine), query=query
            )
            click.echo(
                f"\n`sokverket search` with {engine}: {started['first']:.2f} s at first, "
                f"{started['median']:.2f} s in the middle."
            )

    def load(self) -> None:
        """Tell how many pages a second come over HTTP."""
        for engine in self._engines:
            loads, memory = measure_load(Path(self._index(engine)), self._questions)
            tell_loads(engine, loads, memory)

    def _index(self, engine: str) -> str:
        return str(self._work / engine)

    def _ours(self, engine: str) -> Row:
        index = self._index(engine)
        full = run_apart(
            "tests.bench.ours:index",
            engine=engine,
            archive=str(self._archive),
            directory=index,
            cache=tempfile.mkdtemp(dir=self._work),
            again=self._again,
        )
        again = tempfile.mkdtemp(dir=self._work)
        read = run_apart(
            "tests.bench.ours:index_read",
            engine=engine,
            read=self._read,
            index=index,
            directory=again,
        )
        shutil.rmtree(again)
        return Row(
            engine=f"**{engine}**",
            size=self._size,
            rate=self._size / read["seconds"],
            cold=self._size / full["cold"],
            warm=self._size / full["warm"] if self._again else 0.0,
            disk=read["bytes"] / 1e6,
            text=self._text,
            index_memory=full["memory"],
            asked=run_apart("tests.bench.ours:ask", directory=index, **self._asking),
        )

    def _peer(self, peer: Entry) -> Row:
        directory = tempfile.mkdtemp(dir=self._work)
        where = {"made_by": peer.made_by, "directory": directory}
        indexed = run_apart("tests.bench.peers.run:index", ready=self._ready, **where)
        disk = sum(file.stat().st_size for file in Path(directory).rglob("*"))
        asked = run_apart("tests.bench.peers.run:ask", **where, **self._asking)
        shutil.rmtree(directory)
        return Row(
            engine=peer.name,
            size=self._size,
            rate=self._size / indexed["seconds"],
            disk=disk / 1e6,
            text=self._text,
            index_memory=indexed["memory"],
            asked=asked,
        )
