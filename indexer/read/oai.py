"""An archive of publications, harvested by OAI-PMH: first whole, then only what has changed.

The protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from indexer.article import Article
from indexer.errors import ArticleError, SourceError
from indexer.read.fetch import FetchError, Page
from indexer.read.file import MAX_BYTES, File, escape_name, too_large
from indexer.read.item import ITSELF, Finding, Kept, Origin, Scanned, Unchanged
from indexer.read.markup import Element, child_text, local_name
from indexer.read.oai_records import OAI, headers, origin_of
from indexer.read.origins import Expect
from indexer.read.visit import Visitor
from indexer.read.wire import Task
from indexer.read.xml_text import parse_loose_xml
from indexer.settings import HARVESTED, Source

PREFIX = "oai_dc"
"""The format that every archive has."""

PATIENCE = 5
"""So many times an archive may ask for patience before an answer; they often do."""

MOST_IN_VAIN = 3
"""So many answers in a row without a record that is new mean that the list goes in a circle."""

_ASKING = {"verb", "metadataPrefix", "set", "from", "until", "resumptionToken", "identifier"}
_LISTS = {"Identify", "ListRecords", "ListIdentifiers", "ListSets", "ListMetadataFormats"}
_DAY = len("YYYY-MM-DD")
_REMEDIES = {
    "cannotDisseminateFormat": "Välj ett annat format med källans prefix.",
    "noSetHierarchy": "Ta bort källans set.",
    "noRecordsMatch": "Kontrollera källans set och prefix.",
    "badArgument": "Kontrollera källans set och prefix.",
}


def is_harvested(source: Source) -> bool:
    """Tell whether the source is an archive: it says so, or its address asks for a list."""
    try:
        asked = dict(parse_qsl(urlsplit(source.location).query))
    except ValueError:
        return False
    return source.protocol == HARVESTED or asked.get("verb") in _LISTS


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer of the archive, as parsed and as fetched."""

    root: Element
    page: Page

    @property
    def error(self) -> str:
        """The code of what went wrong, or ""."""
        errors = self.root.iterchildren("{*}error")
        return next((error.get("code", "badArgument") for error in errors), "")

    @property
    def token(self) -> str:
        """What to ask with for the rest of the list, or ""."""
        tokens = self.root.iterfind("{*}ListRecords/{*}resumptionToken")
        return next(("".join(token.itertext()).strip() for token in tokens), "")

    @property
    def size(self) -> int:
        """The number of records of the whole list, or 0 where it is not told."""
        tokens = self.root.iterfind("{*}ListRecords/{*}resumptionToken")
        said = next((token.get("completeListSize", "") for token in tokens), "")
        return int(said) if said.isdecimal() and len(said) < _DAY else 0


class _CutShortError(Exception):
    """The list ended before its end: why, and the remedy."""

    def __init__(self, reason: str, remedy: str, *, whole: bool = True) -> None:
        super().__init__(reason)
        self.finding = reason, remedy, whole


@dataclass(slots=True)
class Harvest:
    """One harvest of an archive."""

    visitor: Visitor
    expect: Expect
    told: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    since: str = ""
    latest: str = ""
    began: str = ""

    def scan(self) -> Iterator[Scanned]:
        """Stream the records; raise SourceError when the archive does not answer, or has none."""
        known, name = self.visitor.known, self._name
        before = self.since = next(iter(known.facts(name)), "")
        policy, day_only = self._identify() if before else ("", False)
        if policy == "no":  # what is deleted is found only by asking for all
            self.since = ""
        try:
            yield from self._list(day_only=day_only)
        except _CutShortError as error:
            reason, remedy, refused = error.finding
            yield ITSELF
            yield Finding(name, reason, remedy, refused=refused)
            yield Kept("", beneath=True)
            if before:
                yield Unchanged(name)
            return
        until = min(self.latest, self.began or self.latest)
        yield Origin(name, known.fingerprint(until or before))
        if self.since:
            gone = self.told | self.deleted
            yield from (Unchanged(one) for one in known.beneath(f"{name}/") if one not in gone)

    @property
    def _name(self) -> str:
        return escape_name(self.visitor.source.location)

    def _identify(self) -> tuple[str, bool]:
        """Return what the archive says of deleted records, and whether it only knows days."""
        try:
            root = self._ask({"verb": "Identify"}).root
        except (FetchError, ArticleError, SourceError):
            return "", False
        said = next(root.iter("{*}Identify"), root)
        day_only = len(child_text(said, "granularity")) == _DAY
        return child_text(said, "deletedRecord").lower(), day_only

    def _list(self, *, day_only: bool) -> Iterator[Scanned]:
        """Stream the records of the list; raise _CutShortError where it breaks off."""
        first = query = self._query(self.since[:_DAY] if day_only else self.since)
        tokens: set[str] = set()
        seen: set[str] = set()
        begun = begun_anew = False
        in_vain = 0
        while True:
            answer = self._answer(query, begun=begun)
            error = answer.error
            if error == "noRecordsMatch" and self.since and query is first:
                return
            if error == "badResumptionToken" and not begun_anew:
                begun_anew, query = True, first
                tokens, seen = set(), set()
                continue
            if error == "badArgument" and self.since and query is first:
                self.since = ""  # it may not know such times, so it is asked for all
                first = query = self._query("")
                continue
            if error:
                self._refuse(error, begun=begun)
            yield from self._records(answer)
            told = {identifier for identifier, _, _ in headers(answer.root)}
            in_vain = 0 if told - seen else in_vain + 1
            seen |= told
            begun, token = True, answer.token
            if not token:
                return
            self._check(in_vain, again=token in tokens)
            tokens.add(token)
            query = {"verb": "ListRecords", "resumptionToken": token}

    def _check(self, in_vain: int, *, again: bool) -> None:
        limit = self.visitor.source.limit
        if in_vain >= MOST_IN_VAIN or (again and in_vain):
            raise _CutShortError(
                "arkivets lista går i en cirkel (resumptionToken)",
                "Anmäl felet till den som sköter arkivet.",
            )
        if len(self.told) >= limit:
            raise _CutShortError(
                f"arkivet har fler än {limit} poster", "Höj källans limit.", whole=False
            )

    def _answer(self, query: dict[str, str], *, begun: bool) -> _Answer:
        """Return an answer; raise SourceError when not even the first is had."""
        try:
            answer = self._ask(query)
        except (FetchError, ArticleError) as error:
            if begun:
                raise _CutShortError(error.reason, error.remedy) from error
            raise SourceError(self._name, error.reason, error.remedy) from error
        self.began = self.began or child_text(answer.root, "responseDate")
        if answer.size and not begun:
            self.expect(min(answer.size, self.visitor.source.limit))
        return answer

    def _refuse(self, error: str, *, begun: bool) -> None:
        reason = f"arkivet svarar {escape_name(error)[:60]}"
        if error == "noRecordsMatch":
            reason = "arkivet har inga poster av det slaget"
        remedy = _REMEDIES.get(error, "Kontrollera adressen.")
        if begun:
            raise _CutShortError(reason, remedy)
        raise SourceError(self._name, reason, remedy)

    def _ask(self, query: dict[str, str]) -> _Answer:
        parts = urlsplit(self.visitor.source.location)
        kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in _ASKING]
        url = urlunsplit((*parts[:3], urlencode([*query.items(), *kept]), ""))
        page = self.visitor.fetcher.fetch(url, patience=PATIENCE)
        if page is None:
            raise AssertionError
        size = page.path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(url, size, MAX_BYTES)
        root = parse_loose_xml(page.path.read_bytes(), self._name, recover=False)
        if local_name(root) != OAI:
            raise ArticleError(
                self._name, "svaret är inte av OAI-PMH", "Ange arkivets adress för OAI-PMH."
            )
        return _Answer(root, page)

    def _query(self, since: str) -> dict[str, str]:
        source = self.visitor.source
        asked = dict(parse_qsl(urlsplit(source.location).query))
        query = {
            "verb": "ListRecords",
            "metadataPrefix": source.prefix or asked.get("metadataPrefix", PREFIX),
            "set": source.set or asked.get("set", ""),
            "from": since or asked.get("from", ""),
            "until": asked.get("until", ""),
        }
        return {key: value for key, value in query.items() if value}

    def _records(self, answer: _Answer) -> Iterator[Scanned]:
        """Stream the records of an answer, read apart, each of them once."""
        name, source = self._name, self.visitor.source
        fingerprints, held = self.visitor.known.fingerprints, {}
        for identifier, stamp, deleted in headers(answer.root):
            self.latest = max(self.latest, stamp)
            origin = origin_of(name, identifier)
            if deleted:
                self.deleted.add(origin)
            elif origin in fingerprints:
                held[origin] = fingerprints[origin]
        file = File(answer.page.path, source.name, "", source, name, name="svar.xml")
        fresh = True
        for item in self.visitor.files.read(Task(file, held)):
            if isinstance(item, Origin | Unchanged) and item.name != name:
                fresh = item.name not in self.told
                self.told.add(item.name)
            elif item == Kept(name):
                continue
            elif isinstance(item, Origin):
                fresh = True
                yield ITSELF
                continue
            if fresh or not isinstance(item, Article | Finding | Origin | Unchanged):
                yield item
