"""Reconciling: a draft becomes what the sources hold now, or says why it may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain

from indexer.article import Article
from indexer.engines import open_engine
from indexer.errors import SourceError
from indexer.index.base import Base
from indexer.index.blocks import Blocks, Grouping, Stored
from indexer.index.database import failing_clearly
from indexer.index.documents import Workshop
from indexer.index.generation import Generation
from indexer.index.goal import Goal, Ingested
from indexer.index.ingest import ingest
from indexer.index.learning import Spool, WordCounter, learn_snapshot, preparing
from indexer.index.manifest import Manifest
from indexer.index.record import Tags
from indexer.index.report import NothingReadError, Progress
from indexer.index.stored import articles_in
from indexer.index.tagging import Tagging
from indexer.read import Finding, Source, gather
from indexer.terms.fields import SCHEMA

SHRINK_LIMIT = 0.1
"""A source may lose this share of its articles, or a single one, without being asked about it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draft holds after it was reconciled.

    It is `changed` if it answers otherwise than the base, and `remembers` if its manifest knows
    something that the one of the base did not. `withheld` counts internal articles kept out.
    """

    ingested: Ingested
    articles: int
    withheld: int
    changed: bool
    remembers: bool
    findings: tuple[Finding, ...]
    tags: Tags
    learnt: str


def reconcile(draft: Generation, base: Base, goal: Goal, progress: Progress) -> Outcome:
    """Index what is new or changed, in a rebuild everything, and drop what has gone.

    Raises SourceError, EngineError or IndexMissingError; the draft is then to be thrown away.
    """
    base.begin(draft)
    run = _Run(draft, base, goal, Spool(draft.path / "articles.jsonl"), progress)
    tagging = Tagging(goal.vocabulary, goal.facts.precision, Tags() if base.rebuilt else base.tags)
    anew = bool(base.rebuilt)
    engine = open_engine(goal.facts.engine, SCHEMA, draft.engine_directory, new=anew)
    stored = partial(articles_in, engine, base.generation or draft)
    workshop = Workshop(draft.snapshot_directory, goal.vocabulary)
    try:
        with workshop:
            ingested, grouping = run.gather(tagging, workshop, stored)
            written = chain(run.gathered(), stored(grouping.again))
            engine.add(grouping.mark(workshop.build(written)))
        if not anew:
            engine.remove(ingested.removed)
        engine.commit()
    finally:
        engine.close()
    return run.save(ingested, tagging)


@dataclass(frozen=True, slots=True)
class _Run:
    """One draft on its way."""

    draft: Generation
    base: Base
    goal: Goal
    spool: Spool
    progress: Progress

    def gather(
        self, tagging: Tagging, workshop: Workshop, stored: Stored
    ) -> tuple[Ingested, Grouping]:
        """Set aside what must be indexed; learn what it teaches, and which are duplicates."""
        anew, counter = self.base.rebuilt, WordCounter()
        with Blocks(self.draft.manifest_file) as blocks:

            def set_aside(articles: Iterator[Article]) -> None:
                self.spool.fill(blocks.note(counter.count(articles) if anew else articles))

            with preparing() if anew else nullcontext():
                ingested = ingest(self.base, self.goal, set_aside, tagging.watch, self.progress)
            if anew:
                snapshot = self.draft.snapshot_directory
                learn_snapshot(counter, snapshot, self.progress)
                tagging.learn(self.spool, workshop, snapshot, self.progress)
            return ingested, blocks.group(ingested.removed, self.spool.__getitem__, stored)

    def gathered(self) -> Iterator[str]:
        """Yield what was set aside, as JSON, and remove it."""
        for article in self.spool.lines():
            yield article
            self.progress("Indexerar", len(self.spool))
        self.spool.remove()

    def save(self, ingested: Ingested, tagging: Tagging) -> Outcome:
        """Write the manifest of the draft, and return what there is to report."""
        changes, before = ingested.changes, self.base.locations
        named = {source.name for source in self.goal.sources}
        with failing_clearly(), Manifest(self.draft.manifest_file) as manifest:
            known = manifest.findings()
            manifest.save(changes)
            told = gather(iter(manifest.findings(named)))
            read = any(origin for _, origin in changes.read)
            moved = {**before, **changes.locations} != before
            some = ingested.added or ingested.updated or ingested.removed
            return Outcome(
                ingested=ingested,
                articles=len(manifest),
                withheld=manifest.withheld(named) + ingested.carried_internal,
                changed=bool(self.base.rebuilt or some or moved),
                remembers=bool(
                    read or changes.gone or changes.stale or known != manifest.findings()
                ),
                findings=(
                    *(one for one in told if isinstance(one, Finding)),
                    *tagging.findings(),
                ),
                tags=tagging.tags,
                learnt=tagging.note,
            )


def refuse_to_empty(outcome: Outcome, sources: Sequence[Source], *, allow_shrink: bool) -> None:
    """Raise NothingReadError when the index or the sources have no article at all."""
    named = {source.name for source in sources}
    read_some = outcome.withheld or any(
        entry.source in named for entry in outcome.ingested.entries.values()
    )
    agreed = allow_shrink and outcome.ingested.removed
    if not outcome.articles or not (read_some or agreed):
        raise NothingReadError(sources, outcome.findings, internal=bool(outcome.withheld))


def refuse_to_shrink(outcome: Outcome, base: Base) -> None:
    """Raise SourceError when a source has lost so much that it looks cut short."""
    held = Counter(entry.source for entry in base.entries.values())
    ingested = outcome.ingested
    lost = Counter(
        base.entries[id_].source for id_ in ingested.removed if id_ not in ingested.internal
    )
    for source, number in lost.items():
        if number > max(1, SHRINK_LIMIT * held[source]):
            raise SourceError(
                f"Källan {source}",
                f"{number} av {held[source]} artiklar har försvunnit",
                "Är det avsikten, kör om med --allow-shrink. Annars: se över källan.",
            )
