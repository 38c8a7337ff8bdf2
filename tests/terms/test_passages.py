from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, Section
from indexer.search.answer import Hit
from indexer.terms import passages
from indexer.terms.document import build_document
from indexer.terms.fragments import Fragments
from indexer.terms.passages import LONG, TermPlaces, note_terms
from indexer.topics import Assigner, Vocabulary
from tests.conftest import ANALYSER
from tests.search.archive import article, ask, searcher_over

words = st.sampled_from(
    "elever ELEVEN elevhem hem elev-\nhem elevens hälsa hälsan. elevhälsoarbete (skola) att om "
    "fri skola, fri skola covid-19 – = § rapporten".split(" ")
)
paragraphs = st.lists(words, min_size=1, max_size=90).map(" ".join)
sections = st.lists(st.tuples(st.sampled_from(["", "Om elever"]), paragraphs), max_size=9)
QUERIES = (
    "elev",
    "elevhälsa skola",
    '"fri skola"',
    '"fri skola" elev "om elever"',
    "hem elevhälsa att",
    "el*",
    "covid-19 ELLER elev",
)


def hits(searched: Article, query: str) -> tuple[Hit, ...]:
    return ask(searcher_over(searched), query).hits


@settings(max_examples=60)
@given(sections, st.sampled_from(QUERIES))
def test_a_long_article_is_found_and_marked_as_a_short_one_is(
    parts: list[tuple[str, str]], query: str
) -> None:
    """What is noted tells of some more than what matches, so another passage may be shown."""
    searched = Article("a", "T", tuple(Section(heading, (text,)) for heading, text in parts))
    read_through = hits(searched, query)
    with patch.object(passages, "LONG", 0):
        noted = hits(searched, query)
    assert [(hit.id, hit.score, hit.missing) for hit in noted] == [
        (hit.id, hit.score, hit.missing) for hit in read_through
    ]
    assert list(map(is_marked, noted)) == list(map(is_marked, read_through))


def is_marked(hit: Hit) -> bool:
    return bool(hit.snippet.marks or hit.snippet.heading_marks)


def test_a_long_article_has_a_snippet_where_only_the_title_is_asked_for() -> None:
    searched = article("a", "Elevhem finns.\n\nOm elever.", title="Elever")
    with patch.object(passages, "LONG", 0):
        [hit] = hits(searched, "titel:elev")
    assert hit.snippet.marks
    assert hit.snippet.text == hits(searched, "titel:elev")[0].snippet.text


def test_only_long_articles_have_their_terms_noted() -> None:
    assert not note_terms(article("a", "Elever. " * (LONG // 8 - 1)), ANALYSER.terms)
    assert note_terms(article("a", "Elever. " * (LONG // 8)), ANALYSER.terms)


def test_each_term_is_noted_as_often_as_it_stands() -> None:
    text = "\n\n".join(["Elevhälsan och eleverna. " * 200] * 5)
    places = TermPlaces(note_terms(article("a", text), ANALYSER.terms))
    assert places.of("hälsa") == [passage for passage in range(5) for _ in range(200)]
    assert len(places.of("elev")) == 2000
    assert places.of("ele") == places.of("ö") == []


@given(st.dictionaries(st.text("aåb-", min_size=1), st.text("!#$", min_size=1), min_size=1))
def test_every_term_is_found_in_what_is_noted(signs: dict[str, str]) -> None:
    noted = " ".join(sorted(f"{term}={codes * 2}" for term, codes in signs.items()))
    places = TermPlaces(noted)
    for term in (*signs, "a", "ab", "ö"):
        entry = [one for one in noted.split(" ") if one.startswith(f"{term}=")]
        assert len(places.of(term)) == sum(len(one) - len(term) - 1 for one in entry) / 2


def test_what_is_noted_is_told_only_by_the_index_and_not_twice() -> None:
    fragments, assigner = Fragments(ANALYSER), Assigner(Vocabulary(), ANALYSER)
    written = article("a", "Elever. " * LONG)
    once = build_document(written.to_json(), fragments, assigner)
    assert build_document(once.stored, fragments, assigner) == once
    assert Article.from_json(once.stored) == written


@pytest.mark.parametrize("query", ["elev", '"elever rapport"', "zzz"])
def test_snippets_of_a_report_come_from_its_right_place(query: str) -> None:
    text = "\n\n".join(["Här sägs annat än så, gång på gång. " * 9] * 90 + ["Elever rapport."])
    (found,) = ask(searcher_over(article("a", text, title="zzz")), query).hits
    assert (found.snippet.text == "Elever rapport.") == (query != "zzz")
