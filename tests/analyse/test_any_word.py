"""Whatever stands in a text, the analysis holds: true offsets, no errors, bounded work."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analyse import Snapshot
from indexer.analyse.compounds import LONGEST
from indexer.analyse.snapshot import pack, unpack
from indexer.analyse.tokens import surface_form
from tests.analyse.patience import patience
from tests.analyse.test_tokens import anything as text_of_signs
from tests.conftest import ANALYSER

pytestmark = pytest.mark.slow

PIECES = ["skol", "hälso", "arbets", "planen", "lätt", "tillgänglig", "ss", "ering", "fall", "lag"]
SCRIPTS = [
    "школа",
    "学校",
    "مدرسة",
    "🏫",
    "\0",
    "2018:1937",
    "007",
    "SOU",
    "BÖCKERNA",
    "Hälsa-\nskola",
]
swedish = st.text(alphabet="abdefghijklmnoprstuvyåäö", min_size=1, max_size=30)
compounds = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
anything = st.text(max_size=80) | swedish | compounds
pieces = st.sampled_from([*PIECES, *SCRIPTS, "-", "-\n", " ", "\u00ad", "a\u030a"])
texts = text_of_signs | st.lists(pieces | swedish, max_size=12).map("".join)


@given(word=anything)
def test_offsets_are_true(snapshot: Snapshot, word: str) -> None:
    for part in snapshot.swedish.split(word):
        assert word[part.start : part.end] == part.surface != ""


@given(word=anything)
def test_parts_cover_the_word_and_share_a_letter_at_most(snapshot: Snapshot, word: str) -> None:
    parts = snapshot.swedish.split(word)
    if parts:
        assert (parts[0].start, parts[-1].end) == (0, len(word))
        assert len(parts) > 1
    for before, after in pairwise(parts):
        shared = before.end - after.start
        assert shared == 0 or (shared == 1 and word[after.start - 1] == word[after.start])


@given(texts)
@example("ELEVHÄLSOARBETE elev-\nhälsoarbetets Elevha\u0308lsa")
def test_terms_are_words_that_can_be_kept(text: str) -> None:
    for token in ANALYSER.tokens(text):
        word = token.word
        assert word.surface == surface_form(text[token.start : token.end])
        assert len(set(word.main)) == len(word.main)
        assert all(word.main)
        for part in word.parts:
            assert 0 <= part.start < part.end <= len(word.surface)
            assert part.term
        assert unpack(word.surface, pack(word)) == word


@given(st.text("abdefghijklmnoprstuvyåäö-", min_size=1, max_size=40))
@example("elevhälsoarbete")
def test_case_changes_nothing(text: str) -> None:
    assert ANALYSER.words(text.upper()) == ANALYSER.words(text)


@pytest.mark.parametrize("word", ["skolhälso" * 11_112, "a" * (LONGEST + 1), "rättighets" * 10_000])
def test_a_word_of_monstrous_length_is_left_whole_and_quickly(
    snapshot: Snapshot, word: str
) -> None:
    with patience():
        assert snapshot.swedish.split(word) == ()
        (found,) = ANALYSER.words(word)
    assert found.parts == ()


def test_many_different_long_words_take_time_in_step_with_their_number() -> None:
    numbered = (
        f"skolhälsoarbetsplans{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(100)
    )
    with patience():
        assert len({word.surface for word in ANALYSER.words(" ".join(numbered))}) == 100


@pytest.mark.parametrize("word", ["школа", "学校", "🏫", "\0", "2018:1937", "a\u030a", ""])
def test_foreign_scripts_and_signs_are_left_whole(snapshot: Snapshot, word: str) -> None:
    assert snapshot.swedish.split(word) == ()


def test_words_that_end_in_a_hyphen_are_words_of_their_own() -> None:
    first, _, last = ANALYSER.words("fri- och rättigheter")
    assert (first.surface, last.surface) == ("fri", "rättigheter")
    assert set(first.main) & set(ANALYSER.word("fria").main)
    assert set(last.main) & set(ANALYSER.word("rättigheten").main)
