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
from indexer.search.acronym_file import AcronymRule, load_acronyms, review
from indexer.search.best_bets import load_best_bets
from indexer.search.searcher import Resources
from indexer.search.synonyms import load_synonyms
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
        self._reviewed: tuple[list[AcronymRule], Resources] | None = None

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
        def is_word(surface: str) -> bool:
            return surface not in snapshot.capitals and analyser.is_listed(surface)

        file, reviewed = self._read_reviewed(analyser)
        return replace(
            reviewed,
            counts=snapshot.frequencies,
            acronyms=tuple(review(snapshot.acronyms, file, is_word)),
            capitals=snapshot.capitals,
        )

    def _read_reviewed(self, analyser: Analyser) -> tuple[list[AcronymRule], Resources]:
        """Return what the editors say; the last good of it if their files are broken."""
        chosen = self._settings
        try:
            self._reviewed = (
                load_acronyms(chosen.acronyms) if chosen.acronyms else [],
                Resources(
                    rules=tuple(load_synonyms(chosen.synonyms)) if chosen.synonyms else (),
                    bets=load_best_bets(chosen.best_bets, analyser) if chosen.best_bets else {},
                ),
            )
        except SettingsError as error:
            if self._reviewed is None:
                raise
            logging.getLogger(__name__).warning("%s Det som lästes förut används.", error)
        return self._reviewed
