"""Xapian with its Swedish stemmer, match spies over value slots and its snippets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import xapian

from tests.bench.peers.peer import HITS, Found, Ready, typed
from tests.bench.questions import Question

SNIPPET = 200
LONGEST = 245
"""Bytes that a term may have."""
_BETWEEN = "\x1f"


class PlainXapian:
    YEAR, TOPIC = 0, 1

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)
        self._stemmer = xapian.Stem("swedish")

    def index(self, articles: Iterable[Ready]) -> None:
        database = xapian.WritableDatabase(self._directory, xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_stemmer(self._stemmer)
        for article in articles:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(article.title, 3)
            generator.increase_termpos()
            generator.index_text(article.text)
            document.add_value(self.YEAR, article.year)
            document.add_value(self.TOPIC, _BETWEEN.join(article.topics))
            identity = f"Q{article.id}".encode()[:LONGEST]
            for term in (
                identity,
                f"XY{article.year}",
                *(f"XT{topic}" for topic in article.topics),
            ):
                document.add_boolean_term(term)
            document.set_data(json.dumps([article.title, article.date, article.text]))
            database.add_document(document)
        database.commit()
        database.close()

    def open(self) -> None:
        self._database = xapian.Database(self._directory)
        parser = xapian.QueryParser()
        parser.set_database(self._database)
        parser.set_stemmer(self._stemmer)
        parser.set_stemming_strategy(parser.STEM_SOME)
        self._parser = parser

    def ask(self, question: Question) -> Found:
        parser = self._parser
        either = question.kind == "question"
        parser.set_default_op(xapian.Query.OP_OR if either else xapian.Query.OP_AND)
        flags = parser.FLAG_PHRASE | parser.FLAG_WILDCARD
        query = parser.parse_query(typed(question), flags)
        term = f"XT{question.topic}" if question.topic else f"XY{question.year}"
        if question.topic or question.year:
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(term))
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in (self.YEAR, self.TOPIC)]
        for spy in spies:
            enquire.add_matchspy(spy)
        matches = enquire.get_mset(0, HITS, self._database.get_doccount())
        hits = []
        for match in matches:
            title, date, text = json.loads(match.document.get_data())
            hits.append((title, date, matches.snippet(text, SNIPPET, self._stemmer).decode()))
        years, topics = ({v.term.decode(): v.termfreq for v in spy.values()} for spy in spies)
        parted: Counter[str] = Counter()
        for joined, number in topics.items():
            parted.update(dict.fromkeys(joined.split(_BETWEEN), number))
        return Found(matches.get_matches_estimated(), hits, dict(parted), years)
