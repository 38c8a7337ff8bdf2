"""Menade du …? Missing dots, misspellings and the way back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.search.spelling import RARER, Speller, undotted
from tests.analyse.patience import patience
from tests.search.archive import article, ask, found, ids, searcher_over, texts

COUNTS = {"hälsa": 90, "elevhälsa": 40, "rektor": 30, "rektorer": 8, "län": 60, "lan": 2, "år": 9}
SPELLER = Speller({**COUNTS, "arbetsmiljö": 5, "hälsoarbete": 3, "pärm": 49, "parm": 1, "år2": 1})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("elevhlsa", "elevhälsa"),
        ("elevhälas", "elevhälsa"),
        ("ellevhälsa", "elevhälsa"),
        ("rektro", "rektor"),
        ("rekttorrer", "rektorer"),
        ("hålsa", "hälsa"),
        ("giraff", None),
        ("lna", None),
        ("2020", None),
        ("rektor-", None),
    ],
)
def test_the_likeliest_word_is_suggested(typed: str, meant: str | None) -> None:
    assert SPELLER.suggest(typed) == meant


def test_the_beginning_of_compounds_is_no_word_to_suggest() -> None:
    assert Speller({"hälso": 40, "hälsa": 9}).suggest("hals") == "hälsa"
    assert Speller({"radio": 40}).suggest("radi") == "radio"


def test_of_equally_near_words_the_commoner_is_suggested() -> None:
    assert Speller({"katter": 1, "kanter": 50}).suggest("kaxter") == "kanter"
    assert Speller({"katter": 50, "kanter": 1}).suggest("kaxter") == "katter"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("halsa", "hälsa"),
        ("arbetsmiljo", "arbetsmiljö"),
        ("ar", "år"),
        ("hälsa", None),
        ("lan", None),
        ("parm", None),
        ("giraff", None),
    ],
)
def test_missing_dots_are_set_where_they_were_surely_meant(typed: str, meant: str | None) -> None:
    assert SPELLER.dotted(typed) == meant


def test_so_much_rarer_must_the_undotted_word_be() -> None:
    assert Speller({"lån": RARER, "lan": 1}).dotted("lan") == "lån"
    assert Speller({"lån": RARER - 1, "lan": 1}).dotted("lan") is None


@pytest.mark.parametrize(
    ("first", "last", "joined"),
    [
        ("elev", "hälsa", "elevhälsa"),
        ("arbet", "miljö", "arbetsmiljö"),
        ("häls", "arbete", "hälsoarbete"),
        ("rektor", "hälsa", None),
    ],
)
def test_words_written_apart_are_joined_when_the_archive_has_the_word(
    first: str, last: str, joined: str | None
) -> None:
    assert SPELLER.joined(first, last) == joined


@given(st.text(max_size=60), st.text(max_size=60))
@example("\ud800\0", "å\u0308")
def test_any_word_can_be_asked(one: str, other: str) -> None:
    known = {*SPELLER._counts, None}
    assert {SPELLER.suggest(one), SPELLER.dotted(one), SPELLER.joined(one, other)} <= known


def test_a_monstrous_word_is_asked_quickly_of_many() -> None:
    speller = Speller({f"ord{number:06}".translate(LETTERS): 1 for number in range(100_000)})
    with patience():
        assert speller.suggest("å" * 100_000) is None
        assert speller.suggest("ordaaaaab" + "x") is not None


LETTERS = str.maketrans("0123456789", "abcdefghij")


def test_only_dots_rings_and_accents_are_taken_off() -> None:
    assert undotted("hälsoåtgärdsidén") == "halsoatgardsiden"


class TestInSearch:
    searcher = searcher_over(
        *(article(f"h{n}", "Elevhälsan ger hälsa.", title="Hälsa") for n in range(30)),
        article("rektor", "Rektorn leder skolan.", title="Rektor"),
        article("skola", "Skolan byggs.", title="Skola"),
        article("lån", "Lån av böcker. Länets lan.", title="Lån"),
    )

    def test_a_misspelt_word_is_mended_when_nothing_else_is_found(self) -> None:
        answer = ask(self.searcher, "rektrn")
        assert (answer.query, answer.searched) == ("rektrn", "rektorn")
        assert ids(answer) == ["rektor"]
        assert answer.suggestion is None

    def test_the_exact_search_is_the_way_back(self) -> None:
        answer = ask(self.searcher, "rektrn", exact=True)
        assert (answer.searched, answer.total, answer.suggestion) == ("rektrn", 0, None)

    def test_a_misspelt_word_among_known_ones_is_asked_about(self) -> None:
        answer = ask(self.searcher, "skolan rektrn")
        assert answer.searched == "skolan rektrn"
        assert set(ids(answer)) == {"rektor", "skola"}
        assert answer.suggestion == "skolan rektorn"

    def test_nothing_is_suggested_that_finds_no_more(self) -> None:
        answer = ask(self.searcher, "böcker rektrn")
        assert answer.total > 0
        assert answer.suggestion is None

    def test_nothing_is_suggested_beside_words_that_are_there(self) -> None:
        answer = ask(self.searcher, "skola")
        assert (answer.searched, answer.suggestion) == ("skola", None)

    def test_a_suggestion_heeds_the_filters(self) -> None:
        answer = ask(self.searcher, "rektrn", kinds=("dikt",))
        assert (answer.searched, answer.total) == ("rektrn", 0)

    def test_missing_dots_are_set_at_once_and_told(self) -> None:
        answer = ask(self.searcher, "halsa")
        assert answer.total == 30
        assert (answer.searched, answer.widened) == ("halsa", ("hälsa",))

    def test_exact_search_sets_no_dots(self) -> None:
        answer = ask(self.searcher, "halsa", exact=True)
        assert (answer.total, answer.widened) == (0, ())

    def test_a_word_that_is_common_without_dots_stays_what_it_is(self) -> None:
        answer = ask(self.searcher, "lan")
        assert answer.widened == ()
        assert ids(answer) == ["lån"]
        shown = self.searcher.show("lån", "lan")
        assert shown is not None
        assert shown.title_marks == ()


def test_a_plain_letter_in_quotes_is_not_dotted() -> None:
    searcher = texts(a="God hälsa.", b="Annat.")
    assert found(searcher, '"halsa"') == set()
    assert ask(searcher, '"halsa"').searched == '"halsa"'


def test_a_form_of_no_known_word_is_read_as_the_word_that_is_near() -> None:
    searcher = texts(a="Läromedlen.", b="Läromedel.", c="Läromedel och lärare.")
    assert ask(searcher, "läromedl").searched == "läromedel"


@pytest.mark.parametrize(
    ("typed", "widened"),
    [
        ("redbull", ("red bull",)),
        ("Redbull", ("red bull",)),
        ("bullred", ()),
        ("redsåldes", ()),  # not side by side
        ("ifjol", ()),  # too short to be meant
        ("denbull", ()),  # a stop word
    ],
)
def test_words_written_together_are_found_apart(typed: str, widened: tuple[str, ...]) -> None:
    searcher = texts(a="Red Bull såldes i fjol, den bull.", b="Annat.")
    answer = ask(searcher, typed)
    assert answer.widened == widened
    assert ids(answer) == ["a"] or not widened
    assert not ask(searcher, typed, exact=True).total
