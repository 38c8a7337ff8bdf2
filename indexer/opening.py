"""Opening a generation: its engine, analyser and vocabulary become what searches it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from indexer.analyse import Analyser, Snapshot, analysis_fingerprint
from indexer.engines import open_engine
from indexer.engines.port import Engine
from indexer.errors import IndexMissingError, SettingsError
from indexer.index import Generation
from indexer.index.gate import Ranker
from indexer.index.generation import RENEW
from indexer.index.hiding import hide
from indexer.judge import DEPTH
from indexer.search import Searcher
from indexer.search.best_bets import load_best_bets
from indexer.search.searcher import Resources
from indexer.search.synonyms import Rule, load_synonyms
from indexer.settings import Settings
from indexer.terms.fields import SCHEMA


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation that is open for searching."""

    generation: Generation
    engine_name: str
    engine: Engine
    searcher: Searcher

    @property
    def articles(self) -> int:
        """How many articles it shows."""
        return len(self.engine)


class Opener:
    """Opens generations with the editors' files of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._analysis = analysis_fingerprint()
        self._reviewed: Resources | None = None

    def open(self, generation: Generation, withdrawn: Collection[str] = ()) -> Opened:
        """Open a generation without its withdrawn articles.

        Raises IndexMissingError when it cannot be used, EngineError when its engine fails and
        SettingsError for a file of the editors' that is wrong.
        """
        record = generation.record()
        if record.facts.analysis != self._analysis:
            raise IndexMissingError(
                f"Indexet {generation.path}",
                "det är byggt med en annan textanalys än den här versionens",
                RENEW,
            )
        engine = open_engine(record.facts.engine, SCHEMA, generation.engine_directory, new=False)
        if not len(engine):
            raise generation.damaged("det har inga artiklar kvar")
        snapshot = generation.snapshot()
        analyser = Analyser(snapshot)
        vocabulary = record.vocabulary
        shown = hide(engine, withdrawn, analyser, vocabulary)
        searcher = Searcher(shown, analyser, vocabulary, self._resources(snapshot, analyser))
        return Opened(generation, record.facts.engine, shown, searcher)

    @contextmanager
    def ranker(self, generation: Generation) -> Iterator[Ranker]:
        """Open a generation to ask it for the first articles of a query, as the page would."""
        opened = self.open(generation)
        try:
            yield lambda text: opened.searcher.rank(text, limit=DEPTH)
        finally:
            opened.engine.close()

    def _resources(self, snapshot: Snapshot, analyser: Analyser) -> Resources:
        learnt = (Rule(pair, pair) for pair in snapshot.acronyms.items())
        reviewed = self._read_reviewed(analyser)
        return replace(reviewed, counts=snapshot.frequencies, rules=(*learnt, *reviewed.rules))

    def _read_reviewed(self, analyser: Analyser) -> Resources:
        """Return the editors' synonyms and choices; the last good ones if the files are broken."""
        synonyms, bets = self._settings.synonyms, self._settings.best_bets
        try:
            self._reviewed = Resources(
                rules=tuple(load_synonyms(synonyms)) if synonyms else (),
                bets=load_best_bets(bets, analyser) if bets else {},
            )
        except SettingsError as error:
            if self._reviewed is None:
                raise
            logging.getLogger(__name__).warning("%s Det som lästes förut används.", error)
        return self._reviewed
