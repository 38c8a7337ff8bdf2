from __future__ import annotations

import pytest

from indexer.search.answer import in_swedish
from indexer.search.explain import Explanation
from indexer.search.synonyms import Rule
from tests.search.archive import article, ask, ids, searcher_over

SEARCHER = searcher_over(
    article("a", "Fri skola för elever.", title="Fri skola", kind="nyhet"),
    article("b", "Elever i kommunen, en skola.", kind="nyhet"),
    article("c", "Kommunen bygger."),
)


def explain(query: str, id_: str) -> Explanation:
    explanation = SEARCHER.explain(query, id_)
    assert explanation is not None
    return explanation


def share(explanation: Explanation, name: str) -> float:
    (found,) = [
        share.score for share in explanation.shares if in_swedish(share.part).startswith(name)
    ]
    return found


def test_the_rank_is_that_of_the_page() -> None:
    for query in ("skola", "fri skola", "elever kommunen", "typ:nyhet"):
        for rank, id_ in enumerate(ids(ask(SEARCHER, query)), start=1):
            assert explain(query, id_).rank == rank


def test_each_word_has_its_share() -> None:
    explanation = explain("kommun elever", "b")
    assert share(explanation, "ordet ”kommun") > 0
    assert share(explanation, "ordet ”elever") > 0
    assert (explanation.id, explanation.title) == ("b", "B")


def test_a_word_that_is_lacking_has_none() -> None:
    assert share(explain("kommun elever", "a"), "ordet ”kommun") == 0


def test_neighbouring_words_have_theirs() -> None:
    assert share(explain("fri skola", "a"), "ordparet") > 0


def test_the_score_is_the_sum_of_the_shares_where_nothing_can_be_lacking() -> None:
    explanation = explain('skola "fri"', "a")
    assert explanation.score == pytest.approx(sum(share.score for share in explanation.shares))


@pytest.mark.parametrize("query", ["kommun elever bygger", "hur bygger kommunen för elever?"])
def test_the_score_is_the_sum_of_the_shares_where_words_are_lacking(query: str) -> None:
    explanation = explain(query, "b")
    assert explanation.score == pytest.approx(sum(share.score for share in explanation.shares))
    assert share(explanation, "att ”kommun") > 0


def test_what_editors_chose_has_its_share() -> None:
    searcher = searcher_over(
        article("a", "Skola."), article("b", "Annat."), bets={("skola",): ("b",)}
    )
    explanation = searcher.explain("skola", "b")
    assert explanation is not None
    assert explanation.rank == 1
    assert explanation.score == pytest.approx(share(explanation, "redaktionens val"))


def test_the_question_that_was_answered_is_explained() -> None:
    searcher = searcher_over(article("a", "Skola."))
    explanation = searcher.explain("skoola", "a")
    assert explanation is not None
    assert (explanation.searched, explanation.rank) == ("skola", 1)
    assert share(explanation, "ordet ”skola") > 0


def test_conditions_are_told_as_they_could_be_typed() -> None:
    query = "ämne:hälsa typ:nyhet språk:sv datum:2019 granskad:..2020-06 datum:saknas"
    told = [in_swedish(one.part) for one in explain(query, "a").shares]
    assert told == [
        "villkoret ämne:hälsa",
        "villkoret typ:nyhet",
        "villkoret språk:sv",
        "villkoret datum:2019-01-01..2019-12-31",
        "villkoret granskad:0001-01-01..2020-06-30",
        "villkoret datum:utan datum",
    ]


SKOLAN = "skola (2), skolan (2), Skolor (1), grundskolorna (1)"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("skolornas", {"ordet ”skolornas”": SKOLAN}),
        (
            "fri skolor",
            {
                "ordet ”fri”": "fri (1), fria (1)",
                "att ”fri” finns": "",
                "ordet ”skolor”": SKOLAN,
                "att ”skolor” finns": "",
                "ordparet ”fri skolor”": "fri skola (1)",
            },
        ),
        ("(böckernas ELLER elever)", {"villkoret ”böckernas”, ”elever”": "böckerna (1)"}),
        ("titel:skolorna", {"villkoret ”skolorna”": "skola (2), skolan (2), Skolor (1)"}),
        ('"fri skolan"', {"villkoret ”fri skolan”": ""}),
        ("grundskol*", {"villkoret ”grundskolorna”": "grundskolorna (1)"}),
        ("bockerna", {"ordet ”bockerna”": "böckerna (1)"}),
        (
            "hälsoböcker",
            {"ordet ”hälsoböcker”": "", "delen ”hälso”": "", "delen ”böcker”": "böckerna (1)"},
        ),
        ("ljudnivåerna", {"ordet ”ljudnivåerna”": "buller (1)"}),
    ],
)
def test_it_is_told_in_words_as_people_write_them(query: str, expected: dict[str, str]) -> None:
    searcher = searcher_over(
        article(
            "a",
            "Skolor, Skolan, skolan, grundskolorna: fri skola, fria böckerna. buller.",
            title="Min skola",
        ),
        rules=(Rule(("ljudnivå",), ("buller",)),),
    )
    explanation = searcher.explain(query, "a")
    assert explanation is not None
    told = {
        in_swedish(share.part): ", ".join(f"{form} ({times})" for form, times in share.found)
        for share in explanation.shares
        if not share.part.message.startswith("att titeln")
        and (share.found or share.part.message != "delen {words}" or query == "hälsoböcker")
    }
    assert told == expected


def test_an_article_that_is_not_found_has_no_rank() -> None:
    explanation = explain('"fri"', "c")
    assert (explanation.rank, explanation.score) == (None, 0)


def test_there_is_no_such_article() -> None:
    assert SEARCHER.explain("skola", "z") is None


@pytest.mark.parametrize(
    "query", ["", "typ:nyhet", "(skola ELLER -fri) år:2020", "-skola", "titel:fri skol*", "🎉 )("]
)
def test_any_query_can_be_explained(query: str) -> None:
    assert all(in_swedish(share.part) for share in explain(query, "a").shares)
