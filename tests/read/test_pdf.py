from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.article import Article
from indexer.read import Source
from indexer.read.pdf_furniture import drop_furniture
from indexer.read.pdf_layout import lay_out
from indexer.read.pdf_lines import Line
from indexer.read.sections import Block
from tests.conftest import ROOT
from tests.read.conftest import Outcome, outcome
from tests.read.made import pdf

Read = Callable[..., Outcome]
REPORT = ROOT / "data" / "rapporter" / "2024-mellan-lektionerna.pdf"


@pytest.fixture(scope="module")
def report() -> Article:
    (article,), findings = outcome(Source("rapport", str(REPORT)))
    assert findings == []
    return article


class TestReport:
    def test_its_title_date_and_language_are_its_own(self, report: Article) -> None:
        assert report.title == "Mellan lektionerna: dagens osynliga lärmiljöer, LMM 2024:3"
        assert (str(report.published), report.reviewed, report.updated) == (
            "2024-04-16",
            None,
            None,
        )
        assert report.language == "sv"

    def test_it_has_pages_and_headings(self, report: Article) -> None:
        pages = {section.heading: section.page for section in report.sections}
        assert max(filter(None, pages.values())) > 30
        assert pages["Sammanfattning"] == 2
        assert pages["7 Toaletterna"] == pages["7.1 Varför de avstår"]
        assert pages["Bilaga 2: Mätvärden"] > pages["14 Rekommendationer"]

    def test_headers_and_page_numbers_are_no_text(self, report: Article) -> None:
        paragraphs = [paragraph for _, paragraph, _ in report.passages()]
        assert "Lärmiljömyndigheten" not in paragraphs
        assert "LMM 2024:3" not in paragraphs
        assert not [paragraph for paragraph in paragraphs if paragraph.isdigit()]

    def test_a_paragraph_goes_on_over_the_page_s_end(self, report: Article) -> None:
        text = [paragraph for _, paragraph, _ in report.passages()]
        unfinished = [one for one in text if len(one) > 200 and one[-1] not in ".:?"]
        assert unfinished == []
        assert not [one for one in text if one[0].islower()]


def line(text: str, row: int = 0, *, size: float = 10, bold: bool = False) -> Line:
    top = 800 - 14 * row
    return Line(text, top, top - size, 50, 50 + 5 * len(text), bold)


def blocks(*lines: Line) -> list[Block]:
    return [placed.block for placed in lay_out([list(lines)])]


LONG = "En ganska lång rad som fyller ut hela spaltens bredd med"


class TestLayout:
    def test_lines_of_a_paragraph_are_joined_and_words_made_whole(self) -> None:
        found = blocks(line(f"{LONG} elevhälso-"), line("arbete, läs-", 1), line("och skriv", 2))
        assert found[0].text.startswith(f"{LONG} elevhälsoarbete, läs-")

    def test_space_parts_paragraphs(self) -> None:
        assert len(blocks(line(LONG), line(LONG, 1), line(LONG, 3), line(LONG, 4))) == 2

    def test_larger_letters_and_bold_lines_are_headings(self) -> None:
        found = blocks(
            line("Rapporten", size=20),
            line("Kapitel", 3, size=14),
            line("Avsnitt", 5, bold=True),
            line(LONG, 6),
        )
        assert [(block.text, block.level) for block in found] == [
            ("Rapporten", 1),
            ("Kapitel", 2),
            ("Avsnitt", 3),
            (LONG, 0),
        ]

    def test_items_of_a_list_stand_by_themselves(self) -> None:
        assert len(blocks(line("• ett"), line("• två", 1), line("– tre", 2))) == 3

    def test_short_lines_are_not_joined(self) -> None:
        assert len(blocks(line(LONG), line("Sundsvall.", 2), line("Lärmiljömyndigheten", 3))) == 3


class TestFurniture:
    def pages(self, number: int) -> list[list[Line]]:
        return [
            [line("Myndigheten"), line(f"Text om {text}", 5), line(f"Sida {page} av {number}", 50)]
            for page, text in zip(range(1, number + 1), "abcdefgh", strict=False)
        ]

    @pytest.mark.parametrize("number", [2, 3, 8])
    def test_what_pages_share_at_their_edges_goes(self, number: int) -> None:
        left = [[one.text for one in page] for page in drop_furniture(self.pages(number))]
        assert left == [[f"Text om {letter}"] for letter in "abcdefgh"[:number]]

    def test_a_single_page_keeps_its_lines_but_not_its_number(self) -> None:
        (page,) = drop_furniture(self.pages(1))
        assert [one.text for one in page] == ["Myndigheten", "Text om a"]


def test_a_title_of_the_document_goes_before_the_file_s_name(read_made: Read) -> None:
    info = "/Title (Beslut om stöd) /CreationDate (D:20190521083000) /Keywords (buller, ljud)"
    (article,), findings = read_made("x.pdf", pdf("Text.", info=info), url="https://a.se/")
    assert (article.title, str(article.published)) == ("Beslut om stöd", "2019-05-21")
    assert article.topics == ("buller", "ljud")
    assert article.url == "https://a.se/x.pdf"
    assert findings == []


@pytest.mark.parametrize("title", ["Microsoft Word - Dok1.docx", "untitled", "slutlig.indd"])
def test_a_title_that_a_program_gave_is_none(read_made: Read, title: str) -> None:
    (article,), findings = read_made("x y.pdf", pdf("Text.", info=f"/Title ({title})"))
    assert article.title == "x y"
    assert "titel saknas" in findings[0].reason


def test_dates_of_the_first_page_go_before_those_of_the_file(read_made: Read) -> None:
    text = "Publicerad 6 december 2016\nGranskad 7 mars 2018\nText."
    info = "/Title (Beslut) /CreationDate (D:20240101) /ModDate (D:20240202)"
    (article,), _ = read_made("x.pdf", pdf(text, info=info))
    assert (str(article.published), str(article.reviewed)) == ("2016-12-06", "2018-03-07")
    assert article.updated is None


@pytest.mark.parametrize("date", ["D:99999999", "D:20240231", "i går"])
def test_a_bad_date_of_the_file_is_none(read_made: Read, date: str) -> None:
    (article,), _ = read_made("x.pdf", pdf("Text.", info=f"/CreationDate ({date})"))
    assert article.published is None


def test_a_scanned_one_is_told(read_made: Read) -> None:
    articles, (finding,) = read_made("x.pdf", pdf(""))
    assert articles == []
    assert finding.reason == "PDF-filen har ingen text, den är kanske inskannad"
    assert "OCR" in finding.remedy
