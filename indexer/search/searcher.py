"""A question comes in, an answer goes out: the one place where a search is put together."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from indexer.analyse import Analyser
from indexer.analyse.known_acronyms import Acronym, is_in_capitals
from indexer.analyse.tokens import find_words, surface_form
from indexer.article import Article
from indexer.engines import port
from indexer.search.acronyms import Acronyms
from indexer.search.answer import (
    ArticleList,
    LabelledArticle,
    MarkedSection,
    OfferedFilter,
    SearchAnswer,
    ShownArticle,
    TopicCount,
    WaysOn,
)
from indexer.search.best_bets import BestBets
from indexer.search.duplicates import Duplicates
from indexer.search.explain import Explanation, name_parts, weigh_parts, words_by_term
from indexer.search.facets import Facets
from indexer.search.hits import Hits
from indexer.search.markers import Markers
from indexer.search.offers import offer_filters
from indexer.search.planner import Planner
from indexer.search.related import Relations
from indexer.search.request import SearchRequest
from indexer.search.retrieve import Retrieved, Retriever
from indexer.search.spelling import Speller
from indexer.search.suggest import Suggester, Suggestion
from indexer.search.synonyms import Rule, Synonyms
from indexer.search.topic_names import TopicNames
from indexer.search.ways_on import WayFinder
from indexer.search.widening import Widening
from indexer.terms.fields import SURFACE
from indexer.topics import Vocabulary


@dataclass(frozen=True, slots=True)
class Resources:
    """What is searched by besides the index: its words by their counts, and what is reviewed.

    `capitals` are the surface forms of the words that the archive writes in capitals.
    """

    counts: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    bets: BestBets = field(default_factory=dict)
    acronyms: tuple[Acronym, ...] = ()
    capitals: Collection[str] = frozenset()


class Searcher:
    """Searches one open index; safe to share between threads."""

    def __init__(
        self,
        engine: port.Engine,
        analyser: Analyser,
        vocabulary: Vocabulary,
        resources: Resources | None = None,
    ) -> None:
        given = resources or Resources()
        speller = Speller(given.counts, analyser.standing, partial(_named, vocabulary, given))
        surfaces = partial(engine.vocabulary, SURFACE)
        acronyms = Acronyms(given.acronyms, given.capitals, analyser, surfaces)
        synonyms = Synonyms(given.rules, acronyms, analyser)
        widening = Widening(analyser, speller, synonyms, acronyms, engine)
        self._engine = engine
        self._analyser = analyser
        self._topic_names = TopicNames(vocabulary)
        self._duplicates = Duplicates(engine)
        self._markers = Markers(engine, analyser)
        self._hits = Hits(analyser, self._duplicates, self._topic_names, self._markers)
        self._facets = Facets(engine, self._duplicates, self._topic_names)
        self._relations = Relations(engine, analyser, self._duplicates)
        self._planner = Planner(engine, analyser, self._facets.find_value, widening, given.bets)
        self._way_finder = WayFinder(analyser, speller, self.topics, self._facets.has_value)
        self._retriever = Retriever(engine, self._planner, self._duplicates, self._topic_names)

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a search; raises EngineError only when the index itself fails."""
        began = time.perf_counter()
        found = self._retriever.retrieve(request)
        hits, quoted = self._hits.of_page(found, request)
        lacking = any(hit.missing for hit in hits)
        facets = self._facets.of_answer(found.matches.counts, request)
        return SearchAnswer(
            query=request.query,
            searched=found.query,
            total=found.matches.total,
            relaxed=lacking or found.matches.total > found.count_complete(),
            hits=hits,
            facets=facets,
            notices=found.plan.notices,
            suggestion=found.suggestion,
            widened=found.plan.widened,
            explore=self._facets.explore(request, facets, found.matches.total),
            complete=found.complete,
            quoted=quoted,
            first_lacking=found.first_lacking([bool(hit.missing) for hit in hits]),
            ways=self._ways(request, found) if not found.matches.total else None,
            tree=found.plan.tree,
            offers=self._offers(request, found),
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def follow(self, request: SearchRequest) -> SearchAnswer:
        """Return a page of the articles that have all the words as typed, for who follows them.

        It has no facets.
        """
        began = time.perf_counter()
        found = self._retriever.follow(request)
        return SearchAnswer(
            query=request.query,
            searched=request.query,
            total=found.matches.total,
            relaxed=False,
            hits=self._hits.of_page(found, request)[0],
            facets={},
            notices=found.plan.notices,
            suggestion=None,
            widened=found.plan.widened,
            complete=found.matches.total,
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def fetch(self, request: SearchRequest) -> ArticleList:
        """Return one page of a result as whole articles, without facets and snippets."""
        found = self._retriever.retrieve(request, facets=False)
        return self._page(found.matches, found.missing())

    def rank(self, query: str, limit: int) -> list[port.Match]:
        """Return the first matches of a query alone, with duplicates and no filters."""
        request = SearchRequest(query, duplicates=True, size=limit)
        return list(self._retriever.retrieve(request, facets=False).matches.hits)

    def warm_up(self) -> None:
        """Read words and dictionaries, also by asking for words that no archive has."""
        self._markers.warm_up()
        self.search(SearchRequest("upvarmningsordf uppvärmningsfrågeställningarx *upvarmningsord"))
        self._suggester.warm_up()

    def show(self, article_id: str, query: str = "", *, exact: bool = False) -> ShownArticle | None:
        """Return an article with the words of the query marked, or None when there is none."""
        article = self._article(article_id)
        if article is None:
            return None
        marker = self._markers.of_plan(self._planner.plan(query, exact=exact))
        return ShownArticle(
            article=article,
            title_marks=marker.marks(article.title),
            sections=tuple(
                MarkedSection(
                    heading=section.heading,
                    heading_marks=marker.marks(section.heading),
                    paragraphs=tuple((text, marker.marks(text)) for text in section.paragraphs),
                    page=section.page,
                )
                for section in article.sections
            ),
            topics=self._topic_names.links(article),
            summary_marks=marker.marks(article.summary),
            duplicates=self._duplicates.duplicates([article_id]).get(article_id, ()),
            reference_marks=marker.reference_marks(article.reference),
        )

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Return why an article ranks where it does, or None when there is no such article."""
        article = self._article(article_id)
        if article is None:
            return None
        request = SearchRequest(query, duplicates=True, size=len(self._engine))
        found = self._retriever.retrieve(request, facets=False)
        places = {match.id: (at, match.score) for at, match in enumerate(found.matches.hits, 1)}
        rank, score = places.get(article_id, (None, 0.0))
        written = words_by_term((found.query, *found.plan.widened), self._analyser)
        parts = name_parts(found.plan, written, relaxed=found.relaxed)
        shares = weigh_parts(parts, article, self._engine, self._markers.of_query)
        return Explanation(article_id, article.title, found.query, rank, score, shares)

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics that articles have, with their places in the hierarchy."""
        return self._facets.topics()

    def untagged(self, page: int, size: int) -> ArticleList:
        """Return a page of the articles that editors have given no topic, the newest first."""
        return self._page(
            self._engine.match(
                port.Search(
                    port.Without(port.Everything(), self._facets.tagged()),
                    sort=port.Sort("newest", "published"),
                    offset=(page - 1) * size,
                    limit=size,
                )
            )
        )

    def articles(self, batch: int = 500) -> Iterator[Article]:
        """Yield all articles of the index."""
        for offset in range(0, len(self._engine), batch):
            search = port.Search(
                port.Everything(), sort=port.Sort("oldest", "published"), offset=offset, limit=batch
            )
            for match in self._engine.match(search).hits:
                yield Article.from_json(match.stored)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return how a question that is being typed may go on."""
        return self._suggester.suggest(typed)

    def related(self, article_id: str, limit: int) -> tuple[Article, ...]:
        """Return the articles that are about the same, closest first; none for an unknown id."""
        article = self._article(article_id)
        if article is None:
            return ()
        topics = [topic.id for topic in self._topic_names.links(article)]
        return self._relations.find(article, topics, limit)

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._engine, self._analyser, self.topics())

    def _ways(self, request: SearchRequest, found: Retrieved) -> WaysOn | None:
        """Return the ways on from a question that found nothing, within the chosen filters."""

        def count(question: str) -> int:
            return self._retriever.count(replace(request, query=question))

        if not request.query.strip():
            return None
        return self._way_finder.find(request.query, count, found.plan.numbers)

    def _article(self, article_id: str) -> Article | None:
        found = self._engine.match(port.Search(port.Ids(frozenset([article_id])), limit=1)).hits
        return Article.from_json(found[0].stored) if found else None

    def _page(
        self, matches: port.Matches, missing: Mapping[str, Sequence[str]] | None = None
    ) -> ArticleList:
        lacking = missing or {}
        articles = (Article.from_json(match.stored) for match in matches.hits)
        return ArticleList(
            matches.total,
            tuple(
                LabelledArticle(one, self._topic_names.links(one), tuple(lacking.get(one.id, ())))
                for one in articles
            ),
        )

    def _offers(self, request: SearchRequest, found: Retrieved) -> tuple[OfferedFilter, ...]:
        if request.has_period:
            return ()
        return offer_filters(request.query, found.plan.tree, numbers=found.plan.numbers)


def _named(vocabulary: Vocabulary, given: Resources) -> Iterator[str]:
    """Yield the words of topics and editors, which may be meant although no text has them."""
    phrases = (phrase for rule in given.rules for phrase in (*rule.typed, *rule.also))
    labels = (label for topic in vocabulary for label in (topic.label, *topic.alternative))
    for phrase in (*labels, *phrases, *(one.expansion for one in given.acronyms)):
        yield from (surface_form(word) for word in find_words(phrase) if not is_in_capitals(word))
