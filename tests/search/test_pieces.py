from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse import Analyser, load
from indexer.analyse.tokens import find_words
from indexer.search.pieces import PieceFilter, Pieces, find_pieces, split_pieces
from tests.conftest import ANALYSER, SNAPSHOT

TEXTS = st.text("aåB-:.,/5 \n\t\u00a0\u00ad(§")


@given(TEXTS)
def test_pieces_hold_the_words_of_the_text_whole_and_in_order(text: str) -> None:
    words = [word for piece in split_pieces(text) for word in find_words(piece)]
    assert words == find_words(text)


@given(TEXTS)
def test_pieces_are_found_where_they_are(text: str) -> None:
    pieces = split_pieces(text)
    places = list(find_pieces(text, pieces))
    assert [piece for piece, _ in places] == pieces
    assert all(text.startswith(piece, start) for piece, start in places)


@given(TEXTS, st.sets(st.integers(0, 30)))
def test_some_pieces_are_found_where_all_are(text: str, chosen: set[int]) -> None:
    pieces = split_pieces(text)
    wanted = {pieces[at] for at in chosen if at < len(pieces)}
    found = find_pieces(text, [piece for piece in pieces if piece in wanted])
    assert list(found) == [place for place in find_pieces(text, pieces) if place[0] in wanted]


def test_what_holds_a_term_is_found_again_and_again() -> None:
    filtered = PieceFilter(Pieces(ANALYSER), {"hälsa"})
    text = "Hälsan, (elevhälsan) och elevernas hälsa. Hälsan,"
    assert filtered.matching(text) == ["Hälsan,", "(elevhälsan)", "hälsa.", "Hälsan,"]
    assert filtered.matching("skolhälsovård skola") == ["skolhälsovård"]


def test_what_others_have_seen_meanwhile_is_known() -> None:
    pieces = Pieces(ANALYSER)
    mine, others = PieceFilter(pieces, {"bok"}), PieceFilter(pieces, {"elev"})
    assert mine.matching("elever") == []
    assert others.matching("böckerna.") == []
    assert mine.matching("böckerna.") == ["böckerna."]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analyser, dict[str, list[str]]]:
    """What analyses the words of an archive, and those words by their terms."""
    directory = tmp_path_factory.mktemp("snapshot")
    words = ["elevhälsan", "elever", "2020:55", "å-b"]
    SNAPSHOT.save(directory, dict(SNAPSHOT.packed(words)), {})
    analyser = Analyser(load(directory))
    return analyser, analyser.warm_up()


def test_the_words_of_an_archive_are_known_before_any_text_is_seen(
    indexed: tuple[Analyser, dict[str, list[str]]],
) -> None:
    pieces = Pieces(*indexed)
    text = "Elever (elevhälsan) elevhälsan skolhälsovård."
    held = text.split()[1:]
    assert list(pieces.of_archive("hälsa")) == ["elevhälsan"]
    assert PieceFilter(pieces, {"hälsa"}).matching(text) == held
    assert pieces.of("hälsa", 0) == ["(elevhälsan)", "skolhälsovård."]
    assert PieceFilter(pieces, {"hälsa"}).matching(text) == held
    assert pieces.learnt == 4
    assert PieceFilter(pieces.emptied(), {"hälsa"}).matching(text) == held


PIECES = st.sampled_from("Elevhälsan, elever (ELEVER) 2020:55. å-b Å-b/elever – skolan".split())


@given(st.lists(PIECES), st.sets(st.sampled_from(["hälsa", "elev", "2020:55", "å-b", "skol"])))
def test_what_was_known_before_changes_nothing(
    indexed: tuple[Analyser, dict[str, list[str]]], text: list[str], terms: set[str]
) -> None:
    analyser, archive = indexed
    expected = PieceFilter(Pieces(analyser), terms).matching(" ".join(text))
    assert PieceFilter(Pieces(analyser, archive), terms).matching(" ".join(text)) == expected
