from __future__ import annotations

import datetime as dt

import pytest

from indexer.search import archive_words, plan
from indexer.search.archive_words import MOST
from indexer.search.compile import MOST_FORMS, MOST_PHRASES
from indexer.search.periods import read_period
from tests.search.archive import article, ask, found, ids, notices, searcher_over, texts

MANY = searcher_over(
    *(
        article(f"alla{number}", "Läraren köper rapporter om lokaler i staden.")
        for number in range(12)
    ),
    article("bara rapporter", "Rapporter lånas ut."),
    article("bara lärare", "Läraren leder."),
    article("annat", "Kommunen bygger."),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-05-17", "2020-05-17", "2020-05-17"),
        ("2019-05..2020", "2019-05-01", "2020-12-31"),
        ("2020..2020", "2020-01-01", "2020-12-31"),
        ("2019..", "2019-01-01", "9999-12-31"),
        ("..2019-02-03", "0001-01-01", "2019-02-03"),
    ],
)
def test_a_period_is_read(text: str, first: str, last: str) -> None:
    ordinals = dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal()
    period = read_period(text)
    assert period is not None
    assert period.ordinals == ordinals


@pytest.mark.parametrize(
    "text",
    ["", "i framtiden", "2020-13", "2021-02-29", "0", "123456", "2021..2020", "2020..x", "\ud800"],
)
def test_what_is_no_period_is_not_read(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    "question",
    [
        "hur köper läraren rapporter",
        "köper läraren rapporter?",
        "lärare köper rapport lokal stad",
    ],
)
def test_long_questions_find_articles_that_lack_some_from_the_start(
    question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "PLENTY", 100)  # so few articles have no common words
    answer = ask(MANY, question)
    assert answer.relaxed
    assert {"bara rapporter", "bara lärare"} <= set(ids(answer))
    assert "annat" not in ids(answer)


COMMON = searcher_over(
    *(article(f"väg{number}", "Regeringen beslutade om vägar.") for number in range(30)),
    *(article(f"ekologi{number}", "Ekologi är ett ämne.") for number in range(3)),
    article("båda", "Regeringen beslutade om ekologi."),
)


def test_common_words_rank_but_are_no_answer_to_a_long_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = "vad beslutade regeringen om ekologi?"
    assert len(ids(ask(COMMON, question))) == 34
    monkeypatch.setattr(plan, "PLENTY", 4)
    assert ids(ask(COMMON, question))[0] == "båda"
    assert set(ids(ask(COMMON, question))) == {"båda", *(f"ekologi{at}" for at in range(3))}
    monkeypatch.setattr(plan, "PLENTY", 5)
    assert len(ids(ask(COMMON, question))) == 34


def test_words_that_no_article_has_make_no_others_common(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "PLENTY", 0)
    assert len(ids(ask(COMMON, "beslutade regeringen om qwyxzt och zxqwyt?"))) == 31


def test_a_short_search_may_find_what_has_only_its_common_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan, "PLENTY", 0)
    assert len(ids(ask(COMMON, "regeringen ekologi"))) == 34


@pytest.mark.parametrize(
    "keywords", ["lärare rapporter", "rapporter av läraren", "lärare OCH rapporter"]
)
def test_keywords_do_not_when_enough_articles_have_all(keywords: str) -> None:
    answer = ask(MANY, keywords)
    assert not answer.relaxed
    assert answer.total == 12


@pytest.mark.parametrize(
    "query",
    [
        "rapporter",
        "rapporter rapporten",
        "rapporter av",
        '"rapporter" "läraren"',
        "(lärare rapporter)",
        "",
    ],
)
def test_nothing_can_lack_the_only_word_nor_what_is_quoted_or_grouped(query: str) -> None:
    answer = ask(MANY, query)
    assert not answer.relaxed
    assert not any(hit.missing for hit in answer.hits)


def test_conditions_alone_show_the_newest_first() -> None:
    searcher = searcher_over(
        article("gammal", "Rapport.", kind="nyhet", published="2012"),
        article("odaterad", "Rapport.", kind="nyhet"),
        article("ny", "Rapport.", kind="nyhet", published="2024"),
    )
    for query in ("", "typ:nyhet", "-elev", "språk:sv -elev"):
        assert ids(ask(searcher, query)) == ["ny", "gammal", "odaterad"]


def test_a_prefix_is_widened_to_its_commonest_words_only() -> None:
    rare = [f"om{number:04}x" for number in range(MOST)]
    searcher = searcher_over(
        article("sällsynta", " ".join(rare)),
        article("vanligt", "omxyz"),
        article("vanligt igen", "omxyz"),
        article("sist", rare[-1]),
        article("näst sist", rare[-2].replace("0254", "9998")),
    )
    answer = ask(searcher, "om*")
    assert {"sällsynta", "vanligt", "vanligt igen"} <= set(ids(answer))
    assert "näst sist" not in ids(answer)
    assert f"”om*”. De {MOST} vanligaste" in notices(answer)


def test_a_prefix_of_few_words_needs_no_notice() -> None:
    assert notices(ask(MANY, "lära*")) == ""
    assert "bara lärare" in found(MANY, "lära*")


def test_a_sign_is_told_once_however_it_is_written() -> None:
    searcher = texts(**{f"{at}": f"ab{at:04}x" for at in range(MOST + 1)})
    assert [one.message for one in ask(searcher, "AB* ab*").notices] == [
        one.message for one in ask(searcher, "ab*").notices
    ]


def test_what_is_told_to_be_searched_near_another_is_what_is_searched() -> None:
    searcher = texts(**{f"{at}": f"ab{at:04}x skola" for at in range(MOST_FORMS + 1)})
    for query in ("ab* NÄRA skola", '"ab* skola"~3'):
        answer = ask(searcher, query)
        assert f"De {MOST_FORMS} vanligaste" in notices(answer)
        assert answer.total == MOST_FORMS


def test_that_a_phrase_stands_for_too_many_is_told() -> None:
    searcher = texts(a=" ".join(f"ab{at} cd{at}" for at in range(12)))
    assert f"De {MOST_PHRASES} med de vanligaste orden" in notices(ask(searcher, '"ab* cd*"'))
    assert notices(ask(searcher, '"ab1* cd*"')) == ""


def test_of_words_that_look_so_the_commonest_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_words, "MOST", 1)
    searcher = texts(a="skola", b="skola", c="stola", d="stola skola")
    assert found(searcher, "*ola") == {"a", "b", "d"}


def test_words_that_only_ask_or_date_are_no_answer() -> None:
    searcher = texts(a="Hjälp och pengar den 1 maj 2019.", b="Buller i skolan.")
    assert ids(ask(searcher, "radon 1 maj 2019")) == []
    assert ids(ask(searcher, "pengar till dyslexi")) == []
    assert ids(ask(searcher, "1 maj 2019")) == ["a"]
    assert ids(ask(searcher, "hjälp pengar")) == ["a"]


def test_english_words_of_asking_do_not_beat_a_swedish_name() -> None:
    others = {f"x{number}": "Bullerlagen gäller i skolan." for number in range(30)}
    searcher = texts(speech="What I say is what he does.", **others)
    assert ids(ask(searcher, "what does the bullerlagen say"))[0] != "speech"
