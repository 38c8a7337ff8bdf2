from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search import unanswered
from indexer.search.unanswered import KEPT_DAYS, LONGEST, UnansweredCounter, mask, read_unanswered

PERSON = "8112189876"


@pytest.fixture
def counter(tmp_path: Path) -> UnansweredCounter:
    return UnansweredCounter(tmp_path / "unanswered.sqlite")


def ask(counter: UnansweredCounter, *questions: str) -> dict[str, int]:
    for question in questions:
        counter.count(question)
    counter.wait()
    return {one.question: one.count for one in read_unanswered(counter._path, 100)}


def test_questions_are_counted_and_shown_from_the_second_time(counter: UnansweredCounter) -> None:
    assert ask(counter, "Elevhälsa", "xyzzy", "elevhälsa ", "ELEVHÄLSA") == {"elevhälsa": 3}


@pytest.mark.parametrize(
    "number",
    [
        "198112189876",
        "19811218-9876",
        "811218-9876",
        "811218+9876",
        "811218 9876",
        "8112189876",
        "8112789876",  # a co-ordination number: the day and sixty
        "811278-9876",
        "19 81 12 18 98 76",
        "811218–9876",
        "８１１２１８-９８７６",
        "0701234567",
        "070-123 45 67",
        "+46 (0)70-123 45 67",
        "08-12 34 56 7",
    ],
)
def test_numbers_of_persons_and_telephones_are_masked(number: str) -> None:
    assert mask(f"beslut om {number} tack") == "beslut om [nummer] tack"
    assert mask(number) == "[nummer]"


@pytest.mark.parametrize("address", ["anna.svensson@example.se", "Å@ö.se", "x+y@z"])
def test_addresses_are_masked(address: str) -> None:
    assert mask(f"mejla {address}") == "mejla [e-post]"


def test_a_number_that_begins_like_an_address_is_masked_to_its_end() -> None:
    assert "9876" not in mask("0@811218 9876")


@pytest.mark.parametrize("question", ["dnr 2021/00318", "sou 2020:55", "2019-05-06", "år 2020"])
def test_what_archives_are_searched_by_stays(question: str) -> None:
    assert mask(question) == question


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["", "-", "+", " ", "–"]))
def test_no_context_lets_a_number_through(before: str, after: str, between: str) -> None:
    masked = mask(f"{before}{PERSON[:6]}{between}{PERSON[6:]}{after}")
    assert "9876" not in masked or "9876" in mask(before) + mask(after)
    assert len(masked) <= LONGEST


def test_the_file_holds_no_more_than_the_question(counter: UnansweredCounter) -> None:
    ask(counter, "min son 811218-9876", "min son 811218-9876")
    path = counter._path
    assert b"9876" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as database:
        columns = [row[1] for row in database.execute("pragma table_info(questions)")]
    assert columns == ["question", "count", "last"]


def test_old_and_rare_questions_are_forgotten(
    counter: UnansweredCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "MOST", 2)
    ask(counter, "a", "a", "b", "b", "c", "d", "d")
    assert ask(counter) == {"a": 2, "b": 2}
    long_ago = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=KEPT_DAYS + 1)
    with closing(sqlite3.connect(counter._path)) as database, database:
        database.execute("update questions set last = ?", [long_ago.isoformat()])
    assert ask(counter, "e", "e") == {"e": 2}


def test_a_file_that_cannot_be_written_disturbs_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    counter = UnansweredCounter(tmp_path / "saknas" / "unanswered.sqlite")
    counter.count("hemlig fråga")
    counter.wait()
    assert "räknades inte" in caplog.text
    assert "hemlig" not in caplog.text


def test_nothing_waits_when_too_many_ask(
    counter: UnansweredCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnansweredCounter, "_write", lambda *_: None)
    for number in range(5 * unanswered._WAITING):
        counter.count(f"fråga {number}")
    assert counter._waiting.qsize() <= unanswered._WAITING
