"""SQLite FTS5, which knows no Swedish, with snippet() and GROUP BY."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.bench.peers.peer import HITS, Found, Ready, typed
from tests.bench.questions import Question


class Fts5:
    def __init__(self, directory: Path) -> None:
        self._database = sqlite3.connect(directory / "fts5.sqlite")

    def index(self, articles: Iterable[Ready]) -> None:
        self._database.executescript("""
            CREATE VIRTUAL TABLE words
                USING fts5(title, text, tokenize="unicode61 remove_diacritics 0");
            CREATE TABLE article(number INTEGER PRIMARY KEY, id UNIQUE, date, year);
            CREATE TABLE topic(number INTEGER, topic, PRIMARY KEY(topic, number)) WITHOUT ROWID;
            CREATE INDEX topics ON topic(number, topic);
        """)
        for number, article in enumerate(articles):
            row = (number, article.id, article.date, article.year)
            self._database.execute("INSERT INTO article VALUES(?, ?, ?, ?)", row)
            self._database.execute(
                "INSERT INTO words(rowid, title, text) VALUES(?, ?, ?)",
                (number, article.title, article.text),
            )
            topics = [(number, topic) for topic in dict.fromkeys(article.topics)]
            self._database.executemany("INSERT INTO topic VALUES(?, ?)", topics)
        self._database.commit()

    def open(self) -> None:
        self._database.execute("PRAGMA mmap_size = 1000000000")

    def ask(self, question: Question) -> Found:
        """Answer; a join would take the snippet of every match, and the wrong table first."""
        words = typed(question).replace(" ", " OR ") if question.kind == "question" else ""
        asked = {"query": words or typed(question), "of": question.topic or question.year}
        where = "words MATCH :query"
        if question.topic:
            where += " AND +words.rowid IN (SELECT number FROM topic WHERE topic = :of)"
        elif question.year:
            where += " AND +words.rowid IN (SELECT number FROM article WHERE year = :of)"
        run, join = self._database.execute, "CROSS JOIN article ON article.number = words.rowid"
        hits = [
            (title, run("SELECT date FROM article WHERE number = ?", (number,)).fetchone()[0], text)
            for number, title, text in run(
                "SELECT rowid, title, snippet(words, 1, '<b>', '</b>', '…', 30) FROM words "  # noqa: S608
                f"WHERE {where} ORDER BY rank LIMIT {HITS}",
                asked,
            )
        ]
        years = dict(
            run(f"SELECT year, count(*) FROM words {join} WHERE {where} GROUP BY year", asked)  # noqa: S608
        )
        join = "CROSS JOIN topic ON topic.number = words.rowid"
        topics = dict(
            run(f"SELECT topic, count(*) FROM words {join} WHERE {where} GROUP BY topic", asked)  # noqa: S608
        )
        return Found(sum(years.values()), hits, topics, years)
