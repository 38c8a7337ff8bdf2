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
from indexer.search.unanswered import KEPT_DAYS, LONGEST, Tally, mask, read_unanswered

PERSON = "8112189876"


@pytest.fixture
def tally(tmp_path: Path) -> Tally:
    return Tally(tmp_path / "unanswered.sqlite")


def ask(tally: Tally, *questions: str) -> dict[str, int]:
    for question in questions:
        tally.count(question)
    tally.wait()
    return {one.question: one.count for one in read_unanswered(tally._path, 100)}


def test_questions_are_counted_and_shown_from_the_second_time(tally: Tally) -> None:
    assert ask(tally, "Elevhälsa", "xyzzy", "elevhälsa ", "ELEVHÄLSA") == {"elevhälsa": 3}


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


@pytest.mark.parametrize("question", ["dnr 2021/00318", "sou 2020:55", "2019-05-06", "år 2020"])
def test_what_archives_are_searched_by_stays(question: str) -> None:
    assert mask(question) == question


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["", "-", "+", " ", "–"]))
def test_no_context_lets_a_number_through(before: str, after: str, between: str) -> None:
    masked = mask(f"{before}{PERSON[:6]}{between}{PERSON[6:]}{after}")
    assert "9876" not in masked or "9876" in mask(before) + mask(after)
    assert len(masked) <= LONGEST


def test_the_file_holds_no_more_than_the_question(tally: Tally) -> None:
    ask(tally, "min son 811218-9876", "min son 811218-9876")
    path = tally._path
    assert b"9876" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as database:
        columns = [row[1] for row in database.execute("pragma table_info(questions)")]
    assert columns == ["question", "count", "last"]


def test_old_and_rare_questions_are_forgotten(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "MOST", 2)
    ask(tally, "a", "a", "b", "b", "c", "d", "d")
    assert ask(tally) == {"a": 2, "b": 2}
    long_ago = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=KEPT_DAYS + 1)
    with closing(sqlite3.connect(tally._path)) as database, database:
        database.execute("update questions set last = ?", [long_ago.isoformat()])
    assert ask(tally, "e", "e") == {"e": 2}


def test_a_file_that_cannot_be_written_disturbs_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tally = Tally(tmp_path / "saknas" / "unanswered.sqlite")
    tally.count("hemlig fråga")
    tally.wait()
    assert "räknades inte" in caplog.text
    assert "hemlig" not in caplog.text


def test_nothing_waits_when_too_many_ask(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tally, "_write", lambda *_: None)
    for number in range(5 * unanswered._WAITING):
        tally.count(f"fråga {number}")
    assert tally._waiting.qsize() <= unanswered._WAITING
