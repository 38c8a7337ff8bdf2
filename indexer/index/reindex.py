"""Reindexing: a new generation from the sources, without ever losing the one that answers."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from indexer.analyse import analysis_fingerprint
from indexer.errors import IndexBusyError, IndexMissingError, SokverketError, SourceError
from indexer.index.expunge import expunge
from indexer.index.gate import Gate
from indexer.index.generation import Facts, Generation
from indexer.index.intake import Base, Intake
from indexer.index.locations import refuse_namesakes
from indexer.index.manifest import Manifest
from indexer.index.reconcile import Reconciliation
from indexer.index.report import (
    LastRun,
    Progress,
    Report,
    SourceRun,
    read_source_runs,
    save_source_runs,
)
from indexer.index.store import Store
from indexer.index.tagging import AGAIN, Tagging, Tags, read_tags
from indexer.read import Source
from indexer.topics import Vocabulary

REASONS = {
    "engine": "sökmotorn har bytts",
    "audience": "målgruppen har ändrats",
    "analysis": "textanalysen har ändrats",
    "vocabulary": "ämneslistan har ändrats",
    "precision": "topic_precision har ändrats",
}
"""Why all is built anew when one of the facts has changed."""


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
                report = self._run(sources, dropped, options, progress, began)
                expunge(self._store, self._facts.analysis)
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

    def _run(
        self,
        sources: Sequence[Source],
        dropped: str,
        options: RunOptions,
        progress: Progress,
        began: float,
    ) -> Report:
        base = self._base(full=options.full)
        if dropped:
            refuse_to_drop(dropped, base)
        refuse_namesakes(sources, base.locations)
        withdrawn = self._store.withdrawals.ids()
        intake = Intake(sources, base, self._facts.audience, withdrawn, dropped)
        with self._store.drafting(base.generation, anew=bool(base.rebuilt)) as draft:
            run = Reconciliation(draft, self._facts, intake, base, self._tagging(base))
            run.reconcile(self._vocabulary, progress)
            if not dropped:
                run.refuse_to_empty(allow_shrink=options.allow_shrink)
            if not (dropped or options.allow_shrink):
                run.refuse_to_shrink()
            if run.changed:
                latest = self._publish(draft, run, options)
            elif base.generation:
                latest = base.generation
                if run.remembers:
                    self._store.renew_manifest(latest, draft)
                self._store.switch_unless_pinned(latest, release=options.release)
        name = self._store.current_name()
        waiting = "" if name == latest.name else latest.name
        return run.report(name, time.perf_counter() - began, waiting)

    def _publish(self, draft: Generation, run: Reconciliation, options: RunOptions) -> Generation:
        draft.describe(self._facts, self._vocabulary)
        run.check()
        if self._gate:
            before = self._store.current()
            self._gate.examine(draft, before, forgiving=options.allow_regression)
        return self._store.publish(draft, release=options.release)

    def _base(self, *, full: bool) -> Base:
        """Return the latest generation and, if all must be built anew, why."""
        try:
            old = self._store.latest()
            if old is None:
                return Base(None, "indexet är nytt")
            facts = old.facts()
            return old.ask(lambda manifest: self._base_of(old, facts, manifest, full=full))
        except IndexMissingError:
            if full:
                return Base(None, "det förra indexet gick inte att läsa")
            raise

    def _base_of(self, old: Generation, facts: Facts, manifest: Manifest, *, full: bool) -> Base:
        changed = [
            name for name, value in asdict(self._facts).items() if asdict(facts)[name] != value
        ]
        reasons = [REASONS[name] for name in changed]
        if read_tags(old).call_for_learning:
            reasons.append(AGAIN)
        return Base(
            generation=old,
            rebuilt="--full" if full else " och ".join(reasons),
            entries=manifest.entries(),
            fingerprints=manifest.fingerprints(),
            withdrawn=manifest.withdrawn(),
            locations=manifest.locations(),
        )

    def _tagging(self, base: Base) -> Tagging:
        before = read_tags(base.generation) if base.generation and not base.rebuilt else Tags()
        return Tagging(self._vocabulary, self._facts.precision, before)


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
