"""Markdown: made into HTML and read as such; fields may stand before the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt

from indexer.read.characters import decode, tidy
from indexer.read.file import File, load
from indexer.read.finish import split_topics
from indexer.read.front_matter import split_front_matter
from indexer.read.html import read_markup
from indexer.read.named import Record, draft
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.text import as_lines
from indexer.read.web_page import web_address


def read_markdown(file: File) -> Iterator[Parsed]:
    """Read a Markdown file as one article; raise ArticleError when it has no text.

    Raises it also for fields before the text that cannot be read.
    """
    text, doubts = decode(load(file), file.id, file.charset)
    yield from doubts
    fields, text = split_front_matter(as_lines(text), file.id)
    record = Record.of(fields, file.source, file.id)
    if record.is_draft():
        yield draft(file.id)
        return
    yield from record.doubts()
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    title = tidy(record.text("title"))
    head = f"<title>{_escaped(title)}</title>" if title else ""
    for item in read_markup(f"{head}<body><main>{markdown.render(text)}</main></body>", file):
        yield _with_fields(item, record) if isinstance(item, ParsedArticle) else item


def _with_fields(parsed: ParsedArticle, record: Record) -> ParsedArticle:
    """Return the article with what stands before its text instead of what the text says."""
    url = record.text("url")
    return replace(
        parsed,
        title=record.text("title") or parsed.title,
        summary=record.text("summary") or parsed.summary,
        url=web_address(url, parsed.url) or url or parsed.url,
        kind=record.text("kind") or parsed.kind,
        dates=record.dates().or_else(parsed.dates),
        topics=record.texts("topics", split_topics) or parsed.topics,
        publisher=record.texts("publisher") or parsed.publisher,
        reference=record.text("reference") or parsed.reference,
        language=record.text("language") or parsed.language,
        audience=record.audience(),
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
