from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from indexer.article import Article
from indexer.read import Source
from tests.conftest import ROOT
from tests.read.conftest import Outcome, outcome
from tests.read.made import Drawn, pdf, pdf_drawn, pdf_of

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


def text_of(article: Article) -> list[str]:
    return [
        one
        for section in article.sections
        for one in (f"# {section.heading}", *section.paragraphs)
        if one != "# "
    ]


def read_drawn(read_made: Read, *pages: Sequence[Drawn], **parts: str) -> list[str]:
    (article,), _ = read_made("x.pdf", pdf_drawn(*pages, info="/Title (Rapporten)", **parts))
    return text_of(article)


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


class TestLines:
    def test_the_style_of_most_of_a_line_is_the_line_s(self, read_made: Read) -> None:
        page = [
            (50, 700, "b|1 §"),
            (72, 700, "Denna föreskrift gäller för verksamheter som bullrar"),
            (50, 686, "i närheten av bostäder."),
        ]
        assert len(read_drawn(read_made, page)) == 1

    def test_symbols_at_the_beginning_of_lines_are_bullets(self, read_made: Read) -> None:
        page = [
            (50, 700, "Utredaren ska"),
            (50, 686, "s|\xb7"),
            (65, 686, "undersöka vad som krävs,"),
            (50, 672, "s|\xb7"),
            (65, 672, "analysera vad som behövs."),
        ]
        assert read_drawn(read_made, page) == [
            "Utredaren ska",
            "• undersöka vad som krävs,",
            "• analysera vad som behövs.",
        ]

    def test_accents_drawn_over_letters_are_theirs(self, read_made: Read) -> None:
        word = [(50, 700, "fo"), (59.1, 700, "\xa8"), (64.2, 700, "rskola")]
        assert read_drawn(read_made, word) == ["förskola"]

    def test_a_page_that_is_turned_is_read_as_it_is_seen(self, read_made: Read) -> None:
        turned = b" ".join(
            b"BT /F1 10 Tf 0 1 -1 0 %d 50 Tm (%b) Tj ET" % (100 + 14 * row, text)
            for row, text in enumerate([b"En rad som inte slutar utan", b"som slutar efter den."])
        )
        (article,), _ = read_made("x.pdf", pdf_of(turned, page="/Rotate 90"))
        assert text_of(article) == ["En rad som inte slutar utan som slutar efter den."]

    def test_what_bookmarks_lead_to_is_a_heading(self, read_made: Read) -> None:
        outline = (
            "<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>",
            "<< /Title (Läget) /Parent 20 0 R /Dest [22 0 R /Fit] >>",
        )
        text = b"(L\xe4get) Tj 0 -24 Td (Alla skolor har svarat) Tj T* (och i god tid.) Tj"
        text = b"BT /F1 10 Tf 14 TL 50 700 Td %b ET" % text
        made = pdf_of(text, catalog="/Outlines 20 0 R", objects=outline, info="/Title (Rapporten)")
        (article,), _ = read_made("x.pdf", made)
        assert text_of(article)[0] == "# Läget"


def test_pages_with_hardly_any_text_are_told_of(read_made: Read) -> None:
    pages: list[list[Drawn]] = [[(50, 700, "Ett beslut.")], [(50, 600, "1")], [(50, 500, "2")]]
    (_,), findings = read_made("x.pdf", pdf_drawn(*pages))
    assert any("nästan ingen text" in finding.reason for finding in findings)


FIELD = (
    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (Biogas i Påhittad by) /F {flags}"
    " /Ff {kind} /Rect [150 695 400 712] >>"
)


class TestForms:
    def form(self, flags: int = 4, kind: int = 0) -> bytes:
        text = b"BT /F1 10 Tf 50 700 Td (Verksamhet) Tj ET"
        fields = [FIELD.format(flags=flags, kind=kind)]
        form = "/AcroForm << /Fields [20 0 R] >>"
        return pdf_of(text, catalog=form, objects=fields, page="/Annots [20 0 R]")

    def test_the_value_of_a_field_stands_after_its_label(self, read_made: Read) -> None:
        (article,), _ = read_made("x.pdf", self.form())
        assert text_of(article) == ["Verksamhet Biogas i Påhittad by"]

    @pytest.mark.parametrize("hidden", [{"flags": 2}, {"flags": 32}, {"kind": 1 << 13}])
    def test_one_that_is_hidden_is_not_published(
        self, read_made: Read, hidden: dict[str, int]
    ) -> None:
        (article,), _ = read_made("x.pdf", self.form(**hidden))
        assert text_of(article) == ["Verksamhet"]

    def test_one_in_xfa_is_refused_with_the_remedy(self, read_made: Read) -> None:
        form = "/AcroForm << /Fields [] /XFA 20 0 R >> /NeedsRendering true"
        text = b"BT /F1 10 Tf 50 700 Td (Please wait... ) Tj ET"
        objects = ["<< /Length 5 >>\nstream\n<xdp>\nendstream"]
        articles, (finding,) = read_made("x.pdf", pdf_of(text, catalog=form, objects=objects))
        assert articles == []
        assert "XFA" in finding.reason
        assert "skriva ut den till PDF" in finding.remedy


class TestAttachments:
    def made(self, text: bytes) -> bytes:
        catalog = "/Names << /EmbeddedFiles << /Names [(a.txt) 20 0 R] >> >> /Collection << >>"
        objects = (
            "<< /Type /Filespec /F (a.txt) /EF << /F 21 0 R >> >>",
            "<< /Type /EmbeddedFile /Length 3 >>\nstream\nhej\nendstream",
        )
        shown = b"BT /F1 10 Tf 50 700 Td (%b) Tj ET" % text
        return pdf_of(shown, catalog=catalog, objects=objects, info="/Title (T)")

    def test_the_cover_of_a_portfolio_is_refused(self, read_made: Read) -> None:
        text = b"For the best experience, open this PDF portfolio in Acrobat."
        articles, (finding,) = read_made("x.pdf", self.made(text))
        assert articles == []
        assert finding.reason == (
            "PDF-filen är bara ett omslag till bifogade filer (1), som inte läses"
        )

    def test_files_with_a_text_are_told_of(self, read_made: Read) -> None:
        (article,), findings = read_made("x.pdf", self.made(b"Beslutet med bilaga."))
        assert text_of(article) == ["Beslutet med bilaga."]
        assert "filer som är bifogade i PDF-filen läses inte" in [one.reason for one in findings]


def xmp(title: str, rest: str = "") -> str:
    """Return an object of a PDF that holds a packet of XMP."""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"<rdf:Description {rest}><dc:title><rdf:Alt><rdf:li>{title}</rdf:li></rdf:Alt></dc:title>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return f"<< /Type /Metadata /Length {len(packet)} >>\nstream\n{packet}\nendstream"


def test_xmp_tells_what_the_information_dictionary_leaves_out(read_made: Read) -> None:
    own = 'dc:format="application/pdf" xmp:CreateDate="2019-05-21T08:30:00Z"'
    objects = [xmp("Bild av en skola"), xmp("Tillsyn av skolor", own), xmp("En annan bild")]
    (article,), _ = read_made("x.pdf", pdf_drawn([(50, 780, "Text.")], objects=objects))
    assert (article.title, str(article.published)) == ("Tillsyn av skolor", "2019-05-21")


def test_the_information_dictionary_goes_before_xmp(read_made: Read) -> None:
    (article,), _ = read_made(
        "x.pdf", pdf_drawn([(50, 780, "Text.")], objects=[xmp("Ur XMP")], info="/Title (Egen)")
    )
    assert article.title == "Egen"


def test_a_program_s_name_for_a_document_in_xmp_is_no_title(read_made: Read) -> None:
    made = pdf_drawn([(50, 780, "Text.")], objects=[xmp("Microsoft Word - Dokument1")])
    (article,), _ = read_made("x.pdf", made)
    assert article.title == "x"
