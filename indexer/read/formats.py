"""Which reader takes which file: a new format is one file beside this one and one line here.

Readers are named, not imported: most runs need few of them, and a search needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from indexer.read.file import File, escape_name
from indexer.read.item import Finding
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
    ".docm": "docx.read_docx",
    ".dotx": "docx.read_docx",
    ".dotm": "docx.read_docx",
    ".xlsx": "xlsx.read_xlsx",
    ".xlsm": "xlsx.read_xlsx",
    ".xltx": "xlsx.read_xlsx",
    ".pptx": "pptx.read_pptx",
    ".pptm": "pptx.read_pptx",
    ".ppsx": "pptx.read_pptx",
    ".potx": "pptx.read_pptx",
    ".odt": "opendocument.read_opendocument",
    ".ott": "opendocument.read_opendocument",
    ".ods": "opendocument.read_opendocument",
    ".ots": "opendocument.read_opendocument",
    ".odp": "opendocument.read_opendocument",
    ".rtf": "rtf.read_rtf",
    ".epub": "epub.read_epub",
    ".doc": "legacy.read_legacy",
    ".dot": "legacy.read_legacy",
    ".xls": "legacy.read_legacy",
    ".xlt": "legacy.read_legacy",
    ".ppt": "legacy.read_legacy",
    ".pps": "legacy.read_legacy",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
}
"""The ArticleReader of each format of one article a file."""

LINES = frozenset(kind + packed for kind in (".jsonl", ".ndjson") for packed in ("", ".gz", ".xz"))
"""Formats that tell of all they hold each time, in parts that are origins of their own."""

CONTAINERS: Mapping[str, str] = {
    **dict.fromkeys(sorted(LINES), "jsonlines.read_json_lines"),
    ".xml": "feed.read_feed",
    ".rss": "feed.read_feed",
    ".atom": "feed.read_feed",
    ".rdf": "feed.read_feed",
    ".json": "json_feed.read_json_feed",
    ".warc": "web_archive.read_web_archive",
    ".warc.gz": "web_archive.read_web_archive",
    ".zip": "zip_archive.read_zip",
    ".eml": "email_message.read_email",
    ".msg": "msg.read_msg",
}
"""The ContainerReader of each format of many articles a file."""

LETTERS = frozenset({".eml", ".msg"})
"""Containers that may hold others of the same kind, such as a letter that was sent on."""

_UNPACK = "Packa upp arkivet, eller packa det som .zip."
_OTHERS: Mapping[str, str] = {
    **dict.fromkeys((".7z", ".rar", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"), _UNPACK),
    ".wacz": "Packa upp filen (den är ett ZIP-arkiv) och läs dess .warc.gz.",
    **dict.fromkeys((".arc", ".arc.gz"), "Gör om arkivet till WARC, till exempel med warcio."),
    **dict.fromkeys((".mht", ".mhtml"), "Spara sidan som HTML eller PDF."),
    **dict.fromkeys(
        (".pages", ".key", ".numbers"), "Exportera dokumentet som PDF eller till Office."
    ),
    **dict.fromkeys(
        (".csv", ".tsv"),
        "Gör den till JSON Lines med en artikel per rad, eller spara tabellen som .xlsx.",
    ),
    ".mbox": "Spara breven som .eml, ett i varje fil.",
    ".pst": "Spara breven som .msg eller .eml, ett i varje fil.",
    ".xlsb": "Spara arbetsboken som .xlsx.",
    **dict.fromkeys(
        (".wpd", ".wps", ".sxw", ".fodt", ".pub", ".one"), "Spara den som .docx eller PDF."
    ),
    **dict.fromkeys((".ps", ".eps", ".xps", ".djvu", ".indd"), "Spara den som PDF."),
    **dict.fromkeys((".mobi", ".azw", ".azw3"), "Spara boken som .epub."),
}
"""Formats that hold what may have been published, and are not read: what to do instead."""

FORMATS = (*ARTICLES, *CONTAINERS)
_FORMATS = frozenset(FORMATS)
READABLE = f"Format som läses: {', '.join(FORMATS)}."


def format_of(name: str) -> str:
    """Return the format of a file of this name, or "".

    >>> format_of("Beslut 2020.HTM"), format_of("bild.png")
    ('.htm', '')
    """
    return _suffix_of(name, _FORMATS)


def article_reader(format_: str) -> ArticleReader:
    """Return the reader of a format in ARTICLES."""
    reader: ArticleReader = _load(ARTICLES[format_])
    return reader


def container_reader(format_: str) -> ContainerReader:
    """Return the reader of a format in CONTAINERS."""
    reader: ContainerReader = _load(CONTAINERS[format_])
    return reader


def refuse_format(name: str, item: str) -> Finding:
    """Return what is to be said of a file that no reader takes.

    Those that hold text are refused; others, such as pictures, are only told of.
    """
    suffix = _suffix_of(name, _OTHERS)
    return Finding(item, *explain_format(name), refused=bool(suffix))


def explain_format(name: str) -> tuple[str, str]:
    """Return the reason and the remedy, in Swedish, of a file that no reader takes."""
    other = _suffix_of(name, _OTHERS)
    suffix = other or escape_name(PurePosixPath(name).suffix.lower())
    what = f"formatet {suffix}" if suffix else "fil utan filändelse"
    return f"{what} läses inte", _OTHERS.get(other, READABLE)


def _suffix_of(name: str, known: Container[str]) -> str:
    """Return the longest of the known suffixes that the name has, or ""."""
    name = name.lower()
    ends = (name[at:] for at, sign in enumerate(name) if sign == ".")
    return next((end for end in ends if end in known), "")


def _load(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), function)
