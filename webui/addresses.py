"""Where each page lies: addresses as the pages, the API and feeds write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, quote_plus

from flask import current_app, request

from indexer.article import DateSpan
from indexer.search.parameters import PAGE
from indexer.search.request import SearchRequest
from indexer.search.suggest import Suggestion
from webui.current import library

RESULTS = "traffar"
FORM = "visa"
TABLE = "tabell"

_QUOTED = re.compile(r"[^\w./:@!$&'()*+,;=~-]", re.ASCII).search
_HOST = re.compile(r"([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_NONE: Mapping[str, Any] = MappingProxyType({})
_REMEMBERED = 1_000
"""Parameters and ids as addresses write them: most of a page's addresses share theirs."""


def address_of(endpoint: str, parameters: Mapping[str, Any] = _NONE, path: str = "") -> str:
    """Return what `url_for` does, but fast: a page has a hundred addresses.

    `path` is the value of the endpoint's variable, where it has one.
    """
    return _beginning_of(endpoint) + encode_path(path) + _question(parameters)


@lru_cache(_REMEMBERED)
def encode_path(text: str) -> str:
    """Percent-encode all but what a path may hold."""
    return quote(text, safe="/:@!$&'()*+,;=~") if _QUOTED(text) else text


def search_href(request: SearchRequest, anchor: str = "") -> str:
    """Return the address of the result page, as a table where this page shows one."""
    parameters = PAGE.write(request)
    if shows_table():
        parameters[FORM] = TABLE
    return address_of("pages.search", parameters) + (f"#{anchor}" if anchor else "")


def hrefs_of_years(request: SearchRequest) -> Callable[[int, int], str]:
    """Return what writes the address of the same search from one year to another.

    A histogram leads to forty periods, so the rest of the address is written once.
    """
    year = DateSpan.year(1)
    href = search_href(replace(request, since=year, until=year, undated=False, page=1), RESULTS)
    before, after = href.split(_period(1, 1))
    return lambda first, last: before + _period(first, last) + after


def shown_as_href(request: SearchRequest, form: str | None) -> str:
    """Return the address of the result page in another form: a table, or None for the list."""
    chosen = {FORM: form} if form else {}
    return address_of("pages.search", chosen | PAGE.write(replace(request, page=1)))


def hrefs_of_whole(request: SearchRequest) -> Callable[[str], str]:
    """Return what writes the address of a search's whole result in the form of an endpoint."""
    whole = _question(PAGE.write(replace(request, page=1)))
    return lambda endpoint: _beginning_of(endpoint) + whole


def shows_table() -> bool:
    """Tell whether the page that is asked for is a table of hits."""
    chosen = request.args
    return FORM in chosen and chosen[FORM] == TABLE and request.endpoint == "pages.search"


def hrefs_found_by(request: SearchRequest, endpoint: str) -> Callable[[str], str]:
    """Return what writes the addresses of articles at an endpoint; they remember the search.

    A page leads to twenty, so the search is written once.
    """
    place, found_by = _beginning_of(endpoint), _question(PAGE.write(request))
    return lambda article: place + encode_path(article) + found_by


def article_href(article: str, request: SearchRequest | None = None) -> str:
    """Return the address of an article; it remembers the search that led there."""
    found_by = PAGE.write(request) if request else {}
    return address_of("pages.article", found_by, article)


def permalink(article: str) -> str:
    """Return the whole address of an article."""
    return absolute(article_href(article))


def topic_href(topic: str) -> str:
    """Return the address of a topic's page."""
    return address_of("pages.topic", path=topic)


def absolute(path: str) -> str:
    """Return the whole address of a path of ours, as the settings or else the request have it."""
    return (library().settings.base_url or f"{request.scheme}://{_host()}") + path


def _host() -> str:
    return request.host if _HOST.fullmatch(request.host) else "localhost"


def suggestion_href(suggestion: Suggestion) -> str:
    """Return the address of what is suggested: a result page, a topic or an article."""
    match suggestion.kind:
        case "title":
            return article_href(suggestion.target)
        case "topic":
            return topic_href(suggestion.target)
        case "word":
            return search_href(SearchRequest(suggestion.target))


def _question(parameters: Mapping[str, Any]) -> str:
    """Return the parameters as addresses end with them, or nothing where there are none."""
    if not parameters:
        return ""
    pairs = [
        f"{name}={_encode(str(one))}"
        for name, value in parameters.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    return f"?{'&'.join(pairs)}" if pairs else ""


def _period(first: int, last: int) -> str:
    return f"{PAGE.names['since']}={first:04}&{PAGE.names['until']}={last:04}"


def _beginning_of(endpoint: str) -> str:
    """Return the part of an endpoint's address that does not vary."""
    return request.script_root + _folder_of(endpoint)


@cache
def _folder_of(endpoint: str) -> str:
    """Return where an endpoint lies in the app; every app of ours has the same."""
    return next(current_app.url_map.iter_rules(endpoint)).rule.partition("<")[0]


@lru_cache(_REMEMBERED)
def _encode(value: str) -> str:
    return quote_plus(value, safe="!$'()*,/:;?@")
