from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from random import Random
from types import MethodType

import pytest

from indexer.analyse import Analyser
from indexer.memo import Memo
from indexer.search import Searcher
from indexer.topics import Analysed, Assigner
from tests.conftest import SNAPSHOT
from tests.search.archive import TOPICS, article, ask, engine_over

pytestmark = pytest.mark.slow

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


def test_a_value_is_reckoned_once_and_kept_while_there_is_room() -> None:
    asked: list[str] = []

    def reckon(key: str) -> str:
        asked.append(key)
        return key.upper()

    memo = Memo(reckon, 2)
    assert [memo[key] for key in "abaab"] == ["A", "B", "A", "A", "B"]
    assert asked == ["a", "b"]
    assert (memo["c"], dict(memo)) == ("C", {"c": "C"})


def test_values_may_take_room_by_what_they_weigh() -> None:
    memo = Memo(lambda size: b"x" * size, 10, len)
    kept = [(memo[size], list(memo))[1] for size in (4, 6, 1, 11, 2)]
    assert kept == [[4], [4, 6], [1], [11], [2]]


def test_what_is_reckoned_of_other_values_finds_them_too() -> None:
    def add(number: int) -> int:
        return number + memo[number - 1] if number else 0

    memo: Memo[int, int] = Memo(add, 3)
    assert memo[20] == 210
    assert len(memo) <= 3


def test_nothing_but_memos_grows_with_what_is_typed() -> None:
    analyser = Analyser(SNAPSHOT)
    searcher = Searcher(engine_over([article("a", "En skola.")]), analyser, TOPICS)
    assigner = Assigner(TOPICS, analyser)
    asked = [searcher, assigner]
    _type_words(searcher, assigner, seed=1)
    memos, before = len(list(_memos(asked))), _size_of_the_rest(asked)
    _type_words(searcher, assigner, seed=2)
    assert _size_of_the_rest(asked) == before
    assert memos >= 10
    assert all(len(memo) <= memo._room for memo in _memos(asked))


def _type_words(searcher: Searcher, assigner: Assigner, seed: int) -> None:
    letters = Random(seed).choices(LETTERS, k=900)  # noqa: S311 - no secret
    words = ["".join(letters[at : at + 9]) for at in range(0, 900, 9)]
    for word in words:
        ask(searcher, f"{word} skola")
        searcher.suggest(word)
        searcher.show("a", word)
    assigner.assign(article("b"), lambda: Analysed(lambda: [(words, 1)], words, words, words))


def _memos(of: object) -> Iterator[Memo[str, object]]:
    return (one for one in _reachable(of) if isinstance(one, Memo))


def _size_of_the_rest(of: object) -> int:
    """Return how much the dictionaries, lists and sets hold that have no bound of their own."""
    rest = (one for one in _reachable(of) if isinstance(one, dict | list | set))
    return sum(len(one) for one in rest if not isinstance(one, Memo))


def _reachable(of: object) -> Iterator[object]:
    """Yield all that is reached through the house's own objects, each once."""
    seen, left = {id(of)}, [of]
    while left:
        one = left.pop()
        yield one
        for other in gc.get_referents(one):
            if id(other) not in seen and _is_followed(other, one):
                seen.add(id(other))
                left.append(other)


def _is_followed(one: object, by: object) -> bool:
    if isinstance(one, dict | list | set | tuple | partial | MethodType):
        return not isinstance(by, Memo)
    return not isinstance(one, type) and type(one).__module__.startswith("indexer.")
