"""Words in capitals: which are acronyms, and what is an acronym found by?"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.analyse.known_acronyms import Acronym
from indexer.engines import open_engine
from indexer.search.synonyms import Rule
from indexer.terms.fields import SCHEMA
from tests.search.archive import article, ask, found, ids, notices, searcher_over

LAW = "lagen om anställningsskydd"
ARTICLES = (
    article("las", "En tvist om LAS prövas."),
    article("genitiv", "Enligt LAS:s regler och regeln i las:en."),
    article("utredning", "Nu kommer LAS-utredningen."),
    article("lag", f"Det följer av {LAW}."),
    article("läsa", "Eleverna ska läsa. Läs mer! Läste, läsning."),
    article("laser", "En laser lyser. Lasrar och laserskrivare."),
    article("lass", "Ett lass grus, lasset, lasses."),
    article("bolag", "Skogsbolaget AB levererar grus."),
    article("förkortas", "Texten har förkortats: abs och abborre."),
    article("bup", "Vända sig till BUP eller BUP:s växel."),
    article("it", "Skolans IT och IT-system."),
    article("skola", "En skola. Elevhälsan på skolan."),
    article("far", "Min far och min mor."),
    article("recept", "Fysisk aktivitet på recept (FaR)."),
    article("mfof", "Beslut av MFoF i ärendet."),
)
KNOWN = (
    Acronym("LAS", LAW, 2, ("lag",)),
    Acronym("FaR", "fysisk aktivitet på recept", 2, is_word=True),
    Acronym("MFoF", "Myndigheten för familjerätt och föräldraskapsstöd", 2),
)
CAPITALS = {"las", "ab", "bup", "it"}


class TestKnown:
    searcher = searcher_over(*ARTICLES, acronyms=KNOWN, capitals=CAPITALS)
    own = frozenset({"las", "genitiv", "utredning"})

    @pytest.mark.parametrize("query", ["LAS", "LAS:s", "LAS:en", "LAS:are"])
    def test_one_in_capitals_is_found_as_it_stands_and_by_its_words(self, query: str) -> None:
        answer = ask(self.searcher, query)
        assert set(ids(answer)) == {*self.own, "lag"}
        assert answer.widened == (LAW,)

    def test_its_compounds_come_after_itself(self) -> None:
        assert ids(ask(self.searcher, "LAS")).index("utredning") > 1

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("titel:LAS", {"las"}),
            ("tvist ELLER LAS", {*own}),
            ("grus -LAS", {"lass", "bolag"}),
            ("(LAS tvist)", {"las"}),
            ("LAS grus", set()),
        ],
    )
    def test_so_it_is_wherever_it_stands(self, query: str, expected: set[str]) -> None:
        assert found(self.searcher, query) == expected

    def test_in_small_letters_it_is_a_word_that_also_asks_the_words(self) -> None:
        assert {*self.own, "lag"} <= found(self.searcher, "las")
        assert LAW in ask(self.searcher, "las").widened

    def test_another_word_with_its_base_word_does_not_ask_the_words(self) -> None:
        for query in ("laser", "lasrar", "LASER"):
            assert ask(self.searcher, query).widened == ()
            assert found(self.searcher, query) >= {"laser"}

    def test_its_words_ask_for_it_but_for_no_word_with_its_base_word(self) -> None:
        assert found(self.searcher, LAW) == {*self.own, "lag"}
        assert ask(self.searcher, LAW).widened == ("LAS",)

    def test_the_exact_search_does_without_its_words(self) -> None:
        answer = ask(self.searcher, "LAS", exact=True)
        assert (set(ids(answer)), answer.widened) == (set(self.own), ())

    def test_it_is_marked_and_nothing_like_it(self) -> None:
        searcher = searcher_over(
            article("a", "Läs om LAS och LAS:s laser, och om las."), acronyms=KNOWN
        )
        (hit,) = ask(searcher, "LAS").hits
        marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
        assert marked == ["LAS", "LAS:s", "las"]

    @pytest.mark.parametrize("query", ["MFoF", "MFOF", "mfof"])
    def test_one_with_small_letters_in_it_is_known_however_it_is_typed(self, query: str) -> None:
        assert found(self.searcher, query) == {"mfof"}
        assert len(ask(self.searcher, query).widened) == 1

    @pytest.mark.parametrize("query", ["far", "Far", "fars", "min far", "VEM ÄR MIN FAR"])
    def test_one_that_is_an_ordinary_word_is_that_word(self, query: str) -> None:
        assert ask(self.searcher, query).widened == ()

    @pytest.mark.parametrize("query", ["FaR", "FAR", "elever med FaR"])
    def test_but_in_its_own_capitals_it_is_the_acronym(self, query: str) -> None:
        answer = ask(self.searcher, query)
        assert answer.widened == ("fysisk aktivitet på recept",)
        assert "recept" in ids(answer)

    def test_what_such_a_one_stands_for_does_not_ask_the_word(self) -> None:
        assert found(self.searcher, "fysisk aktivitet på recept") == {"recept"}

    def test_a_question_in_capitals_has_acronyms_all_the_same(self) -> None:
        assert found(self.searcher, "TVIST OM LAS") == {"las"}
        assert found(self.searcher, "LAS BUP") == set()


class TestUnexplained:
    searcher = searcher_over(*ARTICLES, capitals=CAPITALS)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [("AB", {"bolag"}), ("BUP", {"bup"}), ("IT", {"it"}), ("skolans IT", {"it"})],
    )
    def test_what_the_archive_writes_in_capitals_is_found_as_it_stands(
        self, query: str, expected: set[str]
    ) -> None:
        assert found(self.searcher, query) == expected

    @pytest.mark.parametrize("query", ["LAS", "XQZ", "ABS"])
    def test_a_short_unknown_word_in_capitals_is_never_taken_for_another(self, query: str) -> None:
        searcher = searcher_over(*(one for one in ARTICLES if one.id in {"läsa", "skola"}))
        answer = ask(searcher, query)
        assert (ids(answer), answer.widened, answer.suggestion) == ([], (), None)
        assert answer.searched == query

    @pytest.mark.parametrize("query", ["SKOLA", "SKOLOR", "ELEVHÄLSA", "GRUS", "SKOLA ELEVHÄLSA"])
    def test_an_ordinary_word_in_capitals_is_the_word(self, query: str) -> None:
        assert found(self.searcher, query) == found(self.searcher, query.lower()) != set()

    def test_dots_are_still_missed_in_long_words(self) -> None:
        assert found(self.searcher, "ELEVHALSAN") == {"skola"}

    def test_one_that_only_editors_synonyms_have_asks_them(self) -> None:
        rule = Rule(("BUP", "barnvård"), ("BUP", "barnvård"))
        searcher = searcher_over(article("a", "Barnvård."), *ARTICLES, rules=[rule])
        assert found(searcher, "BUP") == {"a", "bup"}
        assert found(searcher, "barnvården") == {"a", "bup"}

    @pytest.mark.parametrize(
        "query", ["", "§ 5", "A", "A B C", "2020:55", "Å Ä", "ß", "İİ", "E-ID"]
    )
    def test_any_capitals_are_answered(self, query: str) -> None:
        assert notices(ask(self.searcher, query)) is not None


@pytest.mark.parametrize("name", ["whoosh", "tantivy"])
def test_all_engines_find_the_same(name: str, tmp_path: Path) -> None:
    engine = open_engine(name, SCHEMA, tmp_path / name)
    searcher = searcher_over(*ARTICLES, acronyms=KNOWN, capitals=CAPITALS, engine=engine)
    oracle = TestKnown.searcher
    for query in ("LAS", "LAS:s", "las", LAW, "FaR", "IT", "AB", "TVIST OM LAS"):
        mine, its = ask(searcher, query), ask(oracle, query)
        assert (sorted(ids(mine)), mine.total) == (sorted(ids(its)), its.total)
        assert {h.id: h.snippet.marks for h in mine.hits} == {
            h.id: h.snippet.marks for h in its.hits
        }
    engine.close()
