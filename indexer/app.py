"""The only wiring: settings → analyser, engine, searcher, reindexing."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.analyse import Analyser, Snapshot, Token, analysis_fingerprint, learn
from indexer.engines import open_engine
from indexer.errors import IndexMissingError, SettingsError, SourceError
from indexer.index import Generation, Progress, Reindexing, Report, Store
from indexer.judge import Evaluation, evaluate, load_judged_set
from indexer.read import Source
from indexer.search import SearchAnswer, Searcher, SearchRequest, ShownArticle, TopicCount
from indexer.search.answer import Untagged
from indexer.search.best_bets import load_best_bets
from indexer.search.explain import Explanation
from indexer.search.fields import SCHEMA
from indexer.search.searcher import Knowledge
from indexer.search.synonyms import Rule, load_synonyms
from indexer.settings import Settings
from indexer.topics import Vocabulary, load_vocabulary
from indexer.topics.evaluation import TopicEvaluation, evaluate_learning
from indexer.topics.model import load_model
from indexer.topics.suggesting import Suggestions, suggest


@dataclass(frozen=True, slots=True)
class Health:
    """What answers now."""

    generation: str
    engine: str
    articles: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """A generation that is open for searching."""

    generation: Generation
    engine: str
    articles: int
    searcher: Searcher


class Library:
    """An archive that can be searched and reindexed; searching is safe from several threads.

    Every method raises IndexMissingError when there is no index that it can use, EngineError when
    its engine fails and SettingsError for a reviewed file that is wrong. A generation that another
    process publishes is taken up by the next call.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store = Store(settings.index)
        self._analysis = analysis_fingerprint()
        self._opening = threading.Lock()
        self._opened: _Opened | None = None
        self._reviewed: Knowledge | None = None

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer one search."""
        return self.searcher().search(request)

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002 - the article's own word
        """Return an article with the words of the query marked, or None when there is none."""
        return self.searcher().show(id, query)

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics of the index with their numbers of articles."""
        return self.searcher().topics()

    def untagged(self, page: int = 1, size: int = 50) -> Untagged:
        """Return a page of the articles that editors have given no topic, the newest first."""
        return self.searcher().untagged(page, size)

    def suggest_topics(self, article_id: str) -> Suggestions | None:
        """Return the topics that an article could have and why, or None without the article."""
        opened = self._open()
        shown = opened.searcher.show(article_id)
        if shown is None:
            return None
        analyser = Analyser(opened.generation.snapshot())
        model = load_model(opened.generation.snapshot_directory)
        article, vocabulary = shown.article, opened.generation.vocabulary()
        return suggest(article, vocabulary, analyser, model)

    def evaluate_topics(self) -> TopicEvaluation:
        """Judge the topics that would be learnt of the index; raise EngineError if none can be."""
        opened = self._open()
        analyser = Analyser(opened.generation.snapshot())
        return evaluate_learning(
            opened.searcher.articles(),
            analyser,
            opened.generation.vocabulary(),
            self.settings.topic_precision,
        )

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Return why an article ranks where it does for a query, or None when there is none."""
        return self.searcher().explain(query, article_id)

    def analyse(self, text: str) -> list[Token]:
        """Return the words of a text with their terms, as the index knows them if there is one."""
        generation = self._store.current()
        snapshot = generation.snapshot() if generation else learn({})
        return list(Analyser(snapshot).tokens(text))

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""
        self.searcher().warm_up()

    def health(self) -> Health:
        """Return what index answers now."""
        opened = self._open()
        return Health(opened.generation.name, opened.engine, opened.articles)

    def evaluate(self, queries: Path, qrels: Path) -> Evaluation:
        """Measure the answers to judged questions."""
        searcher = self.searcher()
        judged = load_judged_set(queries, qrels)
        return evaluate(judged, lambda text: searcher.rank(text, limit=100))

    def reindex(
        self,
        names: Sequence[str],
        *,
        full: bool = False,
        allow_shrink: bool = False,
        progress: Progress,
    ) -> Report:
        """Reconcile the named sources, or all configured ones, with the index.

        Raises SourceError, EngineError or IndexBusyError; then what answered before still does.
        """
        reindexing = Reindexing(
            self._store,
            self._vocabulary(),
            engine=self.settings.engine,
            audience=self.settings.audience,
            precision=self.settings.topic_precision,
        )
        return reindexing.run(
            self._sources(names), full=full, allow_shrink=allow_shrink, progress=progress
        )

    def searcher(self) -> Searcher:
        """Return what searches the generation that answers now."""
        return self._open().searcher

    def _open(self) -> _Opened:
        generation = self._store.require()
        opened = self._opened
        if opened and opened.generation == generation:
            return opened
        with self._opening:
            generation = self._store.require()
            if self._opened is None or self._opened.generation != generation:
                self._opened = self._open_generation(generation)
            return self._opened

    def _open_generation(self, generation: Generation) -> _Opened:
        facts = generation.facts()
        if facts.analysis != self._analysis:
            raise IndexMissingError(
                f"Indexet {generation.path}",
                "det är byggt med en annan textanalys än den här versionens",
                "Bygg det på nytt: sokverket reindex --full, med alla källor.",
            )
        engine = open_engine(facts.engine, SCHEMA, generation.engine_directory, new=False)
        if not len(engine):
            raise generation.damaged("det har inga artiklar kvar")
        snapshot = generation.snapshot()
        analyser = Analyser(snapshot)
        searcher = Searcher(
            engine, analyser, generation.vocabulary(), self._knowledge(snapshot, analyser)
        )
        return _Opened(generation, facts.engine, len(engine), searcher)

    def _knowledge(self, snapshot: Snapshot, analyser: Analyser) -> Knowledge:
        learnt = (Rule(pair, pair) for pair in snapshot.acronyms.items())
        reviewed = self._read_reviewed(analyser)
        return replace(reviewed, counts=snapshot.frequencies, rules=(*learnt, *reviewed.rules))

    def _read_reviewed(self, analyser: Analyser) -> Knowledge:
        """Return the editors' synonyms and choices; the last good ones if the files are broken."""
        synonyms, bets = self.settings.synonyms, self.settings.best_bets
        try:
            self._reviewed = Knowledge(
                rules=tuple(load_synonyms(synonyms)) if synonyms else (),
                bets=load_best_bets(bets, analyser) if bets else {},
            )
        except SettingsError as error:
            if self._reviewed is None:
                raise
            logging.getLogger(__name__).warning("%s Det som lästes förut används.", error)
        return self._reviewed

    def _vocabulary(self) -> Vocabulary:
        file = self.settings.topics
        return load_vocabulary(file, self.settings.topic_map) if file else Vocabulary()

    def _sources(self, names: Sequence[str]) -> list[Source]:
        configured = self.settings.sources
        if not names and not configured:
            raise SourceError(
                "Källor", "inga är angivna", "Skriv sokverket reindex MAPP, eller [sources.NAMN]."
            )
        sources = [self._source(name) for name in names or configured]
        seen: set[str] = set()
        for source in sources:
            if source.name in seen:
                raise SourceError(
                    source.location,
                    f"två källor heter ”{source.name}”",
                    "Ge dem egna namn med [sources.NAMN] i sokverket.toml.",
                )
            seen.add(source.name)
        return sources

    def _source(self, name: str) -> Source:
        table = self.settings.sources.get(name)
        if table is None:
            last = os.fsencode(Path(name).resolve().name).decode("utf-8", "backslashreplace")
            return Source(name=last, location=name, named=False)
        publisher = table.get("publisher", ())
        return Source(
            name=name,
            location=table["path"],
            kind=table.get("kind", ""),
            publisher=(publisher,) if isinstance(publisher, str) else tuple(publisher),
            language=table.get("language", "sv"),
            audience=table.get("audience", "public"),
            url=table.get("url", ""),
        )
