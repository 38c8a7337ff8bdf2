"""Markdown: made into HTML and read as such; fields may stand before the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt

from indexer.article import Section
from indexer.read.characters import decode, tidy
from indexer.read.file import File, load
from indexer.read.front_matter import split_front_matter
from indexer.read.html import read_markup
from indexer.read.named import NamedFields, draft
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.text import as_lines


def read_markdown(file: File) -> Iterator[Parsed]:
    """Read a Markdown file as one article; raise ArticleError when it has no text.

    Raises it also for fields before the text that cannot be read.
    """
    text, doubts = decode(load(file), file.id, file.charset)
    yield from doubts
    fields, text = split_front_matter(as_lines(text), file.id)
    record = NamedFields.of(fields, file.source, file.id)
    if record.is_draft():
        yield draft(file.id)
        return
    yield from record.doubts()
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    title = tidy(record.text("title"))
    head = f"<title>{_escaped(title)}</title>" if title else ""
    for item in read_markup(f"{head}<body><main>{markdown.render(text)}</main></body>", file):
        if isinstance(item, ParsedArticle):
            yield record.over(_with_own_heading(item, title))
        else:
            yield item


def _with_own_heading(parsed: ParsedArticle, title: str) -> ParsedArticle:
    """Return the article with the heading over its text, where the fields give another title."""
    if not title or parsed.title.casefold() == title.casefold():
        return parsed
    first, *rest = parsed.sections or (Section("", ()),)
    if first.heading:
        return replace(parsed, sections=(Section(parsed.title, ()), first, *rest))
    return replace(parsed, sections=(replace(first, heading=parsed.title), *rest))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
