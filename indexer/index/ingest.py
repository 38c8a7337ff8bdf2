"""Ingesting: what do the sources hold now that the last generation does not?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial

from indexer.article import INTERNAL, Article
from indexer.errors import EngineError, IndexMissingError, SokverketError, SourceError
from indexer.index.base import Base
from indexer.index.generation import Generation
from indexer.index.goal import Goal, Ingested
from indexer.index.locations import locate_source
from indexer.index.manifest import Changes, Entry, OriginKey, OriginRecord, digest
from indexer.index.record import DAMAGE
from indexer.index.report import Progress, Unread
from indexer.index.stored import stored_articles
from indexer.read import (
    ITSELF,
    Finding,
    Kept,
    Origin,
    Scanned,
    Source,
    Unchanged,
    doubts_about,
    scan,
)
from indexer.read.findings import Examples
from indexer.settings import is_address

Articles = Iterator[Article]


def ingest(
    base: Base,
    goal: Goal,
    into: Callable[[Articles], None],
    watch: Callable[[Articles], Articles],
    progress: Progress,
) -> Ingested:
    """Hand over what must be indexed: what is new or changed, in a rebuild everything.

    What is read of the sources passes `watch` on its way. Raises SourceError when the only source
    cannot be read, EngineError when a rebuild cannot carry over what the run does not read.
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
        self._unread: Counter[str] = Counter()
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
            unread=Unread(**self._unread),
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
        for item in self._scan(source):
            match item:
                case Origin():
                    key = (source.name, item.name)
                    self._records.setdefault(key, OriginRecord(item.fingerprint, item.placed))
                case Unchanged():
                    self._retain(source.name, item.name)
                    key = itself
                case Kept():
                    kept.append(item)
                    if why:
                        self._note_unread(item, why, key, source)
                case Finding():
                    self._records[key].tell(item)
                case Article():
                    if self._is_wanted(item, key):
                        yield item
            if isinstance(item, Article | Finding | Unchanged):
                progress(f"Läser {source.name}", self._expected.get(source.name))
            why = item if isinstance(item, Finding) else None
        self._keep(source.name, kept)

    def _scan(self, source: Source) -> Iterator[Scanned]:
        """Yield what the source holds; one of several that cannot be read stays as it was."""
        known = self._base.known(source.name, self._goal.withdrawn)
        try:
            yield from scan(source, known, partial(self._expected.__setitem__, source.name))
        except SourceError as error:
            if len(self._goal.sources) == 1 or self._base.older:
                raise
            yield ITSELF
            yield Finding(error.thing, error.reason, error.remedy)
            yield Kept("", beneath=True)

    def _note_unread(self, kept: Kept, why: Finding, key: OriginKey, source: Source) -> None:
        """Count what could not be read, and say it of the source when it is not what was read."""
        cut_short = not kept.beneath and (source.name, kept.name) == key
        if not cut_short:
            self._records[key].findings.remove(why)
            self._records[source.name, ""].findings.append(why)
        if why.refused:
            unread = "addresses" if is_address(source.location) else "files"
            self._unread["cut_short" if cut_short else unread] += 1

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
        record = self._records[key]
        if first == key:
            record.read_if_moved()
        elif (file := _file_of(key)) == _file_of(first) and file in self._records:
            record.read_with_its_file()
            if first in self._records:
                self._records[first].read_with_its_file()
        else:
            record.fingerprint = ""
        return True

    def _retain(self, source: str, origin: str) -> None:
        """Take the articles of an origin as they were; an id taken meanwhile is repeated."""
        key = (source, origin)
        first = key, source
        self._retained.add(key)
        for id_ in self._ids[key]:
            if id_ in self._first:
                self._repeat(id_, self._first[id_][1], source, key)
                self._stale.add(key)
            elif self._base.rebuilt:
                self._first[id_] = first
                self._kept.append(id_)
            else:
                self._first[id_] = first
                self._seen[id_] = self._base.entries[id_]
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


def _file_of(key: OriginKey) -> OriginKey:
    """Return the file that an origin is a part of, as far as its name tells."""
    return key[0], key[1].rpartition("/")[0]


def _repetition(article_id: str, places: Examples) -> Finding:
    return Finding(
        f"{article_id} ({places})",
        "flera artiklar har samma id",
        "Ge artiklarna olika id. Den som lästes först gäller.",
        times=places.count - 1,
    )
