from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import DateSpan
from webui.language import ngettext, number
from webui.present.text import foreign, marked, sentence_case, source_link, swedish_date

spans = st.tuples(st.integers(-5, 60), st.integers(-5, 60))


@given(st.text(max_size=50), st.lists(spans, max_size=8))
def test_marks_change_no_text_whatever_they_are(text: str, marks: list[tuple[int, int]]) -> None:
    bare = re.sub("</?mark>", "", str(marked(text, marks)))
    assert html.unescape(bare) == html.unescape(html.escape(text))


@given(st.text("<>&\"'åä😀x", max_size=20), st.lists(spans, max_size=5))
def test_marks_are_the_only_tags(text: str, marks: list[tuple[int, int]]) -> None:
    shown = str(marked(text, marks))
    assert "<" not in re.sub("</?mark>", "", shown)
    assert shown.count("<mark>") == shown.count("</mark>")


def test_marks_count_code_points() -> None:
    assert marked("😀 skola & hem", [(2, 7)]) == "😀 <mark>skola</mark> &amp; hem"


def test_marks_that_overlap_are_joined_in_order() -> None:
    assert marked("elevhälsa", [(4, 9), (0, 6)]) == "<mark>elevhä</mark><mark>lsa</mark>"


@pytest.mark.parametrize(
    ("date", "words"),
    [("2020-02-06", "6 februari 2020"), ("2020-12", "december 2020"), ("2020", "2020")],
)
def test_dates_are_written_as_precisely_as_they_are_known(date: str, words: str) -> None:
    shown = swedish_date(DateSpan.parse(date))
    assert shown is not None
    assert (shown.text, shown.iso) == (words, date)


def test_no_date_is_no_date() -> None:
    assert swedish_date(None) is None


@pytest.mark.parametrize(
    ("language", "tag"),
    [("sv", ""), ("sv-FI", ""), ("en", "en"), ("se", "se"), ('en" onload="x', ""), ("", "")],
)
def test_only_foreign_language_tags_are_told(language: str, tag: str) -> None:
    assert foreign(language) == tag


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "rapport.txt"])
def test_only_web_addresses_are_linked(url: str) -> None:
    assert source_link(url) is None


def test_a_web_address_is_shown_as_a_path() -> None:
    link = source_link("https://www.exempel.se/skola/?id=1#a")
    assert link is not None
    assert (link.text, link.href) == ("exempel.se › skola", "https://www.exempel.se/skola/?id=1#a")


def test_numbers_are_written_in_swedish() -> None:
    assert number(22335) == "22\N{NO-BREAK SPACE}335"
    assert ngettext("%(num)s träff", "%(num)s träffar", 1) == "1 träff"
    assert ngettext("%(num)s träff", "%(num)s träffar", 0) == "0 träffar"


def test_sentence_case_leaves_acronyms() -> None:
    assert [sentence_case(text) for text in ("rapport", "EU-stöd", "")] == [
        "Rapport",
        "EU-stöd",
        "",
    ]
