from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator

import pytest

from indexer import agreement as module
from indexer.agreement import Agreement

ONLY_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="ett system utan fork")


def seen(agreement: Agreement, state: str) -> int:
    number, _ = agreement.number(lambda: state)
    return number


@pytest.fixture
def two() -> Iterator[tuple[Agreement, Agreement]]:
    """What two processes see of one agreement."""
    first, second = Agreement(2), Agreement(2)
    second._numbers, second._threads, file = first._numbers, first._threads, second._file
    second._file = first._file
    first.join(0)
    second.join(1)
    yield first, second
    for held in (first._file, file):
        assert held
        held.close()


def test_each_state_that_is_seen_has_a_number_of_its_own() -> None:
    alone = Agreement()
    assert [seen(alone, state) for state in "aabbab"] == [1, 1, 2, 2, 3, 4]


def test_one_process_agrees_with_itself() -> None:
    alone = Agreement()
    assert alone.answering == 0
    alone.has_open(seen(alone, "a"))
    assert alone.answering == 1


@ONLY_POSIX
def test_all_answer_with_the_new_when_all_have_it(two: tuple[Agreement, Agreement]) -> None:
    first, second = two
    for one in two:
        one.has_open(seen(one, "a"))
    first.has_open(seen(first, "b"))
    assert (first.answering, second.answering) == (1, 1)
    second.has_open(seen(second, "b"))
    assert (first.answering, second.answering) == (2, 2)


@ONLY_POSIX
def test_a_process_that_has_skipped_a_state_agrees_on_no_other(
    two: tuple[Agreement, Agreement],
) -> None:
    first, second = two
    for one in two:
        one.has_open(seen(one, "a"))
    first.has_open(seen(first, "b"))
    second.has_open(seen(second, "c"))
    assert first.answering == 1
    first.has_open(seen(first, "c"))
    assert first.answering == 3


@ONLY_POSIX
@pytest.mark.parametrize("reason", ["late", "gone", "at once"])
def test_nobody_waits_for_one_that_is(
    reason: str, two: tuple[Agreement, Agreement], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    for one in two:
        one.has_open(seen(one, "a"))
    number = seen(first, "b")
    match reason:
        case "late":
            monkeypatch.setattr(module, "LATE", 0.0)
        case "gone":
            first.leave(1)
    first.has_open(number, at_once=reason == "at once")
    assert second.answering == 2


@ONLY_POSIX
def test_what_is_older_never_answers_again(two: tuple[Agreement, Agreement]) -> None:
    first, second = two
    late = seen(first, "a")
    second.has_open(seen(second, "b"), at_once=True)
    first.has_open(late, at_once=True)
    assert first.answering == 2


def _open_many(agreement: Agreement, place: int) -> None:
    agreement.join(place)
    answering = 0
    for number in range(200):
        agreement.has_open(seen(agreement, f"{place} {number}"), at_once=number % 3 == 0)
        assert agreement.answering >= answering
        answering = agreement.answering


@ONLY_POSIX
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_processes_that_change_it_at_once_lose_nothing() -> None:
    fork = multiprocessing.get_context("fork")
    shared = Agreement(3)
    running = [fork.Process(target=_open_many, args=(shared, place)) for place in range(3)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert [one.exitcode for one in running] == [0, 0, 0]
    newest = seen(shared, "last")
    assert 200 < newest <= 601
    shared.has_open(newest, at_once=True)
    assert shared.answering == newest
    assert shared._file
    shared._file.close()
