# ruff: noqa: E501 - made documents read best with an element each line

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.read.conftest import Outcome
from tests.read.made import W, docx
from tests.read.made_office import R, package, relations, word

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


RUN = "<w:r><w:t>{}</w:t></w:r>"


def styled(style: str, text: str) -> str:
    return paragraph(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{RUN.format(text)}')


def texts(outcome: Outcome) -> list[str]:
    (article,), _ = outcome
    return [text for section in article.sections for text in (section.heading, *section.paragraphs)]


def test_notes_follow_their_paragraph_and_comments_are_left_out(read_made: Read) -> None:
    notes = (
        '<w:{0}s xmlns:w="{1}"><w:{0} w:id="0" w:type="separator">'
        "<w:p><w:r><w:t>---</w:t></w:r></w:p></w:{0}>"
        '<w:{0} w:id="2"><w:p><w:r><w:t>En {0}.</w:t></w:r></w:p></w:{0}></w:{0}s>'
    )
    cited = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
    made = word(
        paragraph(RUN.format("Skolan") + cited + RUN.format(" brister."))
        + paragraph(RUN.format("Mer.")),
        footnotes=notes.format("footnote", W),
        endnotes=notes.format("endnote", W),
        comments=f'<w:comments xmlns:w="{W}">{paragraph(RUN.format("Hemlig kommentar."))}</w:comments>',
    )
    assert texts(read_made("x.docx", made)) == [
        *("", "Skolan brister.", "En footnote.", "Mer.", "En endnote."),
    ]


HIDING = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="dolt"><w:name w:val="Dolt"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="arvd"><w:name w:val="Ärvd"/><w:basedOn w:val="dolt"/></w:style>
<w:style w:styleId="p1"><w:name w:val="Placeholder Text"/></w:style></w:styles>"""


@pytest.mark.parametrize(
    "hidden",
    [
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish w:val='true'/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:rStyle w:val='dolt'/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val='arvd'/></w:pPr><w:r><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:color w:val='000000'/><w:highlight w:val='black'/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:color w:val='ffffff'/><w:shd w:fill='FFFFFF'/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr><w:tblStyle w:val='dolt'/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:rPr><w:rStyle w:val='p1'/></w:rPr><w:t>dold</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Klicka eller tryck här för att ange text.</w:t></w:r></w:p>",
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:t>dold</w:t></w:r></w:p><w:p><w:r><w:t>dold</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val='Innehll1'/></w:pPr><w:r><w:t>Bakgrund ........ 3</w:t></w:r></w:p>",
        "<w:p><w:hyperlink w:anchor='_Toc12'><w:r><w:t>Bakgrund 3</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:drawing><x:docPr xmlns:x='d' hidden='1'/><w:txbxContent><w:p><w:r><w:t>dold</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>",
    ],
)
def test_what_is_not_shown_is_not_published(read_made: Read, hidden: str) -> None:
    made = word(
        styled("Heading1", "Rubrik") + hidden + paragraph(RUN.format("Synligt.")), styles=HIDING
    )
    assert texts(read_made("x.docx", made)) == ["", "Synligt."]


def test_what_says_itself_that_it_is_shown_is_published(read_made: Read) -> None:
    shown = (
        "<w:r><w:rPr><w:rStyle w:val='dolt'/><w:vanish w:val='0'/></w:rPr><w:t>Synligt.</w:t></w:r>"
    )
    assert texts(read_made("x.docx", word(paragraph(shown), styles=HIDING))) == ["", "Synligt."]


def test_a_box_stands_by_itself_and_one_of_several_forms_is_read(read_made: Read) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>I rutan.</w:t></w:r></w:p></w:txbxContent>"
    names = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    both = (
        f"<w:r><mc:AlternateContent {names}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    made = word(paragraph(both + RUN.format("Brödtext.")))
    assert texts(read_made("x.docx", made)) == ["", "Brödtext.", "I rutan."]


def test_a_table_in_a_table_is_read_once(read_made: Read) -> None:
    cell = "<w:tc>{}</w:tc>"
    line = cell.format(paragraph(RUN.format("Ett")))
    inner = f"<w:tbl><w:tr>{line}{cell.format(paragraph(RUN.format('Två')))}</w:tr></w:tbl>"
    made = word(f"<w:tbl><w:tr>{line}{cell.format(inner)}</w:tr></w:tbl>")
    assert texts(read_made("x.docx", made)) == ["", "Ett", "Ett | Två"]


@pytest.mark.parametrize(
    "style",
    [
        '<w:name w:val="Myndigheten kapitelrubrik"/><w:basedOn w:val="Rubrik1"/>',
        '<w:name w:val="Prop. rubrik"/><w:basedOn w:val="Normal"/>',
        '<w:name w:val="Rubrik 2 utan nummer"/>',
        '<w:name w:val="Eget"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
        '<w:name w:val="Avsnittsrubrik"/>',
    ],
)
def test_an_agencys_own_styles_are_headings(read_made: Read, style: str) -> None:
    styles = f"""<w:styles xmlns:w="{W}"><w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/>
    </w:style><w:style w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:styleId="x">{style}</w:style></w:styles>"""
    body = styled("Title", "Titel") + styled("x", "Bakgrund") + paragraph(RUN.format("Text."))
    assert texts(read_made("x.docx", word(body, styles=styles))) == ["Bakgrund", "Text."]


@pytest.mark.parametrize(
    "name", ["Tabellrubrik", "Diagramrubrik", "Brödtext", "Subtitle", "Normal"]
)
def test_other_styles_are_none(read_made: Read, name: str) -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="x"><w:name w:val="{name}"/></w:style></w:styles>'
    body = styled("Title", "Titel") + styled("x", "Bakgrund") + paragraph(RUN.format("Text."))
    assert texts(read_made("x.docx", word(body, styles=styles))) == ["", "Bakgrund", "Text."]


@pytest.mark.parametrize(
    ("title", "created"),
    [
        ("Rapportmall", "2019-05-21T08:00:00Z"),
        ("Microsoft Word - Dokument1", "2019-05-21T08:00:00Z"),
        ("[Skriv titel här]", "2019-05-21T08:00:00Z"),
        ("rapport_v2.docx", "2019-05-21T08:00:00Z"),
        ("", "2013-12-23T23:15:00Z"),
        ("", "1601-01-01T00:00:00Z"),
    ],
)
def test_what_the_template_says_is_not_the_documents(
    read_made: Read, title: str, created: str
) -> None:
    core = (
        f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>{title}</dc:title>'
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )
    (article,), _ = read_made("x.docx", docx("Granskning av vägledning", "Text om den.", core=core))
    assert (article.title, article.published) == ("Granskning av vägledning", None)
    assert article.sections[0].paragraphs == ("Text om den.",)


def test_the_main_part_is_found_by_its_relation_also_in_strict_documents(read_made: Read) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{styled("Rubrik1", "Titel")}{paragraph(RUN.format("Text."))}</w:body></w:document>'
    parts = {
        "_rels/.rels": relations(("officeDocument", "/word/document2.xml")),
        "word/document2.xml": body,
    }
    (article,), _ = read_made("x.docm", package(parts))
    assert (article.title, article.sections[0].paragraphs) == ("Titel", ("Text.",))


def test_formulas_initials_and_deleted_ends_are_read_in_their_sentence(read_made: Read) -> None:
    m = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    formula = f"<m:oMath {m}><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    body = paragraph(RUN.format("Kvoten ") + formula + RUN.format(" gäller."))
    body += paragraph("<w:pPr><w:framePr w:dropCap='drop'/></w:pPr>" + RUN.format("D"))
    body += paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + RUN.format("et gick"))
    body += paragraph(RUN.format(" bra."))
    assert texts(read_made("x.docx", word(body))) == ["", "Kvoten a/b gäller.", "Det gick bra."]


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("a.htm", "<p>Inbäddat.</p><p style='display:none'>dolt</p>"),
        ("a.txt", "Inbäddat."),
        ("a.rtf", "{\\rtf1\\ansi Inb\\'e4ddat.}"),
        ("a.docx", word(paragraph(RUN.format("Inbäddat.")))),
        ("a.mht", "Content-Type: text/html; charset=utf-8\n\n<p>Inbäddat.</p>"),
    ],
)
def test_documents_in_a_document_are_read(read_made: Read, name: str, inner: str | bytes) -> None:
    body = f"{styled('Title', 'Titel')}<w:altChunk r:id='r1'/>"
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    parts = {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(("aFChunk", name)),
        f"word/{name}": inner,
    }
    assert texts(read_made("x.docx", package(parts))) == ["", "Inbäddat."]


NUMBERS = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">
<w:lvl><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1 kap."/></w:lvl>
<w:lvl><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2 §"/></w:lvl>
<w:lvl><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def test_numbers_that_hold_words_are_read(read_made: Read) -> None:
    def item(depth: int, text: str, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        return paragraph(f"<w:pPr>{named}{place}</w:pPr>{RUN.format(text)}")

    body = styled("Title", "Föreskrifter") + item(0, "Syfte", "Heading1") + item(1, "Lagen gäller.")
    body += (
        item(2, "skolor,") + item(1, "Den som") + item(0, "Tillsyn", "Heading1") + item(1, "Verket")
    )
    assert texts(read_made("x.docx", word(body, numbering=NUMBERS))) == [
        *("1 kap. Syfte", "1 § Lagen gäller.", "• skolor,", "2 § Den som"),
        *("2 kap. Tillsyn", "1 § Verket"),
    ]
