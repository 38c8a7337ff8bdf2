"""Which reader takes which file: a new format is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from indexer.read.file import File
from indexer.read.html import read_html
from indexer.read.item import Item
from indexer.read.jsonlines import read_json_lines
from indexer.read.text import read_text

Reader = Callable[[File], Iterator[Item]]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
    ".jsonl.xz": read_json_lines,
}


def reader_for(name: str) -> Reader | None:
    """Return the reader that takes a file of this name, or None.

    >>> reader_for("Beslut 2020.HTM") is read_html
    True
    """
    name = name.lower()
    return next((READERS[suffix] for suffix in READERS if name.endswith(suffix)), None)
