"""Reconciling: a draft becomes what the sources hold now, or says why it may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain

from indexer.article import Article
from indexer.engines import open_engine, port
from indexer.errors import EngineError, SourceError
from indexer.index.blocks import Blocks, Grouping, Held
from indexer.index.documents import build_documents
from indexer.index.generation import REBUILD, Facts, Generation
from indexer.index.intake import Base, Intake
from indexer.index.learning import Spool, WordCounter, learn_snapshot
from indexer.index.manifest import Manifest, OriginRecord
from indexer.index.report import NothingReadError, Progress, Report
from indexer.index.tagging import Tagging
from indexer.read import Finding, gather
from indexer.terms.fields import SCHEMA
from indexer.topics import Vocabulary

SHRINK_LIMIT = 0.1
"""A source may lose this share of its articles, or a single one, without being asked about it."""
_BATCH = 1000


class Reconciliation:
    """A draft being reconciled with some of its sources."""

    def __init__(
        self, draft: Generation, facts: Facts, intake: Intake, base: Base, tagging: Tagging
    ) -> None:
        self._draft = draft
        self._facts = facts
        self._intake = intake
        self._base = base
        self._tagging = tagging
        self._total = 0
        self._withheld = self._carried_withheld = 0
        self._moved = False
        self._removed: list[str] = []
        self._findings: tuple[Finding, ...] = ()
        self._remembers = False

    @property
    def changed(self) -> bool:
        """Whether the draft answers otherwise than the generation before it."""
        counts = self._intake.counts
        some = counts["added"] or counts["updated"] or self._removed
        return bool(self._base.rebuilt or some or self._moved)

    @property
    def remembers(self) -> bool:
        """Whether the draft's manifest knows something that the one before it did not."""
        return self._remembers

    def reconcile(self, vocabulary: Vocabulary, progress: Progress) -> None:
        """Index what is new or changed, in a rebuild everything, and drop what has gone."""
        anew = bool(self._base.rebuilt)
        engine = open_engine(self._facts.engine, SCHEMA, self._draft.engine_directory, new=anew)
        held = partial(articles_in, engine, self._base.generation or self._draft)
        try:
            spool, grouping = self._gather(held, progress)
            written = chain(self._unspooled(spool, progress), held(grouping.again))
            documents = build_documents(written, self._draft.snapshot_directory, vocabulary)
            engine.add(grouping.mark(documents))
            if not anew:
                engine.remove(self._removed)
            engine.commit()
        finally:
            engine.close()
        self._save()

    def refuse_to_empty(self, *, allow_shrink: bool) -> None:
        """Raise NothingReadError when the index or the sources have no article at all."""
        entries = self._intake.seen.values()
        read_some = self._withheld or any(self._intake.is_named(e.source) for e in entries)
        agreed = allow_shrink and self._removed
        if not self._total or not (read_some or agreed):
            internal = bool(self._withheld)
            raise NothingReadError(self._intake.sources, self._findings, internal=internal)

    def refuse_to_shrink(self) -> None:
        """Raise SourceError when a source has lost so much that it looks cut short."""
        entries = self._base.entries
        held = Counter(entry.source for entry in entries.values())
        lost = Counter(
            entries[id_].source for id_ in self._removed if id_ not in self._intake.withheld
        )
        for source, number in lost.items():
            if number > max(1, SHRINK_LIMIT * held[source]):
                raise SourceError(
                    f"Källan {source}",
                    f"{number} av {held[source]} artiklar har försvunnit",
                    "Är det avsikten, kör om med --allow-shrink. Annars: se över källan.",
                )

    def check(self) -> None:
        """Raise EngineError unless the draft opens, holds what the manifest says, and answers."""
        check_draft(self._draft, self._facts.engine, self._total)

    def report(self, generation: str, seconds: float, waiting: str) -> Report:
        """Return what was done; `generation` is the one that answers after `seconds`."""
        counts = self._intake.counts
        return Report(
            generation=generation,
            engine=self._facts.engine,
            articles=self._total,
            added=counts["added"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            removed=len(self._removed),
            withheld=self._withheld,
            seconds=round(seconds, 2),
            rebuilt=self._base.rebuilt,
            topics=self._tagging.note,
            findings=self._findings,
            waiting=waiting,
        )

    def _save(self) -> None:
        """Write the manifest of the draft, and see what there is to report."""
        changes = self._intake.changes(self._removed)
        named = {source.name for source in self._intake.sources}
        self._moved = {**self._base.locations, **changes.locations} != self._base.locations
        with Manifest(self._draft.manifest_file) as manifest:
            before = manifest.findings() if self._base.generation else []
            manifest.save(changes)
            after = manifest.findings()
            self._total = len(manifest)
            self._withheld = manifest.withheld(named) + self._carried_withheld
            told = gather(iter(manifest.findings(named)))
            doubts = (item for item in told if isinstance(item, Finding))
            self._findings = (*doubts, *self._tagging.findings())
        self._tagging.save(self._draft)
        read = any(origin for _, origin in changes.read)
        self._remembers = bool(read or changes.gone or changes.stale or before != after)

    def _gather(self, held: Held, progress: Progress) -> tuple[Spool, Grouping]:
        """Set aside what must be indexed; learn what it teaches, and which are duplicates."""
        spool = Spool(self._draft.path / "articles.jsonl")
        reading = closing(self._articles(progress))
        with Blocks(self._draft.duplicates_file) as blocks, reading as articles:
            word_counter = WordCounter()
            spool.fill(
                blocks.note(word_counter.count(articles) if self._base.rebuilt else articles)
            )
            self._removed = self._intake.removed()
            if self._base.rebuilt:
                learn_snapshot(word_counter, self._draft.snapshot_directory, progress)
                self._tagging.learn(spool, self._draft, progress)
            return spool, blocks.group(self._removed, spool.__getitem__, held)

    @staticmethod
    def _unspooled(spool: Spool, progress: Progress) -> Iterator[str]:
        for article in spool.lines():
            yield article
            progress("Indexerar", len(spool))
        spool.remove()

    def _articles(self, progress: Progress) -> Generator[Article, None, None]:
        old = self._base.generation if self._base.rebuilt else None
        if old:
            entries = self._base.entries.items()
            others = [id_ for id_, entry in entries if not self._intake.is_named(entry.source)]
            yield from self._carried_over(old, others)
        yield from self._tagging.watch(self._intake.articles(progress))
        if old:
            yield from self._carried_over(old, self._intake.kept)

    def _carried_over(self, old: Generation, ids: Sequence[str]) -> Iterator[Article]:
        """Yield the articles that this run does not read, as they were."""
        entries = self._base.entries
        left_out = OriginRecord("")
        try:
            for article in map(Article.from_json, stored_articles(old, ids)):
                if not self._intake.is_left_out(article, left_out):
                    self._intake.seen[article.id] = entries[article.id]
                    self._intake.counts["unchanged"] += 1
                    yield article
        except EngineError as error:
            names = ", ".join(sorted({entries[id_].source for id_ in ids}))
            remedy = f"Kör sokverket reindex --full och ange alla källor, även {names}."
            raise EngineError(error.thing, error.reason, remedy) from error
        self._carried_withheld += left_out.withheld


def check_draft(draft: Generation, engine_name: str, total: int) -> None:
    """Raise EngineError unless the draft opens and answers with so many articles."""
    engine = open_engine(engine_name, SCHEMA, draft.engine_directory, new=False)
    try:
        found = engine.match(port.Search(port.Everything(), limit=1))
    finally:
        engine.close()
    if found.total != total or not found.hits:
        raise EngineError(
            "Det nya indexet",
            f"det svarar med {found.total} artiklar i stället för {total}",
            "Det gamla svarar fortfarande. Kör sokverket reindex --full.",
        )


def stored_articles(generation: Generation, ids: Sequence[str]) -> Iterator[str]:
    """Yield articles out of an index, as JSON; raise EngineError when it cannot be read."""
    if not ids:
        return
    engine = open_engine(generation.facts().engine, SCHEMA, generation.engine_directory, new=False)
    try:
        yield from articles_in(engine, generation, ids)
    finally:
        engine.close()


def articles_in(engine: port.Engine, generation: Generation, ids: Sequence[str]) -> Iterator[str]:
    """Yield articles out of an open index, as JSON; raise EngineError when any is not there."""
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
            yield hit.stored
