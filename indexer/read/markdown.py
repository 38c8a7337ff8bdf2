"""Markdown: made into HTML and read as such; fields may stand before the text."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt

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
        yield record.over(item) if isinstance(item, ParsedArticle) else item


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
