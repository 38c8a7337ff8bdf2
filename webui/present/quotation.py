"""The passage above the hits: what it says, whose it is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from indexer.search.answer import Hit
from indexer.search.request import SearchRequest
from webui.addresses import article_href
from webui.present.article import section_id
from webui.present.text import Date, foreign, marked, swedish_date


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation; `href` leads to its place in the article, `cite` is where it was published."""

    text: Markup
    heading: Markup
    title: str
    href: str
    cite: str
    lang: str
    published: Date | None
    page: int | None


def present_quotation(hit: Hit, request: SearchRequest) -> QuotationView:
    """Turn the hit that answers the question into a quotation."""
    article, snippet = hit.article, hit.snippet
    href = article_href(article.id, request)
    return QuotationView(
        text=marked(snippet.text, snippet.marks),
        heading=marked(snippet.heading, snippet.heading_marks),
        title=article.title,
        href=f"{href}{_place(hit)}",
        cite=article.url or article_href(article.id),
        lang=foreign(article.language),
        published=swedish_date(article.published),
        page=snippet.page,
    )


def _place(hit: Hit) -> str:
    """Return the fragment of the section that the snippet is of; none for a summary."""
    snippet = hit.snippet
    first = snippet.text.removeprefix("… ").removesuffix(" …").split("\n")[0]
    for place, section in enumerate(hit.article.sections, 1):
        is_it = (section.heading, section.page) == (snippet.heading, snippet.page)
        if is_it and any(first in paragraph for paragraph in section.paragraphs):
            return f"#{section_id(place)}"
    return ""
