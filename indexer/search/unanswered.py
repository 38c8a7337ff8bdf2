"""Which questions found nothing? Counted without who asked, so that staff can mend what is missing.

A question is kept with its count and its last day, and nothing else. What could tell of a person is
masked first: personal identity numbers, telephone numbers and e-mail addresses. Only questions that
have been asked more than once are shown, and what nobody asks again is forgotten.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import queue
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "unanswered.sqlite"
MOST = 10_000
"""Questions that are kept; of more, the rarest go first."""
KEPT_DAYS = 180
LONGEST = 100
"""Characters of a question that are kept."""
SHOWN_FROM = 2
"""A question that was asked fewer times may tell of one person, and is not shown."""
_WAITING = 1_000
_BUSY_SECONDS = 1.0

_EMAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"[+(]*\d(?:[\s().+\-\u2010-\u2015\u2212]{0,3}\d){6,}")
"""Seven digits or more with no more between them than such numbers are written with."""
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TABLE = """
create table if not exists questions (
    question text primary key, count integer not null, last text not null
) without rowid
"""
_COUNT = """
insert into questions values (?, 1, ?)
on conflict do update set count = count + 1, last = excluded.last
"""
_FORGET = """
delete from questions where last < ? or question in (
    select question from questions order by count desc, last desc limit -1 offset ?
)
"""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that found nothing, how many times and when last (ISO date)."""

    question: str
    count: int
    last: str


class UnansweredCounter:
    """Counts questions in a file, behind the back of those who ask; never raises, never waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: queue.Queue[str] = queue.Queue(_WAITING)
        self._starting = threading.Lock()
        self._counter: threading.Thread | None = None

    def count(self, question: str) -> None:
        """Count a question soon; one too many at a time is passed over."""
        masked = mask(question)
        if not masked:
            return
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(masked)
        with self._starting:
            if self._counter is None:
                self._counter = threading.Thread(target=self._work, name="unanswered", daemon=True)
                self._counter.start()

    def wait(self) -> None:
        """Wait until all that has been asked is counted."""
        self._waiting.join()

    def _work(self) -> None:
        while True:
            question = self._waiting.get()
            try:
                self._write(question)
            except (OSError, sqlite3.Error) as error:
                logging.getLogger(__name__).warning(
                    "%s: frågan räknades inte (%s). Kontrollera rättigheter och plats på disken.",
                    self._path,
                    error,
                )
            finally:
                self._waiting.task_done()

    def _write(self, question: str) -> None:
        today = dt.datetime.now(dt.UTC).date()
        forgotten = today - dt.timedelta(days=KEPT_DAYS)
        if not self._path.exists():
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        with _opened(self._path) as database:
            database.execute(_TABLE)
            database.execute(_COUNT, (question, today.isoformat()))
            database.execute(_FORGET, (forgotten.isoformat(), MOST))


def read_unanswered(path: Path, limit: int) -> Sequence[UnansweredQuestion]:
    """Return the questions that most often found nothing; none where none are counted.

    Raises sqlite3.Error when the file is damaged.
    """
    if not path.exists():
        return ()
    with _opened(path) as database:
        database.execute(_TABLE)
        rows = database.execute(
            "select question, count, last from questions where count >= ?"
            " order by count desc, last desc, question limit ?",
            (SHOWN_FROM, limit),
        )
        return [UnansweredQuestion(*row) for row in rows]


def mask(question: str) -> str:
    """Return the question without what may tell of a person, in small letters.

    >>> mask("Beslut 19811218-9876, ring 070-123 45 67 eller a.b@example.se")
    'beslut [nummer], ring [nummer] eller [e-post]'
    >>> mask("dnr 2021/00318, 2019-05-06")
    'dnr 2021/00318, 2019-05-06'
    """
    text = " ".join(unicodedata.normalize("NFKC", question).casefold().split())
    masked = _EMAIL.sub("[e-post]", _NUMBER.sub(_masked_number, text))
    return masked[:LONGEST].strip()


def _masked_number(found: re.Match[str]) -> str:
    return found[0] if _ISO_DATE.fullmatch(found[0]) else "[nummer]"


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        with database:
            yield database
    finally:
        database.close()
