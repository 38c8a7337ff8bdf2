from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyse import Analyser, Word
from indexer.analyse.tokens import find_words, surface_form
from indexer.analyse.words import Part
from indexer.engines.port import join_terms, split_terms
from indexer.memo import Memo
from indexer.terms import fields, fragments
from indexer.terms.fragments import Fragments

SIGNS = "aåB1é¶\u0301\u00ad\u200b-\u2010.,:/§( \u00a0\u2028\n\r\t\x1c\x85"
texts = st.text(st.sampled_from(SIGNS), max_size=25) | st.text(max_size=15)
passages = st.lists(texts, max_size=4)


class Simple(Analyser):
    """Analyses words without a dictionary."""

    def __init__(self) -> None:
        """Need no snapshot."""
        self._words = Memo(self.analyse, 100)

    def analyse(self, text: str) -> Word:
        surface = surface_form(text)
        part = Part(surface[:1], 0, 1)
        return Word(surface, (surface[:3], surface[:2]), (part,), stop=len(surface) == 1)


@given(passages)
def test_fragments_hold_what_the_words_do(passages: list[str]) -> None:
    analyse = Simple().analyse
    blocks = [[analyse(word) for word in find_words(text)] for text in passages]
    words = [word for block in blocks for word in block]
    found = Fragments(Simple()).of(passages)
    pairs = [fields.pair_term(a, b) for block in blocks for a, b in pairwise(block)]
    surfaces = [s for block in blocks for s in (*(word.surface for word in block), fields.BREAK)]
    assert split_terms(found.content) == [
        term for word in words if not word.stop for term in word.main
    ]
    assert split_terms(found.parts) == [part.term for word in words for part in word.parts]
    assert split_terms(found.surface) == surfaces
    assert split_terms(found.pairs) == pairs


@given(texts)
def test_the_main_terms_are_those_of_all_words(text: str) -> None:
    words = map(Simple().analyse, find_words(text))
    assert split_terms(Fragments(Simple()).main(text)) == [t for word in words for t in word.main]


def test_what_is_forgotten_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "REMEMBERED", 3)
    made = Fragments(Simple())
    for _ in range(2):
        whole = made.of(["ett två, (tre) fyra/fem sex", "sju"])
        surfaces = "ett två tre fyra fem sex ¶ sju ¶".split()
        assert whole.surface == join_terms(surfaces)
        assert len(made._of_string) <= 3
