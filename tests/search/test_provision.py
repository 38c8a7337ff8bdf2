from __future__ import annotations

import pytest

from indexer.article import Article, Section
from indexer.search.provision import end_of_provision, find_provision
from tests.search.archive import ask, searcher_over

LAW = Article(
    id="lag",
    title="Skogslag",
    sections=(
        Section("1 kap. Inledning", ("1 § Lagen gäller skog.", "2 § Skog är träd. " * 9)),
        Section("Undantag", ("3 §", "Lagen gäller inte buskar, se 2 kap. 3 §. " * 4)),
        Section("2 kap. Skötsel", ("1 §", "Skogen ska skötas. " * 9)),
        Section("2 a §", ("Hänsyn ska tas till skogen. " * 6,)),
        Section("Tillsyn", ("3 §",)),
        Section("Länsstyrelsen ska", ("- se till skogen",)),
    ),
)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("skogslagen 1 kap. 2 §", "… 2 § Skog är träd."),
        ("skogslagen 1 kap 3 §", "3 §\nLagen gäller inte buskar"),
        ("2 kap. 1 § skogslagen", "1 §\nSkogen ska skötas."),
        ("skogslagen 2 kap. 2 a §", "Hänsyn ska tas"),
        ("skogslagen 2 kap. 3§", "3 §\nLänsstyrelsen ska\n- se till skogen"),
        ("skogslagen 3 §", "3 §\nLagen gäller inte buskar"),
    ],
)
def test_the_paragraph_that_is_named_is_shown(question: str, beginning: str) -> None:
    hits = ask(searcher_over(LAW), question).hits
    assert [hit.snippet.text.startswith(beginning) for hit in hits] == [True]
    for start, end in hits[0].snippet.marks:
        assert hits[0].snippet.text[start:end].strip()


def test_a_paragraph_that_the_law_lacks_is_not_found() -> None:
    passages = list(LAW.passages())
    assert find_provision("skogslagen 2 kap. 9 §", passages) is None
    assert find_provision("skogslagen 7 kap. 1 §", passages) is None
    assert find_provision("skog 3", passages) is None


def test_where_there_are_no_chapters_the_number_is_enough() -> None:
    passages = [("", "1 §\nEtt.\n2 §\nTvå.", None)]
    found = find_provision("lagen 1 kap. 2 §", passages)
    assert found == (0, 9)
    assert end_of_provision(passages[0][1], 0) == 8
