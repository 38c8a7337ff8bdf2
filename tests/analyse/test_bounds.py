"""What bounds spare the splitter is work, never an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse import Snapshot, learn
from indexer.analyse.compounds import Compounds
from indexer.analyse.lexicon import Lexicon
from indexer.analyse.swedish import Swedish
from tests.analyse.test_any_word import compounds, swedish
from tests.analyse.test_word_analysis import GOLDEN

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unbounded() -> Swedish:
    """Give an analyser that looks at every beginning and every end."""

    class Patient(Compounds):
        def _find_furthest(self, word: str) -> int:
            return len(word) - 2

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexer.analyse.swedish.Compounds", Patient)
        swedish = learn({}).swedish
    lexicon = swedish._lexicon
    patient = type("Patient", (Lexicon,), {"leads": lambda *_: True, "longest_ending": _all_of_it})
    lexicon.__class__ = patient
    return swedish


def _all_of_it(_: Lexicon, form: str) -> int:
    return len(form)


def test_golden_words_are_split_alike(snapshot: Snapshot, unbounded: Swedish) -> None:
    words = [line.partition(":")[0] for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    words += [
        first[:end] + last for first, last in zip(words, words[7:], strict=False) for end in (4, 99)
    ]
    assert [word for word in words if snapshot.swedish.split(word) != unbounded.split(word)] == []


@given(word=compounds | swedish | st.tuples(compounds, swedish).map("".join))
def test_any_word_is_split_alike(snapshot: Snapshot, unbounded: Swedish, word: str) -> None:
    assert snapshot.swedish.split(word) == unbounded.split(word)


@given(word=swedish | compounds)
def test_a_stem_is_the_beginning_of_its_word(snapshot: Snapshot, word: str) -> None:
    assert word.startswith(snapshot.swedish._stem_word(word))
