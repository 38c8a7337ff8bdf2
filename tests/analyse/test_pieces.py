from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse.pieces import Holding, Pieces, find_pieces, split_pieces
from indexer.analyse.tokens import find_words
from tests.conftest import ANALYSER

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
    holding = Holding(Pieces(ANALYSER), {"häls"})
    text = split_pieces("Hälsan, (elevhälsan) och elevernas hälsa. Hälsan,")
    assert holding.among(text) == ["Hälsan,", "(elevhälsan)", "hälsa.", "Hälsan,"]
    assert holding.among(["skolhälsovård", "skola"]) == ["skolhälsovård"]


def test_what_others_have_seen_meanwhile_is_known() -> None:
    pieces = Pieces(ANALYSER)
    mine, others = Holding(pieces, {"bok"}), Holding(pieces, {"elev"})
    assert mine.among(["elever"]) == []
    assert others.among(["böckerna."]) == []
    assert mine.among(["böckerna."]) == ["böckerna."]
