from __future__ import annotations

import pytest

from indexer.errors import FileError
from indexer.judge import AnswerEvaluation, Excerpt, JudgedSet, evaluate_answers

JUDGED = JudgedSet({"a": "Vad?", "b": "När?"}, {"a": {"rätt": 1, "fel": 0}, "b": {"rätt": 2}})


def judge(shown: dict[str, list[Excerpt]], quoted: Excerpt | None = None) -> AnswerEvaluation:
    answers = {"a": "Tyst  luft", "b": "2020"}
    return evaluate_answers(JUDGED, answers, shown.__getitem__, {"Vad?": quoted}.get)


def test_the_answer_counts_in_what_is_shown_of_a_judged_article_among_the_first() -> None:
    wrong = Excerpt("fel", "Tyst luft, 2020")
    shown = {
        "Vad?": [wrong, Excerpt("rätt", "… om tyst\nluft …")],
        "När?": [wrong, wrong, wrong, Excerpt("rätt", "År 2020")],
    }
    found = judge(shown)
    assert found.shown == {1: 0, 3: 0.5, 10: 1}
    assert found.questions == 2


def test_the_length_is_of_the_first_three() -> None:
    shown = [Excerpt("x", "ett"), Excerpt("x", "femma"), Excerpt("x", "a"), Excerpt("x", "x" * 99)]
    assert judge({"Vad?": shown, "När?": []}).snippet == 3


def test_a_quotation_is_right_when_it_holds_the_answer_and_is_of_a_judged_article() -> None:
    nothing: dict[str, list[Excerpt]] = {"Vad?": [], "När?": []}
    right = judge(nothing, Excerpt("rätt", "TYST LUFT."))
    assert (right.quoted, right.quoted_right) == (0.5, 1)
    assert judge(nothing, Excerpt("fel", "tyst luft")).quoted_right == 0
    assert judge(nothing, Excerpt("rätt", "luft")).quoted_right == 0
    assert judge(nothing).quoted == 0


def test_answers_to_other_questions_are_an_error() -> None:
    with pytest.raises(FileError, match="Ange svar med frågornas id"):
        evaluate_answers(JUDGED, {"x": "svar"}, lambda _: [], lambda _: None)
