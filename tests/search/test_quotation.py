from __future__ import annotations

import pytest

from indexer.search.searcher import Searcher
from tests.search.archive import article, ask, searcher_over

QUESTION = "Vad gäller för ett tillfälligt parkeringstillstånd?"
ANSWER = "Ett tillfälligt parkeringstillstånd gäller i sex månader, högst 180 dagar."


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return searcher_over(
        article(
            "svar", f"Om parkering i staden. {ANSWER} Sedan söker man på nytt.", title="Regler"
        ),
        article("nära", "Ett tillstånd kan dras in. Det gäller också tillfälligt.", title="Annat"),
        *(article(f"x{number}", "Skolan läser om buller.") for number in range(20)),
    )


def test_a_passage_that_says_what_was_asked_is_quoted_as_it_stands(searcher: Searcher) -> None:
    quoted = ask(searcher, QUESTION, size=10).quoted
    assert quoted is not None
    assert quoted.id == "svar"
    assert ANSWER in quoted.snippet.text


@pytest.mark.parametrize(
    ("query", "request_of_it"),
    [
        ("tillfälligt parkeringstillstånd", {}),
        (QUESTION, {"sort": "newest"}),
        (QUESTION, {"page": 2}),
        (QUESTION, {"languages": ("sv",)}),
        ("Vad är buller?", {}),
        ("Hur många månader gäller buller?", {}),
        ("Vem har hittat på kärnkraften?", {}),
    ],
)
def test_nothing_is_quoted_but_the_answer_to_a_plain_question(
    searcher: Searcher, query: str, request_of_it: dict[str, object]
) -> None:
    assert ask(searcher, query, **{"size": 10, **request_of_it}).quoted is None


def test_nothing_is_quoted_when_two_articles_answer_as_well() -> None:
    twins = [article(name, f"{ANSWER} {name}.", title=name) for name in ("ett", "två")]
    others = [article(f"x{number}", "Skolan läser om buller.") for number in range(20)]
    assert ask(searcher_over(*twins, *others), QUESTION, size=10).quoted is None


def test_one_passage_is_quoted_though_the_hit_shows_more() -> None:
    text = (
        f"{ANSWER}\n\n{'Här sägs annat. ' * 20}\n\nTillfälligt parkeringstillstånd gäller ej här."
    )
    others = [article(f"x{number}", "Skolan läser om buller.") for number in range(20)]
    answer = ask(searcher_over(article("svar", text), *others), QUESTION, size=10)
    assert answer.quoted is not None
    assert " … " in answer.hits[0].snippet.text
    assert " … " not in answer.quoted.snippet.text
    assert answer.quoted.snippet.text.startswith(ANSWER)
