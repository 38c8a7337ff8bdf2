"""What the pages need of the search engine, and no more: anything that answers this will do."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from indexer.search.answer import SearchAnswer, ShownArticle, TopicCount, Untagged
from indexer.search.request import SearchRequest


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

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics of the index with their number of articles."""

    def untagged(self, page: int, size: int) -> Untagged:
        """Return a page of the articles that editors have given no topic, the newest first."""

    def warm_up(self) -> None:
        """Load what the first questions would otherwise wait for."""

    def health(self) -> Health:
        """Return what index answers now."""

    def following(self) -> AbstractContextManager[None]:
        """Meanwhile take up what is published without waiting for a question."""
