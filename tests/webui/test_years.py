from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.article import DateSpan
from indexer.search.answer import FacetValue
from indexer.search.request import SearchRequest
from tests.webui.archive import MemoryLibrary
from webui.app import create_app
from webui.present.years import MOST_BARS, Histogram, present_years

app = create_app(MemoryLibrary())


def draw(counts: dict[str, int], request: SearchRequest | None = None) -> Histogram | None:
    values = [FacetValue(year, year, count) for year, count in counts.items()]
    with app.test_request_context():
        return present_years(request or SearchRequest("buller"), values)


def test_each_year_has_a_bar_where_they_are_few() -> None:
    drawn = draw({"2019": 4, "2021": 8, "utan datum": 2})
    assert drawn is not None
    assert [bar.name for bar in drawn.bars] == [
        "2019: 4 träffar",
        "2020: 0 träffar",
        "2021: 8 träffar",
    ]
    assert [bar.height for bar in drawn.bars] == [50, 0, 100]
    assert drawn.bars[0].href == "/sok?q=buller&fran=2019&till=2019#traffar"
    assert drawn.bars[1].href == ""
    assert [year.label for year in drawn.years] == ["2021", "2019", "utan datum"]
    assert drawn.years[2].href == "/sok?q=buller&utandatum=ja#traffar"


def test_many_years_share_bars_within_the_first_and_the_last() -> None:
    drawn = draw({str(year): 1 for year in range(1997, 2026)})
    assert drawn is not None
    assert [bar.name for bar in drawn.bars] == [
        "1997–1999: 3 träffar",
        "2000–2004: 5 träffar",
        "2005–2009: 5 träffar",
        "2010–2014: 5 träffar",
        "2015–2019: 5 träffar",
        "2020–2024: 5 träffar",
        "2025: 1 träff",
    ]


def test_the_chosen_years_are_told() -> None:
    period = SearchRequest(since=DateSpan.year(2020), until=DateSpan.year(2021))
    drawn = draw({"2019": 1, "2020": 1, "2021": 1}, period)
    assert drawn is not None
    assert [bar.selected for bar in drawn.bars] == [False, True, True]


def test_one_year_alone_is_no_choice() -> None:
    assert draw({"2020": 5}) is None
    assert draw({"utan datum": 5, "annat": 1}) is None


@given(st.dictionaries(st.integers(1, 9999), st.integers(0, 10_000), min_size=2, max_size=40))
def test_any_years_are_drawn_within_the_frame(counts: dict[int, int]) -> None:
    drawn = draw({f"{year:04}": count for year, count in counts.items()})
    assert drawn is not None
    assert 0 < len(drawn.bars) <= MOST_BARS
    assert all(0 <= bar.height <= 100 and 0 <= bar.left < 100 for bar in drawn.bars)
    assert len(drawn.years) == len(counts)
