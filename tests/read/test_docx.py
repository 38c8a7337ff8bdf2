from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.read.conftest import Outcome
from tests.read.made import W, docx

Read = Callable[..., Outcome]

CORE = """<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">
<dc:title>Ur egenskaperna</dc:title><cp:keywords>buller; ljud, buller</cp:keywords>
<dc:language>en-GB</dc:language><cp:category>rapport</cp:category>
<dcterms:created>2019-05-21T08:00:00Z</dcterms:created>
<dcterms:modified>2020-01-02T08:00:00Z</dcterms:modified></cp:coreProperties>"""
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="a2"><w:name w:val="Eget"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="a0"><w:name w:val="Title"/></w:style></w:styles>"""


def document(body: str) -> bytes:
    return docx(document=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def test_styles_make_title_and_headings(read_made: Read) -> None:
    made = docx(
        "a0|Råd om ljud", "Inledning.", "a1|Mäta", "Text.", "a2|Noga", "Mer.", styles=STYLES
    )
    (article,), _ = read_made("x.docx", made)
    assert article.title == "Råd om ljud"
    assert [(s.heading, s.paragraphs) for s in article.sections] == [
        ("", ("Inledning.",)),
        ("Mäta", ("Text.",)),
        ("Noga", ("Mer.",)),
    ]


def test_properties_tell_what_the_text_does_not(read_made: Read) -> None:
    (article,), findings = read_made("x.docx", docx("Bara text.", core=CORE))
    assert article.title == "Ur egenskaperna"
    assert (str(article.published), str(article.updated)) == ("2019-05-21", "2020-01-02")
    assert (article.topics, article.language, article.kind) == (("buller", "ljud"), "en", "rapport")
    assert findings == []


def test_dates_of_the_text_go_first(read_made: Read) -> None:
    made = docx("Title|T", "Publicerad 6 maj 2016", "Text.", core=CORE)
    (article,), _ = read_made("x.docx", made)
    assert (str(article.published), article.updated) == ("2016-05-06", None)


def test_rows_of_tables_are_lines(read_made: Read) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('Kommun')}{cell.format('12')}</w:tr>"
    (article,), _ = read_made("x.docx", document(f"<w:tbl>{row}</w:tbl>"))
    assert article.sections[0].paragraphs == ("Kommun | 12",)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:pStyle w:val="Punktlista"/>', "• Mät"),
        ('<w:pStyle w:val="ListBullet2"/>', "• Mät"),
        ('<w:pStyle w:val="ListParagraph"/><w:numPr/>', "• Mät"),
        ('<w:pStyle w:val="ListParagraph"/>', "Mät"),
        ('<w:pStyle w:val="Liststycke"/>', "Mät"),
    ],
)
def test_list_items_are_marked(read_made: Read, properties: str, text: str) -> None:
    made = paragraph(f"<w:pPr>{properties}</w:pPr><w:r><w:t>Mät</w:t></w:r>")
    (article,), _ = read_made("x.docx", document(made))
    assert article.sections[0].paragraphs == (text,)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>läro</w:t></w:r><w:r><w:t>medel</w:t></w:r>", "läromedel"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b c"),
        (
            "<w:del><w:r><w:delText>x</w:delText><w:t>x</w:t></w:r></w:del><w:r><w:t>y</w:t></w:r>",
            "y",
        ),
        ("<w:ins><w:r><w:t>nytt</w:t></w:r></w:ins>", "nytt"),
        ("<w:hyperlink><w:r><w:t>länk</w:t></w:r></w:hyperlink>", "länk"),
        ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>post</w:t></w:r>", "e-post"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r>", "1"),
    ],
)
def test_a_paragraph_is_read_as_it_stands(read_made: Read, inner: str, text: str) -> None:
    (article,), _ = read_made("x.docx", document(paragraph(inner)))
    assert article.sections[0].paragraphs == (text,)


def test_without_a_title_the_first_heading_or_the_name_is_borrowed(read_made: Read) -> None:
    (article,), findings = read_made("x.docx", docx("Heading1|Mäta ljud", "Text."))
    assert article.title == "Mäta ljud"
    (article,), findings = read_made("x.docx", docx("Text."))
    assert article.title == "x"
    assert "titel saknas" in findings[0].reason
