"""Workbooks, presentations, OpenDocument, RTF and books."""

# ruff: noqa: E501 - made documents read best with an element each line

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.read.conftest import Outcome
from tests.read.made_office import (
    book,
    opendocument,
    package,
    placed,
    presentation,
    rows,
    slide,
    workbook,
)

Read = Callable[..., Outcome]
Sections = list[tuple[str, tuple[str, ...]]]


def sections(outcome: Outcome) -> Sections:
    (article,), _ = outcome
    return [(section.heading, section.paragraphs) for section in article.sections]


class TestWorkbook:
    def test_sheets_are_sections_and_rows_are_lines(self, read_made: Read) -> None:
        made = workbook(
            ("Elever", rows(("Antal elever i grundskolan",), ("Kommun", "2020"), ("Täby", ""))),
            ("Lärare", rows(("Kommun", "Antal"))),
        )
        (article,), _ = read_made("x.xlsx", made)
        assert article.title == "Antal elever i grundskolan"
        assert sections(([article], [])) == [
            ("Elever", ("Kommun | 2020", "Täby")),
            ("Lärare", ("Kommun | Antal",)),
        ]

    def test_what_is_hidden_is_not_published(self, read_made: Read) -> None:
        cell = '<c r="{}"><v>{}</v></c>'
        lines = f"<row>{cell.format('A1', 1)}{cell.format('B1', 2)}{cell.format('C1', 3)}</row>"
        lines += f'<row hidden="1">{cell.format("A2", 4)}</row>'
        lines += f'<row ht="0" customHeight="1">{cell.format("A3", 5)}</row>'
        columns = '<cols><col min="2" max="2" hidden="1"/><col min="4" max="4" width="0"/></cols>'
        lines = lines.replace("</row>", f"{cell.format('D1', 6)}</row>", 1)
        made = workbook(
            ("Öppet", f"{columns}<sheetData>{lines}</sheetData>"),
            ("Hemligt", rows(("hemligt",))),
            hidden=("Hemligt",),
        )
        assert sections(read_made("x.xlsx", made)) == [("", ("1 | 3",))]

    def test_values_are_read_as_they_are_shown(self, read_made: Read) -> None:
        styles = (
            '<numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/>'
            '<numFmt numFmtId="171" formatCode="0.0%"/><numFmt numFmtId="172" formatCode=";;;"/>'
            '<numFmt numFmtId="173" formatCode="#,##0.00&quot; kr om dagen&quot;"/></numFmts><cellXfs>'
            + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 170, 171, 172, 173, 20))
            + "</cellXfs>"
        )
        values = [
            (0, "12.5"),
            (1, "43831"),
            (2, "43831.5"),
            (3, "0.125"),
            (4, "7"),
            (5, "3.5"),
            (6, "0.5"),
        ]
        cells = "".join(f'<c s="{style}"><v>{value}</v></c>' for style, value in values)
        more = '<c t="s"><v>0</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c>'
        texts = "<si><r><t>De</t></r><r><t>lad</t></r><rPh><t>x</t></rPh></si>"
        made = workbook(
            ("A", f"<sheetData><row>{cells}{more}</row></sheetData>"), texts=texts, styles=styles
        )
        ((_, (line,)),) = sections(read_made("x.xlsx", made))
        assert line.split(" | ") == [
            *(
                "12,5",
                "2020-01-01",
                "2020-01-01 12:00",
                "12,5 %",
                "",
                "3,5",
                "12:00",
                "Delad",
                "SANT",
            ),
        ]

    @pytest.mark.usefixtures("same_process")
    def test_the_rest_of_a_database_is_left_out_and_told_of(
        self, read_made: Read, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("indexer.read.cells.MOST_CELLS", 4)
        (article,), findings = read_made("x.xlsx", workbook(("Blad1", rows(*[("a", "b")] * 5))))
        assert article.sections[0].paragraphs == ("a | b",) * 2
        assert any("fler än 4 celler" in finding.reason for finding in findings)


class TestPresentation:
    def test_slides_are_sections_with_their_notes(self, read_made: Read) -> None:
        made = presentation(
            slide(
                placed("Första punkten\nAndra", "body"),
                placed("Om skolan", "ctrTitle"),
                placed("7", "sldNum"),
            ),
            slide(placed("Läget", "title"), placed("Fri text.")),
            notes="Att säga.",
        )
        (article,), _ = read_made("x.pptx", made)
        assert article.title == "Om skolan"
        assert sections(([article], [])) == [
            ("", ("• Första punkten", "• Andra", "Att säga.")),
            ("Läget", ("Fri text.",)),
        ]

    def test_hidden_slides_and_shapes_are_not_published(self, read_made: Read) -> None:
        made = presentation(
            slide(
                placed("Titel", "title"), placed("Synligt."), placed("dolt", facts=' hidden="1"')
            ),
            slide(placed("dolt"), facts=' show="0"'),
        )
        assert sections(read_made("x.pptx", made)) == [("", ("Synligt.",))]

    def test_tables_and_groups_are_read(self, read_made: Read) -> None:
        cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
        table = f"<p:graphicFrame><a:tbl><a:tr>{cell.format('Ort')}{cell.format('12')}</a:tr></a:tbl></p:graphicFrame>"
        made = presentation(
            slide(placed("T", "title"), table, f"<p:grpSp>{placed('I grupp.')}</p:grpSp>")
        )
        assert sections(read_made("x.pptx", made)) == [("", ("Ort | 12", "I grupp."))]


class TestOpenDocument:
    def test_headings_lists_tables_and_notes_are_read(self, read_made: Read) -> None:
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        body = (
            '<text:p text:style-name="Title">Råd</text:p><text:h text:outline-level="1">Mäta</text:h>'
            "<text:p>En<text:s/>text<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>En not.</text:p></text:note-body></text:note>.</text:p>"
            "<text:list><text:list-item><text:p>Ett</text:p></text:list-item></text:list>"
            f"<table:table><table:table-row>{cell.format('Ort')}{cell.format('12')}</table:table-row></table:table>"
        )
        (article,), _ = read_made("x.odt", opendocument(body))
        assert article.title == "Råd"
        assert sections(([article], [])) == [("Mäta", ("En text.", "En not.", "• Ett", "Ort | 12"))]

    @pytest.mark.parametrize(
        "hidden",
        [
            '<text:p text:style-name="dolt">dold</text:p>',
            '<text:p>Synligt.<text:span text:style-name="t">dold</text:span></text:p>',
            '<text:section text:display="none"><text:p>dold</text:p></text:section>',
            "<text:tracked-changes><text:p>dold</text:p></text:tracked-changes>",
            "<text:p>Synligt.<office:annotation><text:p>dold</text:p></office:annotation></text:p>",
            "<text:table-of-content><text:index-body><text:p>dold</text:p></text:index-body></text:table-of-content>",
            '<text:p>Synligt.<text:hidden-text text:is-hidden="true">dold</text:hidden-text></text:p>',
            '<text:p>dold<text:hidden-paragraph text:condition="" text:is-hidden="true"/></text:p>',
            "<text:p>Synligt.<text:placeholder>dold</text:placeholder></text:p>",
        ],
    )
    def test_what_is_not_shown_is_not_published(self, read_made: Read, hidden: str) -> None:
        style = '<style:style style:family="{}" style:name="{}"><style:text-properties text:display="none"/></style:style>'
        styles = style.format("paragraph", "dolt") + style.format("text", "t")
        made = opendocument(
            f"<text:h>Titel</text:h>{hidden}<text:p>Synligt.</text:p>", styles=styles
        )
        ((_, paragraphs),) = sections(read_made("x.odt", made))
        assert set(paragraphs) == {"Synligt."}

    def test_properties_tell_title_dates_and_language(self, read_made: Read) -> None:
        meta = (
            "<dc:title>Ur egenskaperna</dc:title><meta:creation-date>2019-05-21T08:00:00</meta:creation-date>"
            "<meta:keyword>buller</meta:keyword><dc:language>en-GB</dc:language>"
        )
        (article,), _ = read_made("x.odt", opendocument("<text:p>Bara text.</text:p>", meta=meta))
        assert (article.title, str(article.published), article.topics, article.language) == (
            *("Ur egenskaperna", "2019-05-21", ("buller",), "en"),
        )

    def test_sheets_are_sections_without_what_is_hidden(self, read_made: Read) -> None:
        cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
        row = "<table:table-row{}>{}</table:table-row>"
        sheet = '<table:table table:name="{}" table:style-name="{}">{}</table:table>'
        lines = row.format(
            "", cell.format(' table:number-columns-repeated="2"', "a") + cell.format("", "b")
        )
        lines += row.format(' table:visibility="collapse"', cell.format("", "dold"))
        lines += row.format(' table:number-rows-repeated="2"', cell.format("", "c"))
        styles = '<style:style style:family="table" style:name="dolt"><style:table-properties table:display="false"/></style:style>'
        body = sheet.format("Elever", "", lines) + sheet.format(
            "Hemligt", "dolt", row.format("", cell.format("", "x"))
        )
        made = opendocument(
            body + sheet.format("Lärare", "", row.format("", cell.format("", "d"))),
            kind="spreadsheet",
            styles=styles,
        )
        (article,), _ = read_made("x.ods", made)
        assert "hemligt" not in article.to_json().lower()
        assert [text for section in article.sections for text in section.paragraphs] == [
            "a | a | b",
            "c",
            "c",
            "d",
        ]

    def test_slides_are_sections(self, read_made: Read) -> None:
        frame = '<draw:frame presentation:class="{}"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>'
        page = "<draw:page>{}<presentation:notes>{}</presentation:notes></draw:page>"
        made = opendocument(
            page.format(
                frame.format("title", "Om skolan") + frame.format("outline", "Text."),
                frame.format("notes", "Sagt."),
            ),
            kind="presentation",
        )
        (article,), _ = read_made("x.odp", made)
        assert (article.title, article.sections[0].paragraphs) == ("Om skolan", ("Text.", "Sagt."))


class TestRtf:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            (r"\'e5\'e4\'f6 \u229?\u8211-slut", "åäö å–slut"),
            (r"\u-10179?\u-8704?", "😀"),
            (r"{\v dolt}synligt{\deleted bort}", "synligt"),
            (r"a{\*\annotation dolt}b{\*\okänt dolt}c", "abc"),
            (r"a{\header dolt}{\pict 0a0b}b", "ab"),
            (r"l\'e4ro\-medel\_n\~x \{y\}", "läromedel-n x {y}"),
            (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt länk}}", "länk"),
            (r"a{\upr{b}{\*\ud{x}}}c", "abc"),
            (r"{\field{\*\fldinst PAGE}{\fldrslt 1}} a", "1 a"),
            (r"{\field{\*\fldinst TOC \\o}{\fldrslt dolt}}synligt", "synligt"),
            (r"{\f1\'e5}\f0 \'e5", "еå"),
        ],
    )
    def test_a_paragraph_is_read_as_it_stands(self, read_made: Read, text: str, read: str) -> None:
        fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}"
        made = rf"{{\rtf1\ansi\ansicpg1252{fonts}\pard Först.\par {text}\par}}"
        ((_, paragraphs),) = sections(read_made("x.rtf", made.encode("cp1252")))
        assert paragraphs == ("Först.", read)

    def test_styles_lists_tables_notes_and_properties_are_read(self, read_made: Read) -> None:
        made = r"""{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 Egen;}{\s3 Title;}{\s4 toc 1;}}
        {\info{\title Ur egenskaperna}{\keywords buller}{\creatim\yr2019\mo5\dy21\hr8}{\author X}}
        \pard\s3 R\'e5d\par\pard\s4 M\'e4ta 3\par\pard\s2 M\'e4ta\par\pard\s0 En text{\footnote En not.}.\par
        \pard{\listtext 1.\tab}\ls1 Ett\par\trowd\pard\intbl Ort\cell 12\cell\row\pard\plain Slut.\par}"""
        (article,), _ = read_made("x.rtf", made)
        assert (article.title, str(article.published), article.topics) == (
            "Råd",
            "2019-05-21",
            ("buller",),
        )
        assert sections(([article], [])) == [
            ("Mäta", ("En text.", "En not.", "• Ett", "Ort | 12", "Slut."))
        ]


class TestBook:
    def test_chapters_are_read_in_order_and_the_book_tells_of_itself(self, read_made: Read) -> None:
        meta = (
            "<dc:title>Boken</dc:title><dc:date>2019-05</dc:date><dc:language>en</dc:language>"
            "<dc:publisher>Verket</dc:publisher><dc:subject>buller</dc:subject>"
        )
        chapters = {
            "b": "<h1>Andra</h1><p>Text.</p><p hidden=''>dolt</p>",
            "a": "<h1>Första</h1><p>Text.</p>",
        }
        (article,), _ = read_made("x.epub", book(chapters, spine="a b a", meta=meta))
        assert (article.title, str(article.published), article.language) == (
            "Boken",
            "2019-05",
            "en",
        )
        assert (article.publisher, article.topics) == (("Verket",), ("buller",))
        assert sections(([article], [])) == [("Första", ("Text.",)), ("Andra", ("Text.",))]

    def test_its_list_of_contents_is_left_out(self, read_made: Read) -> None:
        nav = '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        made = book({"a": "<h1>Ett</h1><p>Text.</p>", "n": "<p>Ett</p>"}, spine="n a", more=nav)
        (article,), _ = read_made("x.epub", made)
        assert article.title == "Ett"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "x.odt",
            {
                "META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>",
                "content.xml": "x",
            },
        ),
        (
            "x.epub",
            {
                "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>',
                "META-INF/encryption.xml": '<e><CipherReference URI="a.xhtml"/></e>',
                "b.opf": '<p><manifest><item id="a" href="a.xhtml" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></p>',
                "a.xhtml": "x",
            },
        ),
    ],
)
def test_what_is_locked_is_refused_with_the_remedy(
    read_made: Read, name: str, parts: dict[str, str]
) -> None:
    _, (finding,) = read_made(name, package(parts))
    assert "lösenord" in finding.reason
    assert "lösenord" in finding.remedy
