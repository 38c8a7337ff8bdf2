"""What a file says of an article becomes the article: the rules that hold for every format.

A reader gives what its file says, as a `ParsedArticle`; `finish` is the only one to make an article
of it. What the file leaves out, its source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import shorten

from indexer.article import INTERNAL, PUBLIC, Article, Section
from indexer.errors import ArticleError
from indexer.languages import SWEDISH, tag_of
from indexer.read.characters import tidy
from indexer.read.choice import kind_of, takes_article
from indexer.read.file import File
from indexer.read.item import Finding, Item
from indexer.read.language import find_language
from indexer.read.parsed import ParsedArticle
from indexer.read.web_page import web_address

LONGEST_BORROWED_TITLE = 80
LONGEST_QUOTE = 100
"""So many characters of what is wrong are shown."""

_SEPARATOR = re.compile(r"[,;]")
_NOT_IN_ID = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def finish(parsed: ParsedArticle, item: str, file: File) -> Iterator[Item]:
    """Yield the article, after the doubts about it; `item` is what a finding calls it.

    Raises ArticleError for an id that no address can have, and for an unknown audience.
    """
    source = file.source
    identity = _checked_id(parsed.id, item) or file.id
    audience = _checked_audience(parsed.audience, item) or source.audience
    url = web_address(parsed.url)
    if not takes_article(file, url):
        return
    title = tidy(parsed.title)
    if not title:
        title = _borrowed_title(parsed, file)
        yield _untitled(item)
    for text in dict.fromkeys(parsed.dates.impossible):
        yield _impossible_date(item if item == identity else f"{item} ({identity})", text)
    if parsed.url and not url:
        yield _unusable_address(item, parsed.url)
    summary = tidy(parsed.summary)
    yield Article(
        id=identity,
        title=title,
        sections=_without_summary(parsed.sections, summary),
        summary=summary,
        url=url if parsed.id else url or file.url,
        kind=tidy(parsed.kind) or kind_of(file, url) or source.kind,
        published=parsed.dates.published,
        reviewed=parsed.dates.reviewed,
        updated=parsed.dates.updated,
        topics=_each_once(parsed.topics),
        publisher=_each_once(parsed.publisher) or source.publisher,
        reference=tidy(parsed.reference),
        language=_language(parsed, file),
        audience=audience,
        machine_read=parsed.machine_read,
        place=item if item != identity else "",
    )


def split_topics(text: str) -> tuple[str, ...]:
    """Return the topics of a format that has one text for them all.

    >>> split_topics("buller, skola; barn")
    ('buller', ' skola', ' barn')
    """
    return tuple(_SEPARATOR.split(text))


def _checked_id(identity: str, item: str) -> str:
    if _NOT_IN_ID.search(identity):
        raise ArticleError(
            item, "id innehåller blanktecken eller styrtecken", "Byt ut dem, till exempel mot -."
        )
    if not {".", ".."}.isdisjoint(identity.split("/")):
        raise ArticleError(
            item,
            "en del av id är bara . eller .., och sådana tar webbläsare bort ur adresser",
            "Byt ut den delen.",
        )
    return identity


def _checked_audience(audience: str | None, item: str) -> str:
    """Return the audience or ""; one that is unknown is refused, lest a secret be published."""
    if audience not in {None, PUBLIC, INTERNAL}:
        said = audience and audience[:LONGEST_QUOTE]
        raise ArticleError(item, f"audience är ”{said}”", f"Skriv {PUBLIC} eller {INTERNAL}.")
    return audience or ""


def _language(parsed: ParsedArticle, file: File) -> str:
    """Return the language that the file says, or its source, or else the text itself."""
    said = tag_of(parsed.language) or file.source.language
    return said or find_language(parsed.sections) or SWEDISH


def _borrowed_title(parsed: ParsedArticle, file: File) -> str:
    """Return the name of the file, or of one article of many what its text begins with."""
    first = parsed.sections[0] if parsed.id and parsed.sections else Section("", ())
    words = first.heading or " ".join(first.paragraphs[:1])
    return shorten(words, LONGEST_BORROWED_TITLE, placeholder=" …") or file.stem


def _without_summary(sections: tuple[Section, ...], summary: str) -> tuple[Section, ...]:
    """Return the sections without a first paragraph that only repeats the summary."""
    if not summary or not sections or sections[0].paragraphs[:1] != (summary,):
        return sections
    first = replace(sections[0], paragraphs=sections[0].paragraphs[1:])
    return (first, *sections[1:]) if first.heading or first.paragraphs else sections[1:]


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each as it is first written."""
    found: dict[str, str] = {}
    for name in filter(None, map(tidy, names)):
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _untitled(item: str) -> Finding:
    return Finding(
        item,
        "titel saknas och fick lånas ur texten eller filnamnet",
        "Ange en titel i källan.",
        refused=False,
    )


def _impossible_date(item: str, text: str) -> Finding:
    return Finding(
        item,
        f"datumet ”{text[:LONGEST_QUOTE]}” finns inte",
        "Rätta det i källan; artikeln läses utan det.",
        refused=False,
    )


def _unusable_address(item: str, url: str) -> Finding:
    return Finding(
        item,
        f"url ”{tidy(url)[:LONGEST_QUOTE]}” är ingen webbadress",
        "Börja den med https://.",
        refused=False,
    )
