import pytest
import snowballstemmer

from indexer.analyse.acronyms import Definition
from indexer.analyse.known_acronyms import Acronym, DefinitionCounts, find_capitals
from indexer.analyse.snapshot import Snapshot
from tests.analyse.definitions import find_definitions

stem = snowballstemmer.stemmer("swedish").stemWord
DEFINED = [
    ("Kommunernas miljöråd (KMR) möts i maj.", "KMR", "Kommunernas miljöråd"),
    ("Nämnden för skolhälsovård, NSHV, beslutar.", "NSHV", "Nämnden för skolhälsovård"),
    ("Vi kallar det NFV (nationell folkhälsovecka).", "NFV", "nationell folkhälsovecka"),
    ("EKP står för elevernas kunskapsprofil.", "EKP", "elevernas kunskapsprofil"),
    ("Läs- och skrivstödet förkortas LOS i planen.", "LOS", "Läs- och skrivstödet"),
    ("skolavgiftslagen (2001:17), SAL, gäller", "SAL", "skolavgiftslagen"),
    ("Lunds universitet (LU) och Växjö universitet", "LU", "Lunds universitet"),
]
UNDEFINED = [
    "Ladda ner bilagan (PDF, 12 kB) i dag.",
    "Britta Ek (S) och Olle Lind (KD) svarade.",
    "Rådet möttes i Örebro, OBS ny lokal.",
    "Se kapitel (XII) och avsnitt (IV).",
    "Ämbetet för hälsa (WHO) har ansvar.",
    "Regeringen (Finansdepartementet) föreslår det.",
]


@pytest.mark.parametrize(("text", "acronym", "expansion"), DEFINED)
def test_definitions_are_found(snapshot: Snapshot, text: str, acronym: str, expansion: str) -> None:
    found = list(find_definitions(text, snapshot.swedish.split))
    assert found == [Definition(acronym, expansion)]


@pytest.mark.parametrize("text", UNDEFINED)
def test_what_is_no_definition_is_left(snapshot: Snapshot, text: str) -> None:
    assert list(find_definitions(text, snapshot.swedish.split)) == []


def test_one_article_is_not_enough() -> None:
    counts = DefinitionCounts(stem)
    counts.add("a", [Definition("KMR", "Kommunernas miljöråd")] * 3)
    assert counts.accepted() == ()


def test_two_articles_are_enough_whatever_form_they_use() -> None:
    counts = DefinitionCounts(stem)
    counts.add("a", [Definition("KMR", "Kommunernas miljöråd")])
    counts.add("b", [Definition("KMR", "kommunernas miljörådet")])
    assert [found.acronym for found in counts.accepted()] == ["KMR"]


def test_a_heading_is_enough() -> None:
    counts = DefinitionCounts(stem)
    counts.add("a", [], [Definition("KMR", "Kommunernas miljöråd")])
    assert counts.accepted() == (Acronym("KMR", "Kommunernas miljöråd", 1, ("a",)),)


def test_what_it_mostly_stands_for_is_told_with_the_articles_that_taught_it() -> None:
    counts = DefinitionCounts(stem)
    for number in range(2):
        counts.add(f"annan-{number}", [Definition("KMR", "Kvinnors maktråd")])
    for number in range(20):
        counts.add(f"a{number}", [Definition("KMR", "Kommunernas miljöråd")])
    expected = Acronym("KMR", "Kommunernas miljöråd", 20, ("a0", "a1", "a2"))
    assert counts.accepted() == (expected,)
    left = expected.without({"a1", "annan-1"})
    assert (left.articles, left.places) == (19, ("a0", "a2"))


def test_an_acronym_is_packed_and_unpacked_unchanged() -> None:
    one = Acronym("FaR", "fysisk ”aktivitet” på\trecept", 3, ("a", "b|c"), is_word=True)
    assert "\t" not in one.pack()
    assert "\n" not in one.pack()
    assert Acronym.unpack(one.pack()) == one


@pytest.mark.parametrize(
    "text",
    [
        "Ekskogens Virke AB (aktiebolaget) sålde tegel.",
        "Virkesbolaget AB (arbetsbokningen) sålde tegel.",
        "Avtalet slöts av Norra Skog HB (handelsbolaget).",
        "I målet mot Skogens Kraft NFV (nationell folkhälsovecka) dömdes",
    ],
)
def test_an_acronym_that_ends_a_name_is_not_explained(snapshot: Snapshot, text: str) -> None:
    assert list(find_definitions(text, snapshot.swedish.split)) == []


def test_short_words_that_mostly_stand_in_capitals_are_told() -> None:
    counts = {"LAS": 4, "LAS:s": 1, "las": 3, "SKOLA": 5, "skola": 9, "Skola": 2}
    counts |= {"EU:s": 2, "IT": 1, "INLEDNING": 50, "2020": 9, "SÖ": 2, "sö": 1, "A": 9}
    assert find_capitals(counts, str.casefold) == {"las", "eu", "sö"}
