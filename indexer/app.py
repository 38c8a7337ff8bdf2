"""The only wiring: settings → analyser, engine, searcher, reindexing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from indexer.analyse import Analyser, Token, analysis_fingerprint, learn
from indexer.current import CurrentIndex
from indexer.engines.rungs import advise
from indexer.errors import SourceError
from indexer.index import Gate, Generation, Progress, Reindexing, Report, RunOptions, Store
from indexer.index.manifest import Manifest
from indexer.index.reindex import facts_of
from indexer.index.rollback import roll_back
from indexer.index.status import IndexStatus, describe_store
from indexer.index.withdraw import release, unheld, withdraw
from indexer.index.withdrawals import Withdrawal
from indexer.judge import Evaluation, evaluate, load_judged_set
from indexer.opening import Opener
from indexer.read import Finding, Source, is_address
from indexer.search import SearchAnswer, Searcher, SearchRequest, ShownArticle, TopicCount
from indexer.search.answer import Untagged
from indexer.search.explain import Explanation
from indexer.search.export import Export, answer_whole, export
from indexer.search.related import RelatedArticle
from indexer.search.suggest import Suggestion
from indexer.search.unanswered import FILE_NAME, UnansweredCounter
from indexer.settings import Settings
from indexer.terms.document import analyse_article
from indexer.terms.fragments import Fragments
from indexer.topics import Vocabulary, load_vocabulary
from indexer.topics.evaluation import TopicEvaluation, evaluate_learning
from indexer.topics.model import load_model
from indexer.topics.suggesting import Suggestions, suggest

GOLDEN_FILES = ("queries.tsv", "qrels.trec")


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
    process publishes is taken up by the next call, or at once within `following`.
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

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer one search."""
        return self._answering.ask(lambda searcher: searcher.search(request))

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002 - the article's own word
        """Return an article with the words of the query marked, or None when there is none."""
        return self._answering.ask(lambda searcher: searcher.show(id, query))

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics of the index with their numbers of articles."""
        return self._answering.ask(Searcher.topics)

    def untagged(self, page: int = 1, size: int = 50) -> Untagged:
        """Return a page of the articles that editors have given no topic, the newest first."""
        return self._answering.ask(lambda searcher: searcher.untagged(page, size))

    def suggest_topics(self, article_id: str) -> Suggestions | None:
        """Return the topics that an article could have and why, or None without the article."""
        opened = self._answering.opened()
        shown = opened.searcher.show(article_id)
        if shown is None:
            return None
        analyser = Analyser(opened.generation.snapshot())
        return suggest(
            shown.article,
            analyse_article(shown.article, Fragments(analyser)),
            opened.generation.vocabulary(),
            analyser,
            load_model(opened.generation.snapshot_directory),
        )

    def evaluate_topics(self) -> TopicEvaluation:
        """Judge the topics that would be learnt of the index; raise EngineError if none can be."""
        opened = self._answering.opened()
        fragments = Fragments(Analyser(opened.generation.snapshot()))
        return evaluate_learning(
            opened.searcher.articles(),
            lambda article: analyse_article(article, fragments),
            opened.generation.vocabulary(),
            self.settings.topic_precision,
        )

    def count_unanswered(self, request: SearchRequest, answer: SearchAnswer) -> None:
        """Count a question of words alone that found nothing; never waits and never raises."""
        if self._unanswered and not answer.total and request == SearchRequest(request.query):
            self._unanswered.count(request.query)

    def search_whole(self, request: SearchRequest, limit: int) -> SearchAnswer:
        """Answer one search with the hits of all its pages, `limit` at most."""
        return self._answering.ask(lambda searcher: answer_whole(searcher.search, request, limit))

    def export(self, request: SearchRequest, limit: int, start: int = 0) -> Export:
        """Return the articles of a whole result, `limit` at most, from one generation."""
        return self._answering.ask(lambda searcher: export(searcher.fetch, request, limit, start))

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return how a question that is being typed may go on."""
        return self._answering.ask(lambda searcher: searcher.suggest(typed))

    def related(self, id: str, limit: int) -> tuple[RelatedArticle, ...]:  # noqa: A002 - the article's own word
        """Return the articles that are about the same as one, closest first."""
        return self._answering.ask(lambda searcher: searcher.related(id, limit))

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Return why an article ranks where it does for a query, or None when there is none."""
        return self._answering.ask(lambda searcher: searcher.explain(query, article_id))

    def analyse(self, text: str) -> list[Token]:
        """Return the words of a text with their terms, as the index knows them if there is one."""
        generation = self._store.current()
        snapshot = generation.snapshot() if generation else learn({})
        return list(Analyser(snapshot).tokens(text))

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

    def evaluate(self, queries: Path, qrels: Path) -> Evaluation:
        """Measure the answers to judged questions."""
        searcher = self.searcher()
        judged = load_judged_set(queries, qrels)
        return evaluate(judged, lambda text: searcher.rank(text, limit=100))

    def searcher(self) -> Searcher:
        """Return what searches the generation that answers now."""
        return self._answering.opened().searcher

    def reindex(self, names: Sequence[str], *, progress: Progress, **options: bool) -> Report:
        """Reconcile the named sources, or all configured ones, with the index.

        The options are those of `RunOptions`. Raises SourceError, EngineError or IndexBusyError;
        then what answered before still does.
        """
        vocabulary = self._vocabulary()
        facts = facts_of(
            vocabulary,
            engine=self.settings.engine,
            audience=self.settings.audience,
            precision=self.settings.topic_precision,
        )
        reindexing = Reindexing(self._store, vocabulary, self._gate(), facts)
        return reindexing.run(self._sources(names), RunOptions(**options), progress)

    def places(self, names: Sequence[str]) -> list[Path]:
        """Return the files and folders of the named sources, or of all configured ones."""
        return [Path(source.location) for source in self._sources(names)]

    def rollback(self, name: str = "") -> str:
        """Let an earlier generation answer until it is released, and return its name.

        Without a name it is the one before that which answers. Raises IndexMissingError when it
        cannot answer; then nothing is changed.
        """
        return roll_back(self._store, self._try_out, self.settings.audience, name)

    def withdraw(self, article_ids: Sequence[str]) -> str:
        """Take articles out of every generation; return who delays it, as `index.withdraw` does."""
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

    def _gate(self) -> Gate | None:
        folder = self.settings.golden
        if folder is None:
            return None
        queries, qrels = (folder / name for name in GOLDEN_FILES)
        return Gate(load_judged_set(queries, qrels), self._opener.ranker)

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
            named = ", ".join(self.settings.sources)
            if named and not (is_address(name) or os.path.lexists(name)):
                raise SourceError(
                    f"”{name}”",
                    "det finns ingen källa, fil eller mapp med det namnet",
                    f"Källorna i inställningarna heter {named}.",
                )
            return Source(name=_last_part(name), location=name, named=False)
        publisher, hosts = table.get("publisher", ()), table.get("hosts", ())
        return Source(
            name=name,
            location=table["path"],
            kind=table.get("kind", ""),
            publisher=(publisher,) if isinstance(publisher, str) else tuple(publisher),
            language=table.get("language", "sv"),
            audience=table.get("audience", "public"),
            url=table.get("url", ""),
            hosts=(hosts,) if isinstance(hosts, str) else tuple(hosts),
            **{key: table[key] for key in ("delay", "limit") if key in table},
        )


def _last_part(location: str) -> str:
    """Return the name of a source that has none of its own: its file, its folder or its host."""
    if is_address(location):
        return urlsplit(location).hostname or location
    return os.fsencode(Path(location).resolve().name).decode("utf-8", "backslashreplace")
