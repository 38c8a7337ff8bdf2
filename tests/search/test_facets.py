"""Counts are what a naive count says: a facet's own choice lifted, all others heeded."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, DateSpan
from indexer.search import SearchRequest
from indexer.terms.fields import UNDATED
from tests.search.archive import TOPICS, article, ask, found, ids, searcher_over

dates = st.sampled_from(
    [None, *map(DateSpan.parse, ["2019", "2019-12", "2020", "2020-02", "2020-02-29", "2021-01-01"])]
)
kinds = st.sampled_from(["", "nyhet", "rapport", "beslut, kort"])
publishers = st.sampled_from(["SPSM", "Skolinspektionen, Lund"])
topics = st.sampled_from(["elevhalsa", "Psykisk hälsa", "miljo", "Buller"])
articles = st.builds(
    Article,
    id=st.uuids().map(str),
    title=st.sampled_from(["Elever", "Kommunen"]),
    kind=kinds,
    published=dates,
    reviewed=dates,
    topics=st.lists(topics, max_size=2, unique=True).map(tuple),
    publisher=st.lists(publishers, max_size=2, unique=True).map(tuple),
    language=st.sampled_from(["sv", "en"]),
)
requests = st.builds(
    SearchRequest,
    query=st.sampled_from(["", "elev", "-elev", "typ:nyhet"]),
    topics=st.lists(st.sampled_from(["halsa", "elevhalsa", "Miljö", "Buller"]), max_size=2).map(
        tuple
    ),
    kinds=st.lists(st.sampled_from(["nyhet", "rapport", "dikt"]), max_size=2).map(tuple),
    publishers=st.lists(publishers, max_size=2).map(tuple),
    languages=st.lists(st.sampled_from(["sv", "en"]), max_size=2).map(tuple),
    since=dates,
    until=dates,
    date=st.sampled_from(["published", "reviewed"]),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    size=st.just(100),
)

QUERIES: dict[str, Callable[[Article], bool]] = {
    "": lambda _: True,
    "elev": lambda one: one.title == "Elever",
    "-elev": lambda one: one.title != "Elever",
    "typ:nyhet": lambda one: one.kind == "nyhet",
}


def values(one: Article, facet: str, request: SearchRequest) -> set[str]:
    match facet:
        case "topic":
            return set(TOPICS.with_broader(map(TOPICS.resolve, one.topics)))
        case "kind":
            return {one.kind} - {""}
        case "publisher":
            return set(one.publisher)
        case "language":
            return {one.language}
    date: DateSpan | None = getattr(one, request.date)
    return {str(date.start.year) if date else UNDATED}


def passes(one: Article, facet: str, request: SearchRequest) -> bool:
    if facet != "year":
        chosen: dict[str, set[str]] = {
            "topic": {TOPICS.resolve(topic) for topic in request.topics},
            "kind": set(request.kinds),
            "publisher": set(request.publishers),
            "language": set(request.languages),
        }
        return not chosen[facet] or bool(chosen[facet] & values(one, facet, request))
    if not (request.since or request.until):
        return True
    date: DateSpan | None = getattr(one, request.date)
    first = request.since.start if request.since else dt.date.min
    last = request.until.end if request.until else dt.date.max
    return date is not None and date.start <= last and date.end >= first


FACETS = ("topic", "year", "kind", "publisher", "language")


@given(st.lists(articles, max_size=8), requests)
def test_hits_and_counts_are_those_of_a_naive_count(
    archive: list[Article], request: SearchRequest
) -> None:
    answer = searcher_over(*archive).search(request)
    asked = [one for one in archive if QUERIES[request.query](one)]
    shown = {one.id for one in asked if all(passes(one, facet, request) for facet in FACETS)}
    assert set(ids(answer)) == shown
    assert answer.total == len(shown)
    for facet in FACETS:
        others = [other for other in FACETS if other != facet]
        counts = Counter(
            value
            for one in asked
            if all(passes(one, other, request) for other in others)
            for value in values(one, facet, request)
        )
        assert {v.value: v.count for v in answer.facets[facet] if v.count} == counts


SEARCHER = searcher_over(
    article("a", "Elev.", kind="nyhet", topics=("elevhalsa",), published="2020"),
    article("b", "Elev.", kind="nyhet", topics=("psykisk-halsa",), published="2021-03"),
    article("c", "Elev.", kind="rapport", topics=("miljo",)),
)


def test_values_of_one_facet_widen() -> None:
    assert found(SEARCHER, "elev", kinds=("nyhet", "rapport")) == {"a", "b", "c"}


def test_different_facets_narrow() -> None:
    assert found(SEARCHER, "elev", kinds=("nyhet",), topics=("elevhalsa", "miljo")) == {"a"}


@pytest.mark.parametrize("topic", ["halsa", "Hälsa", "HÄLSA"])
def test_a_topic_holds_those_below_it_and_is_known_by_id_and_label(topic: str) -> None:
    answer = ask(SEARCHER, "elev", topics=(topic,))
    assert set(ids(answer)) == {"a", "b"}
    assert {v.value: v.label for v in answer.facets["topic"]} == {
        "halsa": "Hälsa",
        "elevhalsa": "Elevhälsa",
        "psykisk-halsa": "Psykisk hälsa",
        "miljo": "Miljö",
    }


def test_a_chosen_value_stays_though_nothing_has_it() -> None:
    kinds_shown = ask(SEARCHER, "elev", kinds=("dikt",)).facets["kind"]
    assert ("dikt", 0) in [(v.value, v.count) for v in kinds_shown]


def test_common_values_come_first_and_years_in_order() -> None:
    facets = ask(SEARCHER, "elev").facets
    assert [v.value for v in facets["kind"]] == ["nyhet", "rapport"]
    assert [v.value for v in facets["year"]] == ["2020", "2021", UNDATED]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-07", "2020-08", {"a"}),
        ("2021-03-31", None, {"b"}),
        ("2021-04", None, set()),
        (None, "2020-01-01", {"a"}),
        (None, None, {"a", "b", "c"}),
        ("1900", "2100", {"a", "b"}),
    ],
)
def test_a_partial_date_is_found_by_any_day_of_it(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    first, last = (DateSpan.parse(date) if date else None for date in (since, until))
    assert found(SEARCHER, "elev", since=first, until=last) == expected
