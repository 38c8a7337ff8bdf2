"""What sets Swedish apart: compounds, irregular forms, words written apart, identifiers."""

from __future__ import annotations

import pytest

from tests.analyse.test_word_analysis import MUST_MEET
from tests.search.archive import article, ask, found, ids, searcher_over, texts


def test_a_word_is_found_inside_longer_words() -> None:
    searcher = texts(
        själv="God hälsa.",
        sist="Elevhälsan leder.",
        mitt="Ett elevhälsoarbete.",
        först="En hälsodeklaration.",
        annat="Eleven läser.",
    )
    assert found(searcher, "hälsa") == {"själv", "sist", "mitt", "först"}
    assert found(searcher, "hälsan") == {"själv", "sist", "mitt", "först"}


def test_a_compound_is_found_inside_longer_ones() -> None:
    searcher = texts(själv="En elevhälsa.", inuti="Ett elevhälsoarbete.", delad="Folkhälsoarbete.")
    assert found(searcher, "elevhälsa") == {"själv", "inuti"}


@pytest.mark.parametrize("order", [1, -1])
def test_the_word_itself_ranks_above_words_that_hold_it(order: int) -> None:
    articles = [
        article("själv", "Här nämns elevhälsa och annat.", title="Ett"),
        article("längre", "Här nämns elevhälsoarbete och annat.", title="Två"),
        article("isär", "Här nämns elevens hälsa och annat.", title="Tre"),
    ]
    assert ids(ask(searcher_over(*articles[::order]), "elevhälsa"))[0] == "själv"


@pytest.mark.parametrize("pair", MUST_MEET)
def test_words_that_must_meet_are_found(pair: str) -> None:
    asked, written = pair.split("/")
    searcher = texts(rätt=f"Om {written} här.", fel="Om giraffer här.")
    assert found(searcher, asked) == {"rätt"}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("ring", "ändringar"),
        ("tiger", "överstiger"),
        ("ena", "styckena"),
        ("sten", "vinsten"),
        ("dom", "domstolen"),
        ("skap", "medlemskap"),
        ("dat", "mandat"),
        ("skar", "handskar"),
        ("får", "fortfarande"),
    ],
)
def test_what_is_no_part_of_a_word_is_not_found_in_it(asked: str, written: str) -> None:
    assert found(texts(a=f"Om {written} här.", b="Om annat."), asked) == set()


def test_a_quoted_word_is_neither_part_nor_inflection() -> None:
    searcher = texts(hel="God hälsa.", böjd="Hälsan är god.", del_="En elevhälsa.", isär="Ohälsan.")
    assert found(searcher, '"hälsa"') == {"hel"}


def test_minus_with_quotes_leaves_compounds() -> None:
    searcher = texts(hel="Eleven har hälsa.", del_="Eleven har elevhälsa.")
    assert found(searcher, 'eleven -"hälsa"') == {"del_"}


class TestWrittenApart:
    searcher = texts(
        ihop="Specialpedagogik i en elevhälsa.",
        isär="Pedagogik, något special. Elevens hälsa.",
        skilda="Hälsa på en elev.",
        annat="Kommunen bygger.",
    )

    @pytest.mark.parametrize(
        ("query", "joined"),
        [("special pedagogik", "specialpedagogik"), ("elev hälsa", "elevhälsa")],
    )
    def test_the_joined_word_is_found_too_and_told(self, query: str, joined: str) -> None:
        answer = ask(self.searcher, query)
        assert "ihop" in found(self.searcher, query)
        assert "isär" in found(self.searcher, query)
        assert joined in answer.widened

    def test_a_linking_letter_is_put_between(self) -> None:
        searcher = texts(a="En skolbokshylla och arbetsmiljö.", b="Kommunen.")
        assert ids(ask(searcher, "arbete miljö")) == ["a"]
        assert ask(searcher, "arbet miljö").widened == ("arbetsmiljö",)

    def test_exact_search_joins_nothing(self) -> None:
        answer = ask(self.searcher, "special pedagogik", exact=True)
        assert answer.widened == ()

    def test_a_compound_is_found_as_its_parts_beside_each_other(self) -> None:
        assert found(self.searcher, "elevhälsa") == {"ihop", "isär"}


class TestUnknownCompounds:
    searcher = texts(
        båda="En giraff bor i kommunen.", en="En giraff bor i Kenya.", andra="Kommunen bygger."
    )

    def test_one_that_the_archive_lacks_is_searched_as_its_parts_and_told(self) -> None:
        answer = ask(self.searcher, "giraffkommun")
        assert found(self.searcher, "giraffkommun") == {"båda"}
        assert answer.widened == ("giraff + kommun",)

    def test_exact_search_takes_nothing_apart(self) -> None:
        answer = ask(self.searcher, "giraffkommun", exact=True)
        assert (answer.total, answer.widened) == (0, ())

    def test_one_that_the_archive_has_is_not_taken_apart(self) -> None:
        searcher = texts(hel="En giraffkommun.", båda="En giraff bor i vår kommun.")
        assert found(searcher, "giraffkommun") == {"hel"}


class TestIdentifiers:
    searcher = texts(
        isär="Se SOU 2020:55 om detta.",
        ihop="Se SOU2020:55 om detta.",
        andra="Se SOU 2019:55 och Ds 2020:55.",
        nummer="Numret 2020:55 och en SOU.",
        lag="Enligt lagen (2018:1937) och SFS 2018:1937.",
        bara_lag="Enligt lagen (2018:1937) gäller det.",
        dnr="Ärendet har dnr 2023/01234.",
        dnr2="Diarienummer: 2023/01234",
        prop="I prop. 2021/22:225 sägs det.",
        prop2="I prop. 2021/22:226 sägs det.",
        eget="Rapporten ALM 2019:4 och LMM 2019:5.",
        annat="Kommunen bygger.",
    )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("SOU 2020:55", {"isär", "ihop"}),
            ("sou 2020:55", {"isär", "ihop"}),
            ("SOU2020:55", {"isär", "ihop"}),
            ("dnr 2023/01234", {"dnr", "dnr2"}),
            ("Dnr: 2023/01234", {"dnr", "dnr2"}),
            ("2023/01234", {"dnr", "dnr2"}),
            ("SFS 2018:1937", {"lag", "bara_lag"}),
            ("lagen 2018:1937", {"lag", "bara_lag"}),
            ("prop. 2021/22:225", {"prop"}),
            ("prop 2021/22:225", {"prop"}),
            ("ALM 2019:4", {"eget"}),
            ("ALM 2019:5", set()),
        ],
    )
    def test_they_are_one_clause(self, query: str, expected: set[str]) -> None:
        assert found(self.searcher, query) == expected

    def test_no_article_lacks_half_of_one(self) -> None:
        assert ids(ask(self.searcher, "prop. 2021/22:225")) == ["prop"]
        (hit, *others) = ask(self.searcher, "sägs prop. 2021/22:225").hits
        assert hit.id == "prop"
        assert {other.missing for other in others} == {("prop. 2021/22:225",)} or {
            other.missing for other in others
        } == {("prop 2021/22:225",)}

    def test_they_are_marked_as_they_stand(self) -> None:
        for id_, expected in (("isär", "SOU 2020:55"), ("ihop", "SOU2020:55")):
            shown = self.searcher.show(id_, "SOU 2020:55")
            assert shown is not None
            ((text, marks),) = shown.sections[0].paragraphs
            assert [text[start:end] for start, end in marks] == [expected]
