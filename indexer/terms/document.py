"""From an article to the document of terms that engines see, and to the words that topics read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from indexer.article import Article, DateSpan
from indexer.engines.port import Document, Span, join_terms, split_terms
from indexer.terms import fields
from indexer.terms.fragments import Fragments
from indexer.terms.passages import note_terms
from indexer.terms.topic_values import topic_values
from indexer.topics import Analysed, Assigner, WeighedPassage

TITLE_WEIGHT = 3
HEADING_WEIGHT = 2
"""How many times the words of titles and headings count in the combined field."""
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
        return list(zip(map(split_terms, passages), _weights(article), strict=True))

    return Analysed(
        find_passages=find_passages,
        subjects=split_terms(terms[fields.TEXT].removesuffix(_PADDING)),
        parts=split_terms(terms[fields.PARTS]),
        title=split_terms(terms[fields.TITLE]),
    )


def _terms(article: Article, fragments: Fragments) -> dict[str, str]:
    title = fragments.of([article.title])
    headings = fragments.of([section.heading for section in article.sections])
    whole = fragments.of([article.title, *_passages(article)])
    weighted = (
        title.subject * (TITLE_WEIGHT - 1),
        headings.subject * (HEADING_WEIGHT - 1),
        whole.subject,
        _PADDING,
    )
    return {
        fields.TEXT: "".join(weighted),
        fields.PARTS: whole.parts,
        fields.PAIRS: whole.pairs,
        fields.SURFACE: whole.surface,
        fields.TITLE: fragments.main(article.title),
        fields.TITLE_SURFACE: title.surface.removesuffix(_BREAK),
    }


def _passages(article: Article) -> Iterator[str]:
    """Yield what follows the title, in order."""
    if article.reference:
        yield article.reference
    if article.summary:
        yield article.summary
    for section in article.sections:
        if section.heading:
            yield section.heading
        yield from section.paragraphs


def _weights(article: Article) -> Iterator[int]:
    """Yield how many times the words of each passage count, the title first."""
    yield TITLE_WEIGHT
    yield from [1 for text in (article.reference, article.summary) if text]
    for section in article.sections:
        if section.heading:
            yield HEADING_WEIGHT
        yield from [1] * len(section.paragraphs)


def _year(date: DateSpan | None) -> str:
    return f"{date.start.year:04}" if date else fields.UNDATED


def _span(date: DateSpan) -> Span:
    return date.start.toordinal(), date.end.toordinal()
