"""How long things take: seconds of one, and the spread of many."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Self

from tests.bench.questions import Question


class Clock:
    """The seconds that a block takes."""

    seconds = 0.0

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._began


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def time_questions(
    ask: Callable[[Question], Any], questions: Sequence[Question], limit: float
) -> dict[str, Any]:
    """Ask each question once, for at most `limit` seconds; return milliseconds.

    The first question is asked once before, so that what is opened by it is open.
    """
    ask(questions[0])
    taken: list[float] = []
    kinds: dict[str, list[float]] = {}
    for question in questions:
        if sum(taken) > limit * 1000:
            break
        with Clock() as clock:
            ask(question)
        taken.append(clock.seconds * 1000)
        kinds.setdefault(question.kind, []).append(taken[-1])
    return {
        "asked": len(taken),
        "p50": percentile(taken, 0.5),
        "p95": percentile(taken, 0.95),
        "p99": percentile(taken, 0.99),
        "kinds": {kind: percentile(times, 0.95) for kind, times in kinds.items()},
    }
