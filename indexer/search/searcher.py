"""A question comes in, an answer goes out: the one place where a search is put together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from indexer.analyse import Analyser
from indexer.article import Article
from indexer.engines import port
from indexer.search.answer import (
    Duplicate,
    FacetValue,
    Hit,
    MarkedSection,
    SearchAnswer,
    ShownArticle,
    TopicCount,
    TopicLink,
    Untagged,
    UntaggedArticle,
)
from indexer.search.best_bets import BestBets
from indexer.search.duplicates import Duplicates
from indexer.search.explain import Explanation, explain_score
from indexer.search.export import ExportedArticle, ExportedPage
from indexer.search.marks import Marker
from indexer.search.pieces import REMEMBERED, Pieces
from indexer.search.plan import Plan, Planner, is_known
from indexer.search.related import RelatedArticle, Relations
from indexer.search.request import SearchRequest
from indexer.search.retrieve import NAMED_FACETS, Retrieved, Retriever
from indexer.search.snippets import make_snippet
from indexer.search.spelling import Speller
from indexer.search.suggest import Suggester, Suggestion
from indexer.search.synonyms import Rule, Synonyms
from indexer.search.topic_names import TopicNames, without_proposals
from indexer.search.widening import Widening
from indexer.terms.fields import YEARS
from indexer.terms.topic_values import counts_by_topic, editors_values
from indexer.topics import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known besides the index: words by their counts, synonyms, editors' choices."""

    counts: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    bets: BestBets = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of hits besides their articles: by id, what they lack and their duplicates."""

    marker: Marker
    chosen: Sequence[str]
    missing: Mapping[str, Sequence[str]]
    duplicates: Mapping[str, tuple[Duplicate, ...]]


class Searcher:
    """Searches one open index; safe to share between threads."""

    def __init__(
        self,
        engine: port.Engine,
        analyser: Analyser,
        vocabulary: Vocabulary,
        knowledge: Knowledge | None = None,
    ) -> None:
        known = knowledge or Knowledge()
        speller = Speller(known.counts)
        synonyms = Synonyms(known.rules, analyser)
        widening = Widening(analyser, speller, synonyms, partial(is_known, engine))
        self._engine = engine
        self._analyser = analyser
        self._topic_names = TopicNames(vocabulary)
        self._pieces = Pieces(analyser)
        self._duplicates = Duplicates(engine)
        self._relations = Relations(engine, analyser, self._duplicates)
        self._planner = Planner(engine, analyser, self._facet_value, widening, known.bets)
        self._retriever = Retriever(engine, self._planner, self._duplicates, self._topic_names)

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a search; raises EngineError only when the index itself fails."""
        began = time.perf_counter()
        found, suggestion = self._retriever.retrieve(request)
        hits = self._hits(found, proposed=request.proposed)
        lacking = any(hit.missing for hit in hits)
        facets = self._facets(found.matches.counts, request)
        return SearchAnswer(
            query=request.query,
            searched=found.query,
            total=found.matches.total,
            relaxed=lacking or found.matches.total > self._retriever.complete(found),
            hits=hits,
            facets=facets,
            notices=found.plan.notices,
            suggestion=suggestion,
            widened=found.plan.widened,
            explore=self._explore(request, facets, found.matches.total),
            complete=found.complete,
            took_ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def fetch(self, request: SearchRequest) -> ExportedPage:
        """Return one page of a result as whole articles, without facets and snippets."""
        found, _ = self._retriever.retrieve(request, facets=False)
        articles = (Article.from_json(match.stored) for match in found.matches.hits)
        return ExportedPage(
            found.matches.total,
            tuple(ExportedArticle(one, self._topic_names.links(one)) for one in articles),
        )

    def rank(self, query: str, limit: int) -> list[port.Match]:
        """Return the first matches of a query alone, with duplicates and no filters."""
        found, _ = self._retriever.retrieve(
            SearchRequest(query, duplicates=True, size=limit), facets=False
        )
        return list(found.matches.hits)

    def warm_up(self) -> None:
        """Read words and dictionaries, also by asking for words that no archive has."""
        self._pieces = Pieces(self._analyser, self._analyser.warm_up())
        self.search(SearchRequest("upvarmningsordf uppvärmningsfrågeställningarx"))
        self._suggester.warm_up()

    def show(self, article_id: str, query: str = "") -> ShownArticle | None:
        """Return an article with the words of the query marked, or None when there is none."""
        article = self._article(article_id)
        if article is None:
            return None
        marker = self._marker(self._planner.plan(query))
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
        )

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Return why an article ranks where it does, or None when there is no such article."""
        article = self._article(article_id)
        if article is None:
            return None
        request = SearchRequest(query, duplicates=True, size=len(self._engine))
        found, _ = self._retriever.retrieve(request, facets=False)
        places = {match.id: (at, match.score) for at, match in enumerate(found.matches.hits, 1)}
        rank, score = places.get(article_id, (None, 0.0))
        shares = explain_score(self._engine, found.plan, article_id, relaxed=found.relaxed)
        return Explanation(article_id, article.title, found.query, rank, score, shares)

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics that articles have, with their places in the hierarchy."""
        return self._topic_names.all(self._topic_counts)

    def untagged(self, page: int, size: int) -> Untagged:
        """Return a page of the articles that editors have given no topic, the newest first."""
        tagged = port.HasFacet("topic", frozenset(editors_values(self._all_counts["topic"])))
        found = self._engine.match(
            port.Search(
                port.Without(port.Everything(), tagged),
                sort=port.Sort("newest", "published"),
                offset=(page - 1) * size,
                limit=size,
            )
        )
        articles = [Article.from_json(match.stored) for match in found.hits]
        links = (self._topic_names.links(article) for article in articles)
        return Untagged(
            found.total,
            tuple(
                UntaggedArticle(article.id, article.title, article.url, article.language, topics)
                for article, topics in zip(articles, links, strict=True)
            ),
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

    def related(self, article_id: str, limit: int) -> tuple[RelatedArticle, ...]:
        """Return the articles that are about the same, closest first; none for an unknown id."""
        article = self._article(article_id)
        if article is None:
            return ()
        topics = [topic.id for topic in self._topic_names.links(article)]
        return self._relations.find(article, topics, limit)

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._engine, self._analyser, self.topics())

    def _article(self, article_id: str) -> Article | None:
        found = self._engine.match(port.Search(port.Ids(frozenset([article_id])), limit=1)).hits
        return Article.from_json(found[0].stored) if found else None

    def _hits(self, found: Retrieved, *, proposed: bool) -> tuple[Hit, ...]:
        plan, matches = found.plan, found.matches
        missing = self._retriever.missing(matches.hits, plan) if found.relaxed else {}
        ids = [match.id for match in matches.hits]
        duplicates = self._duplicates.duplicates(ids, found.strict.query)
        beside = _Beside(self._marker(plan), plan.bets, missing, duplicates)
        return tuple(self._hit(match, beside, proposed=proposed) for match in matches.hits)

    def _hit(self, match: port.Match, beside: _Beside, *, proposed: bool) -> Hit:
        marker, article = beside.marker, Article.from_json(match.stored)
        if not proposed:
            article = without_proposals(article)
        chosen = article.id in beside.chosen
        return Hit(
            id=article.id,
            title=article.title,
            title_marks=marker.marks(article.title),
            url=article.url,
            kind=article.kind,
            publisher=article.publisher,
            language=article.language,
            published=article.published,
            reviewed=article.reviewed,
            topics=self._topic_names.links(article),
            score=round(match.score, 4),
            missing=() if chosen else tuple(beside.missing.get(article.id, ())),
            chosen=chosen,
            snippet=make_snippet(article, marker),
            pages=article.pages,
            duplicates=beside.duplicates.get(article.id, ()),
        )

    def _marker(self, plan: Plan) -> Marker:
        words = [(word.query, word.idf) for word in plan.words]
        if self._pieces.learnt > REMEMBERED:
            self._pieces = self._pieces.emptied()
        return Marker(
            self._analyser, self._pieces, [*words, *((query, 1.0) for query in plan.required)]
        )

    def _facets(
        self, counts: Mapping[str, Mapping[str, int]], request: SearchRequest
    ) -> dict[str, tuple[FacetValue, ...]]:
        year = counts[YEARS[request.date]]
        return {
            "topic": self._topic_names.facet(
                counts["topic"],
                self._topic_names.resolve(request.topics),
                proposed=request.proposed,
            ),
            "year": tuple(FacetValue(value, value, n) for value, n in sorted(year.items())),
            "kind": _by_count(counts["kind"], request.kinds),
            "publisher": _by_count(counts["publisher"], request.publishers),
            "language": _by_count(counts["language"], request.languages),
        }

    def _explore(
        self, request: SearchRequest, facets: Mapping[str, Sequence[FacetValue]], total: int
    ) -> tuple[TopicLink, ...]:
        """Return the topics to explore beside an answer to a question without chosen topics."""
        if request.topics or not request.query.strip():
            return ()
        return self._topic_names.explore(
            facets["topic"], total, self._articles_by_topic, len(self._engine)
        )

    @cached_property
    def _topic_counts(self) -> Mapping[str, int]:
        query = self._duplicates.hide(port.Everything(), ["topic"])
        return self._engine.match(port.Search(query, limit=0, facets=("topic",))).counts["topic"]

    @cached_property
    def _all_counts(self) -> Mapping[str, Mapping[str, int]]:
        search = port.Search(port.Everything(), limit=0, facets=NAMED_FACETS)
        return self._engine.match(search).counts

    @cached_property
    def _articles_by_topic(self) -> Mapping[str, int]:
        counts = counts_by_topic(self._all_counts["topic"])
        return {topic: sum(by.values()) for topic, by in counts.items()}

    def _facet_value(self, facet: str, typed: str) -> str | None:
        if facet == "topic":
            (wanted,) = self._topic_names.resolve([typed])
            values: Iterable[str] = counts_by_topic(self._all_counts[facet])
        else:
            wanted, values = typed, self._all_counts[facet]
        known = {value.casefold(): value for value in values}
        return known.get(wanted.casefold())


def _by_count(counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return values by falling count; chosen ones stay even where nothing has them."""
    all_counts = dict.fromkeys(chosen, 0) | dict(counts)
    values = (FacetValue(value, value, n) for value, n in all_counts.items())
    return tuple(sorted(values, key=lambda value: (-value.count, value.label)))
