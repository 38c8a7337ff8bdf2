"""The article page: the text with the words of the search marked."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from indexer.search.answer import MarkedSection, ShownArticle
from indexer.search.request import SearchRequest
from webui.language import LANGUAGE_NAMES, gettext, ngettext
from webui.present.duplicates import present_duplicates
from webui.present.results import quoted
from webui.present.text import Date, Link, foreign, marked, sentence_case, source_link, swedish_date
from webui.urls import search_href, topic_href


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with its paragraphs; `page` is told where a new one begins."""

    heading: Markup
    paragraphs: tuple[Markup, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the article page shows."""

    title: str
    heading: Markup
    lang: str
    language: str
    kind: str
    dates: tuple[tuple[str, Date], ...]
    publisher: str
    reference: str
    topics: tuple[Link, ...]
    summary: Markup
    sections: tuple[SectionView, ...]
    source: Link | None
    back: Link | None
    marks: str
    duplicates: tuple[Link, ...]


def present_article(shown: ShownArticle, found_by: SearchRequest) -> ArticlePage:
    """Turn an article into its page; `found_by` is the search to go back to."""
    article = shown.article
    lang = foreign(article.language)
    dates = (
        (gettext("Publicerad"), swedish_date(article.published)),
        (gettext("Granskad"), swedish_date(article.reviewed)),
        (gettext("Uppdaterad"), swedish_date(article.updated)),
    )
    return ArticlePage(
        title=article.title,
        heading=marked(article.title, shown.title_marks),
        lang=lang,
        language=gettext(LANGUAGE_NAMES.get(lang, lang)),
        kind=sentence_case(article.kind),
        dates=tuple((name, date) for name, date in dates if date),
        publisher=", ".join(article.publisher),
        reference=article.reference,
        topics=tuple(Link(topic.label, topic_href(topic.id)) for topic in shown.topics),
        summary=marked(article.summary, shown.summary_marks),
        sections=_sections(shown.sections),
        source=source_link(article.url),
        back=_back(found_by),
        marks=_marks_in_words(shown, found_by),
        duplicates=present_duplicates(shown.duplicates),
    )


def _sections(sections: tuple[MarkedSection, ...]) -> tuple[SectionView, ...]:
    pages = [None, *(section.page for section in sections)]
    return tuple(
        SectionView(
            heading=marked(section.heading, section.heading_marks),
            paragraphs=tuple(marked(text, marks) for text, marks in section.paragraphs),
            page=section.page if section.page != before else None,
        )
        for before, section in zip(pages, sections, strict=False)
    )


def _back(found_by: SearchRequest) -> Link | None:
    if found_by == SearchRequest():
        return None
    if not found_by.query:
        return Link(gettext("Tillbaka till träffarna"), search_href(found_by))
    text = gettext("Tillbaka till träffarna för %(query)s", query=quoted(found_by.query))
    return Link(text, search_href(found_by))


def _marks_in_words(shown: ShownArticle, found_by: SearchRequest) -> str:
    if not found_by.query:
        return ""
    count = len(shown.title_marks) + len(shown.summary_marks)
    for section in shown.sections:
        count += len(section.heading_marks) + sum(len(marks) for _, marks in section.paragraphs)
    if not count:
        return gettext("Inget av orden du sökte på är markerat i texten.")
    return ngettext(
        "Orden du sökte på är markerade på %(num)s ställe.",
        "Orden du sökte på är markerade på %(num)s ställen.",
        count,
    )
