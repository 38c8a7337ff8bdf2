from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, Section
from indexer.search.answer import Hit, Snippet
from indexer.search.snippets import WIDE, WIDTH
from tests.conftest import ANALYSER
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


@given(
    passages,
    st.sampled_from(
        ["elev", "rapport elev", '"elever rapporten"', "elev*", "långt", "att", "Vad gör elever?"]
    ),
)
def test_a_snippet_is_made_of_bounded_pieces_of_the_article(
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
        pieces = shown.text.removeprefix("… ").removesuffix(" …").split(" … ")
        asked = query.endswith("?")
        assert len(pieces) <= (2 if asked else 1)
        assert len(shown.text) <= (WIDE + len("…  …  …") if asked else LONGEST)
        whole = [text for _, text, _ in searched.passages()]
        assert not whole or all(any(piece in text for text in whole) for piece in pieces)
        assert list(shown.marks) == sorted(shown.marks)
        for start, end in shown.marks:
            assert 0 <= start < end <= len(shown.text)
            assert shown.text[start:end] == shown.text[start:end].strip()


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


ASKED = "Vad gör rektorn?"


def asked(*sections: Section) -> Snippet:
    return hit(Article(id="a", title="Titel", sections=sections), ASKED).snippet


def test_of_what_is_asked_the_next_best_passage_is_shown_too() -> None:
    shown = asked(
        Section("Ett", ("Rektorn leder skolan.",)),
        Section("Två", ("Annat. " + LONG,)),
        Section("Tre", ("Här beslutar rektorn om betyg.",)),
    )
    assert shown.text == "Rektorn leder skolan. … Här beslutar rektorn om betyg."
    assert shown.heading == "Ett"
    assert marked(shown) == ["Rektorn", "rektorn"]


def test_a_passage_that_is_shown_already_is_not_shown_again() -> None:
    shown = asked(Section("Ett", ("Rektorn leder skolan.", LONG, "Rektorn beslutar.")))
    assert shown.text == f"Rektorn leder skolan.\n{LONG}\nRektorn beslutar."


def test_of_what_is_asked_the_sentence_before_is_shown() -> None:
    text = f"{FILLER * 50}Rektorn är en chef. Då leder hon skolan och förskolan. {FILLER * 50}"
    shown = hit(article("a", text), "Vem leder skolan och förskolan?").snippet
    assert shown.text.startswith("… Rektorn är en chef. Då leder hon skolan")


def test_the_better_hits_get_more_room() -> None:
    best = article("bäst", f"{FILLER * 50}Rektorn leder skolan. {FILLER * 50}", title="Rektorn")
    others = [
        article(f"x{number}", f"{FILLER * 90}Rektorn sover. {FILLER * 90}") for number in range(3)
    ]
    hits = ask(searcher_over(best, *others), "Vem leder skolan, rektorn?").hits
    widths = [len(found.snippet.text) for found in hits]
    assert hits[0].id == "bäst"
    assert widths[0] > max(widths[1:]) > 100


def test_what_editors_chose_takes_no_room_from_other_hits() -> None:
    question = "Vem leder skolan?"
    found = article("svar", f"{FILLER * 50}Rektorn leder skolan. {FILLER * 50}")
    bets = {tuple(word.base for word in ANALYSER.words(question)): ("vald",)}
    chosen, other = ask(
        searcher_over(found, article("vald", "Om skolan."), bets=bets), question
    ).hits
    assert chosen.chosen
    assert len(other.snippet.text) > WIDTH
