"""Markdown: made into HTML and read as such; title, dates and topics may stand before the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt

from indexer.read.characters import decode, tidy
from indexer.read.dates import parse_dates
from indexer.read.file import File, load
from indexer.read.finish import split_topics
from indexer.read.html import read_markup
from indexer.read.item import Finding
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.text import as_lines

LONGEST_FRONT_MATTER = 20_000
"""Characters; what is longer is text."""

PUBLISHED = ("published", "date", "datum", "publicerad", "publicerat")
REVIEWED = ("reviewed", "granskad", "granskat")
UPDATED = ("updated", "lastmod", "uppdaterad", "uppdaterat")
TITLE = ("title", "titel")
SUMMARY = ("summary", "description", "sammanfattning")
KIND = ("kind", "type", "typ")
REFERENCE = ("reference", "diarienummer")
LANGUAGE = ("language", "lang", "språk")
TOPICS = ("topics", "tags", "keywords", "ämnen")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(file: File) -> Iterator[Parsed]:
    """Read a Markdown file as one article; raise ArticleError when it has no text."""
    text, doubts = decode(load(file), file.id, file.charset)
    yield from doubts
    values, text, broken = _front_matter(as_lines(text))
    if broken:
        yield Finding(
            file.id,
            "uppgifterna före texten (YAML) går inte att läsa",
            "Rätta dem; texten är läst utan dem.",
            refused=False,
        )
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    title = _text(values, TITLE)
    head = f"<title>{_escaped(title)}</title>" if title else ""
    for item in read_markup(f"{head}<body><main>{markdown.render(text)}</main></body>", file):
        yield _with_values(item, values) if isinstance(item, ParsedArticle) else item


def _front_matter(text: str) -> tuple[Mapping[str, Any], str, bool]:
    """Return the values before the text, the text, and whether the values were broken."""
    match = _FRONT_MATTER.match(text, 0, LONGEST_FRONT_MATTER)
    if match is None:
        return {}, text, False
    rest = text[match.end() :]
    try:
        values = yaml.load(match[1], yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    except (yaml.YAMLError, RecursionError):
        return {}, rest, True
    if not isinstance(values, dict):
        return {}, rest, values is not None
    return {str(name).lower(): value for name, value in values.items()}, rest, False


def _with_values(parsed: ParsedArticle, values: Mapping[str, Any]) -> ParsedArticle:
    """Return the article with what stands before its text instead of what the text says."""
    dates = parse_dates(*(_text(values, keys) for keys in (PUBLISHED, REVIEWED, UPDATED)))
    return replace(
        parsed,
        title=_text(values, TITLE) or parsed.title,
        summary=_text(values, SUMMARY) or parsed.summary,
        kind=_text(values, KIND) or parsed.kind,
        dates=dates.or_else(parsed.dates),
        topics=_topics(values) or parsed.topics,
        reference=_text(values, REFERENCE) or parsed.reference,
        language=_text(values, LANGUAGE) or parsed.language,
        audience=str(values.get("audience", "")),
    )


def _topics(values: Mapping[str, Any]) -> tuple[str, ...]:
    given: Any = next((values[key] for key in TOPICS if key in values), ())
    parts = split_topics(given) if isinstance(given, str) else given
    return tuple(part for part in parts if isinstance(part, str))


def _text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    given = (values[key] for key in keys if key in values)
    return next((tidy(value) for value in given if isinstance(value, str)), "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
