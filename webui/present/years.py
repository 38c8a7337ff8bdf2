"""The years of an answer: a histogram whose bars are links, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.search.answer import FacetValue
from indexer.search.request import SearchRequest
from webui.addresses import RESULTS, hrefs_of_years, search_href
from webui.language import gettext, ngettext, numbers

MOST_BARS = 11
"""So many bars are at least 24 px wide each on the narrowest screen."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Year:
    """A year in the table, or "utan datum"."""

    label: str
    count: str
    href: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one or more years; lengths are per cent of the drawing, `href` empty for no hits."""

    name: str
    href: str
    selected: bool
    left: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars from the first year to the last, and every year, latest first, with its hits."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    years: tuple[Year, ...]


def present_years(request: SearchRequest, values: Sequence[FacetValue]) -> Histogram | None:
    """Return the histogram of an answer; None where there is nothing to choose between."""
    counts = {int(value.value): value.count for value in values if _is_year(value.value)}
    if not counts or len(values) < 2:  # noqa: PLR2004 - two are a choice
        return None
    href = hrefs_of_years(request)
    bars = tuple(_bars(request, counts, href))
    years = tuple(_years(request, values, href))
    return Histogram(bars, str(min(counts)), str(max(counts)), years)


def _bars(
    request: SearchRequest, counts: dict[int, int], href: Callable[[int, int], str]
) -> Iterator[Bar]:
    step = next(s for s in STEPS if max(counts) // s - min(counts) // s < MOST_BARS)
    starts = range(min(counts) // step * step, max(counts) + 1, step)
    sums = [sum(counts.get(start + more, 0) for more in range(step)) for start in starts]
    width = 100 / len(starts)
    for place, (start, count) in enumerate(zip(starts, sums, strict=True)):
        first, last = max(start, min(counts)), min(start + step - 1, max(counts))
        period = str(first) if first == last else f"{first}–{last}"
        hits = ngettext("%(num)s träff", "%(num)s träffar", count)
        yield Bar(
            name=f"{period}: {hits}",
            href=href(first, last) if count else "",
            selected=_covers(request, first, last),
            left=round(place * width, 2),
            width=round(width, 2),
            height=round(100 * count / max(1, *sums), 1),
        )


def _years(
    request: SearchRequest, values: Sequence[FacetValue], href: Callable[[int, int], str]
) -> Iterator[Year]:
    write = numbers()
    since, until = str(request.since or ""), str(request.until or "")
    ordered = sorted(values, key=lambda value: (_is_year(value.value), value.value), reverse=True)
    for value in ordered:
        if not _is_year(value.value):
            undated = replace(request, since=None, until=None, undated=True, page=1)
            label, href_of = gettext("utan datum"), search_href(undated, RESULTS)
            yield Year(label, write(value.count), href_of, request.undated)
            continue
        year = int(value.value)
        chosen = value.value == since == until
        yield Year(value.label, write(value.count), href(year, year), chosen)


def _covers(request: SearchRequest, first: int, last: int) -> bool:
    """Tell whether a period is chosen that holds these years."""
    if not (request.since or request.until):
        return False
    early = request.since is None or request.since.start.year <= first
    late = request.until is None or request.until.end.year >= last
    return early and late


def _is_year(value: str) -> bool:
    return len(value) == len("2020") and value.isascii() and value.isdigit() and value != "0000"
