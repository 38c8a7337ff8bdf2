from __future__ import annotations

from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.port import Match
from indexer.errors import FileError
from indexer.judge import Evaluation, JudgedSet, evaluate


def matches(*ids: str) -> list[Match]:
    return [Match(id_, 1.0, "") for id_ in ids]


def judge(grades: dict[str, dict[str, int]], answers: dict[str, list[Match]]) -> Evaluation:
    return evaluate(JudgedSet({id_: id_ for id_ in grades}, grades), lambda text: answers[text])


def test_the_gain_is_two_to_the_grade_less_one() -> None:
    evaluation = judge({"q": {"bra": 3, "så": 1}}, {"q": matches("annat", "så", "bra")})
    found = 1 / log2(3) + 7 / log2(4)
    best = 7 / log2(2) + 1 / log2(3)
    assert evaluation.ndcg == pytest.approx(found / best)
    assert evaluation.mrr == pytest.approx(1 / 2)
    assert evaluation.recall == pytest.approx(1)


def test_only_the_first_ten_count() -> None:
    ten = matches(*(f"x{number}" for number in range(10)))
    evaluation = judge(
        {"q": {"rätt": 1}, "r": {"rätt": 1}},
        {"q": ten + matches("rätt"), "r": ten[1:] + matches("rätt")},
    )
    assert evaluation.ndcg == pytest.approx(1 / log2(11) / 2)
    assert evaluation.mrr == pytest.approx(1 / 10 / 2)
    assert evaluation.recall == pytest.approx(1 / 2)


def test_means_are_over_all_judged_questions_also_those_without_answer() -> None:
    evaluation = judge(
        {"a": {"x": 1}, "b": {"y": 1}, "c": {"z": 1, "w": 2}},
        {"a": matches("x"), "b": [], "c": matches("u", "z")},
    )
    best = 3 + 1 / log2(3)
    assert evaluation.ndcg == pytest.approx((1 + 0 + 1 / log2(3) / best) / 3)
    assert evaluation.mrr == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert evaluation.recall == pytest.approx((1 + 0 + 1 / 2) / 3)


def test_the_order_is_the_rank_and_not_the_score() -> None:
    answers = [Match("sist i alfabetet", 1.0, ""), Match("a", 1.0, ""), Match("b", 5.0, "")]
    assert judge({"q": {"sist i alfabetet": 1}}, {"q": answers}).mrr == 1


def test_the_worst_questions_come_first_with_what_was_found_and_wanted() -> None:
    evaluation = judge(
        {"bra": {"x": 1}, "dålig": {"y": 1, "z": 2}},
        {"bra": matches("x"), "dålig": matches("u", "v")},
    )
    worst, best = evaluation.results
    assert (worst.id, worst.ndcg, worst.found, worst.wanted) == ("dålig", 0, ("u", "v"), ("z", "y"))
    assert (best.id, best.ndcg) == ("bra", 1)
    assert evaluation.ranking["bra"] == matches("x")


def test_questions_without_judgements_are_not_asked() -> None:
    asked = []

    def rank(text: str) -> list[Match]:
        asked.append(text)
        return matches("x")

    evaluation = evaluate(
        JudgedSet({"a": "fråga a", "b": "fråga b"}, {"a": {"x": 1}, "c": {"x": 1}}), rank
    )
    assert asked == ["fråga a"]
    assert [result.text for result in evaluation.results] == ["fråga a"]
    assert evaluation.ndcg == 1


@pytest.mark.parametrize("grades", [{"q": {}}, {"q": {"x": 0}}])
def test_without_anything_to_find_all_measures_are_zero(grades: dict[str, dict[str, int]]) -> None:
    evaluation = judge(grades, {"q": matches("x")})
    assert (evaluation.ndcg, evaluation.mrr, evaluation.recall) == (0, 0, 0)


def test_questions_without_any_judgement_are_refused() -> None:
    with pytest.raises(FileError, match="bedömning"):
        evaluate(JudgedSet({"q1": "skola"}, {"q2": {"a": 1}}), lambda _: [])


articles = st.sampled_from([f"a{number}" for number in range(15)])


@given(
    st.dictionaries(articles, st.integers(0, 4), min_size=1),
    st.lists(articles, unique=True),
)
def test_the_measures_are_those_of_ir_measures(grades: dict[str, int], found: list[str]) -> None:
    ndcg = ir_measures.nDCG(gains={grade: 2**grade - 1 for grade in range(5)}) @ 10
    measures = {"ndcg": ndcg, "mrr": ir_measures.RR @ 10, "recall": ir_measures.R @ 10}
    run = {"q": {id_: float(-rank) for rank, id_ in enumerate(found)}}
    expected = ir_measures.calc_aggregate(measures.values(), {"q": grades}, run)
    evaluation = judge({"q": grades}, {"q": matches(*found)})
    for name, measure in measures.items():
        assert getattr(evaluation, name) == pytest.approx(expected[measure], abs=1e-12), name
