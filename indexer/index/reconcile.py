"""Reconciling: what is new, changed, the same or gone since the sources were last read?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from indexer.article import INTERNAL, Article
from indexer.engines import open_engine, port
from indexer.errors import EngineError, SourceError
from indexer.index.documents import build_documents
from indexer.index.generation import REBUILD, Facts, Generation
from indexer.index.learning import Spool, learn_snapshot
from indexer.index.locations import locate_source
from indexer.index.manifest import Entry, Manifest, digest
from indexer.index.report import NothingReadError, Progress, Report
from indexer.index.tagging import Tagging
from indexer.read import Finding, Source, read
from indexer.read.findings import Tally
from indexer.search.fields import SCHEMA
from indexer.topics import Vocabulary

SHRINK_LIMIT = 0.1
"""A source may lose this share of its articles, or a single one, without being asked about it."""
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Base:
    """The generation that answers, if any, and its entries by article id.

    `rebuilt` tells why the draft does not continue it but is built anew, or is empty; `locations`
    tell where each source was.
    """

    generation: Generation | None
    entries: Mapping[str, Entry]
    rebuilt: str
    locations: Mapping[str, str] = field(default_factory=dict)


class Reconciliation:
    """A draft being reconciled with some of its sources."""

    def __init__(
        self,
        draft: Generation,
        facts: Facts,
        sources: Sequence[Source],
        base: Base,
        tagging: Tagging,
    ) -> None:
        self._draft = draft
        self._facts = facts
        self._sources = sources
        self._named = {source.name for source in sources}
        self._base = base
        self._tagging = tagging
        self._locations = {
            **base.locations,
            **{source.name: locate_source(source) for source in sources},
        }
        self._seen: dict[str, Entry] = {}
        self._places: dict[str, str] = {}
        self._repeated: dict[str, Tally] = {}
        self._withheld: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._findings: list[Finding] = []
        self._removed: list[str] = []

    @property
    def changed(self) -> bool:
        """Whether the draft differs from the generation that answers."""
        some = self._counts["added"] or self._counts["updated"] or self._removed
        moved = self._locations != self._base.locations
        return bool(self._base.rebuilt or some or moved)

    def reconcile(self, vocabulary: Vocabulary, progress: Progress) -> None:
        """Index what is new or changed, in a rebuild everything, and drop what has gone."""
        articles = self._articles(progress)
        if self._base.rebuilt:
            articles = self._learn_from(articles, progress)
        engine = open_engine(
            self._facts.engine,
            SCHEMA,
            self._draft.engine_directory,
            new=bool(self._base.rebuilt),
        )
        try:
            engine.add(build_documents(articles, self._draft.snapshot_directory, vocabulary))
            self._removed = [
                id_
                for id_, entry in self._base.entries.items()
                if entry.source in self._named and id_ not in self._seen
            ]
            if not self._base.rebuilt:
                engine.remove(self._removed)
            engine.commit()
        finally:
            engine.close()
        self._findings += map(_repetition, self._repeated, self._repeated.values())
        self._findings += self._tagging.findings()
        self._tagging.save(self._draft.path)
        with Manifest(self._draft.manifest_file) as manifest:
            manifest.save(self._seen, self._removed, self._locations)
            self._total = len(manifest)
        findings = json.dumps([asdict(finding) for finding in self._findings], ensure_ascii=False)
        (self._draft.path / "findings.json").write_text(findings, "utf-8", "surrogateescape")

    def refuse_to_empty(self, *, allow_shrink: bool) -> None:
        """Raise NothingReadError when the index or the sources have no article at all."""
        read_some = self._withheld or any(e.source in self._named for e in self._seen.values())
        agreed = allow_shrink and self._removed
        if not self._total or not (read_some or agreed):
            internal = bool(self._withheld)
            raise NothingReadError(self._sources, self._findings, internal=internal)

    def refuse_to_shrink(self) -> None:
        """Raise SourceError when a source has lost so much that it looks cut short."""
        held = Counter(entry.source for entry in self._base.entries.values())
        missing = (id_ for id_ in self._removed if id_ not in self._withheld)
        lost = Counter(self._base.entries[id_].source for id_ in missing)
        for source, number in lost.items():
            if number > max(1, SHRINK_LIMIT * held[source]):
                raise SourceError(
                    f"Källan {source}",
                    f"{number} av {held[source]} artiklar har försvunnit",
                    "Är det avsikten, kör om med --allow-shrink. Annars: se över källan.",
                )

    def check(self) -> None:
        """Raise unless the draft opens, holds what the manifest says, and answers."""
        engine = open_engine(self._facts.engine, SCHEMA, self._draft.engine_directory, new=False)
        try:
            found = engine.match(port.Search(port.Everything(), limit=1))
        finally:
            engine.close()
        if found.total != self._total or not found.hits:
            raise EngineError(
                "Det nya indexet",
                f"det svarar med {found.total} artiklar i stället för {self._total}",
                "Det gamla svarar fortfarande. Kör sokverket reindex --full.",
            )

    def report(self, generation: str, seconds: float) -> Report:
        """Return what was done; `generation` is the one that answers after `seconds`."""
        return Report(
            generation=generation,
            engine=self._facts.engine,
            articles=self._total,
            added=self._counts["added"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            removed=len(self._removed),
            withheld=len(self._withheld),
            seconds=round(seconds, 2),
            rebuilt=self._base.rebuilt,
            topics=self._tagging.note,
            findings=tuple(self._findings),
        )

    def _learn_from(self, articles: Iterator[Article], progress: Progress) -> Iterator[Article]:
        """Learn the snapshot of all articles, and return them once more."""
        spool = Spool(self._draft.path / "articles.jsonl")
        spool.fill(articles)
        learn_snapshot(spool, self._draft.snapshot_directory, progress)
        self._tagging.learn(spool, self._draft.snapshot_directory, progress)
        return self._unspooled(spool, progress)

    @staticmethod
    def _unspooled(spool: Spool, progress: Progress) -> Iterator[Article]:
        for article in spool:
            yield article
            progress("Indexerar", len(spool))
        spool.remove()

    def _articles(self, progress: Progress) -> Iterator[Article]:
        """Yield what must be indexed: what is new or changed, in a rebuild everything."""
        if self._base.rebuilt and self._base.generation:
            yield from self._carried_over(self._base.generation)
        for source in self._sources:
            for item in read(source):
                progress("Läser", None)
                if isinstance(item, Finding):
                    self._findings.append(item)
                elif self._is_wanted(item, source):
                    yield item

    def _is_wanted(self, article: Article, source: Source) -> bool:
        if self._is_withheld(article):
            return False
        place = article.place or source.name
        if first := self._place_of_other(article.id):
            if article.id not in self._repeated:
                self._repeated[article.id] = Tally(1, [first])
            self._repeated[article.id].add(place)
            return False
        self._places[article.id] = place
        entry = Entry(source.name, digest(article))
        before = self._base.entries.get(article.id)
        self._seen[article.id] = entry
        outcome = "added" if before is None else "unchanged" if before == entry else "updated"
        self._counts[outcome] += 1
        wanted = bool(self._base.rebuilt) or outcome != "unchanged"
        if wanted:
            self._tagging.see(article)
        return wanted

    def _is_withheld(self, article: Article) -> bool:
        if article.audience != INTERNAL or self._facts.audience == INTERNAL:
            return False
        self._withheld.add(article.id)
        return True

    def _place_of_other(self, article_id: str) -> str:
        """Return where another article with the id is, which this run has read or keeps."""
        before = self._base.entries.get(article_id)
        kept = before is not None and before.source not in self._named
        return before.source if before and kept else self._places.get(article_id, "")

    def _carried_over(self, old: Generation) -> Iterator[Article]:
        """Yield the articles of the sources that this run leaves as they are."""
        others = [id_ for id_, e in self._base.entries.items() if e.source not in self._named]
        if not others:
            return
        try:
            for article in _stored_articles(old, others):
                if not self._is_withheld(article):
                    self._seen[article.id] = self._base.entries[article.id]
                    self._counts["unchanged"] += 1
                    yield article
        except EngineError as error:
            names = ", ".join(sorted({self._base.entries[id_].source for id_ in others}))
            remedy = f"Kör sokverket reindex --full och ange alla källor, även {names}."
            raise EngineError(error.thing, error.reason, remedy) from error


def _repetition(article_id: str, places: Tally) -> Finding:
    return Finding(
        f"{article_id} ({places})",
        "flera artiklar har samma id",
        "Ge artiklarna olika id. Den som lästes först gäller.",
        times=places.count - 1,
    )


def _stored_articles(generation: Generation, ids: Sequence[str]) -> Iterator[Article]:
    """Yield articles out of an index; raise EngineError when it cannot be read."""
    engine = open_engine(generation.facts().engine, SCHEMA, generation.engine_directory, new=False)
    try:
        for at in range(0, len(ids), _BATCH):
            batch = frozenset(ids[at : at + _BATCH])
            found = engine.match(port.Search(port.Ids(batch), limit=_BATCH))
            if found.total != len(batch):
                raise EngineError(
                    f"Indexet {generation.path}",
                    f"det har {found.total} av {len(batch)} artiklar kvar",
                    REBUILD,
                )
            for hit in found.hits:
                yield Article.from_json(hit.stored)
    finally:
        engine.close()
