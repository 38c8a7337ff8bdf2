"""Reindexing: a new generation from the sources, without ever losing the one that answers."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import asdict

from indexer.analyse import analysis_fingerprint
from indexer.errors import IndexMissingError
from indexer.index.generation import Facts
from indexer.index.locations import refuse_namesakes
from indexer.index.reconcile import Base, Reconciliation
from indexer.index.report import Progress, Report
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


class Reindexing:
    """One run over some of the sources of an index."""

    def __init__(
        self,
        store: Store,
        vocabulary: Vocabulary,
        *,
        engine: str,
        audience: str,
        precision: float,
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._facts = Facts(
            engine=engine,
            audience=audience,
            analysis=analysis_fingerprint(),
            vocabulary=hashlib.sha256(vocabulary.to_json().encode()).hexdigest()[:16],
            precision=precision,
        )

    def run(
        self,
        sources: Sequence[Source],
        *,
        full: bool,
        allow_shrink: bool,
        progress: Progress,
    ) -> Report:
        """Reconcile the sources and switch to the new generation; tell `progress` of each article.

        Raises SourceError, EngineError, IndexBusyError or IndexMissingError; the generation that
        answered before then still does.
        """
        began = time.perf_counter()
        with self._store.writing():
            base = self._base(full=full)
            refuse_namesakes(sources, base.locations)
            with self._store.drafting(None if base.rebuilt else base.generation) as draft:
                run = Reconciliation(draft, self._facts, sources, base, self._tagging(base))
                run.reconcile(self._vocabulary, progress)
                run.refuse_to_empty(allow_shrink=allow_shrink)
                if not allow_shrink:
                    run.refuse_to_shrink()
                if run.changed:
                    draft.describe(self._facts, self._vocabulary)
                    run.check()
                    self._store.publish(draft)
                name = self._store.current_name()
            return run.report(name, time.perf_counter() - began)

    def _base(self, *, full: bool) -> Base:
        """Return the generation that answers and, if all must be built anew, why."""
        try:
            old = self._store.current()
            if old is None:
                return Base(None, {}, "indexet är nytt")
            facts, entries, locations = old.facts(), old.entries(), old.locations()
        except IndexMissingError:
            if full:
                return Base(None, {}, "det förra indexet gick inte att läsa")
            raise
        if full:
            return Base(old, entries, "--full", locations)
        changed = [
            name for name, value in asdict(self._facts).items() if asdict(facts)[name] != value
        ]
        reasons = [REASONS[name] for name in changed]
        if read_tags(old.path).call_for_learning:
            reasons.append(AGAIN)
        return Base(old, entries, " och ".join(reasons), locations)

    def _tagging(self, base: Base) -> Tagging:
        continued = base.generation if not base.rebuilt else None
        before = read_tags(continued.path) if continued else Tags()
        return Tagging(self._vocabulary, self._facts.precision, before)
