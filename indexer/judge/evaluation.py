"""The measures: nDCG with gain 2^grade - 1 (Burges 2005), reciprocal rank and recall, all at 10."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from operator import attrgetter
from statistics import fmean

from indexer.engines.port import Match
from indexer.errors import FileError
from indexer.judge.trec import JudgedSet

DEPTH = 10


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The measures of one question, and what was found for it, best first."""

    id: str
    text: str
    ndcg: float
    found: tuple[str, ...]
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over all judged questions; `results` are the questions, the worst first."""

    ndcg: float
    mrr: float
    recall: float
    results: tuple[QuestionResult, ...]
    ranking: Mapping[str, Sequence[Match]]


def evaluate(judged: JudgedSet, rank: Callable[[str], Sequence[Match]]) -> Evaluation:
    """Ask every question that has judgements and measure what `rank` finds.

    Raises FileError when no question has any.
    """
    asked = {id_: text for id_, text in judged.queries.items() if id_ in judged.grades}
    if not asked:
        raise FileError(
            "Frågorna", "ingen av dem har någon bedömning", "Ange queries och qrels som hör ihop."
        )
    ranking = {id_: rank(text) for id_, text in asked.items()}
    found = {id_: [match.id for match in matches[:DEPTH]] for id_, matches in ranking.items()}
    results = [
        QuestionResult(
            id=id_,
            text=text,
            ndcg=ndcg(judged.grades[id_], found[id_]),
            found=tuple(found[id_]),
            wanted=_wanted(judged.grades[id_]),
        )
        for id_, text in asked.items()
    ]
    return Evaluation(
        ndcg=fmean(result.ndcg for result in results),
        mrr=fmean(reciprocal_rank(judged.grades[id_], found[id_]) for id_ in asked),
        recall=fmean(recall(judged.grades[id_], found[id_]) for id_ in asked),
        results=tuple(sorted(results, key=attrgetter("ndcg"))),
        ranking=ranking,
    )


def ndcg(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return the normalized discounted cumulative gain, 0 to 1; 0 with nothing to find."""
    best = _discounted(sorted(grades.values(), reverse=True)[:DEPTH])
    return _discounted(grades.get(id_, 0) for id_ in found) / best if best else 0.0


def reciprocal_rank(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return 1 / rank of the first relevant article, or 0 without any."""
    return next((1 / rank for rank, id_ in enumerate(found, 1) if grades.get(id_, 0) > 0), 0.0)


def recall(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return how large a share of the relevant articles was found; 0 with nothing to find."""
    relevant = {id_ for id_, grade in grades.items() if grade > 0}
    return len(relevant.intersection(found)) / len(relevant) if relevant else 0.0


def _discounted(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _wanted(grades: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(grades, key=lambda id_: grades[id_], reverse=True))
