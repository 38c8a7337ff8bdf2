"""Which reader takes which file: a new format is one file beside this one and one line here.

Readers are named, not imported: most runs need few of them, and a search needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from indexer.read.file import File, escape_name
from indexer.read.members import Piece
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed

ArticleReader = Callable[[File], Iterator[Parsed]]
ContainerReader = Callable[[File, KnownOrigins], Iterator[Piece]]

ARTICLES: Mapping[str, str] = {
    ".txt": "text.read_text",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".xhtml": "html.read_html",
    ".pdf": "pdf.read_pdf",
    ".docx": "docx.read_docx",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
}
"""The ArticleReader of each format of one article a file."""

CONTAINERS: Mapping[str, str] = {
    ".jsonl": "jsonlines.read_json_lines",
    ".jsonl.gz": "jsonlines.read_json_lines",
    ".jsonl.xz": "jsonlines.read_json_lines",
    ".xml": "feed.read_feed",
    ".rss": "feed.read_feed",
    ".atom": "feed.read_feed",
    ".rdf": "feed.read_feed",
    ".json": "json_feed.read_json_feed",
    ".warc": "web_archive.read_web_archive",
    ".warc.gz": "web_archive.read_web_archive",
    ".zip": "zip_archive.read_zip",
}
"""The ContainerReader of each format of many articles a file."""

FORMATS = (*ARTICLES, *CONTAINERS)
READABLE = f"Format som läses: {', '.join(FORMATS)}."


def format_of(name: str) -> str:
    """Return the format of a file of this name, or "".

    >>> format_of("Beslut 2020.HTM"), format_of("bild.png")
    ('.htm', '')
    """
    name = name.lower()
    return next((suffix for suffix in FORMATS if name.endswith(suffix)), "")


def article_reader(format_: str) -> ArticleReader:
    """Return the reader of a format in ARTICLES."""
    reader: ArticleReader = _load(ARTICLES[format_])
    return reader


def container_reader(format_: str) -> ContainerReader:
    """Return the reader of a format in CONTAINERS."""
    reader: ContainerReader = _load(CONTAINERS[format_])
    return reader


def explain_format(name: str) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a file that no reader takes."""
    suffix = escape_name(PurePosixPath(name).suffix.lower())
    what = f"formatet {suffix}" if suffix else "fil utan filändelse"
    return f"{what} läses inte", READABLE


def _load(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), function)
