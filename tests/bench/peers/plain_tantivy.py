"""Tantivy with its Swedish stemmer, aggregations over fast fields and its snippets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from tests.bench.peers.peer import BUFFER, HITS, Found, Ready, typed
from tests.bench.questions import Question


class PlainTantivy:
    def __init__(self, directory: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in ("title", "text"):
            builder.add_text_field(name, stored=True, tokenizer_name="swedish")
        builder.add_text_field("date", stored=True, tokenizer_name="raw")
        for name in ("year", "topic"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(directory))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        analyzer = analyzer.filter(tantivy.Filter.lowercase())
        analyzer = analyzer.filter(tantivy.Filter.stemmer("swedish"))
        self._index.register_tokenizer("swedish", analyzer.build())

    def index(self, articles: Iterable[Ready]) -> None:
        writer = self._index.writer(BUFFER * 1_000_000)
        for article in articles:
            document = tantivy.Document(
                id=article.id, title=article.title, text=article.text, date=article.date
            )
            document.add_text("year", article.year)
            for topic in article.topics:
                document.add_text("topic", topic)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> Found:
        schema = self._schema
        query = self._query(question)
        searched = self._searcher.search(query, HITS)
        sizes = {name: {"terms": {"field": name, "size": 1000}} for name in ("topic", "year")}
        counted = self._searcher.aggregate(query, sizes)
        snippets = tantivy.SnippetGenerator.create(self._searcher, query, schema, "text")
        hits = []
        for _, address in searched.hits:
            document = self._searcher.doc(address)
            snippet = snippets.snippet_from_doc(document).to_html()
            hits.append((document["title"][0], document["date"][0], snippet))
        topics, years = (_buckets(counted[name]) for name in ("topic", "year"))
        return Found(searched.count, hits, topics, years)

    def _query(self, question: Question) -> tantivy.Query:
        if question.kind == "prefix":
            query = tantivy.Query.regex_query(self._schema, "text", f"{question.words[0]}.*")
        else:
            query = self._index.parse_query(
                typed(question),
                ["title", "text"],
                conjunction_by_default=question.kind != "question",
            )
        if question.topic:
            return self._only(query, "topic", question.topic)
        return self._only(query, "year", question.year) if question.year else query

    def _only(self, query: tantivy.Query, field: str, value: str) -> tantivy.Query:
        wanted = tantivy.Query.term_query(self._schema, field, value)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, wanted)])


def _buckets(counted: Any) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
