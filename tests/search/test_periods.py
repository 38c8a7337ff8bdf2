from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.search.answer import OfferedFilter
from indexer.search.offers import offer_filters
from indexer.search.periods import TimeSpan, means_undated, read_period
from indexer.search.syntax import parse

TODAY = dt.date(2026, 3, 31)

words = st.sampled_from(
    [
        *"mellan och från till sedan före efter förra året senaste månaden i år maj 2019 1".split(),
        *("2019-05-06", "2019/20", "..", "–", "2010-talet", "31/2", "0", "9999", "v. 53", "９"),
    ]
)
texts = st.one_of(st.text(max_size=30), st.lists(words, max_size=7).map(" ".join))
days = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))


def said(text: str) -> str:
    return str(read_period(text, TODAY))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 maj 2019", "2019-05-01"),
        ("den 1 maj 2019", "2019-05-01"),
        ("1:a maj 2019", "2019-05-01"),
        ("Maj 2019", "2019-05"),
        ("May 2019", "2019-05"),
        ("år 2019", "2019"),
        ("20190501", "2019-05-01"),
        ("2019/05/01", "2019-05-01"),
        ("1/5 2019", "2019-05-01"),
        ("2019?", "2019"),
        ("2019-2021", "2019..2021"),
        ("2019–2021", "2019..2021"),
        ("2019 — 2021", "2019..2021"),
        ("2019−2021", "2019..2021"),
        ("2019…2021", "2019..2021"),
        ("2019-05–2020", "2019-05..2020-12"),
        ("2019-05-06–2020-01-02", "2019-05-06..2020-01-02"),
        ("1 maj 2019 - 3 juni 2020", "2019-05-01..2020-06-03"),
        ("mellan 2018 och 2020", "2018..2020"),
        ("between May 2018 and 2020", "2018-05..2020-12"),
        ("från 2018 till maj 2020", "2018-01..2020-05"),
        ("2009-10", "2009-10"),
        ("2019-20", "2019..2020"),
        ("2019/2020", "2019..2020"),
        ("sedan 2020", "2020.."),
        ("från och med maj 2020", "2020-05.."),
        ("since 2020", "2020.."),
        ("2020 och senare", "2020.."),
        ("efter 2018", "2019.."),
        ("från 9999", "9999.."),
        ("9999-12", "9999-12"),
        ("efter 1 maj 2018", "2018-05-02.."),
        ("före 2019", "..2018"),
        ("innan maj 2019", "..2019-04"),
        ("till och med 2019", "..2019"),
        ("senast 2019-05", "..2019-05"),
        ("2010-talet", "2010..2019"),
        ("2010s", "2010..2019"),
        ("90-talet", "1990..1999"),
        ("1900-talet", "1900..1999"),
        ("kvartal 2 2020", "2020-04..2020-06"),
        ("vecka 1 2021", "2021-01-04..2021-01-10"),
        ("i dag", "2026-03-31"),
        ("igår", "2026-03-30"),
        ("i år", "2026"),
        ("förra året", "2025"),
        ("last year", "2025"),
        ("i fjol", "2025"),
        ("sedan förra året", "2025.."),
        ("förra månaden", "2026-02"),
        ("denna månad", "2026-03"),
        ("förra veckan", "2026-03-23..2026-03-29"),
        ("senaste veckan", "2026-03-25..2026-03-31"),
        ("senaste månaden", "2026-02-28..2026-03-31"),
        ("de senaste två åren", "2024-03-31..2026-03-31"),
        ("senaste 10 dagarna", "2026-03-21..2026-03-31"),
        ("last 2 weeks", "2026-03-18..2026-03-31"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, period: str) -> None:
    assert said(text) == period
    assert said(f"  {text.upper()} ") == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "sedan", "till", "mellan", "mellan 2018", "2021–2019", "maj", "31 maj"),
        *("2019-02-31", "31 februari 2019", "vecka 54 2020", "2019-23", "10000", "snart", "٢٠١٩"),
        *("efter 9999-12-31", "2019" * 40),
    ],
)
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert read_period(text, TODAY) is None


@given(texts)
@example("FRÅN 9999")
def test_any_text_is_a_time_or_none(text: str) -> None:
    period = read_period(text, TODAY)
    if period is not None:
        first, last = period.ordinals
        assert first <= last
    assert means_undated(text) in {True, False}


@given(st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_a_time_that_is_written_is_read_as_the_same(
    one: dt.date | None, other: dt.date | None
) -> None:
    if one and other:
        one, other = min(one, other), max(one, other)
    if one or other:
        period = TimeSpan(one, other)
        read = read_period(str(period), TODAY)
        assert read is not None
        assert read.ordinals == period.ordinals


def offered(query: str) -> OfferedFilter | None:
    offers = offer_filters(query, parse(query).tree, TODAY)
    return offers[0] if offers else None


@pytest.mark.parametrize(
    ("query", "since", "until", "rest"),
    [
        ("beslut 15 september 2021", "2021-09-15", "2021-09-15", "beslut"),
        ("beslut den 15 september 2021", "2021-09-15", "2021-09-15", "beslut"),
        ("vad hände i maj 2019?", "2019-05", "2019-05", "vad hände"),
        ("nyheter förra året om skolan", "2025", "2025", "nyheter om skolan"),
        ("buller sedan 2020", "2020", "None", "buller"),
        ("buller mellan 2018 och 2020", "2018", "2020", "buller"),
        ("läroplan 2011", "2011", "2011", "läroplan"),
        ("förra året", "2025", "2025", ""),
    ],
)
def test_a_time_among_the_words_is_offered(query: str, since: str, until: str, rest: str) -> None:
    offer = offered(query)
    assert offer is not None
    assert (str(offer.since), str(offer.until), offer.query) == (since, until, rest)


@pytest.mark.parametrize(
    "query",
    [
        "agenda 2030",
        "2000 kronor",
        "SFS 2010:800",
        "dnr 2021-00318",
        "buller år:2020",
        "1 maj",
        "covid-19",
        "1-3 år",
        "telefon 08-2019",
        '"1 maj 2019"',
    ],
)
def test_what_is_no_time_gone_by_is_not_offered(query: str) -> None:
    assert offered(query) is None


@given(texts)
def test_offers_are_made_of_any_text(text: str) -> None:
    offer_filters(text, parse(text).tree, TODAY)


def test_a_part_of_a_reference_is_no_time() -> None:
    tree = parse("LMM 2017-3 buller 2019").tree
    (offer,) = offer_filters("LMM 2017-3 buller 2019", tree, TODAY, numbers=["LMM 2017-3"])
    assert offer.text == "2019"
    assert offer_filters("SOU 2020: 55", tree, TODAY, numbers=["SOU 2020: 55"]) == ()


def test_an_old_year_is_offered_too() -> None:
    (offer,) = offer_filters("folkskolan 1842", parse("folkskolan 1842").tree, TODAY)
    assert (offer.text, offer.query) == ("1842", "folkskolan")
