"""What every page tells of itself: its address, its language, its feed and its other forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from indexer.app import Library
from indexer.search.parameters import PAGE
from indexer.search.request import SearchRequest
from webui.addresses import hrefs_of_whole, search_href
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
        **_other_forms(asked),
    }


def _languages(base: str, asked: SearchRequest | None) -> tuple[LanguageLink, ...]:
    """Return this page in each language: a result with its search, another with its path alone."""
    if asked:
        here = search_href(asked)
    else:
        found = request.endpoint not in (None, "static")
        here = _here() if found else url_for("pages.start")
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


def _other_forms(asked: SearchRequest | None) -> dict[str, Any]:
    """Return where the feed of this page is, and where the other forms of a result are."""
    if asked is None:
        is_topic = request.endpoint == "pages.topic"
        args = request.view_args or {}
        feed = url_for("exports.topic_as_feed", **args) if is_topic else ""
        return {"feed_href": feed, "export_links": ()}
    forms = (
        (gettext("Tabell (CSV)"), "exports.as_table"),
        (gettext("Referenser (RIS)"), "exports.as_references"),
        (gettext("Data (JSON)"), "exports.as_json"),
        (gettext("Flöde (Atom)"), "exports.as_feed"),
    )
    href = hrefs_of_whole(asked)
    links = tuple(Link(text, href(endpoint)) for text, endpoint in forms)
    return {"feed_href": links[-1].href, "export_links": links}
