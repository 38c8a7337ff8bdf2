from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import DateSpan
from indexer.search import syntax
from indexer.search.request import SearchRequest
from webui.compose import Wanted, compose
from webui.present.question import explain_question

words = st.text(st.sampled_from('aåb1"”()-*: ORELTINCH'), max_size=20) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (Wanted(), ""),
        (Wanted(every="elevhälsa kurator"), "elevhälsa kurator"),
        (Wanted(every='"tyst rum" (matsal'), '"tyst rum" matsal'),
        (Wanted(none='"1”"'), "-1"),
        (Wanted(every="på OCH av"), "på och av"),
        (Wanted(phrase='särskilt "stöd"'), '"särskilt  stöd"'),
        (Wanted(some="dyslexi"), "dyslexi"),
        (Wanted(some="dyslexi lässvårigheter"), "(dyslexi ELLER lässvårigheter)"),
        (Wanted(none="trafik -industri"), "-trafik -industri"),
        (Wanted(title="buller skola"), "titel:buller titel:skola"),
        (Wanted(narrowed=SearchRequest(topics=("Psykisk hälsa",))), 'ämne:"Psykisk hälsa"'),
        (
            Wanted(narrowed=SearchRequest(kinds=("rapport", "beslut"))),
            "(typ:rapport ELLER typ:beslut)",
        ),
        (
            Wanted(narrowed=SearchRequest(since=DateSpan.year(2019), until=DateSpan.year(2019))),
            "datum:2019",
        ),
        (
            Wanted(narrowed=SearchRequest(since=DateSpan.month(2019, 5), date="reviewed")),
            "granskad:2019-05..",
        ),
    ],
)
def test_the_form_becomes_a_query(wanted: Wanted, query: str) -> None:
    assert compose(wanted) == query


@given(st.lists(words, min_size=5, max_size=5))
def test_whatever_is_written_the_query_can_be_read(fields: list[str]) -> None:
    question = syntax.parse(compose(Wanted(*fields)))
    unread = [str(notice) for notice in question.notices if " * " not in str(notice)]
    assert unread == []


@given(st.lists(st.text("abcåäö", min_size=1, max_size=8), min_size=1, max_size=4))
def test_words_are_excluded_one_by_one(unwanted: list[str]) -> None:
    tree = syntax.parse(compose(Wanted(every="skola", none=" ".join(unwanted)))).tree
    assert isinstance(tree, syntax.All)
    assert tree.parts[1:] == tuple(syntax.Not(syntax.Plain(word)) for word in unwanted)


def test_every_part_of_the_language_is_said_in_words() -> None:
    query = (
        '(buller ELLER ljud) läro* titel:"tyst rum" -trafik ämne:buller typ:rapport utgivare:A '
        "språk:en år:2020 granskad:2019..2021"
    )
    assert explain_question(query) == (
        "”buller” i någon form eller ”ljud” i någon form",
        "ord som börjar på ”läro”",
        "i titeln: precis ”tyst rum”",
        "inte ”trafik” i någon form",
        "ämnet är buller",
        "typen är rapport",
        "utgivaren är A",
        "språket är engelska",
        "publicerad 2020",
        "granskad från 2019 till 2021",
    )


@given(st.text(max_size=60))
def test_any_query_can_be_explained(query: str) -> None:
    assert all(isinstance(line, str) for line in explain_question(query))
