"""The result page: hits, what they were chosen by, and the way on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.search.answer import OfferedFilter, SearchAnswer
from indexer.search.parameters import MAX_PAGE, PAGE
from indexer.search.reading import read_as
from indexer.search.request import SearchRequest, SortOrder
from indexer.search.retrieve import ENOUGH
from indexer.terms.fields import UNDATED
from webui.addresses import RESULTS, TABLE, search_href, shown_as_href
from webui.language import gettext, mark, ngettext, number, said
from webui.present.facets import (
    DATE_NAMES,
    Choice,
    Facet,
    present_chosen,
    present_facets,
    without_filters,
)
from webui.present.hits import HitGroup, HitView, group_hits, present_hits, present_topic_link
from webui.present.nothing import Nothing
from webui.present.quotation import QuotationView, present_quotation
from webui.present.text import Link, quoted
from webui.present.years import Histogram, present_years
from webui.urls import ParameterProblem, RequestReading

SORTS: Mapping[SortOrder, str] = {
    "relevance": mark("Relevans"),
    "newest": mark("Nyast först"),
    "oldest": mark("Äldst först"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A link among several of which one is where the person is."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """The way to other pages; None among the numbers is a gap."""

    previous: str
    next: str
    numbers: tuple[Option | None, ...]


@dataclass(frozen=True, slots=True)
class SearchField:
    """The search field: what stands in it, what is wrong with that, and what it sends along."""

    query: str = ""
    error: str = ""
    hidden: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> dict[str, str]:
        """The question as the advanced form takes it."""
        return {"alla": self.query} if self.query else {}


@dataclass(frozen=True, slots=True)
class Period:
    """The two date fields as the person wrote them, and which date they concern."""

    since: str
    until: str
    dates: tuple[Choice, ...]
    histogram: Histogram | None
    undated: Choice | None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All that the result page shows."""

    field: SearchField
    title: str
    heading: str
    status: str
    hits: tuple[HitView, ...]
    groups: tuple[HitGroup, ...]
    relaxed: str
    notices: tuple[str, ...]
    read_as: str
    offers: tuple[Link, ...]
    suggestion: Link | None
    replaced: str
    widened: str
    exact: Link | None
    beyond: Link | None
    facets: tuple[Facet, ...]
    period: Period
    only_typed: bool
    proposals: Choice | None
    explore: tuple[Link, ...]
    chosen: tuple[Link, ...]
    all_href: str
    sorts: tuple[Option, ...]
    paging: Paging | None
    list_href: str
    table_href: str
    problems: tuple[ParameterProblem, ...]
    errors: dict[str, str]
    nothing: Nothing | None = None
    quotation: QuotationView | None = None


def present_results(
    reading: RequestReading,
    answer: SearchAnswer,
    typed: dict[str, str],
) -> ResultsPage:
    """Turn an answer into its page; `typed` are the date fields as the person wrote them."""
    request = reading.request
    pages = min(-(-answer.total // request.size), MAX_PAGE)
    heading = _heading(request)
    count = ngettext("%(num)s träff", "%(num)s träffar", answer.total)
    status = count if answer.total else gettext("Inga träffar")
    errors = {problem.parameter: problem.message for problem in reading.problems}
    kept = PAGE.write(SearchRequest(sort=request.sort, duplicates=request.duplicates))
    answered = replace(request, query=answer.searched)
    hits = present_hits(answer.hits, answered)
    return ResultsPage(
        field=SearchField(request.query, errors.get(PAGE.names["query"], ""), tuple(kept.items())),
        title=_title(heading, status, request.page, pages),
        heading=heading,
        status=_status(status, request, answer),
        hits=hits,
        groups=group_hits(hits, (request.page - 1) * request.size + 1, answer.first_lacking),
        relaxed=_relaxed(answer),
        notices=tuple(map(said, answer.notices)),
        read_as="; ".join(read_as(answer.tree, said)),
        offers=tuple(_offer(request, offer) for offer in answer.offers),
        suggestion=_suggestion(request, answer.suggestion),
        replaced=quoted(answer.searched) if answer.searched != answer.query else "",
        widened=", ".join(answer.widened),
        exact=_exact(request, answer),
        beyond=_beyond(request, pages),
        facets=present_facets(request, answer.facets),
        period=_period(request, answer, typed),
        only_typed=request.exact,
        proposals=_proposals(request, answer),
        explore=tuple(present_topic_link(topic) for topic in answer.explore),
        chosen=present_chosen(request, answer.facets),
        all_href=search_href(without_filters(request), RESULTS),
        sorts=_sorts(request),
        paging=_paging(request, pages) if 1 < pages >= request.page else None,
        list_href=shown_as_href(request, None),
        table_href=shown_as_href(request, TABLE),
        problems=reading.problems,
        errors=errors,
        quotation=present_quotation(answer.quoted, answered) if answer.quoted else None,
    )


def _heading(request: SearchRequest) -> str:
    if request.query:
        return gettext("Träffar för %(query)s", query=quoted(request.query))
    return gettext("Alla publikationer")


def _relaxed(answer: SearchAnswer) -> str:
    """Return why there are hits that lack words, or nothing where there are none."""
    if not (answer.relaxed and answer.hits):
        return ""
    if answer.complete == 0:
        return gettext(
            "Ingen publikation här har alla orden. Därför visas sådana som har några av dem. "
            "Vid varje träff står vad den saknar."
        )
    if answer.complete is None or answer.complete >= ENOUGH:
        return gettext(
            "Sökningen har många ord. Därför visas också publikationer som bara har några av dem. "
            "Vid varje sådan träff står vad den saknar."
        )
    return gettext(
        "Få publikationer har alla orden. Därför visas också sådana som bara har några av dem. "
        "Vid varje sådan träff står vad den saknar."
    )


def _title(heading: str, status: str, page: int, pages: int) -> str:
    where = gettext("sida %(page)s av %(pages)s", page=number(page), pages=number(pages))
    return f"{heading} – {status}" + (f", {where}" if 1 < page <= pages else "")


def _status(count: str, request: SearchRequest, answer: SearchAnswer) -> str:
    if len(answer.hits) == answer.total:
        return count
    first = (request.page - 1) * request.size + 1
    last = first + len(answer.hits) - 1
    if last < first:
        return count
    shown = gettext("visar %(first)s–%(last)s", first=number(first), last=number(last))
    return f"{count}, {shown}"


def _suggestion(request: SearchRequest, suggestion: str | None) -> Link | None:
    if not suggestion:
        return None
    return Link(suggestion, search_href(replace(request, query=suggestion, page=1)))


def _offer(request: SearchRequest, offer: OfferedFilter) -> Link:
    """Return the link to what was published at the time that the words name."""
    narrowed = replace(
        request, query=offer.query, since=offer.since, until=offer.until, date="published", page=1
    )
    text = gettext("Visa bara det som publicerades %(time)s", time=offer.text)
    return Link(text, search_href(narrowed))


def _exact(request: SearchRequest, answer: SearchAnswer) -> Link | None:
    if not answer.widened and answer.searched == answer.query:
        return None
    text = gettext("Sök bara på %(query)s", query=quoted(request.query))
    return Link(text, search_href(replace(request, exact=True, page=1)))


def _beyond(request: SearchRequest, pages: int) -> Link | None:
    if request.page <= max(pages, 1):
        return None
    text = gettext("Gå till sista sidan, sida %(pages)s", pages=number(max(pages, 1)))
    return Link(text, search_href(replace(request, page=max(pages, 1))))


def _period(request: SearchRequest, answer: SearchAnswer, typed: dict[str, str]) -> Period:
    return Period(
        since=typed.get("since", ""),
        until=typed.get("until", ""),
        dates=tuple(
            Choice(PAGE.word("date", date), gettext(name), "", date == request.date)
            for date, name in DATE_NAMES.items()
        ),
        histogram=present_years(request, answer.facets.get("year", ())),
        undated=_undated(request, answer),
    )


def _undated(request: SearchRequest, answer: SearchAnswer) -> Choice | None:
    """Return the choice of articles without date, where there are any."""
    counts = [year.count for year in answer.facets.get("year", ()) if year.value == UNDATED]
    if not (counts or request.undated):
        return None
    label = gettext("Bara publikationer utan datum")
    return Choice(PAGE.word("undated", value=True), label, number(sum(counts)), request.undated)


def _proposals(request: SearchRequest, answer: SearchAnswer) -> Choice | None:
    """Return the choice to leave out topics that a model has proposed, where there are any."""
    proposed = sum(topic.by.get("model", 0) for topic in answer.facets.get("topic", ()))
    if request.proposed and not proposed:
        return None
    return Choice(
        PAGE.word("proposed", value=False),
        gettext("Utan föreslagna ämnen"),
        "",
        not request.proposed,
    )


def _sorts(request: SearchRequest) -> tuple[Option, ...]:
    return tuple(
        Option(
            gettext(name),
            search_href(replace(request, sort=sort, page=1), RESULTS),
            sort == request.sort,
        )
        for sort, name in SORTS.items()
        if request.query or sort != "relevance"
    )


def _paging(request: SearchRequest, pages: int) -> Paging:
    def href(page: int) -> str:
        return search_href(replace(request, page=page))

    def numbers() -> Iterator[Option | None]:
        near = {request.page - 1, request.page, request.page + 1}
        shown = sorted(page for page in near | {1, pages} if 1 <= page <= pages)
        for before, page in zip([0, *shown], shown, strict=False):
            if page > before + 1:
                yield None
            yield Option(number(page), href(page), page == request.page)

    return Paging(
        previous=href(request.page - 1) if request.page > 1 else "",
        next=href(request.page + 1) if request.page < pages else "",
        numbers=tuple(numbers()),
    )
