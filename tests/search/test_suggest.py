from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.suggest import LONGEST, TITLES, TOPICS, WORDS, Suggestion
from tests.search.archive import article, searcher_over

SEARCHER = searcher_over(
    article("a", "Elevhälsan arbetar med hälsa. Lärare och läromedel.", title="Elevhälsans år",
            topics=("elevhalsa",)),
    article("d", "Skolan, skolan, skolan och skola.", title="Skolan"),
    article("e", "Skolan.", title="Skolan"),
    article("b", "Läromedel för alla. Lärare larmar. Tillgängliga lokaler.",
            title="Beställ tillgängliga läromedel", topics=("skola",)),
    article("c", "Lärare och elever. Lärarna behöver tillgängliga läromedel och läroböcker.",
            title="Så blir läromedel tillgängliga", topics=("psykisk-halsa",)),
)  # fmt: skip


def texts(typed: str, kind: str) -> list[str]:
    return [one.text for one in SEARCHER.suggest(typed) if one.kind == kind]


def test_words_go_on_as_the_index_does_one_of_each() -> None:
    assert texts("elevh", "word") == ["elevhälsan"]
    assert texts("lär", "word")[:2] == ["lärare", "läromedel"]
    assert "lärarna" not in texts("lär", "word")
    assert texts("skol", "word") == ["skola"]


def test_missing_dots_are_forgiven_but_count() -> None:
    assert "läromedel" in texts("laro", "word")
    assert texts("lar", "word")[0] == "larmar"
    assert texts("tillgangliga laro", "title")
    assert texts("psykisk hal", "topic") == ["Psykisk hälsa"]


def test_only_endings_that_some_article_has_with_the_other_words() -> None:
    assert texts("Tillgängliga läro", "word") == [
        "Tillgängliga läromedel",
        "Tillgängliga läroböcker",
    ]
    assert texts("elevhälsan läroböck", "word") == []


def test_what_is_already_typed_is_no_suggestion() -> None:
    assert "läromedel" not in texts("läromedel", "word")
    assert texts("läromedel ", "word") == []
    assert texts("läromedel ", "title")


def test_titles_match_at_any_of_their_words_the_first_first() -> None:
    assert texts("tillg", "title") == [
        "Beställ tillgängliga läromedel",
        "Så blir läromedel tillgängliga",
    ]
    assert texts("så", "title")[0] == "Så blir läromedel tillgängliga"
    found = [one for one in SEARCHER.suggest("beställ") if one.kind == "title"]
    assert found == [Suggestion("Beställ tillgängliga läromedel", "title", "b")]


def test_topics_are_those_that_articles_have() -> None:
    assert texts("h", "topic") == ["Hälsa", "Psykisk hälsa"]
    assert texts("mil", "topic") == []


def test_one_title_stands_once() -> None:
    twins = searcher_over(*(article(id_, title="Samma titel") for id_ in "abc"))
    assert [one.text for one in twins.suggest("samma") if one.kind == "title"] == ["Samma titel"]


def test_an_empty_archive_and_an_empty_field_suggest_nothing() -> None:
    assert searcher_over().suggest("läro") == ()
    assert SEARCHER.suggest("  ") == ()


@pytest.mark.parametrize("typed", ["läromedel " * 50, "-" * 500, '"läro', "ämne:h", "\0", "ä" * 99])
def test_anything_may_be_typed(typed: str) -> None:
    assert all(len(one.text) <= LONGEST + 128 for one in SEARCHER.suggest(typed))


@given(st.text(max_size=30))
def test_no_more_than_a_few_of_each_kind(typed: str) -> None:
    kinds = [one.kind for one in SEARCHER.suggest(typed)]
    assert kinds.count("word") <= WORDS
    assert kinds.count("topic") <= TOPICS
    assert kinds.count("title") <= TITLES


def test_a_number_that_is_being_typed_becomes_the_articles_that_bear_it() -> None:
    searcher = searcher_over(
        article("a", title="Öppna data", reference="SOU 2020:55"),
        article("b", title="Elevhälsa", reference="SOU 2020:551"),
        article("c", "Se SOU 2020:55.", title="Remiss"),
    )
    for typed in ("sou 2020/55", "SOU2020:55", "2020:055", "om SOU 2020: 55"):
        assert [one.text for one in searcher.suggest(typed)] == [
            "SOU 2020:55: Öppna data",
            "SOU 2020:551: Elevhälsa",
        ]
        assert {one.kind for one in searcher.suggest(typed)} == {"title"}
    assert [one.target for one in searcher.suggest("sou 2020:551")] == ["b"]
    assert searcher.suggest("sou 2019:55") == ()
