from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Section
from indexer.read.characters import tidy
from indexer.read.page_dates import take_page_dates
from indexer.read.sections import build_sections
from indexer.read.text import parse_text
from tests.read.conftest import Outcome

Read = Callable[..., Outcome]

PAGE = """\

Buller i klassrummet

Ljudnivån är ofta för hög. Den
går att sänka.

Så mäter ni

Låna en mätare.

Publicerat tisdag 6 december 2016 Granskat onsdag 7 mars 2018
"""


def test_title_headings_paragraphs_and_dates(read_made: Read) -> None:
    (article,), findings = read_made("buller.txt", PAGE, kind="vägledning", language="sv")
    assert article.id == "arkiv/buller.txt"
    assert article.title == "Buller i klassrummet"
    assert article.sections == (
        Section("", ("Ljudnivån är ofta för hög. Den går att sänka.",)),
        Section("Så mäter ni", ("Låna en mätare.",)),
    )
    assert (str(article.published), str(article.reviewed)) == ("2016-12-06", "2018-03-07")
    assert (article.kind, article.language, article.audience) == ("vägledning", "sv", "public")
    assert findings == []


def test_a_title_alone_on_its_line_never_swallows_the_text(read_made: Read) -> None:
    (article,), _ = read_made("a.txt", "En rubrik som fyller hela sin\nrad\n\nText.")
    assert article.title == "En rubrik som fyller hela sin"
    assert article.sections == (Section("", ("rad", "Text.")),)


def test_markup_in_a_title_is_only_text(read_made: Read) -> None:
    (article,), _ = read_made("a.txt", "<script>alert(1)</script>\n\nText.")
    assert article.title == "<script>alert(1)</script>"


def test_a_heading_that_ends_the_text_becomes_a_paragraph() -> None:
    sections = build_sections(parse_text("Inledning.\n\nRubrik\n\nText.\n\nLäs i handboken"))
    assert sections == (
        Section("", ("Inledning.",)),
        Section("Rubrik", ("Text.", "Läs i handboken")),
    )


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Sveriges Kommuner och Regioner, SKR", True),
        ("2 Bakgrund och syfte", True),
        ("Vem kan få stöd?", True),
        ("”Skolgården som lärmiljö”", True),
        ("Ventilationen ska ses över.", False),
        ("Ta med:", False),
        ("ett pass som är giltigt", False),
        ("– Vi är nöjda, säger rektorn", False),
        ("• Rådgivning", False),
        ("1 200 500", False),
        ("Så " + "mycket " * 13, False),
    ],
)
def test_which_lines_are_headings(line: str, heading: bool) -> None:  # noqa: FBT001
    (block,) = parse_text(line)
    assert bool(block.level) is heading


def test_lines_broken_by_hand_are_joined_and_lists_are_not() -> None:
    text = "Kom ihåg\n- luft i alla klassrum varje dag\n- ljus\n- en gård som\n  svalkar"
    assert [block.text for block in parse_text(text)] == [
        "Kom ihåg",
        "- luft i alla klassrum varje dag",
        "- ljus",
        "- en gård som",
        "svalkar",
    ]


def test_windows_line_ends_and_soft_hyphens(read_made: Read) -> None:
    (article,), _ = read_made("a.txt", "Elev\N{SOFT HYPHEN}hälsa\r\n\r\nEtt.\r\n\r\nTvå.\r\n")
    assert article.title == "Elevhälsa"
    assert article.sections == (Section("", ("Ett.", "Två.")),)


@pytest.mark.parametrize(
    ("line", "published", "reviewed", "updated"),
    [
        ("Publicerat i mars 2015", "2015-03", "None", "None"),
        ("6 februari 2020", "2020-02-06", "None", "None"),
        ("Uppdaterad 14 maj 2013 av webbredaktionen", "None", "None", "2013-05-14"),
        ("Beslutad: 2020-05-06", "2020-05-06", "None", "None"),
        ("Sidan granskades senast den 3 maj 2021, kl. 10.15", "None", "2021-05-03", "None"),
        ("Publicerad 2020-01-02\n\nGranskad 2021-03-04", "2020-01-02", "2021-03-04", "None"),
        ("Publicerad\n\n2020-01-02", "2020-01-02", "None", "None"),
    ],
)
def test_lines_with_dates(line: str, published: str, reviewed: str, updated: str) -> None:
    dates, blocks = take_page_dates(parse_text(f"Inledning.\n\nText.\n\n{line}"))
    told = (str(dates.published), str(dates.reviewed), str(dates.updated))
    assert told == (published, reviewed, updated)
    assert [block.text for block in blocks] == ["Inledning.", "Text."]


@pytest.mark.parametrize(
    "line",
    [
        "Rapporten publicerades den 3 maj 2012 och har lästs av många",
        "Konferensen hålls i Borås den 8 maj 2014",
        "Publicerat på uppdrag av regeringen",
    ],
)
def test_sentences_with_dates_stay_in_the_text(line: str) -> None:
    dates, blocks = take_page_dates(parse_text(f"Inledning.\n\n{line}\n\nSlut."))
    assert dates.published is None
    assert line in [block.text for block in blocks]


def test_an_impossible_date_is_reported_and_the_article_kept(read_made: Read) -> None:
    (article,), findings = read_made("a.txt", "Titel\n\nText.\n\nPublicerat 31 februari 2020")
    assert article.published is None
    assert article.sections == (Section("", ("Text.",)),)
    assert ("arkiv/a.txt", "datumet ”31 februari 2020” finns inte", False) in [
        (finding.item, finding.reason, finding.refused) for finding in findings
    ]


def test_a_text_without_date_is_kept_and_reported(read_made: Read) -> None:
    (article,), (finding,) = read_made("a.txt", "Titel\n\nText.")
    assert article.published is None
    assert (finding.item, finding.reason, finding.refused) == (
        "arkiv/a.txt",
        "datum saknas",
        False,
    )


def test_windows_1252_is_read_and_reported(read_made: Read) -> None:
    content = "Årsplan – “ljud”\n\nElevhälsa.\n\nPublicerat 6 maj 2013".encode("cp1252")
    (article,), (finding,) = read_made("a.txt", content)
    assert article.title == "Årsplan – “ljud”"
    assert (finding.refused, finding.item) == (False, "arkiv/a.txt")
    assert "windows-1252" in finding.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(read_made: Read, encoding: str) -> None:
    (article,), _ = read_made("a.txt", "Årsplan\n\nElevhälsa.".encode(encoding))
    assert article.title == "Årsplan"


def test_mixed_encodings_lose_nothing(read_made: Read) -> None:
    (article,), _ = read_made(
        "a.txt", "Årsplan\n\nElevhälsa ".encode() + "på gården.".encode("cp1252")
    )
    assert article.sections == (Section("", ("Elevhälsa på gården.",)),)


def test_a_title_as_long_as_a_paragraph_is_none(read_made: Read) -> None:
    (article,), findings = read_made("årsplan.txt", "Ord och mening. " * 30)
    assert article.title == "årsplan"
    assert article.sections[0].paragraphs[0].startswith("Ord och mening.")
    assert any("titel saknas" in finding.reason for finding in findings)


@given(st.text())
def test_tidy_gives_one_encodable_line_and_is_stable(text: str) -> None:
    line = tidy(text)
    assert line == tidy(line)
    assert line.split() == line.split(" ") or line == ""
    line.encode()


@given(st.lists(st.sampled_from(["Rubrik", "Text.", "- punkt", "\n", "\n\n", " ", "\r\n"])))
def test_parsing_keeps_every_word_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    blocks = parse_text(text)
    assert " ".join(block.text for block in blocks).split() == text.split()
    kept = [
        part
        for section in build_sections(blocks)
        for part in (section.heading, *section.paragraphs)
        if part
    ]
    assert kept == [block.text for block in blocks]
