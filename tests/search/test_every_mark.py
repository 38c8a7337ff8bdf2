"""Every match that is shown is marked, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse import Word
from indexer.article import Article, Section
from indexer.search.answer import Hit, Mark
from indexer.search.snippets import WIDTH
from indexer.search.synonyms import Rule
from tests.conftest import ANALYSER
from tests.search.archive import article, ask, searcher_over

FILLING = "och här sägs mycket annat som ingen har frågat efter i någon enda sökning "
FORMS = (
    "skola Skolans SKOLORNA skol\u00adgång grundskola hälsa halsa elevhälsan elev-hälsa "
    "elevhälsoarbete elev elevens böcker bok läroböckerna covid-19 e-post epost EU:s 2018:1937 "
    "la\u030angt långa buller bullermätning tillgänglig lättillgängligt musli müsli "
    "fläktar fläkt rättighet rättvis"
).split()

texts = st.lists(
    st.one_of(st.sampled_from(FORMS), st.sampled_from(FORMS), st.just(FILLING.strip())), min_size=1
).map(" ".join)
some_texts = st.lists(texts, max_size=3).map(tuple)
articles = st.builds(
    Article,
    id=st.just("a"),
    title=texts,
    summary=st.one_of(st.just(""), texts),
    reference=st.one_of(st.just(""), st.sampled_from(FORMS)),
    sections=st.lists(st.builds(Section, texts, some_texts), max_size=3).map(tuple),
)


def shown(hit: Hit) -> list[tuple[str, tuple[Mark, ...]]]:
    """Return the texts that a hit shows, with their marks."""
    snippet = hit.snippet
    return [
        (hit.article.title, hit.title_marks),
        (snippet.heading, snippet.heading_marks),
        (snippet.text, snippet.marks),
    ]


def marked(hit: Hit) -> list[str]:
    return [text[start:end] for text, marks in shown(hit) for start, end in marks]


def terms(word: Word) -> set[str]:
    return {*word.main, *(part.term for part in word.parts)}


@given(articles)
def test_a_hit_shows_what_it_was_found_by_and_marks_nothing_else(one: Article) -> None:
    searcher = searcher_over(one)
    for asked in sorted({text for _, text in one.texts() for text in text.split()} & {*FORMS}):
        for hit in ask(searcher, asked, exact=True).hits:
            own = ANALYSER.words(asked)
            sought = set[str]().union(*map(terms, own))
            in_reference = any(terms(word) & sought for word in ANALYSER.words(one.reference))
            assert marked(hit) or in_reference
            for text, marks in shown(hit):
                for token in ANALYSER.tokens(text):
                    is_marked = any(a < token.end and b > token.start for a, b in marks)
                    if is_marked:
                        assert terms(token.word) & sought
                    elif token.word.surface in {word.surface for word in own}:
                        assert token.word.stop


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        # further on than the words that the passage was chosen by, and before them
        (f"Fläktar stör. {FILLING * 2}för fläktar stör alltid.", "fläktar", 2),
        (f"En rättighet. {FILLING}rätten, {'rätten ' * 20}", "rättighet", 1),
        (f"Skolan. {FILLING * 2}Skola skola skola {FILLING * 3}", "skola", 3),
    ],
)
def test_all_that_the_snippet_shows_is_marked(text: str, query: str, expected: int) -> None:
    (hit,) = ask(searcher_over(article("a", text, title="x")), query).hits
    forms = [word.casefold() for word in marked(hit)]
    own = ANALYSER.word(query).main[0]
    seen = sum(token.word.main[0] == own for token in ANALYSER.tokens(hit.snippet.text))
    assert sum(ANALYSER.word(form).main[0] == own for form in forms) == seen >= expected


def test_a_phrase_longer_than_a_snippet_is_marked_as_far_as_it_is_shown() -> None:
    phrase = " ".join(f"ord{number}" for number in range(60))
    (hit,) = ask(
        searcher_over(article("a", f"Före. {phrase} efter.", title="x")), f'"{phrase}"'
    ).hits
    (mark,) = marked(hit)
    assert phrase.startswith(mark)
    assert len(mark) > WIDTH / 2


@pytest.mark.parametrize(
    ("sections", "query", "expected"),
    [
        ((Section("Om skolan", ("Något annat.",)),), "skola", ["skolan"]),
        ((Section("Om skolan", ()), Section("Sist", ("Annat.",))), "skola", ["skolan"]),
        ((Section("Först", ("Annat.",)), Section("Skolan", ())), "skola", ["Skolan"]),
    ],
)
def test_headings_are_marked_with_and_without_text_below(
    sections: tuple[Section, ...], query: str, expected: list[str]
) -> None:
    (hit,) = ask(searcher_over(article("a", sections=sections, title="x")), query).hits
    assert marked(hit) == expected


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Vi mäter ljudnivån.", "bullermätning", ["ljudnivån"]),
        (
            "Vi har praktisk arbetslivsorientering här. En praktisk dag.",
            "prao",
            ["praktisk arbetslivsorientering"],
        ),
        ("Eleverna har prao.", "praktisk arbetslivsorientering", ["prao"]),
        ("Elevernas hälsa.", "halsa", ["hälsa"]),
        ("Elevernas elevhälsa.", "elev hälsa", ["Elevernas", "elevhälsa"]),
        ("fri skola fri", '"fri skola" "skola fri"', ["fri skola", "fri"]),
        ("Fri <b>skola</b> &amp; annat.", '"fri b skola"', ["Fri <b>skola"]),
        ("Skolskjuts och skolskor.", "skolsk*", ["Skolskjuts", "skolskor"]),
        ("Lagen (2018:1937) gäller.", "sfs 2018:1937", ["2018:1937"]),
        ("SOU 2020:55 och sou2020:55.", "sou 2020:55", ["SOU 2020:55", "sou2020:55"]),
        ("Mål och medel.", "titel:mål", ["Mål"]),
        ("Red Bull såldes, och en röd bulle.", "redbull", ["Red Bull"]),
    ],
)
def test_what_was_searched_besides_is_marked_too(
    text: str, query: str, expected: list[str]
) -> None:
    rules = (
        Rule(("bullermätning",), ("ljudnivå",)),
        Rule(("prao",), ("praktisk arbetslivsorientering",)),
        Rule(("praktisk arbetslivsorientering",), ("prao",)),
    )
    title = "Mål" if "titel:" in query else "x"
    hits = ask(searcher_over(article("a", text, title=title), rules=rules), query).hits
    assert marked(hits[0])[-len(expected) :] == expected
