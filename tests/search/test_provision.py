from __future__ import annotations

import pytest

from indexer.article import Article, Section
from indexer.search.provision import end_of_provision, find_provision
from indexer.terms.passages import find_passages
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
        ("skogslagen kap 2 § 1", "1 §\nSkogen ska skötas."),
        ("1 § 2 kap. skogslagen", "1 §\nSkogen ska skötas."),
        ("skogslagen 2:1", "1 §\nSkogen ska skötas."),
        ("SKOGSLAGEN 2 KAP. 1 §", "1 §\nSkogen ska skötas."),
        ("skogslagen 2 kap. 1–3 §§", "1 §\nSkogen ska skötas."),
        ("skogslagen 2 kap 2a §", "Hänsyn ska tas"),
    ],
)
def test_the_paragraph_that_is_named_is_shown(question: str, beginning: str) -> None:
    hits = ask(searcher_over(LAW), question).hits
    assert [hit.snippet.text.startswith(beginning) for hit in hits] == [True]
    for start, end in hits[0].snippet.marks:
        assert hits[0].snippet.text[start:end].strip()


def test_a_paragraph_that_the_law_lacks_is_not_found() -> None:
    passages = list(find_passages(LAW))
    assert find_provision("skogslagen 2 kap. 9 §", LAW, passages) is None
    assert find_provision("skogslagen 7 kap. 1 §", LAW, passages) is None
    assert find_provision("skog 3", LAW, passages) is None


def test_where_there_are_no_chapters_the_number_is_enough() -> None:
    law = Article(id="lag", title="Lag", sections=(Section("", ("1 §\nEtt.\n2 §\nTvå.",)),))
    passages = list(find_passages(law))
    found = find_provision("lagen 1 kap. 2 §", law, passages)
    assert found == (0, 9)
    assert end_of_provision(passages[0][1], 0) == 8


def test_a_chapter_whose_heading_has_no_text_of_its_own_holds_what_is_below() -> None:
    law = Article(
        id="lag",
        title="Skogslag",
        summary="Lag om skog.",
        sections=(
            Section("Skogslag", ()),
            Section("1 kap. Inledning", ()),
            Section("Allmänt", ("1 §", "Ett ett.", "2 §", "Ett två.")),
            Section("2 kap. Skötsel", ()),
            Section("Allmänt", ("1 §", "Två ett.", "2 kap. 2 § gäller också.")),
            Section("2 §", ()),
            Section("Ansvar", ("Två två.",)),
        ),
    )
    passages = list(find_passages(law))

    def text(question: str) -> str:
        at, start = find_provision(question, law, passages) or (0, 0)
        return passages[at][1][start:]

    assert text("skogslagen 1 kap. 2 §") == "2 §\nEtt två.\n1 §\nTvå ett.\n2 kap. 2 § gäller också."
    assert text("skogslagen 2 kap. 1 §") == "1 §\nTvå ett.\n2 kap. 2 § gäller också."
    assert text("skogslagen 2 kap. 2 §") == "Två två."
