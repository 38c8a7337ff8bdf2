"""Why does this article stand where it does?"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.search.explain import Explanation, Share
from indexer.search.request import SearchRequest
from webui.addresses import article_href, search_href
from webui.language import decimal, gettext, number, said
from webui.present.text import Link, quoted, sentence_case

MOST_FORMS = 5
"""So many of the forms in which a word stands are shown."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """A part of the question, what it adds, and how large that is of the largest, per cent.

    `found` tells which words of the publication match it, and how often they stand there.
    """

    part: str
    found: str
    score: str
    width: float


@dataclass(frozen=True, slots=True)
class WhyPage:
    """All that the page shows; `rank` says the place in words, and `total` is for a hit only."""

    title: str
    query: str
    rank: str
    shares: tuple[ShareView, ...]
    lacking: tuple[str, ...]
    total: str
    article: str
    back: Link


def present_why(why: Explanation, found_by: SearchRequest) -> WhyPage:
    """Turn an explanation into its page."""
    given = [share for share in why.shares if share.score > 0]
    most = max((share.score for share in given), default=1.0)
    return WhyPage(
        title=why.title,
        query=quoted(why.searched),
        rank=_rank(why),
        shares=tuple(
            ShareView(
                _part(share),
                _found(share),
                decimal(share.score),
                round(100 * share.score / most, 1),
            )
            for share in sorted(given, key=lambda share: -share.score)
        ),
        lacking=tuple(_part(share) for share in why.shares if share.score <= 0),
        total=decimal(why.score) if why.rank else "",
        article=article_href(why.id, found_by),
        back=Link(
            gettext("Tillbaka till träffarna för %(query)s", query=quoted(found_by.query)),
            search_href(found_by),
        ),
    )


def _part(share: Share) -> str:
    return sentence_case(said(share.part))


def _found(share: Share) -> str:
    forms = [f"{form} ({number(times)})" for form, times in share.found[:MOST_FORMS]]
    if len(share.found) > MOST_FORMS:
        forms.append("…")
    return ", ".join(forms)


def _rank(why: Explanation) -> str:
    query = quoted(why.searched)
    if why.rank is None:
        return gettext("Publikationen är ingen träff på %(query)s.", query=query)
    return gettext(
        "Publikationen är träff nummer %(rank)s på %(query)s, utan avgränsningar.",
        rank=number(why.rank),
        query=query,
    )
