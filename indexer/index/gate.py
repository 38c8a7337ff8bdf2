"""The gate: does the draft still find what the golden questions are to find?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from statistics import fmean

from indexer.engines.port import Match
from indexer.errors import EngineError
from indexer.index.generation import Generation
from indexer.index.record import GoldenResult
from indexer.judge import JudgedSet, evaluate

LARGEST_DROP = 0.05
"""So much nDCG@10 may fall, as a mean over the questions, without being asked about it."""
_SHOWN = 5

Ranker = Callable[[str], Sequence[Match]]


class Gate:
    """The golden questions; a draft that answers them worse is not let through.

    `open_ranker` opens a generation so that it can be asked.
    """

    def __init__(
        self,
        judged: JudgedSet,
        open_ranker: Callable[[Generation], AbstractContextManager[Ranker]],
    ) -> None:
        self._judged = judged
        self._open_ranker = open_ranker

    def examine(
        self, draft: Generation, before: Generation | None, *, forgiving: bool
    ) -> Mapping[str, GoldenResult]:
        """Ask the draft, and return its results.

        Raises EngineError, unless `forgiving`, when it fares worse than the one before. An article
        that the draft does not hold is asked of neither.
        """
        held = {*draft.held(self._wanted())}
        now = self._ask(draft, held)
        if not before or forgiving:
            return now
        then = {key: result for key, result in before.golden().items() if key in now}
        lost = [
            key for key, result in then.items() if held & {*result.found} and not now[key].found
        ]
        if lost:
            raise _regression(f"de hittar inte längre sina artiklar: {_listed(lost)}")
        same = [key for key, result in then.items() if held.issuperset(result.found)]
        if not same:
            return now
        mean_then = fmean(then[key].ndcg for key in same)
        mean_now = fmean(now[key].ndcg for key in same)
        if mean_then - mean_now > LARGEST_DROP:
            worst = sorted(same, key=lambda key: now[key].ndcg - then[key].ndcg)
            raise _regression(
                f"nDCG@10 har fallit från {mean_then:.3f} till {mean_now:.3f},"
                f" mest för {_listed(worst[:_SHOWN])}"
            )
        return now

    def _wanted(self) -> set[str]:
        return {id_ for grades in self._judged.grades.values() for id_ in grades}

    def _ask(self, draft: Generation, held: Collection[str]) -> dict[str, GoldenResult]:
        grades = {
            question: {id_: grade for id_, grade in graded.items() if id_ in held}
            for question, graded in self._judged.grades.items()
        }
        judged = replace(self._judged, grades={q: g for q, g in grades.items() if any(g.values())})
        if not judged.grades.keys() & judged.queries.keys():
            return {}
        with self._open_ranker(draft) as rank:
            results = evaluate(judged, rank).results
        return {
            f"{result.id} {result.text}": GoldenResult(
                result.ndcg,
                tuple(i for i in result.found if grades[result.id].get(i)),
            )
            for result in results
        }


def _listed(keys: Iterable[str]) -> str:
    named = [f"”{key.partition(' ')[2]}” ({key.partition(' ')[0]})" for key in keys]
    more = [f"och {len(named) - _SHOWN} till"] if len(named) > _SHOWN else []
    return ", ".join([*named[:_SHOWN], *more])


def _regression(reason: str) -> EngineError:
    return EngineError(
        "De gyllene frågorna",
        reason,
        "Indexet är inte bytt. Rätta orsaken, eller kör om med --allow-regression.",
    )
