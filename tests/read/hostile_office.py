"""Hostile documents, books and letters: each costs at most its own article."""

# ruff: noqa: E501 - a table reads best with a file each line

from __future__ import annotations

import struct

from tests.read.hostile import LAUGHS, LOCAL, READ, Maker, sparse, text, zipped
from tests.read.made_office import (
    DRAWING,
    SHEET,
    SLIDE,
    R,
    W,
    attachment,
    book,
    compound,
    letter,
    opendocument,
    package,
    placed,
    presentation,
    relations,
    rows,
    slide,
    word,
    workbook,
)

P = "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"
HEAD = "Subject: Brev\nMIME-Version: 1.0\n"
MIXED = 'Content-Type: multipart/mixed; boundary="{0}"\n\n--{0}\n'


def note_to_itself() -> bytes:
    cited = '<w:p><w:r><w:t>Not.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{cited}</w:footnote></w:footnotes>'
    return word(cited * 3, footnotes=notes)


def styles_in_a_circle() -> bytes:
    style = '<w:style w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{style.format("a", "b")}{style.format("b", "a")}</w:styles>'
    return word(P.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>'), styles=styles)


def chunks_of_itself() -> bytes:
    body = '<w:altChunk r:id="r1"/>' * 1000 + P
    inner = word(body)
    for _ in range(4):
        inner = package(
            {
                "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:altChunk r:id="r1"/>{P}</w:body></w:document>',
                "word/_rels/document.xml.rels": relations(("aFChunk", "inre.docx")),
                "word/inre.docx": inner,
            }
        )
    return inner


def sheet_of_a_million() -> bytes:
    numbers = (number * 7919 % 1_000_003 for number in range(1_000_000))
    cells = [f"<c><v>{number}</v></c>" for number in numbers]
    lines = ("".join(cells[at : at + 1000]) for at in range(0, len(cells), 1000))
    return workbook(("Stor", f"<sheetData><row>{'</row><row>'.join(lines)}</row></sheetData>"))


def sheet_of_laughs() -> bytes:
    return package(
        {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{R}"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "a.xml")),
            "xl/a.xml": f'{LAUGHS}<worksheet xmlns="{SHEET}"><sheetData><row><c t="str"><v>&j;</v></c></row></sheetData></worksheet>',
        }
    )


def slide_again_and_again() -> bytes:
    names = f'xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" xmlns:r="{R}"'
    again = '<p:sldId r:id="r1"/>' * 50_000
    return package(
        {
            "ppt/presentation.xml": f"<p:presentation {names}>{again}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("slide", "a.xml")),
            "ppt/a.xml": slide(placed("Text.")).replace("<p:sld", f"<p:sld {names}", 1),
            "ppt/_rels/a.xml.rels": relations(("notesSlide", "a.xml"), ("diagramData", "a.xml")),
        }
    )


def book_in_a_circle() -> bytes:
    return book({"a": "<h1>Ett</h1><p>Text.</p>", "b": "<p>Mer.</p>"}, spine="a b " * 50_000)


def book_that_climbs() -> bytes:
    item = '<item id="x" href="../../../../etc/passwd" media-type="text/html"/>'
    return book({"a": "<p>Text.</p>"}, spine="x a", more=item)


def nested_letters(levels: int) -> str:
    return (HEAD + "Content-Type: message/rfc822\n\n") * levels + HEAD + "\nText.\n"


def nested_parts(levels: int) -> str:
    parts = "".join(MIXED.format(f"g{number}") for number in range(levels))
    return HEAD + parts + "Content-Type: text/plain\n\nText.\n"


def many_attachments() -> str:
    part = 'Content-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nx\n--g\n'
    return HEAD + MIXED.format("g") + part * 5000


def attached(name: str, data: bytes) -> bytes:
    import base64  # noqa: PLC0415

    part = (
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
    )
    return (HEAD + MIXED.format("g") + part).encode() + base64.encodebytes(data) + b"--g--\n"


def outlook(**more: bytes) -> bytes:
    return compound({**letter("Brev", "Text."), **more})


def sectors_in_a_circle() -> bytes:
    data = bytearray(outlook())
    struct.pack_into("<i", data, 512 + 4, 1)
    return bytes(data)


def folders_in_a_circle() -> bytes:
    data = bytearray(outlook())
    struct.pack_into("<iii", data, 1024 + 128 + 68, 1, 1, 0)
    return bytes(data)


def says_it_is_huge() -> bytes:
    packed = struct.pack("<4I", 0xFFFFFFFF, 0xFFFFFFFF, 0x75465A4C, 0) + b"\x00" + bytes(2000)
    tree = {**letter("Brev", ""), "__substg1.0_10090102": packed}
    return compound({name: part for name, part in tree.items() if "1000" not in name})


def big_rtf(inner: str) -> str:
    return "{\\rtf1\\ansi Text.\\par " + inner + "}"


OFFICE: dict[str, tuple[Maker, str]] = {
    "1 GB of zeros, XLSX": (sparse("x.xlsx"), "gränsen är 200 MB"),
    "1 GB of zeros, RTF": (sparse("x.rtf"), "gränsen är 200 MB"),
    "1 GB of zeros, letter": (sparse("x.eml"), "gränsen är"),
    "a note to itself": (text("x.docx", note_to_itself()), READ),
    "styles in a circle": (text("x.docx", styles_in_a_circle()), READ),
    "documents in a document": (text("x.docx", chunks_of_itself()), READ),
    "50,000 fields that never end": (
        text("x.docx", word("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>' * 50_000 + "</w:p>" + P)),
        READ,
    ),
    "a million runs in a document": (
        text("x.docx", lambda: word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 200_000 + "</w:p>" + P)),
        READ,
    ),
    "a document of 300,000 tables in tables": (
        text("x.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 300_000)),
        "XML:en är trasig",
    ),
    "parts outside a package": (
        text("x.docx", package({"_rels/.rels": relations(("officeDocument", "../../../etc/passwd"))})),
        "inget Word-dokument",
    ),
    "a workbook called a document": (text("x.docx", workbook(("A", rows(("Text",))))), "inget Word-dokument"),
    "a million cells": (text("x.xlsx", sheet_of_a_million), READ),
    "a workbook bomb": (text("x.xlsx", lambda: workbook(("A", f"<sheetData>{' ' * 90_000_000}</sheetData>"))), "packat till"),
    "billion laughs in a workbook": (
        text("x.xlsx", package({"xl/workbook.xml": f'{LAUGHS}<workbook xmlns="{SHEET}">&j;</workbook>'})),
        "entiteter|trasig",
    ),
    "billion laughs in a sheet": (text("x.xlsx", sheet_of_laughs()), "entiteter|trasig"),
    "columns without end": (
        text("x.xlsx", workbook(("A", '<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData><row><c r="ZZZZZZZ1"><v>1</v></c></row></sheetData>'))),
        "ingen text",
    ),
    "a text that no sheet has": (
        text("x.xlsx", workbook(("A", '<sheetData><row><c t="s"><v>99999999999</v></c><c t="inlineStr"><is><t>Text</t></is></c></row></sheetData>'))),
        READ,
    ),
    "numbers without end": (
        text("x.xlsx", workbook(("A", "<sheetData><row><c><v>1e999</v></c><c><v>nan</v></c><c><v>-1e308</v></c></row></sheetData>"))),
        READ,
    ),
    "a slide 50,000 times": (text("x.pptx", slide_again_and_again()), READ),
    "groups of groups of shapes": (
        text("x.pptx", lambda: presentation(slide("<p:grpSp>" * 5000))),
        "XML:en är trasig",
    ),
    "a sheet repeated without end": (
        text("x.ods", opendocument('<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>Text</text:p></table:table-cell></table:table-row></table:table>', kind="spreadsheet")),
        READ,
    ),
    "spaces without end": (text("x.odt", opendocument('<text:p>En<text:s text:c="999999999"/>text.</text:p>')), READ),
    "100,000 levels of lists": (text("x.odt", lambda: opendocument("<text:list><text:list-item>" * 100_000)), "XML:en är trasig"),
    "OpenDocument styles in a circle": (
        text("x.odt", opendocument('<text:p text:style-name="a">Text.</text:p>', styles='<style:style style:family="paragraph" style:name="a" style:parent-style-name="b"/><style:style style:family="paragraph" style:name="b" style:parent-style-name="a"/>')),
        READ,
    ),
    "external entity in an OpenDocument": (text("x.odt", package({"content.xml": f"{LOCAL}<a>&j;</a>"})), "entiteter"),
    "a book that goes in a circle": (text("x.epub", book_in_a_circle), READ),
    "a book that climbs": (text("x.epub", book_that_climbs()), READ),
    "a book bomb": (text("x.epub", lambda: book({"a": "<p>" + "å" * 40_000_000 + "</p>"})), "packat till"),
    "a chapter of 100,000 open tags": (text("x.epub", lambda: book({"a": "<h1>T</h1>" + "<b>" * 100_000 + "Text."})), "ingen text"),
    "a million groups": (text("x.rtf", lambda: big_rtf("{" * 1_000_000 + "Mer." + "}" * 1_000_000)), READ),
    "300,000 groups beside each other": (text("x.rtf", lambda: big_rtf("{\\b a}" * 300_000)), READ),
    "100,000 notes in notes": (text("x.rtf", lambda: big_rtf("{\\footnote a" * 100_000)), READ),
    "RTF that ends a thousand times": (text("x.rtf", "{\\rtf1 Text.\\par " + "}" * 1000 + "mer"), READ),
    "RTF of numbers without end": (text("x.rtf", big_rtf("\\uc999999999 \\u999999999 ?\\bin-5 \\bin999999999 bort")), READ),
    "RTF of halves of letters": (text("x.rtf", big_rtf("\\u-10179 ?\\u-10179 ? \\u-8704 ?")), READ),
    "1,000 letters in a letter": (text("x.eml", nested_letters(1000)), "arkiv eller brev i varandra|för djupt"),
    "5,000 parts in parts": (text("x.eml", nested_parts(5000)), "för djupt"),
    "5,000 attachments": (text("x.eml", many_attachments()), "5000 bilagor"),
    "an attachment that climbs": (text("x.eml", attached("../../../etc/a.txt", b"Titel\n\nText")), READ),
    "an attached bomb": (text("x.eml", lambda: attached("a.zip", zipped(("a.txt", b"0" * 150_000_000)))), "sväller"),
    "a header of a million letters": (text("x.eml", "Subject: " + "å" * 1_000_000 + "\n\nText.\n"), READ),
    "a header that is no text": (text("x.eml", "Subject: =?klingon?b?///?=\nDate: i morgon\nContent-Type: text/plain; charset=zlib\n\nText.\n"), READ),
    "sectors in a circle": (text("x.msg", sectors_in_a_circle()), READ),
    "folders in a circle": (text("x.msg", folders_in_a_circle()), "skadad|inget brev|ingen text"),
    "a letter cut short": (text("x.msg", outlook()[:1500]), "skadad|inget brev|ingen text"),
    "packed text that says it is huge": (text("x.msg", says_it_is_huge), READ),
    "an attachment of Outlook that climbs": (
        text("x.msg", compound({**letter("Brev", "Text."), "__attach_version1.0_#00000000": attachment("..\\..\\a.txt", b"Titel\n\nText")})),
        READ,
    ),
    "an encrypted document": (text("x.docx", compound({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y"})), "lösenord"),
    "an old document": (text("x.doc", compound({"WordDocument": b"x" * 100})), "legacy_reader"),
    "an old document of zeros": (text("x.doc", bytes(1000)), "skadad"),
}  # fmt: skip
