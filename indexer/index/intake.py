"""Intake: what do the sources hold now that the last generation does not?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from indexer.article import INTERNAL, Article
from indexer.index.generation import Generation
from indexer.index.locations import locate_source
from indexer.index.manifest import Changes, Entry, OriginKey, OriginRecord, digest
from indexer.index.report import Progress
from indexer.read import Finding, Kept, Origin, Source, Unchanged, doubts_about, scan
from indexer.read.findings import Examples


@dataclass(frozen=True, slots=True)
class Base:
    """The latest generation, if any, and what its manifest holds.

    `rebuilt` tells why the draft does not continue it but is built anew, or is empty.
    """

    generation: Generation | None
    rebuilt: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    fingerprints: Mapping[OriginKey, str] = field(default_factory=dict)
    withdrawn: Sequence[tuple[str, OriginKey]] = ()
    locations: Mapping[str, str] = field(default_factory=dict)

    def known(self, source: str, withdrawn: frozenset[str]) -> dict[str, str]:
        """Return the fingerprints of the origins that need no reading if they are as they were.

        An origin with an article that is no longer withdrawn must be read, and so must an archive
        with a member that must be.
        """
        if self.rebuilt:
            return {}
        fingerprints = {
            name: kept for (of, name), kept in self.fingerprints.items() if of == source
        }
        stale = {name for name, kept in fingerprints.items() if name and not kept}
        stale.update(
            name for id_, (of, name) in self.withdrawn if of == source and id_ not in withdrawn
        )
        archives = {name[:at] for name in stale for at, sign in enumerate(name) if sign == "/"}
        unread = stale | archives
        return {n: kept for n, kept in fingerprints.items() if kept and n not in unread}


class Intake:
    """The sources of a run, told apart from what the base holds.

    `seen` are the entries of articles that the draft is to hold, as far as they are read or kept.
    `kept` are, in a rebuild, the ids of those that could not be read now. `dropped` names a source
    that is read no more, or is empty.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        base: Base,
        audience: str,
        withdrawn: frozenset[str],
        dropped: str = "",
    ) -> None:
        self.sources = sources
        self.counts: Counter[str] = Counter()
        self.seen: dict[str, Entry] = {}
        self.kept: list[str] = []
        self.withheld: set[str] = set()
        self._base = base
        self._audience = audience
        self._withdrawn = withdrawn
        self._named = {source.name for source in sources} | ({dropped} if dropped else set())
        self._dropped = dropped
        self._read: dict[OriginKey, OriginRecord] = {}
        self._passed: set[OriginKey] = set()
        self._stale: set[OriginKey] = set()
        self._places: dict[str, tuple[OriginKey, str]] = {}
        self._repeated: dict[str, tuple[OriginKey, Examples]] = {}
        self._held: defaultdict[OriginKey, list[str]] = defaultdict(list)
        self._expected = Counter(entry.source for entry in base.entries.values())
        for id_, entry in base.entries.items():
            self._held[entry.place].append(id_)

    def articles(self, progress: Progress) -> Iterator[Article]:
        """Yield what must be indexed: what is new or changed, in a rebuild everything."""
        for source in self.sources:
            yield from self._articles_of(source, progress)
        for id_, (place, examples) in self._repeated.items():
            told = self._read.get(place) or self._read[place[0], ""]
            told.findings.append(_repetition(id_, examples))

    def is_named(self, source: str) -> bool:
        """Tell whether the run reads the source, or drops it."""
        return source in self._named

    def is_left_out(self, article: Article, reading: OriginRecord) -> bool:
        """Tell whether the index may not hold the article, and remember why."""
        if article.id in self._withdrawn:
            reading.withdrawn.append(article.id)
        elif article.audience == INTERNAL and self._audience != INTERNAL:
            self.withheld.add(article.id)
            reading.withheld += 1
        else:
            return False
        reading.leave_out(article)
        return True

    def removed(self) -> list[str]:
        """Return the ids of the base that the sources have no longer."""
        return [
            id_
            for id_, entry in self._base.entries.items()
            if id_ not in self.seen and (self.is_named(entry.source) or self._base.rebuilt)
        ]

    def changes(self, removed: Sequence[str]) -> Changes:
        """Return what the manifest must learn of the run."""
        told = {*self._read, *self._passed}
        gone = [p for p in self._base.fingerprints if self.is_named(p[0]) and p not in told]
        entries = {
            id_: entry for id_, entry in self.seen.items() if self._base.entries.get(id_) != entry
        }
        locations = {source.name: locate_source(source) for source in self.sources}
        dropped = self._dropped
        return Changes(self._read, self._stale, gone, entries, removed, locations, dropped)

    def _articles_of(self, source: Source, progress: Progress) -> Iterator[Article]:
        place = itself = (source.name, "")
        self._read[itself] = OriginRecord("")
        kept: list[Kept] = []
        why: Finding | None = None
        known = self._base.known(source.name, self._withdrawn)
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
        if self.is_left_out(article, reading) or self._is_repeated(article, place):
            return False
        entry = Entry(*place, digest(article))
        before = self._base.entries.get(article.id)
        self._take(article.id, entry, article.place or place[0])
        same = entry.is_same(before)
        self.counts["added" if before is None else "unchanged" if same else "updated"] += 1
        reading.findings += doubts_about(article)
        return bool(self._base.rebuilt) or not same

    def _is_repeated(self, article: Article, place: OriginKey) -> bool:
        """Tell whether the id is taken by an article that this run has read or keeps."""
        before = self._base.entries.get(article.id)
        if before and not self.is_named(before.source):
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
                self.kept.append(id_)
            else:
                self._take(id_, self._base.entries[id_], source)
                self.counts["unchanged"] += 1

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
        self.seen[id_] = entry
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
