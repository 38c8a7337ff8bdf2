from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.read.dates import find, mentions, parse


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Publicerat torsdag 6 februari 2020", "2020-02-06"),
        ("den 6:e februari 2020", "2020-02-06"),
        ("1:a maj 2019", "2019-05-01"),
        ("6 feb. -20", "2020-02-06"),
        ("6 feb '98", "1998-02-06"),
        ("6 feb ’20", "2020-02-06"),
        ("6 febr. 2020", "2020-02-06"),
        ("6 feb.2020", "2020-02-06"),
        ("6\N{NO-BREAK SPACE}februari\N{NO-BREAK SPACE}2020", "2020-02-06"),
        ("6 FEBRUARI 2020", "2020-02-06"),
        ("6. februari 2020", "2020-02-06"),
        ("Torsdag, 6 februari, 2020", "2020-02-06"),
        ("Den 6 februari år 2020", "2020-02-06"),
        ("den 6–8 februari 2020", "2020-02-08"),
        ("29 februari 2020", "2020-02-29"),
        ("2020-02-06", "2020-02-06"),
        ("2020-2-6", "2020-02-06"),
        ("2020–02–06", "2020-02-06"),
        ("2020/02/06", "2020-02-06"),
        ("2020.02.06", "2020-02-06"),
        ("20200206", "2020-02-06"),
        ("2020-02-06T10:15:00+01:00", "2020-02-06"),
        ("2020-02-06 10:15", "2020-02-06"),
        ("(2020-02-06)", "2020-02-06"),
        ("Publicerad: 2020-02-06.", "2020-02-06"),
        ("6/2 2020", "2020-02-06"),
        ("6/2/2020", "2020-02-06"),
        ("06.02.2020", "2020-02-06"),
        ("6 February 2020", "2020-02-06"),
        ("6th of February 2020", "2020-02-06"),
        ("i februari 2020", "2020-02"),
        ("Feb 2020", "2020-02"),
        ("Publicerad: 2020-02", "2020-02"),
        ("Utgiven 2020", "2020"),
    ],
)
def test_every_way_of_writing_a_date(text: str, span: str) -> None:
    assert [str(mention.span) for mention in find(text)] == [span]


@pytest.mark.parametrize(
    "text",
    [
        "SFS 2010:800",
        "Dnr 2020-1234",
        "dnr 2020-12-01",
        "5.1-2020/640",
        "prop. 2019/20:1",
        "Prop. 2020-01-01",
        "SOU 2020:55",
        "bet. 2019/20:UbU12",
        "mars 2020/21:3",
        "läsåret 2019/20",
        "1999/2000",
        "2019-2020",
        "ISBN 978-91-28-00123-4",
        "tel 08-737 20 20",
        "0771-2010 11",
        "19121212-1212",
        "192.168.1.2020",
        "version 2.1.2020.3",
        "31 februari 2020",
        "32 maj 2020",
        "2020-13-01",
        "10/20 2020",
        "år 2020",
        "12 345 2020",
        "12 maj",
        "majoriteten 2020",
        "https://exempel.se/2020/02/06/nyhet",
        "6 december 20160",
        "Utgiven 2016-17",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Publicerat onsdag 25 september 2013 Granskat torsdag 14 november 2019",
            [("published", "2013-09-25"), ("reviewed", "2019-11-14")],
        ),
        ("Sidan uppdaterades den 3 maj 2021", [("updated", "2021-05-03")]),
        ("Senast granskad: 2020-01-01", [("reviewed", "2020-01-01")]),
        ("Senast uppdaterad av Anna Ek 2020-05-05", [("updated", "2020-05-05")]),
        ("Beslutsdatum 2020-05-05", [("decided", "2020-05-05")]),
        ("Publicerades 2020. Mötet är 3 maj 2021", [("published", "2020"), ("", "2021-05-03")]),
        ("Opublicerad 2020-05-05", [("", "2020-05-05")]),
        (
            "Published: 5 May 2020. Last updated: 6 May 2020",
            [("published", "2020-05-05"), ("updated", "2020-05-06")],
        ),
    ],
)
def test_what_the_date_is_of(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(mention.kind, str(mention.span)) for mention in find(text)] == kinds


def test_an_impossible_date_is_mentioned_without_a_span() -> None:
    text = "Publicerat 31 februari 2020"
    (mention,) = mentions(text)
    assert mention.span is None
    assert text[mention.start : mention.end] == "31 februari 2020"


@pytest.mark.parametrize("value", ["0000", "0000-00-00", "9999-13", "2020-02-31", "snart", "", "-"])
def test_parse_gives_nothing_for_no_date(value: str) -> None:
    assert parse(value) is None


@pytest.mark.parametrize("value", ["9999", "9999-12-31", "0001-01-01", "2020-02-06T10:00Z"])
def test_parse_takes_extreme_years(value: str) -> None:
    assert str(parse(value)) == value[:10]


@given(st.dates())
def test_iso_days_come_back(day: dt.date) -> None:
    assert str(parse(day.isoformat())) == day.isoformat()


PIECES = st.lists(
    st.sampled_from(
        "6 31 2020 20 -20 ’98 februari maj dec. den :e / - . : , kl 10.15 Publicerad Granskat av "
        "uppdaterad beslut i 2020-02-06 20200206 SFS dnr Anna \N{NO-BREAK SPACE} å".split(" ")
    )
    | st.text(max_size=4)
)


@given(PIECES, st.sampled_from(["", " "]))
def test_mentions_slice_back_in_order(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    end = 0
    for mention in mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert any(map(str.isdigit, text[mention.start : mention.end]))
        end = mention.end


@given(st.text())
def test_any_text_has_only_possible_dates(text: str) -> None:
    assert all(mention.span and mention.span.start <= mention.span.end for mention in find(text))
    parse(text)
