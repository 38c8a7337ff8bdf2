from __future__ import annotations

from itertools import pairwise

import pytest

from tests.conftest import ANALYSER
from tests.search.archive import article, searcher_over


def marked(text: str, query: str) -> list[str]:
    """Return what is marked of a paragraph when an article is shown for a query."""
    searcher = searcher_over(article("a", text, title="x"), article("b", "Något annat."))
    shown = searcher.show("a", query)
    assert shown is not None
    ((paragraph, marks),) = shown.sections[0].paragraphs
    assert paragraph == text
    return [text[start:end] for start, end in marks]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Eleven och ELEVERNA läser.", "elever", ["Eleven", "ELEVERNA"]),
        ("E\u00adle\u00adven läser.", "elever", ["E\u00adle\u00adven"]),
        ("La\u030angt bort.", "långt", ["La\u030angt"]),
        ("elev-\nerna läser", "elev", ["elev-\nerna"]),
        ("Eleven har elever.", '"elever"', ["elever"]),
        ("En fri skola, en fri väg till skola.", '"fri skola"', ["fri skola"]),
        ("Fri skola.", '"fri skola" skola', ["Fri skola"]),
        ("Skolskjuts till skolan.", "skolsk*", ["Skolskjuts"]),
        ("Elev och rapport.", "elev -rapport", ["Elev"]),
        ("Elev och rapport.", "elev ELLER rapport", ["Elev", "rapport"]),
        ("Elev och rapport.", "(elev -kommun) rapport", ["Elev", "rapport"]),
        ("Elev och rapport i kommun.", "elev kommun", ["Elev", "kommun"]),
        ("Att vara eller icke vara.", "vara", ["vara", "vara"]),
        ("Att vara elev.", "att elev", ["elev"]),
        ("Det var varor.", "varor", ["varor"]),
        ("Råd om covid-19.", "covid-19", ["covid-19"]),
        ("Råd om covid-19.", "covid", ["covid"]),
        ("Råd om covid 19, inte 19 covid.", "covid-19", ["covid 19"]),
        ("Skicka epost.", "e-post", ["epost"]),
        ("Skicka e-post.", "epost", ["e-post"]),
        ("Elevhälsan och elevhälsoarbetet.", "hälsa", ["hälsan", "hälso"]),
        ("ELEVHÄLSAN.", "hälsa", ["HÄLSAN"]),
        ("elev\u00adhälsan", "hälsa", ["elev\u00adhälsan"]),
        ("Ett elevhälsoarbete.", "elevhälsa", ["elevhälso"]),
        ("Ett elevhälsoarbete.", "arbete elev", ["elev", "arbete"]),
        ("Elevhälsan är här.", "elevhälsa", ["Elevhälsan"]),
        ("Böckerna och läroböckerna.", "bok", ["Böckerna", "böckerna"]),
        ("Lättillgängligt.", "tillgänglig", ["tillgängligt"]),
        ("Elevens hälsa, hälsan hos eleven.", "elevhälsa", ["Elevens hälsa"]),
        ("Elevhälsan.", '"hälsa"', []),
        ("Elev.", "kommun", []),
        ("Elev.", "typ:nyhet", []),
        ("Elev.", "", []),
    ],
)
def test_what_answers_the_question_is_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_marks_do_not_overlap() -> None:
    text = "Fri skola fri skola fri."
    searcher = searcher_over(article("a", text, title="x"))
    shown = searcher.show("a", '"fri skola" "skola fri" fri skola skol* ')
    assert shown is not None
    ((_, marks),) = shown.sections[0].paragraphs
    assert all(end <= start for (_, end), (start, _) in pairwise(marks))
    assert marks


def test_a_part_is_marked_where_it_stands_in_the_word() -> None:
    text = "EU-medborgare röstar."
    part = next(part for part in ANALYSER.word("EU-medborgare").parts if part.start == 3)
    assert marked(text, "medborgare") == [text[part.start : part.end]]
