"""Formats with named fields: which of a record's fields is the title, the date, the reference?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from indexer.article import INTERNAL, PUBLIC
from indexer.errors import ArticleError
from indexer.facts import DATES, SEVERAL, fact_of, plain, rank
from indexer.read.characters import tidy
from indexer.read.dates import parse_dates
from indexer.read.finish import LONGEST_QUOTE, split_topics
from indexer.read.item import Finding
from indexer.read.parsed import Dates, ParsedArticle
from indexer.read.web_page import web_address
from indexer.settings import Source

Pair = tuple[str, Any]
"""The name of a field and what it holds."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_UNPUBLISHED = {
    "draft": frozenset("true yes ja 1 on sant y j".split()),
    "published": frozenset("false no nej off".split()),
    "status": frozenset(
        "draft utkast private privat pending väntar väntande future trash papperskorg deleted"
        " raderad raderat borttagen borttaget unpublished opublicerad opublicerat ej-publicerad"
        " hidden dold dolt internal intern internt confidential konfidentiell hemlig hemligt"
        " restricted begränsad sekretess".split()
    ),
}
"""What a field says of an article that is not to be published."""

NESTED = 4
"""So deep within other fields it is looked whether one speaks of who may read the article."""

_AS_WRITTEN = frozenset({"id", "html"})
_DATES = frozenset(DATES)


def _one(text: str) -> Sequence[str]:
    return (text,)


@dataclass(frozen=True, slots=True)
class NamedFields:
    """The fields of one article, sorted by what they are; `item` is what a finding calls it.

    Every method that returns texts raises ArticleError for a field that holds something else.
    """

    item: str
    facts: Mapping[str, Sequence[Pair]]
    unknown: Sequence[str]

    @classmethod
    def of(cls, fields: Sequence[Pair], source: Source, item: str) -> NamedFields:
        """Sort the fields, first by what the source calls them, then by what they are called."""
        facts, taken = _chosen(fields, source)
        chosen = {fact for fact, _ in source.fields}
        unknown = []
        for name, value in fields:
            fact = fact_of(name)
            if name in taken:
                continue
            if fact and (fact not in chosen or plain(name) == "audience"):
                facts.setdefault(fact, []).append((name, value))
            else:
                unknown.append(name)
                inner = list(_said_of_audience(value, NESTED))
                if inner:
                    facts.setdefault("audience", []).extend(inner)
        for fact, pairs in facts.items():
            if len(pairs) > 1 and fact not in SEVERAL and fact not in chosen:
                pairs.sort(key=lambda pair: rank(pair[0]))
        return cls(item, facts, unknown)

    def holds(self, fact: str) -> bool:
        """Tell whether there is a field for the fact, empty or not."""
        return fact in self.facts

    def text(self, fact: str) -> str:
        """Return the text of the first field for the fact that has one, or ""."""
        for name, value in self.facts.get(fact, ()):
            if text := self._text(fact, name, value):
                return text
        return ""

    def texts(self, fact: str, apart: Callable[[str], Sequence[str]] = _one) -> tuple[str, ...]:
        """Return the texts of all fields for the fact; a text that is no list is set `apart`."""
        found: list[str] = []
        for name, value in self.facts.get(fact, ()):
            values = list(apart(value)) if isinstance(value, str) else value or []
            if not isinstance(values, list) or not all(isinstance(part, str) for part in values):
                raise ArticleError(
                    self.item, f"{name} är inte en lista av texter", f'Skriv {name} som ["…", "…"].'
                )
            found += map(plain_text, values)
        return tuple(found)

    def dates(self) -> Dates:
        """Return what the fields for dates say."""
        return parse_dates(*map(self.text, DATES))

    def audience(self) -> str | None:
        """Return the strictest audience that a field names, or None where none speaks of it."""
        if "audience" not in self.facts:
            return None
        said = [_written(value) for _, value in self.facts["audience"]]
        wrong = [one for one in said if one not in {PUBLIC, INTERNAL}]
        return next(iter([*wrong, *(one for one in said if one == INTERNAL), *said]), None)

    def is_draft(self) -> bool:
        """Tell whether the record says that it is not published."""
        for fact, words in _UNPUBLISHED.items():
            for _, value in self.facts.get(fact, ()):
                if _written(value).strip().lower() in words:
                    return True
        return False

    def over(self, parsed: ParsedArticle) -> ParsedArticle:
        """Return the article with what the fields say instead of what else the file says."""
        url, audience = self.text("url"), self.audience()
        return replace(
            parsed,
            title=self.text("title") or parsed.title,
            summary=self.text("summary") or parsed.summary,
            url=web_address(url, parsed.url) or url or parsed.url,
            kind=self.text("kind") or parsed.kind,
            dates=self.dates().or_else(parsed.dates),
            topics=self.texts("topics", split_topics) or parsed.topics,
            publisher=self.texts("publisher") or parsed.publisher,
            reference=self.text("reference") or parsed.reference,
            language=self.text("language") or parsed.language,
            audience=parsed.audience if audience is None else audience,
        )

    def doubts(self) -> Iterator[Finding]:
        """Yield what is to be said of fields that are not known."""
        return (_unknown_field(self.item, name) for name in sorted({*self.unknown}))

    def _text(self, fact: str, name: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return value if fact in _AS_WRITTEN else plain_text(value)
        if fact in _DATES and type(value) is int:
            return str(value)
        raise ArticleError(self.item, f"{name} är inte en text", f"Skriv {name} inom citattecken.")


def with_chosen_fields(
    parsed: ParsedArticle, values: Mapping[str, Sequence[str]], source: Source, item: str
) -> ParsedArticle:
    """Return the article with what the fields say that the source's settings name, and no others.

    `values` has what each field holds, by name in small letters.
    """
    facts: dict[str, list[Pair]] = {}
    for fact, names in source.fields:
        for name in names:
            if held := values.get(name.strip().lower()):
                value = list(held) if fact in SEVERAL else held[0]
                facts.setdefault(fact, []).append((name, value))
    return NamedFields(item, facts, ()).over(parsed)


def draft(item: str) -> Finding:
    """Return what is said of a draft that is passed over."""
    return Finding(
        item,
        "är ett utkast enligt källan och lästes inte",
        "Publicera den i källan.",
        refused=False,
    )


def plain_text(text: str) -> str:
    """Return the text with HTML's names for characters as the characters.

    >>> plain_text("Lek &amp; park"), plain_text("?a=1&copy=2")
    ('Lek & park', '?a=1&copy=2')
    """
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _chosen(fields: Sequence[Pair], source: Source) -> tuple[dict[str, list[Pair]], set[str]]:
    """Return the facts that the source's settings name fields for, and those fields."""
    if not source.fields:
        return {}, set()
    held: dict[str, Any] = {}
    for name, value in fields:
        held.setdefault(name, value)
    facts: dict[str, list[Pair]] = {}
    taken: set[str] = set()
    for fact, names in source.fields:
        for found in filter(None, (_lookup(held, name) for name in names)):
            value, name = found
            facts.setdefault(fact, []).append((name, value))
            taken.add(name)
    return facts, taken


def _said_of_audience(value: Any, depth: int) -> Iterator[Pair]:
    """Yield the fields within a field that say who may read the article."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if fact_of(str(name)) == "audience":
                yield str(name), inner
            elif depth:
                yield from _said_of_audience(inner, depth - 1)


def _lookup(held: Mapping[str, Any], name: str) -> tuple[Any, str] | None:
    """Return what a field holds and which field it stands in; a point leads into one."""
    if name in held:
        return held[name], name
    for at in (at for at, sign in enumerate(name) if sign == "."):
        inner = held.get(name[:at])
        if isinstance(inner, dict) and (found := _lookup(inner, name[at + 1 :])):
            return found[0], name[:at]
    return None


def _written(value: Any) -> str:
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _unknown_field(item: str, name: str) -> Finding:
    return Finding(
        item,
        f"nyckeln ”{tidy(name)[:LONGEST_QUOTE]}” är okänd och lästes inte",
        "Ta bort den, rätta stavningen eller säg med källans fields vad den är.",
        refused=False,
    )
