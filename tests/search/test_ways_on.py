"""A question that finds nothing leads on: with fewer words, with parts, to topics."""

from __future__ import annotations

import pytest

from indexer.search.answer import WaysOn, in_swedish
from indexer.search.as_json import answer_as_json
from tests.search.archive import article, ask, searcher_over

SEARCHER = searcher_over(
    article("brand", "En brand släcks.", title="Brand"),
    article("larm", "Larmet går.", title="Larm", topics=("skola",)),
    article("hälsa", "God hälsa hos elever.", title="Hälsa", topics=("elevhalsa",)),
)


def ways(question: str) -> WaysOn:
    answer = ask(SEARCHER, question)
    assert answer.total == 0
    assert answer.ways is not None
    return answer.ways


@pytest.mark.parametrize(
    ("question", "fewer"),
    [
        ("titel:xyzzy brand", ["brand"]),
        ('"god brand"', ["god brand", "brand", "god"]),
        ("xyzzy", []),
        ("brand -brand", ["brand"]),
        ("(xyzzy ELLER plugh)", []),
        ("“god brand”", ["god brand", "brand", "god"]),
        ('"god brand"~2', ["god brand", "brand", "god"]),
        ("god NÄRA/5 larm", []),
        ("år:förra året brand", ["brand"]),
        ("år:1850", []),
        ("titel:god", ["god"]),
        ("dnr 2031/99", []),
    ],
)
def test_a_question_is_offered_without_what_finds_nothing(question: str, fewer: list[str]) -> None:
    offered = {way.query for way in ways(question).fewer}
    assert offered <= set(fewer)
    assert bool(offered) == bool(fewer)


def test_what_is_offered_finds_as_much_as_is_said() -> None:
    for way in ways("titel:xyzzy brand").fewer:
        assert ask(SEARCHER, way.query).total == way.total


def test_the_parts_of_a_compound_are_offered_by_themselves() -> None:
    assert [way.query for way in ways("brandlarm").parts] == ["brand", "larm"]


def test_what_is_left_out_or_names_a_condition_leads_nowhere() -> None:
    assert ways("-brandlarm xyzzy").parts == ()
    assert ways("typ:brandlarm").parts == ()


def test_topics_with_like_names_are_offered() -> None:
    assert [topic.id for topic in ways("elevhälsofrågor titel:xyzzy").topics] == [
        "elevhalsa",
        "halsa",
    ]
    assert ways("xyzzy").topics == ()


def test_nothing_is_offered_beside_hits_or_without_a_question() -> None:
    assert ask(SEARCHER, "brand").ways is None
    assert ask(SEARCHER, "", kinds=("dikt",)).ways is None


def test_the_ways_on_stand_in_the_json() -> None:
    told = answer_as_json(ask(SEARCHER, "brandlarm"), in_swedish)["ways"]
    assert told["parts"] == [{"query": "brand", "total": 1}, {"query": "larm", "total": 1}]
    assert answer_as_json(ask(SEARCHER, "brand"), in_swedish)["ways"] is None
