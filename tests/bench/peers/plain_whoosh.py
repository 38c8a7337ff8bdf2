"""Whoosh with its Swedish analyser, groupedby and its highlighter, in one process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import LanguageAnalyzer

from tests.bench.peers.peer import BUFFER, HITS, Found, Ready, typed
from tests.bench.questions import Question


class PlainWhoosh:
    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def index(self, articles: Iterable[Ready]) -> None:
        swedish = LanguageAnalyzer("sv")
        schema = fields.Schema(
            id=fields.ID(unique=True, stored=True),
            title=fields.TEXT(analyzer=swedish, stored=True),
            text=fields.TEXT(analyzer=swedish, stored=True),
            date=fields.STORED,
            year=fields.ID,
            topic=fields.KEYWORD(commas=True),
        )
        with index.create_in(self._directory, schema).writer(limitmb=BUFFER) as writer:
            for article in articles:
                writer.add_document(
                    id=article.id,
                    title=article.title,
                    text=article.text,
                    date=article.date,
                    year=article.year,
                    topic=",".join(topic.replace(",", " ") for topic in article.topics),
                )

    def open(self) -> None:
        self._searcher = index.open_dir(self._directory).searcher()

    def ask(self, question: Question) -> Found:
        group = qparser.OrGroup if question.kind == "question" else qparser.AndGroup
        parser = qparser.MultifieldParser(["title", "text"], self._searcher.schema, group=group)
        wanted = [query.Term("year", question.year)] if question.year else []
        if question.topic:
            wanted.append(query.Term("topic", question.topic.replace(",", " ")))
        results = self._searcher.search(
            parser.parse(typed(question)),
            limit=HITS,
            filter=query.And(wanted) if wanted else None,
            groupedby={
                name: sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count)
                for name in ("topic", "year")
            },
        )
        hits = [(hit["title"], hit["date"], hit.highlights("text")) for hit in results[:HITS]]
        return Found(len(results), hits, results.groups("topic"), results.groups("year"))
