"""The same text at other addresses, as links."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.article import Article
from webui.addresses import article_href
from webui.present.text import Link, source_link


def present_duplicates(duplicates: Iterable[Article]) -> tuple[Link, ...]:
    """Turn other addresses of a text into links; what has none of its own goes by its id."""
    return tuple(source_link(one.url) or Link(one.id, article_href(one.id)) for one in duplicates)
