"""Where does the time of a question go?"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

import indexer
from indexer.app import Library
from indexer.search.searcher import Searcher
from indexer.settings import Settings
from tests.bench.archive import read_articles
from tests.bench.ours import request
from tests.bench.questions import Question, draw_questions
from tests.bench.tables import head, line

PAUSE = 0.001
"""Seconds of the processor between two looks, if the kernel's clock is as fine."""
DRAWN_FROM = 1000
ROOT = Path(indexer.__file__).parent


@click.command()
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--articles", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--rounds", default=5, show_default=True, help="So often each question is asked.")
@click.option("--files", default=15, show_default=True, help="So many are shown.")
def profile(index: Path, articles: Path, rounds: int, files: int) -> None:
    """Tell which of our files take the time of a question, what they call in libraries counted."""
    library = Library(Settings(index=index))
    library.warm_up()
    questions = draw_questions(list(read_articles(articles, DRAWN_FROM)))

    def ask(question: Question) -> None:
        library.ask(Searcher.search, request(question))

    began = time.process_time()
    seen = _look(ask, questions * rounds)
    taken = 1000 * (time.process_time() - began) / (rounds * len(questions))
    head(("where", "ms a question", "share"))
    for where, number in [("all", seen.total()), *seen.most_common(files)]:
        share = number / seen.total()
        line([where, f"{share * taken:.2f}", f"{share:.0%}"])


def _look(ask: Callable[[Question], None], questions: Sequence[Question]) -> Counter[str]:
    """Ask the questions, and return how often the processor was seen in each of our files."""
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[next(_ours(frame), "elsewhere")] += 1

    with _looking(look):
        for question in questions:
            ask(question)
    return seen


@contextmanager
def _looking(look: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, PAUSE, PAUSE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ours(frame: FrameType | None) -> Iterator[str]:
    """Yield the files of ours that are at work, the innermost first."""
    while frame:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT):
            yield str(file.relative_to(ROOT))
        frame = frame.f_back
