"""Menade du …? Missing dots, misspellings and the way back to what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analyse.stopwords import STOP_WORDS
from indexer.search.near_words import undotted
from indexer.search.spelling import RARER, Speller
from tests.analyse.patience import patience
from tests.conftest import ANALYSER
from tests.search.archive import article, ask, found, ids, searcher_over, texts

COUNTS = {"hälsa": 90, "elevhälsa": 40, "rektor": 30, "rektorer": 8, "län": 60, "lan": 2, "år": 9}


def speller(counts: Mapping[str, float], others: Iterable[str] = ()) -> Speller:
    return Speller(counts, ANALYSER.standing, lambda: others)


SPELLER = speller({**COUNTS, "arbetsmiljö": 5, "hälsoarbete": 3, "pärm": 49, "parm": 1, "år2": 1})


def meant(counts: Mapping[str, float], typed: str, others: Iterable[str] = ()) -> str | None:
    guess = speller(counts, others).guess(typed)
    return guess.word if guess else None


def replaced(counts: Mapping[str, float], typed: str, others: Iterable[str] = ()) -> str | None:
    guess = speller(counts, others).guess(typed)
    return guess.word if guess and guess.sure else None


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("elevhlsa", "elevhälsa"),
        ("elevhälas", "elevhälsa"),
        ("ellevhälsa", "elevhälsa"),
        ("rektro", "rektor"),
        ("rekttorrer", "rektorer"),
        ("rektår", "rektor"),
        ("giraff", None),
        ("lna", None),
        ("2020", None),
        ("rektor-", None),
    ],
)
def test_the_likeliest_word_is_guessed(typed: str, word: str | None) -> None:
    guess = SPELLER.guess(typed)
    assert (guess.word if guess else None) == word


def test_the_beginning_of_compounds_is_no_word_to_guess() -> None:
    assert meant({"kyrko": 40, "kyrka": 9}, "kyrcka") == "kyrka"
    assert meant({"radio": 40}, "raddio") == "radio"


def test_of_equally_near_words_the_commoner_is_guessed() -> None:
    assert meant({"katter": 1, "kanter": 90}, "kaxter") == "kanter"
    assert meant({"katter": 90, "kanter": 1}, "kaxter") == "katter"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("sjöldpadda", "sköldpadda"),
        ("sjärnor", "stjärnor"),
        ("skjukhus", "sjukhus"),
        ("parkerring", "parkering"),
        ("tilstånd", "tillstånd"),
        ("bestemmelser", "bestämmelser"),
        ("förhollande", "förhållande"),
        ("inspecktion", "inspektion"),
        ("direcktion", "direktion"),
        ("millitär", "militär"),
        ("sykel", "cykel"),
        ("filosophi", "filosofi"),
        ("exkursjon", "exkursion"),
        ("tjyrka", "kyrka"),
    ],
)
def test_what_sounds_alike_is_near(typed: str, word: str) -> None:
    assert meant({word: 80, "förvaltning": 500, "ärende": 400}, typed) == word


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("radon", "råden"),
        ("malaria", "malarna"),
        ("begravning", "beräkning"),
        ("dengue", "denne"),
        ("utbränd", "utbredd"),
        ("hours", "hörs"),
        ("epipen", "öppen"),
        ("trafik", "träffa"),
        ("gotland", "gottland"),
        ("uppsala", "uppsalas"),
    ],
)
def test_known_words_and_names_and_words_far_from_all_are_not_replaced(
    typed: str, near: str
) -> None:
    assert replaced({near: 10_000}, typed) is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("radon", "råden"),
        ("begravning", "beräkning"),
        ("utbränd", "utbredd"),
        ("epipen", "öppen"),
        ("ritalin", "italien"),
        ("dengue", "denne"),
        ("svinn", "sina"),
        ("opening", "ordning"),
    ],
)
def test_what_is_not_really_near_is_not_asked_about(typed: str, near: str) -> None:
    assert meant({near: 10_000}, typed) is None


def test_a_known_word_is_asked_about_when_a_much_commoner_one_sounds_the_same() -> None:
    assert meant({"terrass": 80}, "terass") == "terrass"
    assert replaced({"terrass": 80}, "terass") is None
    assert meant({"terrass": 2}, "terass") is None


def test_a_compound_that_the_archive_lacks_is_asked_about_but_not_replaced() -> None:
    assert meant({"anledning": 80}, "andledning") == "anledning"
    assert replaced({"anledning": 80}, "andledning") is None


def test_a_slip_of_an_author_is_asked_about_when_a_near_form_is_far_commoner() -> None:
    assert meant({"ventlation": 2, "ventilation": 200}, "ventlation") == "ventilation"
    assert replaced({"ventlation": 2, "ventilation": 200}, "ventlation") is None
    assert meant({"ventlation": 2, "ventilation": 199}, "ventlation") is None
    assert meant({"ventlation": 4, "ventilation": 900}, "ventlation") is None
    assert meant({"volang": 1, "valand": 900}, "volang") is None


def test_one_of_two_candidates_that_are_as_likely_is_asked_about() -> None:
    assert replaced({"kanter": 90}, "kaxter") == "kanter"
    assert replaced({"kanter": 90, "katter": 80}, "kaxter") is None
    assert replaced({"kanter": 90, "kanten": 80}, "kaxter") == "kanter"


@pytest.mark.parametrize("typed", ["waltorna", "quinoas", "szenario", "scénario"])
def test_what_looks_foreign_or_like_a_brand_is_not_replaced(typed: str) -> None:
    counts = dict.fromkeys(["valtorna", "kinos", "scenario"], 200)
    assert replaced(counts, typed) is None


def test_a_short_unknown_word_is_only_asked_about() -> None:
    assert (meant({"varan": 90}, "varran"), replaced({"varan": 90}, "varran")) == ("varan", "varan")
    assert (meant({"varor": 90}, "varår"), replaced({"varor": 90}, "varår")) == ("varor", None)


def test_neither_names_nor_foreign_words_take_a_words_place() -> None:
    for word, typed in (("hermansson", "hermanson"), ("attention", "attentin")):
        assert meant({word: 500}, typed) == word
        assert replaced({word: 500}, typed) is None


def test_words_of_synonyms_and_topics_may_be_meant() -> None:
    assert meant({"skola": 90}, "läsplata", ["läsplatta"]) == "läsplatta"
    assert meant({"läsplata": 1, "skola": 90}, "läsplata", ["läsplata"]) is None


def test_rare_forms_that_no_dictionary_has_are_not_meant() -> None:
    assert meant({"ventilatoin": 2}, "ventilatoinn") is None
    assert meant({"ventilation": 1}, "ventilatoinn") == "ventilation"


def test_a_misspelt_part_of_a_compound_is_mended() -> None:
    assert meant({"förskola": 40, "inspektör": 9}, "förskolinspektöör") == "förskolinspektör"
    assert meant({"ventilation": 9}, "skolventilasjon") == "skolventilation"


@given(st.data())
def test_no_dictionary_word_is_replaced_and_no_stop_word_takes_its_place(
    data: st.DataObject,
) -> None:
    word = data.draw(st.sampled_from(DICTIONARY))
    guess = EVERY_OTHER.guess(word)
    assert guess is None or not (guess.sure and ANALYSER.standing(word).in_dictionary)
    at = data.draw(st.integers(0, len(word)))
    misspelt = word[:at] + data.draw(st.sampled_from("abdefghiklmnoprstuväöå")) + word[at:]
    guess = EVERY_OTHER.guess(misspelt)
    assert guess is None or not (guess.sure and guess.word in STOP_WORDS)


DICTIONARY = sorted(ANALYSER._snapshot.swedish._lexicon.words)[1::2]
EVERY_OTHER = speller(
    dict.fromkeys(sorted(ANALYSER._snapshot.swedish._lexicon.words)[::2], 500)
    | dict.fromkeys(STOP_WORDS, 10_000)
)


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
    assert {SPELLER.dotted(one), SPELLER.joined(one, other)} <= known
    assert SPELLER.guess(one) is None or one.isalpha()


def test_a_monstrous_word_is_asked_quickly_of_many() -> None:
    many = speller({f"ord{number:06}".translate(LETTERS): 5 for number in range(100_000)})
    with patience():
        assert many.guess("å" * 100_000) is None
        assert many.guess("ordaaaaab" + "x") is not None


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


def test_a_form_that_the_archive_never_has_is_asked_about_though_its_base_word_is_known() -> None:
    searcher = texts(a="Läromedlen.", b="Läromedel.", c="Läromedel och lärare.")
    answer = ask(searcher, "läromedl")
    assert (answer.searched, answer.suggestion) == ("läromedl", "läromedlen")


def test_a_word_with_a_capital_may_be_a_name_and_is_asked_about() -> None:
    searcher = texts(a="Rektorn leder.", b="Rektorn går.")
    assert ask(searcher, "rektrn").searched == "rektorn"
    answer = ask(searcher, "Rektrn")
    assert (answer.searched, answer.suggestion) == ("Rektrn", "rektorn")
    assert ask(searcher, "REKTRN").suggestion is None


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("matsvinnet", "mat svinn"),
        ("gräsand", "gräs änder"),
        ("skolbyggnadernas", "skol byggnad"),
    ],
)
def test_words_written_apart_find_the_compound_in_another_form(held: str, typed: str) -> None:
    searcher = texts(a=f"Om {held} står det här.", b="Mat till alla.")
    answer = ask(searcher, typed)
    assert answer.widened == (typed.replace(" ", ""),)
    assert "a" in ids(answer)


def test_english_words_are_not_cut_into_swedish_ones() -> None:
    assert ask(texts(a="Att play och ground.", b="En plan."), "playground").widened == ()


def test_a_compound_that_is_found_by_chance_parts_is_asked_about() -> None:
    searcher = texts(a="En anledning.", b="And ledning.", c="En anledning till.")
    assert ask(searcher, "andledning").suggestion == "anledning"


def test_in_a_question_a_misspelt_word_is_searched_as_it_was_meant() -> None:
    searcher = texts(a="Läkarvård kostar.", b="Läkare vårdar.")
    answer = ask(searcher, "Vad kostar läkarvårt?")
    assert answer.widened == ("läkarvård",)
    assert answer.suggestion is None


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
