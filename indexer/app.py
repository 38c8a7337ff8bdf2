"""The only wiring: settings → analyser, engine, searcher, reindexing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

from indexer.agreement import Agreement
from indexer.analyse import Analyser, Token, analysis_fingerprint, learn
from indexer.current import CurrentIndex
from indexer.engines.rungs import advise
from indexer.index import Gate, Generation, Progress, Reindexing, Report, RunOptions, Store, tagging
from indexer.index.difference import Removal
from indexer.index.history import PastRun
from indexer.index.manifest import Manifest
from indexer.index.reindex import facts_of
from indexer.index.rollback import roll_back
from indexer.index.status import IndexStatus, SourceStatus, describe_sources, describe_store
from indexer.index.trial import Trial, try_source
from indexer.index.withdraw import release, unheld, withdraw
from indexer.index.withdrawals import Withdrawal
from indexer.judge import (
    AnswerEvaluation,
    Evaluation,
    Excerpt,
    evaluate,
    evaluate_answers,
    load_answers,
    load_judged_set,
)
from indexer.opening import Opener
from indexer.read import Finding, Source
from indexer.read.command import find_program
from indexer.read.ocr_results import MISSING as OCR_MISSING
from indexer.read.ocr_results import PROGRAM as OCR_PROGRAM
from indexer.search import SearchAnswer, Searcher, SearchRequest, ShownArticle
from indexer.search.acronym_file import ListedAcronym, list_acronyms, load_acronyms
from indexer.search.unanswered import FILE_NAME, UnansweredCounter
from indexer.settings import Settings, choose_sources
from indexer.topics import Vocabulary, load_vocabulary
from indexer.topics.evaluation import TopicEvaluation
from indexer.topics.suggesting import Suggestions

GOLDEN_FILES = ("queries.tsv", "qrels.trec")
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Health:
    """What answers now."""

    generation: str
    engine: str
    articles: int

    @property
    def advice(self) -> str:
        """What to do when the archive is too large for its engine, in Swedish; else nothing."""
        return advise(self.engine, self.articles)


class Library:
    """An archive that can be searched and reindexed; searching is safe from several threads.

    Every method raises IndexMissingError when there is no index that it can use, EngineError when
    its engine fails and SettingsError for a reviewed file that is wrong. A generation that another
    process publishes answers the next call; within `following`, as soon as it is open and warm.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store = Store(settings.index)
        self._opener = Opener(settings)
        self._answering = CurrentIndex(self._store, self._opener)
        self.following = self._answering.following
        self._unanswered = (
            UnansweredCounter(settings.index / FILE_NAME) if settings.count_unanswered else None
        )

    def ask(
        self,
        question: Callable[Concatenate[Searcher, _Asked], _Answer],
        *args: _Asked.args,
        **options: _Asked.kwargs,
    ) -> _Answer:
        """Return what a searcher answers: `library.ask(Searcher.search, request)`.

        The question may be asked twice, of another generation, when the first goes away meanwhile.
        """
        return self._answering.ask(question, *args, **options)

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer one search; with `article`, what programs outside the project rely on."""
        return self.ask(Searcher.search, request)

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002 - the article's own word
        """Return an article with the words of the query marked, or None when there is none."""
        return self.ask(Searcher.show, id, query)

    def suggest_topics(self, article_id: str) -> Suggestions | None:
        """Return the topics that an article could have and why, or None without the article."""
        opened = self._answering.opened()
        shown = opened.searcher.show(article_id)
        return tagging.suggest_topics(opened.generation, shown.article) if shown else None

    def evaluate_topics(self) -> TopicEvaluation:
        """Judge the topics that would be learnt of the index; raise EngineError if none can be."""
        opened = self._answering.opened()
        articles, precision = opened.searcher.articles(), self.settings.topic_precision
        return tagging.evaluate_topics(opened.generation, articles, precision)

    def count_unanswered(self, request: SearchRequest, answer: SearchAnswer) -> None:
        """Count a question of words alone that found nothing; never waits and never raises."""
        if self._unanswered and not answer.total and request == SearchRequest(request.query):
            self._unanswered.count(request.query)

    def analyse(self, text: str) -> list[Token]:
        """Return the words of a text with their terms, as the index knows them if there is one."""
        generation = self._store.current()
        snapshot = generation.snapshot() if generation else learn({})
        return list(Analyser(snapshot).tokens(text))

    def acronyms(self) -> list[ListedAcronym]:
        """Return what was learnt of acronyms in the generation that answers, and the editors' own.

        An editors' file that is not there yet says nothing.
        """
        generation = self._store.require()
        generation.record()
        learnt = generation.snapshot().acronyms
        places = {id_ for one in learnt for id_ in one.places} - self._store.withdrawals.ids()
        file = self.settings.acronyms
        rules = load_acronyms(file) if file and file.exists() else []
        return list_acronyms(learnt, rules, set(generation.held(places)))

    @property
    def agreement(self) -> Agreement:
        """What the processes of a server agree on: the generation that all answer with."""
        return self._answering.agreement

    def agree(self, agreement: Agreement) -> None:
        """Answer by an agreement with other processes, before anything has been asked."""
        self._answering.agreement = agreement

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""
        self._answering.warm_up()

    def health(self) -> Health:
        """Return what index answers now."""
        opened = self._answering.opened()
        return Health(opened.generation.name, opened.engine_name, opened.articles)

    def status(self) -> IndexStatus:
        """Return which generations there are, and how the last run ended."""
        return describe_store(self._store)

    def findings(self) -> list[Finding]:
        """Return every item that the latest run knows to be refused or doubtful."""
        latest = self._store.latest() or self._store.require()
        return latest.ask(Manifest.findings)

    def history(self) -> list[PastRun]:
        """Return what the last runs changed that changed something, the latest first."""
        self._store.require()
        withdrawn = self._store.withdrawals.ids()
        return self._store.history.runs(self.settings.audience, withdrawn)

    def removal(self, article_id: str) -> tuple[PastRun, Removal] | None:
        """Return the last run that removed an article and how it went, if that is remembered."""
        return self._store.history.removal(article_id, self.settings.audience)

    def withdrawn_since(self, article_id: str) -> str:
        """Return the day an article was withdrawn, or an empty string."""
        days = (one.since for one in self.withdrawn() if one.id == article_id)
        return next(days, "")

    def evaluate(self, queries: Path, qrels: Path) -> Evaluation:
        """Measure the answers to judged questions."""
        searcher = self.searcher()
        judged = load_judged_set(queries, qrels)
        return evaluate(judged, lambda text: searcher.rank(text, limit=100))

    def evaluate_answers(self, queries: Path, qrels: Path, answers: Path) -> AnswerEvaluation:
        """Measure how often what is shown holds the judged answer to the question."""
        searcher = self.searcher()
        judged = load_judged_set(queries, qrels)

        def show(text: str) -> list[Excerpt]:
            hits = searcher.search(SearchRequest(text, duplicates=True)).hits
            return [Excerpt(hit.id, hit.snippet.text) for hit in hits]

        def quote(text: str) -> Excerpt | None:
            hit = searcher.search(SearchRequest(text)).quoted
            return Excerpt(hit.id, hit.snippet.text) if hit else None

        return evaluate_answers(judged, load_answers(answers), show, quote)

    def searcher(self) -> Searcher:
        """Return what searches the generation that answers now."""
        return self._answering.opened().searcher

    def reindex(self, names: Sequence[str], *, progress: Progress, **options: bool) -> Report:
        """Reconcile the named sources, or all configured ones, with the index.

        The options are those of `RunOptions`. Raises SourceError, EngineError or IndexBusyError;
        then what answered before still does.
        """
        missing = self.settings.ocr and not find_program(OCR_PROGRAM)
        sources = self._chosen(names, self._store.machine_read.folder)
        report = self._reindexing().run(sources, RunOptions(**options), progress)
        return replace(report, findings=(OCR_MISSING, *report.findings)) if missing else report

    def sources(self) -> list[SourceStatus]:
        """Return the sources of the index and of the settings, with what became of them."""
        return describe_sources(self._store, self.settings.sources)

    def drop_source(self, name: str, *, progress: Progress, **options: bool) -> Report:
        """Take a source out of the index; options and errors are those of `reindex`."""
        return self._reindexing().drop(name, RunOptions(**options), progress)

    def try_sources(self, names: Sequence[str], limit: int) -> list[Trial]:
        """Read some articles of each source without indexing, and return `limit` of each.

        Raises SourceError as `reindex` does.
        """
        withdrawn = self._store.withdrawals.ids()
        with TemporaryDirectory(prefix="sokverket-") as ocr:
            return [
                try_source(source, self.settings.audience, withdrawn, limit)
                for source in self._chosen(names, Path(ocr))
            ]

    def rollback(self, name: str = "") -> str:
        """Let an earlier generation answer until it is released, and return its name.

        Without a name it is the one before that which answers. Raises IndexMissingError when it
        cannot answer; then nothing is changed.
        """
        return roll_back(self._store, self._try_out, self.settings.audience, name)

    def withdraw(self, article_ids: Sequence[str]) -> str:
        """Take articles out of every generation; return what delays it, as `withdraw` does."""
        return withdraw(self._store, article_ids, analysis_fingerprint())

    def unheld(self, article_ids: Sequence[str]) -> list[str]:
        """Return which of the ids no generation has, and nobody has withdrawn."""
        return unheld(self._store, article_ids)

    def withdrawn(self) -> list[Withdrawal]:
        """Return what has been withdrawn."""
        return self._store.withdrawals.all()

    def release(self, article_ids: Sequence[str]) -> None:
        """Let withdrawn articles come back with the next run that finds them in their source."""
        release(self._store, article_ids)

    def _try_out(self, generation: Generation) -> None:
        self._opener.open(generation, self._store.withdrawals.ids()).engine.close()

    def _chosen(self, names: Sequence[str], ocr: Path) -> list[Source]:
        """Return the sources; what is read of them by machine is kept in the folder `ocr`."""
        reads = self.settings.ocr and find_program(OCR_PROGRAM)
        return choose_sources(
            self.settings.sources,
            names,
            legacy_reader=self.settings.legacy_reader,
            ocr=ocr if reads else None,
        )

    def _reindexing(self) -> Reindexing:
        vocabulary = self._vocabulary()
        facts = facts_of(
            vocabulary,
            engine=self.settings.engine,
            audience=self.settings.audience,
            precision=self.settings.topic_precision,
        )
        return Reindexing(self._store, vocabulary, self._gate(), facts)

    def _gate(self) -> Gate | None:
        folder = self.settings.golden
        if folder is None:
            return None
        queries, qrels = (folder / name for name in GOLDEN_FILES)
        return Gate(load_judged_set(queries, qrels), self._opener.ranker)

    def _vocabulary(self) -> Vocabulary:
        file = self.settings.topics
        return load_vocabulary(file, self.settings.topic_map) if file else Vocabulary()
