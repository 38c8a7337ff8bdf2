from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, Section
from indexer.search.answer import Hit, Snippet
from indexer.search.snippets import WIDTH
from tests.search.archive import article, ask, searcher_over

FILLER = "Här sägs annat. "
LONG = FILLER * 8
"""Paragraphs of this length are shown by themselves."""
LONGEST = WIDTH + len("…  …")

words = st.one_of(
    st.sampled_from(["elever", "ELEVEN", "e\u00adlev", "e\u0301lev", "rapporten", "elev-\nhem"]),
    st.sampled_from(["att", "mycket", "lång" * 90, "Slut.", "–", "", "🎉", "\x00"]),
)
paragraphs = st.lists(words, min_size=1, max_size=120).map(" ".join)
passages = st.lists(st.tuples(st.sampled_from(["", "Om elever"]), paragraphs), max_size=4)


def hit(searched: Article, query: str) -> Hit:
    (only,) = ask(searcher_over(searched), query).hits
    return only


def snippet(text: str, query: str) -> Snippet:
    return hit(article("a", text), query).snippet


def marked(of: Snippet) -> list[str]:
    return [of.text[start:end] for start, end in of.marks]


@settings(deadline=None)
@given(
    passages,
    st.sampled_from(["elev", "rapport elev", '"elever rapporten"', "elev*", "långt", "att"]),
)
def test_a_snippet_is_a_bounded_piece_of_the_article(
    sections: list[tuple[str, str]], query: str
) -> None:
    searched = Article(
        id="a",
        title="Elevers rapport: att långt, elever rapporten",
        sections=tuple(
            Section(heading, (text,), page) for page, (heading, text) in enumerate(sections)
        ),
    )
    searcher = searcher_over(searched)
    for found in ask(searcher, query).hits:
        shown = found.snippet
        assert len(shown.text) <= LONGEST
        whole = [text for heading, text, page in searched.passages() if page == shown.page]
        middle = shown.text.removeprefix("… ").removesuffix(" …")
        assert not whole or middle in whole[0]
        assert list(shown.marks) == sorted(shown.marks)
        for start, end in shown.marks:
            assert 0 <= start < end <= len(shown.text)
            assert shown.text[start:end] == shown.text[start:end].strip()


@settings(deadline=None)
@given(paragraphs, st.sampled_from(["elev", "rapport", "elev rapport"]))
def test_every_marked_word_answers_the_question(text: str, query: str) -> None:
    searched = article("a", text, title="Elever och rapporter")
    for word in marked(hit(searched, query).snippet):
        alone = searcher_over(article("alone", word, title="x"), article("other", "Kommun."))
        assert [found.id for found in ask(alone, query).hits] == ["alone"]


def test_the_passage_with_most_of_the_question_is_chosen_with_its_heading_and_page() -> None:
    searched = Article(
        id="a",
        title="Titel",
        sections=(
            Section("Först", ("Eleven läser. " + LONG, "Rapporten trycks. " + LONG), 1),
            Section("Sedan", (LONG, "Eleverna läser rapporten."), 2),
            Section("Sist", ("Elever, elever och elever.",), 3),
        ),
    )
    shown = hit(searched, "elev rapport").snippet
    assert shown.text == "Eleverna läser rapporten."
    assert (shown.heading, shown.page) == ("Sedan", 2)
    assert marked(shown) == ["Eleverna", "rapporten"]


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    searched = article("a", f"Eleven läser. {LONG}\n\nRapporten trycks. {LONG}")
    others = [article(f"x{number}", "Eleven läser.") for number in range(8)]
    hits = ask(searcher_over(searched, *others), "elev rapport").hits
    assert hits[0].snippet.text.startswith("Rapporten trycks.")


def test_the_summary_is_a_passage_too() -> None:
    shown = hit(article("a", "Annat.", summary="Om elever. " + LONG), "elev").snippet
    assert shown.text.startswith("Om elever.")
    assert marked(shown) == ["elever"]


def test_short_paragraphs_under_one_heading_are_shown_together() -> None:
    searched = Article(
        id="a",
        title="Titel",
        sections=(
            Section(
                "Ett",
                ("Bland annat:", "elever"),
            ),
            Section("Två", ("Annat.",)),
        ),
    )
    shown = hit(searched, "elev").snippet
    assert (shown.heading, shown.text, marked(shown)) == ("Ett", "Bland annat:\nelever", ["elever"])


def test_a_long_passage_is_cut_at_the_sentence_that_answers() -> None:
    shown = snippet(FILLER * 50 + "Eleverna läser. " + FILLER * 50, "elev")
    assert shown.text.startswith("… Eleverna läser. Här sägs")
    assert shown.text.endswith(" …")
    assert marked(shown) == ["Eleverna"]
    assert WIDTH // 2 < len(shown.text) <= LONGEST


def test_a_passage_without_sentences_is_cut_between_words() -> None:
    shown = snippet("ord " * 200 + "eleverna " + "ord " * 200, "elev")
    assert re.fullmatch(r"… (ord )+eleverna (ord )+…", shown.text)
    assert marked(shown) == ["eleverna"]


def test_a_short_passage_is_whole() -> None:
    assert snippet("Eleven läser.", "elev").text == "Eleven läser."


def test_without_a_match_in_the_text_its_beginning_is_shown() -> None:
    searched = article("a", "Början. " + FILLER * 50, title="Elever")
    shown = hit(searched, "elev").snippet
    assert shown.text.startswith("Början. Här")
    assert shown.text.endswith("…")
    assert shown.marks == ()
    assert len(shown.text) <= LONGEST


def test_an_article_without_text_has_an_empty_snippet() -> None:
    assert hit(article("a", title="Elever"), "elev").snippet == Snippet("", ())


def test_a_monstrous_word_is_cut() -> None:
    shown = snippet("å" * 100_000 + " eleverna " + "ä" * 100_000, "elev")
    assert len(shown.text) <= LONGEST
    assert marked(shown) == ["eleverna"]


def test_markup_is_left_as_text() -> None:
    assert snippet("<b>Elev</b> & co", "elev").text == "<b>Elev</b> & co"


def test_the_passage_below_a_heading_that_answers_is_shown() -> None:
    searched = Article(
        id="a",
        title="Titel",
        sections=(
            Section("Kommuner", ("Här sägs annat, och det är en lång mening om ingenting alls.",)),
            Section("Elever och lärare", ("Samverkan pågår.",)),
        ),
    )
    shown = hit(searched, "elever").snippet
    assert (shown.heading, shown.text, shown.marks) == ("Elever och lärare", "Samverkan pågår.", ())
