"""Answers as JSON, the same from the API and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from indexer.article import Article, DateSpan
from indexer.search.answer import (
    FacetValue,
    Hit,
    Mark,
    Notice,
    OfferedFilter,
    SearchAnswer,
    ShownArticle,
    Snippet,
    TopicCount,
    TopicLink,
    WaysOn,
)
from indexer.search.reading import read_as
from indexer.terms.fields import UNDATED


def answer_as_json(answer: SearchAnswer, say: Callable[[Notice], str]) -> dict[str, Any]:
    """Return the answer as JSON values, with what there is to say of it in the reader's language.

    Marks count Unicode code points, and `took_ms` milliseconds.
    """
    return {
        "query": answer.query,
        "searched": answer.searched,
        "total": answer.total,
        "relaxed": answer.relaxed,
        "complete": answer.complete,
        "answer": _quotation(answer.quoted) if answer.quoted else None,
        "hits": [_hit(hit) for hit in answer.hits],
        "facets": {name: _values(values) for name, values in answer.facets.items()}
        | {"year": _years(answer.facets["year"], say)},
        "notices": [say(notice) for notice in answer.notices],
        "suggestion": answer.suggestion,
        "explore": topic_links_as_json(answer.explore),
        "widened": list(answer.widened),
        "ways": _ways(answer.ways) if answer.ways else None,
        "read_as": list(read_as(answer.tree, say)),
        "offered_filters": [_offer(offer) for offer in answer.offers],
        "took_ms": round(answer.took_ms, 1),
    }


def article_as_json(shown: ShownArticle) -> dict[str, Any]:
    """Return the whole article as JSON values, without marks."""
    article = shown.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "kind": article.kind,
        "published": _date(article.published),
        "reviewed": _date(article.reviewed),
        "updated": _date(article.updated),
        "topics": topic_links_as_json(shown.topics),
        "publisher": list(article.publisher),
        "reference": article.reference,
        "language": article.language,
        "machine_read": article.machine_read,
        "summary": article.summary,
        "sections": [
            {"heading": part.heading, "paragraphs": list(part.paragraphs), "page": part.page}
            for part in article.sections
        ],
        "duplicates": _duplicates(shown.duplicates),
    }


def topics_as_json(topics: Iterable[TopicCount]) -> dict[str, Any]:
    """Return the topics of the index as JSON values; `broader` is an id or null."""
    return {
        "topics": [
            {
                "id": topic.id,
                "label": topic.label,
                "broader": topic.broader or None,
                "count": topic.count,
                "by": dict(topic.by),
                "note": topic.note,
            }
            for topic in topics
        ]
    }


def related_as_json(related: Iterable[Article]) -> dict[str, Any]:
    """Return related articles as JSON values, closest first."""
    return {
        "related": [
            {
                "id": one.id,
                "title": one.title,
                "kind": one.kind,
                "language": one.language,
                "published": _date(one.published),
                "reviewed": _date(one.reviewed),
            }
            for one in related
        ]
    }


def _offer(offer: OfferedFilter) -> dict[str, Any]:
    return {
        "text": offer.text,
        "q": offer.query,
        "from": _date(offer.since),
        "to": _date(offer.until),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "title_marks": _marks(hit.title_marks),
        "url": article.url,
        "kind": article.kind,
        "publisher": list(article.publisher),
        "language": article.language,
        "machine_read": article.machine_read,
        "published": _date(article.published),
        "reviewed": _date(article.reviewed),
        "topics": topic_links_as_json(hit.topics),
        "score": hit.score,
        "missing": list(hit.missing),
        "chosen": hit.chosen,
        "snippet": _snippet(hit.snippet),
        "reference": article.reference,
        "reference_marks": _marks(hit.reference_marks),
        "duplicates": _duplicates(hit.duplicates),
    }


def _ways(ways: WaysOn) -> dict[str, Any]:
    return {
        "fewer": [{"query": way.query, "total": way.total} for way in ways.fewer],
        "parts": [{"query": way.query, "total": way.total} for way in ways.parts],
        "topics": topic_links_as_json(ways.topics),
    }


def _quotation(hit: Hit) -> dict[str, Any]:
    return {"id": hit.id, "title": hit.article.title, "url": hit.article.url} | _snippet(
        hit.snippet
    )


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {
        "text": snippet.text,
        "marks": _marks(snippet.marks),
        "heading": snippet.heading,
        "heading_marks": _marks(snippet.heading_marks),
        "page": snippet.page,
    }


def _marks(marks: Iterable[Mark]) -> list[list[int]]:
    return [[start, end] for start, end in marks]


def _duplicates(duplicates: Iterable[Article]) -> list[dict[str, str]]:
    return [{"id": one.id, "title": one.title, "url": one.url} for one in duplicates]


def topic_links_as_json(topics: Iterable[TopicLink]) -> list[dict[str, Any]]:
    """Return the topics of an article as JSON values, with who says so and why."""
    return [
        {"id": topic.id, "label": topic.label, "by": topic.by}
        | ({"evidence": list(topic.evidence)} if topic.evidence else {})
        | ({} if topic.probability is None else {"probability": topic.probability})
        for topic in topics
    ]


def _values(values: Iterable[FacetValue]) -> list[dict[str, Any]]:
    return [
        {"value": one.value, "label": one.label, "count": one.count}
        | ({"broader": one.broader or None, "by": dict(one.by)} if one.by else {})
        for one in values
    ]


def _years(values: Iterable[FacetValue], say: Callable[[Notice], str]) -> list[dict[str, Any]]:
    labelled = (
        replace(one, label=say(Notice(UNDATED))) if one.value == UNDATED else one for one in values
    )
    return _values(labelled)


def _date(date: DateSpan | None) -> str | None:
    return str(date) if date else None
