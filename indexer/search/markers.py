"""Makes the markers of questions, which share what has been seen of one index's texts."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.analyse import Analyser
from indexer.engines import port
from indexer.search.marks import Marker
from indexer.search.pieces import REMEMBERED, Pieces
from indexer.search.plan import Plan


class Markers:
    """Makes markers; safe to share between threads."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._pieces = Pieces(analyser)

    def warm_up(self) -> None:
        """Read the archive's words."""
        self._pieces = Pieces(self._analyser, self._analyser.warm_up())

    def of_plan(self, plan: Plan) -> Marker:
        """Return what finds the words of a question, each of them by its weight."""
        words = [(word.query, word.idf) for word in plan.words]
        return self._make([*words, *((query, 1.0) for query in plan.required)])

    def of_query(self, query: port.Query) -> Marker:
        """Return what finds a single part of a question."""
        return self._make([(query, 1.0)])

    def _make(self, wanted: Sequence[tuple[port.Query, float]]) -> Marker:
        if self._pieces.learnt > REMEMBERED:
            self._pieces = self._pieces.emptied()
        return Marker(self._analyser, self._pieces, wanted)
