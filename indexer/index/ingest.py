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

    The articles `withdrawn` are left out.
    """

    sources: Sequence[Source]
    facts: Facts
    vocabulary: Vocabulary
    withdrawn: frozenset[str]


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

    `seen` are the entries of articles that the draft is to hold, as far as they are read or kept.
    `kept` are, in a rebuild, the ids of those that could not be read now.
    """

    def __init__(self, base: Base, goal: Goal) -> None:
        self._base = base
        self._goal = goal
        self._named = {source.name for source in goal.sources}
        self._counts: Counter[str] = Counter()
        self._seen: dict[str, Entry] = {}
        self._kept: list[str] = []
        self._internal: set[str] = set()
        self._carried = OriginRecord("")
        self._read: dict[OriginKey, OriginRecord] = {}
        self._passed: set[OriginKey] = set()
        self._stale: set[OriginKey] = set()
        self._places: dict[str, tuple[OriginKey, str]] = {}
        self._repeated: dict[str, tuple[OriginKey, Examples]] = {}
        self._held: defaultdict[OriginKey, list[str]] = defaultdict(list)
        self._expected = Counter(entry.source for entry in base.entries.values())
        for id_, entry in base.entries.items():
            self._held[entry.place].append(id_)

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
        told = {*self._read, *self._passed}
        gone = [p for p in self._base.fingerprints if p[0] in self._named and p not in told]
        before = self._base.entries
        entries = {id_: entry for id_, entry in self._seen.items() if before.get(id_) != entry}
        locations = {source.name: locate_source(source) for source in self._goal.sources}
        return Changes(self._read, self._stale, gone, entries, removed, locations)

    def _from_sources(self, progress: Progress) -> Articles:
        for source in self._goal.sources:
            yield from self._articles_of(source, progress)
        for id_, (place, examples) in self._repeated.items():
            told = self._read.get(place) or self._read[place[0], ""]
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

    def _is_left_out(self, article: Article, reading: OriginRecord) -> bool:
        """Tell whether the index may not hold the article, and remember why."""
        if article.id in self._goal.withdrawn:
            reading.withdrawn.append(article.id)
        elif article.audience == INTERNAL and self._goal.facts.audience != INTERNAL:
            self._internal.add(article.id)
            reading.withheld += 1
        else:
            return False
        reading.leave_out(article)
        return True

    def _articles_of(self, source: Source, progress: Progress) -> Articles:
        place = itself = (source.name, "")
        self._read[itself] = OriginRecord("")
        kept: list[Kept] = []
        why: Finding | None = None
        known = self._base.known(source.name, self._goal.withdrawn)
        for item in scan(source, known, partial(self._expected.__setitem__, source.name)):
            match item:
                case Origin():
                    place = (source.name, item.name)
                    self._read.setdefault(place, OriginRecord(item.fingerprint))
                case Unchanged():
                    self._pass(source.name, item.name)
                    place = itself
                case Kept():
                    kept.append(item)
                    if why and (item.beneath or (source.name, item.name) != place):
                        self._read[place].findings.remove(why)
                        self._read[itself].findings.append(why)
                case Finding():
                    self._read[place].findings.append(item)
                case Article():
                    if self._is_wanted(item, place):
                        yield item
            if isinstance(item, Article | Finding | Unchanged):
                progress(f"Läser {source.name}", self._expected.get(source.name))
            why = item if isinstance(item, Finding) else None
        self._keep(source.name, kept)

    def _is_wanted(self, article: Article, place: OriginKey) -> bool:
        reading = self._read[place]
        if self._is_left_out(article, reading) or self._is_repeated(article, place):
            return False
        entry = Entry(*place, digest(article))
        before = self._base.entries.get(article.id)
        self._take(article.id, entry, article.place or place[0])
        same = entry.is_same(before)
        self._counts["added" if before is None else "unchanged" if same else "updated"] += 1
        reading.findings += doubts_about(article)
        return bool(self._base.rebuilt) or not same

    def _is_repeated(self, article: Article, place: OriginKey) -> bool:
        """Tell whether the id is taken by an article that this run has read or keeps."""
        before = self._base.entries.get(article.id)
        if before and before.source not in self._named:
            first, name = before.place, before.source
        elif article.id in self._places:
            first, name = self._places[article.id]
        else:
            return False
        self._repeat(article.id, name, article.place or place[0], place)
        if first != place:
            self._read[place].fingerprint = ""
        return True

    def _pass(self, source: str, origin: str) -> None:
        """Take the articles of an origin as they were; an id taken meanwhile is repeated."""
        place = (source, origin)
        self._passed.add(place)
        for id_ in self._held[place]:
            if id_ in self._places:
                self._repeat(id_, self._places[id_][1], source, place)
                self._stale.add(place)
            elif self._base.rebuilt:
                self._places[id_] = place, source
                self._kept.append(id_)
            else:
                self._take(id_, self._base.entries[id_], source)
                self._counts["unchanged"] += 1

    def _keep(self, source: str, kept: Sequence[Kept]) -> None:
        """Keep what could not be read now, or not to its end, and read it again next time."""
        told = {*self._read, *self._passed}
        for item in kept:
            places = [(source, item.name)]
            if item.beneath:
                known = (p for p in self._base.fingerprints if p[0] == source and p not in told)
                places = [place for place in known if place[1] and place[1].startswith(item.name)]
            for place in places:
                if place in self._passed:
                    continue
                if place in self._read:
                    self._read[place].fingerprint = ""
                    self._held[place] = [i for i in self._held[place] if i not in self._places]
                self._stale.add(place)
                self._pass(*place)

    def _take(self, id_: str, entry: Entry, name: str) -> None:
        self._seen[id_] = entry
        self._places[id_] = entry.place, name

    def _repeat(self, id_: str, first: str, again: str, place: OriginKey) -> None:
        if id_ not in self._repeated:
            self._repeated[id_] = place, Examples(1, [first])
        self._repeated[id_][1].add(again)


def _repetition(article_id: str, places: Examples) -> Finding:
    return Finding(
        f"{article_id} ({places})",
        "flera artiklar har samma id",
        "Ge artiklarna olika id. Den som lästes först gäller.",
        times=places.count - 1,
    )
