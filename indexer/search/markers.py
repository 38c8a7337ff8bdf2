"""Makes the markers of questions, which share what is known of one index's words."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search.marks import Marker
from indexer.search.pieces import ArchiveTerms
from indexer.search.plan import Plan
from indexer.terms.fields import SURFACE


class Markers:
    """Makes markers; safe to share between threads."""

    def __init__(self, engine: port.Engine, analyser: Analyser) -> None:
        self._engine = engine
        self._analyser = analyser
        self._archive = ArchiveTerms(analyser, {}, None)

    def warm_up(self) -> None:
        """Read the archive's words."""
        by_term = self._analyser.warm_up()
        known = self._analyser.surfaces
        others = [word for word in self._engine.vocabulary(SURFACE) if word not in known]
        self._archive = ArchiveTerms(self._analyser, by_term, others)

    def of_plan(self, plan: Plan) -> Marker:
        """Return what finds the words of a question, each of them by its weight."""
        words = [(word.query, word.idf) for word in plan.words]
        return self._make([*words, *((query, 1.0) for query in plan.required)])

    def of_query(self, query: port.Query) -> Marker:
        """Return what finds a single part of a question."""
        return self._make([(query, 1.0)])

    def _make(self, wanted: Sequence[tuple[port.Query, float]]) -> Marker:
        return Marker(self._analyser, self._archive, wanted)
