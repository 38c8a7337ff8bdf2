from __future__ import annotations

import pytest

from indexer.article import Article
from indexer.terms.document import analyse_article
from indexer.terms.fields import BREAK
from indexer.terms.fragments import Fragments
from tests.conftest import ANALYSER
from tests.search.archive import article, found, texts


@pytest.mark.parametrize(
    "text", [f"Ett {BREAK} två", BREAK, f"{BREAK}\n\nEtt", f"Ett {BREAK}\ntvå"]
)
def test_a_text_may_have_the_sign_that_stands_between_passages(text: str) -> None:
    analysed = analyse_article(article("a", text, title="Rubrik"), Fragments(ANALYSER))
    assert len(analysed.passages) == 1 + len(text.split("\n\n"))


def test_a_phrase_runs_past_the_sign_that_stands_between_passages() -> None:
    searcher = texts(a=f"En {BREAK} skola", b="En skola")
    assert found(searcher, '"en skola"') == {"a", "b"}


def test_an_article_without_a_word_has_a_document() -> None:
    analysed = analyse_article(Article("a", ""), Fragments(ANALYSER))
    assert (analysed.passages, analysed.content) == ([([], 3)], [])
