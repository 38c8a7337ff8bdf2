from __future__ import annotations

from indexer.analyse import Word
from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import find_words, surface_form


def test_the_terms_of_the_whole_word_are_its_stem_and_then_its_lemmas() -> None:
    assert Word("böckerna", "böck", ("bok", "boka")).main == ("böck", "bok", "boka")


def test_stop_words_stand_as_texts_are_cut_and_folded() -> None:
    for word in STOP_WORDS:
        assert find_words(word) == [word]
        assert surface_form(word) == word
