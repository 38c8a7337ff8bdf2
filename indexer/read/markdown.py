"""Markdown: made into HTML and read as such; title, dates and topics may stand before the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt

from indexer.article import Article
from indexer.read.dates import parse
from indexer.read.file import File, check_readable, decode, load, tidy
from indexer.read.html import read_markup
from indexer.read.item import Finding, Item
from indexer.read.jsonlines import check_audience
from indexer.read.page_dates import impossible_date
from indexer.read.text import as_lines, other_encoding

LONGEST_FRONT_MATTER = 20_000
"""Characters; what is longer is text."""

DATES = {
    "published": ("published", "date", "datum", "publicerad", "publicerat"),
    "reviewed": ("reviewed", "granskad", "granskat"),
    "updated": ("updated", "lastmod", "uppdaterad", "uppdaterat"),
}
TEXTS = {
    "title": ("title", "titel"),
    "summary": ("summary", "description", "sammanfattning"),
    "kind": ("kind", "type", "typ"),
    "reference": ("reference", "diarienummer"),
}
TOPICS = ("topics", "tags", "keywords", "ämnen")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(file: File) -> Iterator[Item]:
    """Read a Markdown file as one article; raise ArticleError when it has no text."""
    text, as_expected = decode(load(file), file.charset)
    check_readable(text, file)
    if not as_expected:
        yield other_encoding(file)
    values, text, broken = _front_matter(as_lines(text))
    if broken:
        yield Finding(
            file.id,
            "uppgifterna före texten (YAML) går inte att läsa",
            "Rätta dem; texten är läst utan dem.",
            refused=False,
        )
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    title = _text(values, TEXTS["title"])
    head = f"<title>{_escaped(title)}</title>" if title else ""
    for item in read_markup(f"{head}<body><main>{markdown.render(text)}</main></body>", file):
        if isinstance(item, Article):
            yield from _with_values(item, values)
        else:
            yield item


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


def _with_values(article: Article, values: Mapping[str, Any]) -> Iterator[Item]:
    """Yield the article with what stood before its text, and a finding for each bad date."""
    found: dict[str, Any] = {}
    for name, keys in DATES.items():
        if given := _text(values, keys):
            found[name] = parse(given) or getattr(article, name)
            if parse(given) is None:
                yield impossible_date(article.id, given)
    for name, keys in TEXTS.items():
        if given := _text(values, keys):
            found[name] = given
    if topics := _topics(values):
        found["topics"] = topics
    if audience := _text(values, ("audience",)):
        found["audience"] = check_audience(audience, article.id)
    if language := _text(values, ("language", "lang", "språk")):
        found["language"] = re.split("[-_]", language.lower())[0]
    yield replace(article, **found)


def _topics(values: Mapping[str, Any]) -> tuple[str, ...]:
    given: Any = next((values[key] for key in TOPICS if key in values), ())
    parts = given.split(",") if isinstance(given, str) else given
    return tuple(
        dict.fromkeys(tidy(part) for part in parts if isinstance(part, str) and tidy(part))
    )


def _text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    given = (values[key] for key in keys if key in values)
    return next((tidy(value) for value in given if isinstance(value, str)), "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
