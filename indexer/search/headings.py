"""Which words of the headings that a hit shows answer the question?"""

from __future__ import annotations

from dataclasses import replace

from indexer.article import Article
from indexer.search.answer import Snippet
from indexer.search.marks import Marker


def mark_heading(snippet: Snippet, marker: Marker) -> Snippet:
    """Return the snippet with the marks of its heading."""
    marks = marker.marks(snippet.heading)
    return replace(snippet, heading_marks=marks) if marks else snippet


def or_bare_heading(snippet: Snippet, article: Article, marker: Marker) -> Snippet:
    """Return the snippet, or where nothing in it is marked a marked heading without text below."""
    if not (snippet.marks or snippet.heading_marks):
        for section in article.sections:
            if not section.paragraphs and (bare := marker.marks(section.heading)):
                return Snippet(section.heading, bare, page=section.page)
    return snippet
