"""Searches of every kind, made of the table of parameters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, assert_never

from hypothesis import strategies as st

from indexer.article import DateSpan
from indexer.search.codecs import (
    ChoiceCodec,
    Codec,
    DateCodec,
    NumberCodec,
    TextCodec,
    ValuesCodec,
)
from indexer.search.parameters import AddressFormat
from indexer.search.request import SearchRequest

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip)
dates = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            DateSpan.day(day.year, day.month, day.day),
            DateSpan.month(day.year, day.month),
            DateSpan.year(day.year),
        ]
    )
)


def values(codec: Codec) -> st.SearchStrategy[Any]:
    match codec:
        case TextCodec():
            return words
        case ValuesCodec():
            return st.lists(words.filter(bool), unique=True, max_size=4).map(tuple)
        case DateCodec():
            return dates
        case ChoiceCodec(meanings):
            return st.sampled_from(list(meanings.values()))
        case NumberCodec(highest):
            return st.integers(1, highest)
    assert_never(codec)


def requests(form: AddressFormat) -> st.SearchStrategy[SearchRequest]:
    """Any search that the addresses of a surface can ask for."""
    chosen = {field: values(named.codec) for field, named in form.by_field.items()}
    return st.fixed_dictionaries({}, optional=chosen).map(
        lambda fields: in_order(SearchRequest(**fields))
    )


def in_order(request: SearchRequest) -> SearchRequest:
    if request.ends_before_it_begins:
        return replace(request, since=request.until, until=request.since)
    return request
