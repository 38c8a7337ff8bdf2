from __future__ import annotations

from indexer.analyse import Word
from indexer.analyse.stopwords import STOP_WORDS
from indexer.analyse.tokens import find_words, surface_form


def test_the_likeliest_term_of_the_whole_word_stands_for_it() -> None:
    assert Word("böckerna", ("bok", "boka")).base == "bok"


def test_stop_words_stand_as_texts_are_cut_and_folded() -> None:
    for word in STOP_WORDS:
        assert find_words(word) == [word]
        assert surface_form(word) == word
