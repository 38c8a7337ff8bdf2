from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analyse import Analyser, load
from indexer.analyse.tokens import TOKEN, surface_form
from indexer.search.pieces import ArchiveTerms, PieceFinder
from tests.conftest import ANALYSER, SNAPSHOT

LETTERS = st.text("aåB-:.,/5 \n\t\u00a0\u00ad\u0308(§ßš–_", max_size=12)
WORDS = st.sampled_from(
    [
        *"Elevhälsan, elever (ELEVER) 2020:55. å-b Å-b/elever – skolan elev- -elev --elev".split(),
        *"EU:s 3§ straße µ skola--elev (2020:55-) elevhälsorapport e\u0301lev".split(),
        *("\u00adelev", "elev\u00adhälsa", "elev-\nerna"),
    ]
)
TEXTS = st.lists(st.one_of(WORDS, LETTERS)).map(" ".join)
TERMS = st.sets(st.sampled_from("hälsa elev 2020:55 å-b skola eu eu:s 55 a b § ss rapport".split()))
ALL = ArchiveTerms(ANALYSER, {}, None)
KNOWN = "elevhälsan elever 2020:55 å-b skolan eu:s".split()
LATER = "elev elevhälsorapport skola".split()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveTerms:
    """The terms of an archive's words, to which others have come."""
    directory = tmp_path_factory.mktemp("snapshot")
    SNAPSHOT.save(directory, dict(SNAPSHOT.packed(KNOWN)), {})
    analyser = Analyser(load(directory))
    return ArchiveTerms(analyser, analyser.warm_up(), LATER)


def held(text: str, terms: set[str]) -> set[int]:
    """Return where the words begin that are found under any of the terms, one by one."""
    return {
        word.start()
        for word in TOKEN.finditer(text)
        if not terms.isdisjoint(ANALYSER.terms(word[0]))
    }


def within(pieces: list[tuple[str, int]]) -> set[int]:
    return {start + word.start() for piece, start in pieces for word in TOKEN.finditer(piece)}


@settings(deadline=None)  # words are read when the first is analysed
@given(TEXTS, TERMS)
def test_every_word_that_is_found_under_a_term_is_in_a_piece(text: str, terms: set[str]) -> None:
    pieces = PieceFinder(ALL, terms).find(text)
    assert held(text, terms) <= within(pieces)
    assert all(text.startswith(piece, start) for piece, start in pieces)
    assert pieces == sorted(pieces, key=lambda one: one[1])


@given(st.lists(WORDS).map(" ".join), TERMS)
def test_what_is_known_of_an_archive_loses_no_word(
    archive: ArchiveTerms, text: str, terms: set[str]
) -> None:
    known = within(PieceFinder(archive, terms).find(text))
    told = {*KNOWN, *LATER}
    words = {word.start() for word in TOKEN.finditer(text) if surface_form(word[0]) in told}
    assert held(text, terms) & words <= known


@given(st.lists(TEXTS), TERMS)
def test_texts_are_looked_through_together_as_one_by_one(texts: list[str], terms: set[str]) -> None:
    finder = PieceFinder(ALL, terms)
    for text, pieces in zip(texts, finder.find_each(texts), strict=True):
        assert held(text, terms) <= within(pieces)
        assert all(text.startswith(piece, start) for piece, start in pieces)


def test_a_piece_that_holds_a_term_is_found_each_time() -> None:
    finder = PieceFinder(ALL, {"hälsa"})
    text = "Hälsan, (elevhälsan) och elevernas hälsa. Hälsan,"
    assert [piece for piece, _ in finder.find(text)] == [
        "Hälsan,",
        "(elevhälsan)",
        "hälsa.",
        "Hälsan,",
    ]
    assert finder.find("skolhälsovård skola") == [("skolhälsovård", 0)]


def test_a_word_that_came_later_is_found(archive: ArchiveTerms) -> None:
    finder = PieceFinder(archive, {"rapport"})
    assert finder.find("En elevhälsorapport, skolan.") == [("elevhälsorapport,", 3)]
