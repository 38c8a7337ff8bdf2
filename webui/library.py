"""What the pages need of the search engine, and no more: anything that answers this will do."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from indexer.article import Article
from indexer.search.answer import ArticleList, SearchAnswer, ShownArticle, TopicCount
from indexer.search.explain import Explanation
from indexer.search.export import Export
from indexer.search.request import SearchRequest
from indexer.search.suggest import Suggestion


class Site(Protocol):
    """The settings that show on the pages or steer the server."""

    @property
    def site_name(self) -> str:
        """The name at the top of each page."""

    @property
    def agency_name(self) -> str:
        """The agency that answers for the site; may be empty."""

    @property
    def host(self) -> str:
        """The address that the server listens on."""

    @property
    def port(self) -> int:
        """The port that the server listens on."""

    @property
    def prefix(self) -> str:
        """The path below which the pages lie; empty for the root."""

    @property
    def trusted_proxies(self) -> int:
        """How many proxies in front have X-Forwarded-* headers that can be trusted."""

    @property
    def audience(self) -> str:
        """Whom the pages are for: "public" or "internal"."""

    @property
    def base_url(self) -> str:
        """The scheme and host that the pages are found at; empty for those that are called."""

    @property
    def cors_origin(self) -> str:
        """The site whose scripts may read the API, * for all or empty for none."""

    @property
    def logo(self) -> Path | None:
        """The picture at the top of each page."""

    @property
    def accent(self) -> str:
        """The colour of links and buttons, as #rrggbb; empty for our own."""

    @property
    def accent_dark(self) -> str:
        """The same in dark mode."""

    @property
    def contact(self) -> str:
        """Where visitors turn: an address that begins with mailto: or https://; may be empty."""

    @property
    def footer_links(self) -> Mapping[str, str]:
        """The addresses of the agency's own links in the footer, by their text."""

    @property
    def synonyms(self) -> Path | None:
        """The file of synonyms, which answers depend on."""

    @property
    def best_bets(self) -> Path | None:
        """The file of editors' choices, which answers depend on."""

    @property
    def access_log(self) -> bool:
        """Whether each request is logged."""

    @property
    def threads(self) -> int:
        """How many requests the server answers at a time."""


class Health(Protocol):
    """What the index that answers now is."""

    @property
    def generation(self) -> str:
        """The name of the generation."""

    @property
    def engine(self) -> str:
        """The engine that it was built with."""

    @property
    def articles(self) -> int:
        """How many articles it holds."""


class Library(Protocol):
    """An archive that can be searched; its methods raise SokverketError where it cannot be."""

    @property
    def settings(self) -> Site:
        """The settings that the library was opened with."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer one search."""

    def article(self, id: str, query: str = "") -> ShownArticle | None:  # noqa: A002 - the article's own word
        """Return an article with the words of the query marked, or None when there is none."""

    def count_unanswered(self, request: SearchRequest, answer: SearchAnswer) -> None:
        """Count a question that found nothing; never waits and never raises."""

    def search_whole(self, request: SearchRequest, limit: int) -> SearchAnswer:
        """Answer one search with the hits of all its pages, `limit` at most."""

    def export(self, request: SearchRequest, limit: int, start: int = 0) -> Export:
        """Return the articles of a whole result, `limit` at most, from one generation."""

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Return how a question that is being typed may go on."""

    def related(self, id: str, limit: int) -> tuple[Article, ...]:  # noqa: A002 - the article's own word
        """Return the articles that are about the same as one, closest first."""

    def explain(self, query: str, article_id: str) -> Explanation | None:
        """Return why an article ranks where it does for a query, or None when there is none."""

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics of the index with their number of articles."""

    def untagged(self, page: int, size: int) -> ArticleList:
        """Return a page of the articles that editors have given no topic, the newest first."""

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""

    def health(self) -> Health:
        """Return what index answers now."""

    def following(self) -> AbstractContextManager[None]:
        """Meanwhile take up what is published without waiting for a question."""
