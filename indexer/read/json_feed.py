"""JSON Feed, an article an item (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from indexer.errors import ArticleError
from indexer.read.characters import decode
from indexer.read.dates import parse_dates
from indexer.read.feed_entry import day_of
from indexer.read.file import MAX_BYTES, File, escape_name, load
from indexer.read.html import read_fragment
from indexer.read.item import Finding, Origin
from indexer.read.members import Member, Piece
from indexer.read.named import plain_text
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed, ParsedArticle
from indexer.read.sections import build_sections
from indexer.read.text import parse_text
from indexer.read.web_page import LONGEST_ADDRESS, page_id, web_address

_MARK = b"jsonfeed.org/version"
_SEEN = 1_000_000
"""A file that is too large to read is a feed if its first bytes have the mark."""


def read_json_feed(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the items of a feed; raise ArticleError for one that is broken.

    Other JSON may hold what was published, and is refused.
    """
    feed = _feed(file)
    if feed is None:
        yield Finding(
            file.id,
            "formatet .json läses bara om filen är ett flöde (JSON Feed)",
            "Skriv den som JSON Lines (.jsonl), med en artikel per rad.",
        )
        return
    items = feed.get("items")
    if not isinstance(items, list):
        raise ArticleError(file.id, "flödet har inga poster (items)", "Skapa det på nytt.")
    if not items:
        reason, remedy = "flödet har inga poster", "Kontrollera hur det skapas."
        yield Finding(file.id, reason, remedy, refused=False)
    base = file.url or web_address(_text(feed, "home_page_url"))
    for number, item in enumerate(items, start=1):
        said = item if isinstance(item, dict) else {}
        link = _text(said, "url") or _text(said, "external_url")
        address = web_address(link, base)
        given = _text(said, "id") or address
        identity = escape_name(given if len(given) <= LONGEST_ADDRESS else "") or str(number)
        id_ = page_id(file.source, address) if address else f"{file.id}/{identity}"
        content = hashlib.sha256(json.dumps(item).encode()).hexdigest()[:16]
        yield Member(
            id_,
            file,
            partial(_read_item, said, id_, address, _text(feed, "language")),
            Origin(f"{file.origin}/{identity}", known.fingerprint(content)),
        )


def _feed(file: File) -> Mapping[str, Any] | None:
    """Return the feed, or None where the file is none."""
    with file.open() as stream:
        head = stream.read(_SEEN)
    if _MARK not in head.replace(rb"\/", b"/") and (file.data or file.size > MAX_BYTES):
        return None
    text, _ = decode(load(file), file.id, file.charset)
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        if _MARK not in head.replace(rb"\/", b"/"):
            return None
        raise ArticleError(file.id, "flödet är ingen hel JSON", "Skapa det på nytt.") from error
    is_feed = isinstance(feed, dict) and _MARK.decode() in _text(feed, "version")
    return feed if is_feed else None


def _read_item(item: Mapping[str, Any], id_: str, address: str, language: str) -> Iterator[Parsed]:
    """Yield what an item says; raise ArticleError when it has neither title nor text."""
    sections = read_fragment(markup) if (markup := _text(item, "content_html")) else ()
    if not sections and (text := _text(item, "content_text")):
        sections = build_sections(parse_text(text))
    title, summary = (plain_text(_text(item, key)) for key in ("title", "summary"))
    if not (title or sections or summary):
        raise ArticleError(id_, "posten har varken titel eller text", "Ta bort den ur flödet.")
    tags = item.get("tags")
    yield ParsedArticle(
        title=title,
        sections=sections,
        summary=summary,
        id=id_,
        url=address,
        dates=parse_dates(
            _text(item, "date_published"), updated=_text(item, "date_modified"), parse=day_of
        ),
        topics=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        language=_text(item, "language") or language,
    )


def _text(said: Mapping[str, Any], key: str) -> str:
    """Return the text of a key; ids may be numbers, and what else is no text says nothing."""
    value = said.get(key)
    return str(value) if isinstance(value, str | int | float) else ""
