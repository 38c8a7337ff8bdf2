"""Ingesting: what do the sources hold now that the last generation does not?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from indexer.article import INTERNAL, Article
from indexer.errors import EngineError, IndexMissingError, SokverketError
from indexer.index.base import Base
from indexer.index.generation import Generation
from indexer.index.locations import locate_source
from indexer.index.manifest import Changes, Entry, OriginKey, OriginRecord, digest
from indexer.index.record import DAMAGE, Facts
from indexer.index.report import Progress
from indexer.index.stored import stored_articles
from indexer.read import Finding, Kept, Origin, Source, Unchanged, doubts_about, scan
from indexer.read.findings import Examples
from indexer.topics import Vocabulary

Articles = Iterator[Article]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a run is to make: an index with these facts and topics of what the sources hold.

    The articles `withdrawn` are left out, and so is the source `dropped`, if it is not empty.
    """

    sources: Sequence[Source]
    facts: Facts
    vocabulary: Vocabulary
    withdrawn: frozenset[str]
    dropped: str = ""

    @property
    def named(self) -> frozenset[str]:
        """The names of the sources that the run reads, or drops."""
        return frozenset({source.name for source in self.sources} | {self.dropped} - {""})


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run took in.

    `added`, `updated` and `unchanged` count the `entries`, which are all that the draft is to hold.
    `removed` are ids of the base that went, `internal` those left out of a public index, of which
    `carried_internal` were of sources that the run did not read.
    """

    entries: Mapping[str, Entry]
    added: int
    updated: int
    unchanged: int
    removed: Sequence[str]
    internal: frozenset[str]
    carried_internal: int
    changes: Changes


def ingest(
    base: Base,
    goal: Goal,
    into: Callable[[Articles], None],
    watch: Callable[[Articles], Articles],
    progress: Progress,
) -> Ingested:
    """Hand over what must be indexed: what is new or changed, in a rebuild everything.

    What is read of the sources passes `watch` on its way. Raises SourceError when a source cannot
    be read, EngineError when a rebuild cannot carry over what the run does not read.
    """
    ingestion = _Ingestion(base, goal)
    with closing(ingestion.articles(watch, progress)) as articles:
        into(articles)
    return ingestion.ingested()


class _Ingestion:
    """The sources of a run, told apart from what the base holds.

    `_records` are of the origins that were read, `_retained` those that were not, or not to their
    end, and `_first` tells where each id was met first. `_kept` are, in a rebuild, the ids of
    articles that could not be read now.
    """

    def __init__(self, base: Base, goal: Goal) -> None:
        self._base = base
        self._goal = goal
        self._named = goal.named
        self._counts: Counter[str] = Counter()
        self._seen: dict[str, Entry] = {}
        self._kept: list[str] = []
        self._internal: set[str] = set()
        self._carried = OriginRecord("")
        self._records: dict[OriginKey, OriginRecord] = {}
        self._retained: set[OriginKey] = set()
        self._stale: set[OriginKey] = set()
        self._first: dict[str, tuple[OriginKey, str]] = {}
        self._repeated: dict[str, tuple[OriginKey, Examples]] = {}
        self._ids: defaultdict[OriginKey, list[str]] = defaultdict(list)
        self._expected = Counter(entry.source for entry in base.entries.values())
        for id_, entry in base.entries.items():
            self._ids[entry.origin_key].append(id_)

    def articles(
        self, watch: Callable[[Articles], Articles], progress: Progress
    ) -> Generator[Article, None, None]:
        """Yield what must be indexed."""
        if self._base.rebuilt:
            entries = self._base.entries.items()
            yield from self._carry_over(
                [id_ for id_, entry in entries if entry.source not in self._named]
            )
        yield from watch(self._from_sources(progress))
        if self._base.rebuilt:
            yield from self._carry_over(self._kept)

    def ingested(self) -> Ingested:
        """Return what was taken in, once all has been."""
        removed = [
            id_
            for id_, entry in self._base.entries.items()
            if id_ not in self._seen and (entry.source in self._named or self._base.rebuilt)
        ]
        return Ingested(
            entries=self._seen,
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            removed=removed,
            internal=frozenset(self._internal),
            carried_internal=self._carried.withheld,
            changes=self._changes(removed),
        )

    def _changes(self, removed: Sequence[str]) -> Changes:
        told = {*self._records, *self._retained}
        gone = [p for p in self._base.fingerprints if p[0] in self._named and p not in told]
        before = self._base.entries
        entries = {id_: entry for id_, entry in self._seen.items() if before.get(id_) != entry}
        locations = {source.name: locate_source(source) for source in self._goal.sources}
        dropped = self._goal.dropped
        return Changes(self._records, self._stale, gone, entries, removed, locations, dropped)

    def _from_sources(self, progress: Progress) -> Articles:
        for source in self._goal.sources:
            yield from self._articles_of(source, progress)
        for id_, (key, examples) in self._repeated.items():
            told = self._records.get(key) or self._records[key[0], ""]
            told.findings.append(_repetition(id_, examples))

    def _carry_over(self, ids: Sequence[str]) -> Articles:
        """Yield articles that this run does not read, as the base has them stored."""
        old = self._base.generation
        if old is None or not ids:
            return
        entries = self._base.entries
        try:
            for article in map(Article.from_json, stored_articles(old, ids)):
                if not self._is_left_out(article, self._carried):
                    self._seen[article.id] = entries[article.id]
                    self._counts["unchanged"] += 1
                    yield article
        except (EngineError, IndexMissingError, *DAMAGE) as error:
            raise self._not_carried(old, ids, error) from error

    def _not_carried(
        self, old: Generation, ids: Sequence[str], error: BaseException
    ) -> EngineError:
        names = ", ".join(sorted({self._base.entries[id_].source for id_ in ids}))
        command = "sokverket reindex" if self._base.older else "sokverket reindex --full"
        remedy = f"Kör {command} och ange alla källor, även {names}."
        if isinstance(error, SokverketError):
            return EngineError(error.thing, error.reason, remedy)
        return EngineError(f"Indexet {old.path}", "dess artiklar kan inte läsas", remedy)

    def _is_left_out(self, article: Article, record: OriginRecord) -> bool:
        """Tell whether the index may not hold the article, and remember why."""
        if article.id in self._goal.withdrawn:
            record.withdrawn.append(article.id)
        elif article.audience == INTERNAL and self._goal.facts.audience != INTERNAL:
            self._internal.add(article.id)
            record.withheld += 1
        else:
            return False
        record.leave_out(article)
        return True

    def _articles_of(self, source: Source, progress: Progress) -> Articles:
        key = itself = (source.name, "")
        self._records[itself] = OriginRecord("")
        kept: list[Kept] = []
        why: Finding | None = None
        known = self._base.known(source.name, self._goal.withdrawn)
        for item in scan(source, known, partial(self._expected.__setitem__, source.name)):
            match item:
                case Origin():
                    key = (source.name, item.name)
                    self._records.setdefault(key, OriginRecord(item.fingerprint))
                case Unchanged():
                    self._retain(source.name, item.name)
                    key = itself
                case Kept():
                    kept.append(item)
                    if why and (item.beneath or (source.name, item.name) != key):
                        self._records[key].findings.remove(why)
                        self._records[itself].findings.append(why)
                case Finding():
                    self._records[key].findings.append(item)
                case Article():
                    if self._is_wanted(item, key):
                        yield item
            if isinstance(item, Article | Finding | Unchanged):
                progress(f"Läser {source.name}", self._expected.get(source.name))
            why = item if isinstance(item, Finding) else None
        self._keep(source.name, kept)

    def _is_wanted(self, article: Article, key: OriginKey) -> bool:
        record = self._records[key]
        if self._is_left_out(article, record) or self._is_repeated(article, key):
            return False
        entry = Entry(*key, digest(article))
        before = self._base.entries.get(article.id)
        self._take(article.id, entry, article.place or key[0])
        same = entry.is_same(before)
        self._counts["added" if before is None else "unchanged" if same else "updated"] += 1
        record.findings += doubts_about(article)
        return bool(self._base.rebuilt) or not same

    def _is_repeated(self, article: Article, key: OriginKey) -> bool:
        """Tell whether the id is taken by an article that this run has read or keeps."""
        before = self._base.entries.get(article.id)
        if before and before.source not in self._named:
            first, name = before.origin_key, before.source
        elif article.id in self._first:
            first, name = self._first[article.id]
        else:
            return False
        self._repeat(article.id, name, article.place or key[0], key)
        if first != key:
            self._records[key].fingerprint = ""
        return True

    def _retain(self, source: str, origin: str) -> None:
        """Take the articles of an origin as they were; an id taken meanwhile is repeated."""
        key = (source, origin)
        self._retained.add(key)
        for id_ in self._ids[key]:
            if id_ in self._first:
                self._repeat(id_, self._first[id_][1], source, key)
                self._stale.add(key)
            elif self._base.rebuilt:
                self._first[id_] = key, source
                self._kept.append(id_)
            else:
                self._take(id_, self._base.entries[id_], source)
                self._counts["unchanged"] += 1

    def _keep(self, source: str, kept: Sequence[Kept]) -> None:
        """Keep what could not be read now, or not to its end, and read it again next time."""
        told = {*self._records, *self._retained}
        for item in kept:
            keys = [(source, item.name)]
            if item.beneath:
                known = (p for p in self._base.fingerprints if p[0] == source and p not in told)
                keys = [key for key in known if key[1] and key[1].startswith(item.name)]
            for key in keys:
                if key in self._retained:
                    continue
                if key in self._records:
                    self._records[key].fingerprint = ""
                    self._ids[key] = [i for i in self._ids[key] if i not in self._first]
                self._stale.add(key)
                self._retain(*key)

    def _take(self, id_: str, entry: Entry, name: str) -> None:
        self._seen[id_] = entry
        self._first[id_] = entry.origin_key, name

    def _repeat(self, id_: str, first: str, again: str, key: OriginKey) -> None:
        if id_ not in self._repeated:
            self._repeated[id_] = key, Examples(1, [first])
        self._repeated[id_][1].add(again)


def _repetition(article_id: str, places: Examples) -> Finding:
    return Finding(
        f"{article_id} ({places})",
        "flera artiklar har samma id",
        "Ge artiklarna olika id. Den som lästes först gäller.",
        times=places.count - 1,
    )
