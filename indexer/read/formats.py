"""Which reader takes which file: a new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from indexer.read.docx import read_docx
from indexer.read.feed import read_feed
from indexer.read.file import File, escape_name
from indexer.read.html import read_html
from indexer.read.item import Item
from indexer.read.jsonlines import read_json_lines
from indexer.read.markdown import read_markdown
from indexer.read.origins import Known
from indexer.read.parts import Piece
from indexer.read.pdf import read_pdf
from indexer.read.text import read_text
from indexer.read.web_archive import read_web_archive
from indexer.read.zip_archive import read_zip

ArticleReader = Callable[[File], Iterator[Item]]
ContainerReader = Callable[[File, Known], Iterator[Piece]]

ARTICLES: Mapping[str, ArticleReader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
"""Formats of one article a file."""

CONTAINERS: Mapping[str, ContainerReader] = {
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
    ".jsonl.xz": read_json_lines,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": read_web_archive,
    ".warc.gz": read_web_archive,
    ".zip": read_zip,
}
"""Formats of many articles a file."""

FORMATS = (*ARTICLES, *CONTAINERS)
READABLE = f"Format som läses: {', '.join(FORMATS)}."


def format_of(name: str) -> str:
    """Return the format of a file of this name, or "".

    >>> format_of("Beslut 2020.HTM"), format_of("bild.png")
    ('.htm', '')
    """
    name = name.lower()
    return next((suffix for suffix in FORMATS if name.endswith(suffix)), "")


def explain_format(name: str) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a file that no reader takes."""
    suffix = escape_name(PurePosixPath(name).suffix.lower())
    what = f"formatet {suffix}" if suffix else "fil utan filändelse"
    return f"{what} läses inte", READABLE
