from __future__ import annotations

import pytest

from indexer.search.places import without_places
from indexer.search.query_words import QueryWord
from tests.conftest import ANALYSER


def sought(question: str) -> str:
    typed = [QueryWord(question[t.start : t.end], t.word) for t in ANALYSER.tokens(question)]
    return " ".join(one.text for one in without_places(typed))


@pytest.mark.parametrize(
    "question",
    [
        "skollagen 2 kap. 3 §",
        "2 kap. 3 § skollagen",
        "3 § skollagen",
        "§ 3 skollagen",
        "skollagen kap 2 § 3",
        "skollagen 5 a kap. 10 b §",
        "skollagen 2:3",
        "skollagen 2 kap 3 och 4 §§",
        "skollagen 10 kap. 3-5 §§",
        "skollagen 2 kap. 3 § första stycket",
        "skollagen artikel 6.1 f",
        "3 kapitlet skollagen",
        "skollagen 6 kap 2a §",
        "skollagen",
    ],
)
def test_a_place_in_a_publication_is_not_what_is_sought(question: str) -> None:
    assert sought(question) == "skollagen"


def test_nor_is_it_in_capitals() -> None:
    assert sought("SKOLLAGEN 2 KAP. 3 A §") == "SKOLLAGEN"


@pytest.mark.parametrize(
    "question",
    [
        "2 kap. 3 §",
        "Kap Verde",
        "SFS 2010:800",
        "SKOLFS 98:12",
        "årskurs 3",
        "a 2:3",
        "första stycket",
        "paragrafer i skolan",
        "",
    ],
)
def test_other_words_and_numbers_are_sought(question: str) -> None:
    assert sought(question) == " ".join(words(question))


def words(question: str) -> list[str]:
    return [question[t.start : t.end] for t in ANALYSER.tokens(question)]
