"""Reindexing: a new generation from the sources, without ever losing the one that answers."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.analyse import analysis_fingerprint
from indexer.errors import IndexBusyError, SokverketError, SourceError
from indexer.index.base import Base, find_base
from indexer.index.comparing import find_difference
from indexer.index.difference import Difference
from indexer.index.expunge import expunge, sweep_machine_read
from indexer.index.gate import Gate
from indexer.index.generation import Generation
from indexer.index.goal import Goal, Ingested
from indexer.index.history import PastRun
from indexer.index.locations import refuse_namesakes
from indexer.index.reconcile import Outcome, reconcile, refuse_to_empty, refuse_to_shrink
from indexer.index.record import Facts, Record, Summary
from indexer.index.report import (
    LastRun,
    Progress,
    Report,
    SourceRun,
    read_source_runs,
    save_source_runs,
)
from indexer.index.store import Store
from indexer.index.stored import check_engine
from indexer.read import Source
from indexer.topics import Vocabulary


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the operator asks of a run.

    `full` builds all anew, `allow_shrink` and `allow_regression` let a draft through that holds
    much less or answers worse, and `release` lets the latest generation answer after a rollback.
    """

    full: bool = False
    allow_shrink: bool = False
    allow_regression: bool = False
    release: bool = False


def facts_of(vocabulary: Vocabulary, *, engine: str, audience: str, precision: float) -> Facts:
    """Return the facts of an index that is built now."""
    return Facts(
        engine=engine,
        audience=audience,
        analysis=analysis_fingerprint(),
        vocabulary=hashlib.sha256(vocabulary.to_json().encode()).hexdigest()[:16],
        precision=precision,
    )


class Reindexing:
    """One run over some of the sources of an index."""

    def __init__(
        self, store: Store, vocabulary: Vocabulary, gate: Gate | None, facts: Facts
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._gate = gate
        self._facts = facts

    def run(self, sources: Sequence[Source], options: RunOptions, progress: Progress) -> Report:
        """Reconcile the sources and switch to the new generation; tell `progress` of each article.

        Raises SourceError, EngineError, IndexBusyError or IndexMissingError; the generation that
        answered before then still does.
        """
        return self._told(sources, "", options, progress)

    def drop(self, name: str, options: RunOptions, progress: Progress) -> Report:
        """Take a source out of the index, as a run that finds nothing of it, and forget it.

        Raises SourceError for a source that the index lacks, or that is all it has; else as `run`.
        """
        self._store.require()
        return self._told((), name, options, progress)

    def _told(
        self, sources: Sequence[Source], dropped: str, options: RunOptions, progress: Progress
    ) -> Report:
        """Run, and remember how it ended."""
        began = time.perf_counter()
        try:
            with self._store.writing():
                expunge(self._store, self._facts.analysis)
                withdrawn = self._store.withdrawals.ids()
                goal = Goal(sources, self._facts, self._vocabulary, withdrawn, dropped)
                report = self._run(goal, options, progress, began)
                expunge(self._store, self._facts.analysis)
                sweep_machine_read(self._store)
        except IndexBusyError:
            raise  # the other run tells how it ended
        except SokverketError as error:
            self._remember(LastRun.of(None, str(error)), sources)
            raise
        self._remember(LastRun.of(report), sources, dropped)
        return report

    def _remember(self, last: LastRun, sources: Sequence[Source], dropped: str = "") -> None:
        with contextlib.suppress(OSError):
            last.save(self._store.last_run_file)
            runs = read_source_runs(self._store.sources_file)
            runs |= {source.name: SourceRun(last.ended, last.error) for source in sources}
            runs.pop(dropped, None)
            save_source_runs(self._store.sources_file, runs)

    def _run(self, goal: Goal, options: RunOptions, progress: Progress, began: float) -> Report:
        base = find_base(self._store, self._facts, full=options.full)
        if goal.dropped:
            refuse_to_drop(goal.dropped, base)
        refuse_namesakes(goal.sources, base.locations)
        with self._store.drafting(base.continued, anew=bool(base.rebuilt)) as draft:
            outcome = reconcile(draft, base, goal, progress)
            if not goal.dropped:
                refuse_to_empty(outcome, goal.sources, allow_shrink=options.allow_shrink)
            if not (goal.dropped or options.allow_shrink):
                refuse_to_shrink(outcome, base)
            latest = base.generation
            if latest is None or outcome.changed:
                latest = self._publish(draft, outcome, options)
            else:
                if outcome.remembers:
                    self._store.renew_manifest(latest, draft)
                self._store.switch_unless_pinned(latest, release=options.release)
        changes = find_difference(base, goal, outcome.ingested, latest)
        self._remember_changes(changes, latest, outcome.ingested)
        report = self._report(outcome, base.rebuilt, latest.name, began)
        return replace(report, changes=changes)

    def _remember_changes(
        self, changes: Difference, latest: Generation, ingested: Ingested
    ) -> None:
        audience, forgotten = self._facts.audience, self._store.withdrawals.ids()
        if any((changes.added, changes.updated, changes.removed, changes.sealed)):
            now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
            run = PastRun.of(changes, ended=now, generation=latest.name, audience=audience)
            with contextlib.suppress(OSError):
                self._store.history.add(run, ingested.internal | forgotten)

    def _publish(self, draft: Generation, outcome: Outcome, options: RunOptions) -> Generation:
        now = dt.datetime.now().astimezone()
        summary = draft.ask(lambda manifest: Summary(now, len(manifest), manifest.rejected()))
        record = Record(self._facts, summary, outcome.tags, self._vocabulary)
        draft.write(record)
        check_engine(draft, outcome.articles)
        if self._gate:
            before = self._store.current()
            golden = self._gate.examine(draft, before, forgiving=options.allow_regression)
            draft.write(replace(record, golden=golden))
        return self._store.publish(draft, release=options.release)

    def _report(self, outcome: Outcome, rebuilt: str, latest: str, began: float) -> Report:
        name, ingested = self._store.current_name(), outcome.ingested
        return Report(
            generation=name,
            engine=self._facts.engine,
            articles=outcome.articles,
            added=ingested.added,
            updated=ingested.updated,
            unchanged=ingested.unchanged,
            removed=len(ingested.removed),
            withheld=outcome.withheld,
            seconds=round(time.perf_counter() - began, 2),
            rebuilt=rebuilt,
            topics=outcome.learnt,
            findings=outcome.findings,
            unread=ingested.unread,
            waiting="" if name == latest else latest,
        )


def refuse_to_drop(name: str, base: Base) -> None:
    """Raise SourceError for a source that the index lacks, or that is all that it has."""
    if name not in base.locations:
        known = ", ".join(sorted(base.locations))
        raise SourceError(f"Källan ”{name}”", "den finns inte i indexet", f"De som finns: {known}.")
    if all(entry.source == name for entry in base.entries.values()):
        raise SourceError(
            f"Källan ”{name}”",
            "utan den är indexet tomt",
            "Läs först en annan källa, eller ta bort hela indexets mapp.",
        )
