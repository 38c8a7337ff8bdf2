"""What every page tells of itself: its address, its language, its feed and its other forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from indexer.app import Library
from indexer.search.parameters import PAGE
from indexer.search.request import SearchRequest
from webui.addresses import search_href, whole_href
from webui.language import LANGUAGES, SWEDISH, gettext, language
from webui.present.text import Link
from webui.urls import read_request

LASTING = (
    "pages.start",
    "pages.article",
    "pages.topics",
    "pages.topic",
    "pages.guide",
    "pages.accessibility",
    "pages.programs",
)
"""The pages that may be found by other search engines; results and errors may not."""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the languages; `address` is whole where the settings know ours."""

    code: str
    name: str
    href: str
    address: str
    current: bool


def tell_of(library: Library) -> dict[str, Any]:
    """Return what each template may show besides its view."""
    lasting = request.endpoint in LASTING
    is_result = request.endpoint == "pages.search"
    asked = read_request(request.args, PAGE).request if is_result else None
    return {
        "site": library.settings,
        "appearance": current_app.extensions["appearance"],
        "language": language(),
        "languages": _languages(library.settings.base_url, asked),
        "canonical": library.settings.base_url + _here() if lasting else "",
        "is_private": not lasting,
        "feed_href": _feed_href(asked),
        "export_links": _export_links(asked) if asked else (),
    }


def _languages(base: str, asked: SearchRequest | None) -> tuple[LanguageLink, ...]:
    """Return this page in each language: a result with its search, another with its path alone."""
    found = request.endpoint not in (None, "static")
    here = _here() if found else url_for("pages.start")
    if asked:
        here = search_href(asked)
    prefix = request.script_root.removesuffix(f"/{language()}")
    path = here[len(request.script_root) :]
    links = []
    for code, name in LANGUAGES.items():
        href = prefix + ("" if code == SWEDISH else f"/{code}") + path
        links.append(LanguageLink(code, name, href, base + href, code == language()))
    return tuple(links)


def _here() -> str:
    """Return the path of this page without its parameters."""
    return url_for(str(request.endpoint), **(request.view_args or {}))


def _feed_href(asked: SearchRequest | None) -> str:
    if asked:
        return whole_href("exports.as_feed", asked)
    if request.endpoint == "pages.topic":
        return url_for("exports.topic_as_feed", **(request.view_args or {}))
    return ""


def _export_links(asked: SearchRequest) -> tuple[Link, ...]:
    """Return the other forms of a result."""
    forms = (
        (gettext("Tabell (CSV)"), "exports.as_table"),
        (gettext("Referenser (RIS)"), "exports.as_references"),
        (gettext("Data (JSON)"), "exports.as_json"),
        (gettext("Flöde (Atom)"), "exports.as_feed"),
    )
    return tuple(Link(text, whole_href(endpoint, asked)) for text, endpoint in forms)
