"""What search engines and browsers ask for: robots.txt, sitemaps and an OpenSearch description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, request, url_for

from indexer.search.answer import LabelledArticle
from indexer.search.export import export
from indexer.search.request import SearchRequest
from indexer.search.searcher import Searcher
from webui.addresses import absolute, article_href, topic_href
from webui.current import library
from webui.formats.sending import send
from webui.language import LANGUAGES, SWEDISH
from webui.templating import render

PER_SITEMAP = 50_000
"""The most that the sitemap protocol allows in one file."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML_TYPE = "application/xml"
_NEWEST = SearchRequest(sort="newest")

discovery = Blueprint("discovery", __name__)


@discovery.get("/robots.txt")
def robots() -> Response:
    """Tell robots to read articles and topics, but not results; all of it where it is internal."""
    if library().settings.audience != "public":
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
    paths = [url_for("pages.search"), url_for("pages.why", article="x").removesuffix("x")]
    root = request.script_root
    others = [root + f"/{code}" for code in LANGUAGES if code != SWEDISH]
    translated = [other + path.removeprefix(root) for other in others for path in paths]
    closed = [*paths, *translated, url_for("api.search")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {absolute(url_for('discovery.sitemap'))}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@discovery.get("/sitemap.xml")
def sitemap() -> Response:
    """List the sitemaps of topics and of articles."""
    total = library().health().articles
    parts = range(1, 1 + -(-total // PER_SITEMAP))
    addresses = [
        url_for("discovery.topic_sitemap"),
        *(url_for("discovery.article_sitemap", part=part) for part in parts),
    ]
    body = "".join(f"<sitemap><loc>{_loc(one)}</loc></sitemap>\n" for one in addresses)
    return _xml(f"{_XML}<sitemapindex {_NAMESPACE}>\n{body}</sitemapindex>\n")


@discovery.get("/sitemap-amnen.xml")
def topic_sitemap() -> Response:
    """List the start page and the topics."""
    topics = (topic_href(topic.id) for topic in library().ask(Searcher.topics))
    paths = (url_for("pages.start"), url_for("pages.topics"), *topics)
    return send(_url_set(f"<url><loc>{_loc(path)}</loc></url>\n" for path in paths), _XML_TYPE)


@discovery.get("/sitemap-<int:part>.xml")
def article_sitemap(part: int) -> Response:
    """List fifty thousand of the articles."""
    start = (part - 1) * PER_SITEMAP
    if part < 1 or start >= library().health().articles:
        abort(404)
    found = library().ask(export, _NEWEST, PER_SITEMAP, start)
    return send(_url_set(map(_url, found.articles)), _XML_TYPE)


@discovery.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search, so that browsers can add it."""
    text = render(
        "opensearch.xml",
        results=absolute(url_for("pages.search")),
        suggestions=absolute(url_for("api.completions")),
        feed=absolute(url_for("exports.as_feed")),
    )
    return _xml(text, "application/opensearchdescription+xml")


def _url(one: LabelledArticle) -> str:
    article = one.article
    dates = [date for date in (article.published, article.reviewed, article.updated) if date]
    newest = max(dates, key=lambda date: date.start, default=None)
    changed = f"<lastmod>{newest}</lastmod>" if newest else ""
    return f"<url><loc>{_loc(article_href(article.id))}</loc>{changed}</url>\n"


def _url_set(urls: Iterable[str]) -> Iterator[str]:
    yield f"{_XML}<urlset {_NAMESPACE}>\n"
    yield from urls
    yield "</urlset>\n"


def _loc(path: str) -> str:
    return escape(absolute(path))


def _xml(body: str, mimetype: str = _XML_TYPE) -> Response:
    return Response(body, mimetype=mimetype)
