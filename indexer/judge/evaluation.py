"""The measures: nDCG with gain 2^grade - 1 (Burges 2005), reciprocal rank and recall, all at 10."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer.engines.port import Match
from indexer.errors import SourceError
from indexer.judge.trec import JudgedSet

DEPTH = 10


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """How one question fared, and what was found for it, best first."""

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

    Raises SourceError when no question has any.
    """
    import ir_measures  # noqa: PLC0415 - heavy, and only this command needs it

    top = max((grade for grades in judged.grades.values() for grade in grades.values()), default=1)
    gains = {grade: 2**grade - 1 for grade in range(top + 1)}
    ndcg = ir_measures.nDCG(gains=gains) @ DEPTH
    measures = (ndcg, ir_measures.RR @ DEPTH, ir_measures.R @ DEPTH)
    asked = {id_: text for id_, text in judged.queries.items() if id_ in judged.grades}
    if not asked:
        raise SourceError(
            "Frågorna", "ingen av dem har någon bedömning", "Ange queries och qrels som hör ihop."
        )
    ranking = {id_: rank(text) for id_, text in asked.items()}
    run = {
        id_: {match.id: float(len(matches) - at) for at, match in enumerate(matches)}
        for id_, matches in ranking.items()
    }
    qrels = {id_: dict(judged.grades[id_]) for id_ in asked}
    values = {measure: dict.fromkeys(asked, 0.0) for measure in measures}
    for metric in ir_measures.iter_calc(measures, qrels, run):
        values[metric.measure][metric.query_id] = metric.value
    mean = {measure: sum(v.values()) / max(1, len(asked)) for measure, v in values.items()}
    results = [
        QuestionResult(
            id=id_,
            text=text,
            ndcg=values[ndcg][id_],
            found=tuple(match.id for match in ranking[id_][:DEPTH]),
            wanted=tuple(sorted(qrels[id_], key=qrels[id_].__getitem__, reverse=True)),
        )
        for id_, text in asked.items()
    ]
    worst_first = tuple(sorted(results, key=lambda result: result.ndcg))
    ndcg_mean, mrr, recall = (mean[measure] for measure in measures)
    return Evaluation(ndcg_mean, mrr, recall, worst_first, ranking)
