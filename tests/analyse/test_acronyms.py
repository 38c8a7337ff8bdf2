import pytest
import snowballstemmer

from indexer.analyse.acronyms import Acronym, Definition, DefinitionCounts
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
    counts.add([Definition("KMR", "Kommunernas miljöråd")] * 3)
    assert counts.accepted() == ()


def test_two_articles_are_enough_whatever_form_they_use() -> None:
    counts = DefinitionCounts(stem)
    counts.add([Definition("KMR", "Kommunernas miljöråd")])
    counts.add([Definition("KMR", "kommunernas miljörådet")])
    assert [found.acronym for found in counts.accepted()] == ["KMR"]


def test_a_heading_is_enough() -> None:
    counts = DefinitionCounts(stem)
    counts.add([], [Definition("KMR", "Kommunernas miljöråd")])
    assert counts.accepted() == (Acronym("KMR", ("Kommunernas miljöråd",)),)


def test_a_rare_other_meaning_is_left_out() -> None:
    counts = DefinitionCounts(stem)
    for _ in range(20):
        counts.add([Definition("KMR", "Kommunernas miljöråd")])
    for _ in range(2):
        counts.add([Definition("KMR", "Kvinnors maktråd")])
    assert counts.accepted() == (Acronym("KMR", ("Kommunernas miljöråd",)),)
