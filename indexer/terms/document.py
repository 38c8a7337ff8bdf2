"""From an article to the document of terms that engines see, and to the words that topics read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.article import Article, DateSpan, TextKind
from indexer.engines.port import Document, Span, join_terms, split_terms
from indexer.terms import fields
from indexer.terms.fragments import Fragments
from indexer.terms.names import name_terms
from indexer.terms.passages import note_terms
from indexer.terms.references import cited_keys, own_keys
from indexer.terms.topic_values import topic_values
from indexer.topics import Analysed, Assigner, WeighedPassage

WEIGHTS: Mapping[TextKind, int] = {
    "title": 3,
    "reference": 1,
    "summary": 1,
    "heading": 2,
    "paragraph": 1,
}
"""How many times the words of a text of each kind count in the combined field."""
PADDING = 100
"""Every article counts as this many terms longer, so that short ones gain less by being short.

This does what a smaller b does to BM25, with any engine.
"""
_PADDING = join_terms([fields.BREAK] * PADDING)
_BREAK = join_terms([fields.BREAK])


def build_document(stored: str, fragments: Fragments, assigner: Assigner) -> Document:
    """Return the document of an article, given as `Article.to_json` wrote it."""
    article = Article.from_json(stored)
    terms = _terms(article, fragments)
    assigned = assigner.assign(article, lambda: _analysed(article, terms))
    noted = note_terms(article, fragments.terms)
    if (assigned, noted) != (article.assigned, article.noted):
        stored = replace(article, assigned=assigned, noted=noted).to_json()
    return Document(
        id=article.id,
        terms=terms,
        facets={
            "topic": topic_values(article.topics, assigned, assigner.vocabulary),
            "year": (_year(article.published),),
            "year_reviewed": (_year(article.reviewed),),
            "kind": (article.kind,) if article.kind else (),
            "publisher": tuple(dict.fromkeys(article.publisher)),
            "language": (article.language,),
        },
        dates={
            name: _span(date)
            for name, date in (("published", article.published), ("reviewed", article.reviewed))
            if date
        },
        stored=stored,
    )


def analyse_article(article: Article, fragments: Fragments) -> Analysed:
    """Return the words of an article as topics are found by them."""
    return _analysed(article, _terms(article, fragments))


def _analysed(article: Article, terms: Mapping[str, str]) -> Analysed:
    def find_passages() -> list[WeighedPassage]:
        passages = terms[fields.SURFACE].removesuffix(_BREAK).split(_BREAK)
        weights = [WEIGHTS[kind] for kind, _ in article.texts()]
        return list(zip(map(split_terms, passages), weights, strict=True))

    return Analysed(
        find_passages=find_passages,
        content=split_terms(terms[fields.TEXT].removesuffix(_PADDING)),
        parts=split_terms(terms[fields.PARTS]),
        title=split_terms(terms[fields.TITLE]),
    )


def _terms(article: Article, fragments: Fragments) -> dict[str, str]:
    texts = list(article.texts())
    title = fragments.of([article.title])
    headings = fragments.of([text for kind, text in texts if kind == "heading"])
    whole = fragments.of([text for _, text in texts])
    weighted = (
        title.content * (WEIGHTS["title"] - 1),
        headings.content * (WEIGHTS["heading"] - 1),
        whole.content,
        _PADDING,
    )
    return {
        fields.TEXT: "".join(weighted),
        fields.PARTS: whole.parts,
        fields.PAIRS: whole.pairs,
        fields.SURFACE: whole.surface,
        fields.TITLE: fragments.main(article.title),
        fields.TITLE_SURFACE: title.surface.removesuffix(_BREAK),
        fields.NAMES: name_terms(article.title, fragments.words),
        fields.REFERENCE: join_terms(own_keys(article)),
        fields.CITED: join_terms(cited_keys(article)),
    }


def _year(date: DateSpan | None) -> str:
    return f"{date.start.year:04}" if date else fields.UNDATED


def _span(date: DateSpan) -> Span:
    return date.start.toordinal(), date.end.toordinal()
