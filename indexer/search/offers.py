"""Which time do the words of a question name, that the answer could be narrowed to?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from indexer.article import DateSpan
from indexer.search.answer import OfferedFilter
from indexer.search.periods import TimeSpan, read_period
from indexer.search.tree import Node, is_plain

_LONGEST = 7
"""So many words the name of a time may have."""
_TELLS = re.compile(
    r"(?:1[6-9]|20)\d\d|\d0-talet|\d0s\b|\b(?:förra|last|past|senaste|i fjol|ifjol|i år|idag|i dag"
    r"|igår|i går|today|yesterday|this (?:year|month|week)|(?:den här|denna) (?:månad|veck))",
    re.IGNORECASE,
)
"""What no name of a time is without; most questions have nothing of it."""
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\d{4})?", re.ASCII)
_LOOSE = re.compile(
    r"(?:från|till|fram till|senast|tidigast|to|from|until|tom|under) ", re.IGNORECASE
)
"""Words that mostly belong to others: "pengar till 2020"."""
_AMOUNT = re.compile(
    r"(?:kr|kronor|euro|meter|m|km|st|stycken|elever|barn|personer)\b", re.IGNORECASE
)


def offer_filters(
    query: str, question: Node, today: dt.date | None = None, numbers: Sequence[str] = ()
) -> tuple[OfferedFilter, ...]:
    """Return the time that the plain words of a question name, if any, as a filter.

    `numbers` are the references in it, of which no part is a time.

    >>> from indexer.search.tree import Plain
    >>> offer, = offer_filters("beslut 15 september 2021", Plain(""))
    >>> offer.text, str(offer.since), offer.query
    ('15 september 2021', '2021-09-15', 'beslut')
    """
    offered = find_time(query, today, numbers) if is_plain(question) else None
    return (offered,) if offered else ()


def find_time(
    query: str, today: dt.date | None = None, numbers: Sequence[str] = ()
) -> OfferedFilter | None:
    """Return the time that the words of a question name, if any."""
    if not _TELLS.search(query):
        return None
    today = today or dt.datetime.now().astimezone().date()
    pieces = query.split()
    for length in range(min(_LONGEST, len(pieces)), 0, -1):
        for start in range(len(pieces) - length + 1):
            said = " ".join(pieces[start : start + length]).strip(".,;:!?()")
            rest = [*pieces[:start], *pieces[start + length :]]
            if any(said in number for number in numbers):
                continue
            if (period := _time(said, today)) and not _counts(rest[start:]):
                return OfferedFilter(said, *_ends(period), " ".join(rest).strip(" ,"))
    return None


def _time(said: str, today: dt.date) -> TimeSpan | None:
    """Return the time that a text names, unless it is yet to come or no name of a time."""
    if not _TELLS.search(said) or _LOOSE.match(said):
        return None
    if said.isdigit() and not _YEAR.fullmatch(said):
        return None
    period = read_period(said, today)
    return None if period is None or (period.first and period.first > today) else period


def _counts(following: list[str]) -> bool:
    """Tell whether what follows a number makes an amount of it: 2000 kronor."""
    return bool(following and _AMOUNT.match(following[0]))


def _ends(period: TimeSpan) -> tuple[DateSpan | None, DateSpan | None]:
    """Return the ends of a period as filters take them."""
    if span := period.span:
        return span, span
    first, _, last = str(period).partition("..")
    return DateSpan.parse(first) if first else None, DateSpan.parse(last) if last else None
