"""From the matches of a page to its hits: what is shown of each article, and which is quoted."""

from __future__ import annotations

from indexer.analyse import Analyser
from indexer.article import Article
from indexer.search.answer import Hit
from indexer.search.asked import read_asked
from indexer.search.duplicates import Duplicates
from indexer.search.markers import Markers
from indexer.search.quotation import find_quoted
from indexer.search.request import SearchRequest
from indexer.search.retrieve import Retrieved
from indexer.search.snippets import Shown, make_snippet
from indexer.search.topic_names import TopicNames, without_proposals


class Hits:
    """Makes the hits of one index."""

    def __init__(
        self,
        analyser: Analyser,
        duplicates: Duplicates,
        topic_names: TopicNames,
        markers: Markers,
    ) -> None:
        self._analyser = analyser
        self._duplicates = duplicates
        self._topic_names = topic_names
        self._markers = markers

    def of_page(
        self, found: Retrieved, request: SearchRequest
    ) -> tuple[tuple[Hit, ...], Hit | None]:
        """Return the hits, and the one among them that is quoted above them."""
        if not found.matches.hits:
            return (), None
        missing = found.missing()
        ids = [match.id for match in found.matches.hits]
        duplicates = self._duplicates.duplicates(ids, found.strict.query)
        marker = self._markers.of_plan(found.plan)
        asked = read_asked(found.query, self._analyser)
        hits: list[Hit] = []
        snippets: list[Shown] = []
        shares = found.shares()
        for match in found.matches.hits:
            article = Article.from_json(match.stored)
            told = article if request.proposed else without_proposals(article)
            shown = make_snippet(article, marker, asked, shares[match.id])
            snippets.append(shown)
            hits.append(
                Hit(
                    article=told,
                    title_marks=marker.marks(article.title),
                    topics=self._topic_names.links(told),
                    score=round(match.score, 4),
                    missing=tuple(missing.get(article.id, ())),
                    chosen=article.id in found.plan.bets,
                    snippet=shown.snippet,
                    duplicates=duplicates.get(article.id, ()),
                    reference_marks=marker.reference_marks(article.reference),
                )
            )
        return tuple(hits), find_quoted(hits, snippets, marker, asked, request)
