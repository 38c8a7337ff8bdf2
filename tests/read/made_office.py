"""Documents of offices made by hand: packages of parts, letters, and files within a file."""

# ruff: noqa: E501 - made documents read best with an element each line

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from itertools import pairwise

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "meta": "meta",
        "draw": "drawing", "presentation": "presentation",
    }.items()
)  # fmt: skip

Tree = Mapping[str, "bytes | Tree"]


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP package of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """Return a part that refers to others, of which kind and name are given, as r1, r2 …"""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"<Relationships>{listed}</Relationships>"


def word(body: str, **parts: str) -> bytes:
    """Return a Word document of a body, and of parts such as footnotes and styles."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    return package({"word/document.xml": document} | named)


def workbook(
    *sheets: tuple[str, str], hidden: tuple[str, ...] = (), texts: str = "", styles: str = ""
) -> bytes:
    """Return a workbook of sheets, of which name and content are given."""
    states = {name: ' state="hidden"' if name in hidden else "" for name, _ in sheets}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"{states[name]}/>'
        for number, (name, _) in enumerate(sheets, start=1)
    )
    targets = [("worksheet", f"sheets/{number}.xml") for number, _ in enumerate(sheets, start=1)]
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *targets, ("sharedStrings", "texts.xml"), ("styles", "styles.xml")
        ),
        "xl/texts.xml": f'<sst xmlns="{SHEET}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
    }
    for number, (_, content) in enumerate(sheets, start=1):
        parts[f"xl/sheets/{number}.xml"] = f'<worksheet xmlns="{SHEET}">{content}</worksheet>'
    return package(parts)


def rows(*values: tuple[str, ...]) -> str:
    """Return the rows of a sheet, each cell a text."""
    made = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in row) + "</row>"
        for row in values
    )
    return f"<sheetData>{made}</sheetData>"


def presentation(*slides: str, notes: str = "") -> bytes:
    """Return a presentation of slides, the first of which may have notes."""
    names = f'xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" xmlns:r="{R}"'
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n, _ in enumerate(slides, start=1))
    parts = {
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *(("slide", f"slides/{number}.xml") for number, _ in enumerate(slides, start=1))
        ),
    }
    for number, slide in enumerate(slides, start=1):
        parts[f"ppt/slides/{number}.xml"] = slide.replace("<p:sld", f"<p:sld {names}", 1)
    if notes:
        parts["ppt/slides/_rels/1.xml.rels"] = relations(("notesSlide", "../notes/1.xml"))
        shape = placed(notes, "body")
        parts["ppt/notes/1.xml"] = (
            f"<p:notes {names}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:notes>"
        )
    return package(parts)


def slide(*shapes: str, facts: str = "") -> str:
    """Return a slide of shapes."""
    return f"<p:sld{facts}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def placed(text: str, place: str = "", facts: str = "") -> str:
    """Return a shape with a paragraph for each line, that fills a place of its slide."""
    mark = f'<p:nvPr><p:ph type="{place}"/></p:nvPr>' if place else ""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    head = f'<p:nvSpPr><p:cNvPr id="1" name="x"{facts}/>{mark}</p:nvSpPr>'
    return f"<p:sp>{head}<p:txBody>{lines}</p:txBody></p:sp>"


def opendocument(body: str, *, kind: str = "text", styles: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument of a kind."""
    return package(
        {
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def book(chapters: Mapping[str, str], *, spine: str = "", meta: str = "", more: str = "") -> bytes:
    """Return a book of chapters by name; `spine` are their names where they are read otherwise."""
    order = spine.split() or list(chapters)
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in order)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{meta}</metadata><manifest>{items}{more}</manifest><spine>{refs}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="bok/b.opf"/></rootfiles></container>'
    texts = {
        f"bok/{name}.xhtml": f"<html><body>{text}</body></html>" for name, text in chapters.items()
    }
    return package({"META-INF/container.xml": container, "bok/b.opf": opf} | texts)


def letter(subject: str, text: str, *, date: bool = True) -> Tree:
    """Return what a letter of Outlook is made of."""
    sent = struct.pack("<HHIQ", 0x0040, 0x0039, 6, 132_279_552_000_000_000)  # 2020-03-04
    return {
        "__properties_version1.0": bytes(32) + (sent if date else b""),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }


def attachment(name: str, data: bytes) -> Tree:
    """Return what an attached file of a letter of Outlook is made of."""
    return {
        "__properties_version1.0": bytes(8),
        "__substg1.0_3707001F": name.encode("utf-16-le"),
        "__substg1.0_37010102": data,
    }


def compound(tree: Tree) -> bytes:
    """Return a file that holds the tree, as Office once wrote all its files ([MS-CFB])."""
    entries: list[tuple[str, int, bytes, int, int]] = [("Root Entry", 5, b"", -1, -1)]
    _enter(tree, 0, entries)
    small = b""
    starts = []
    tails: list[int] = []
    for _, kind, data, _, _ in entries:
        starts.append(len(small) // 64 if kind == 2 and data else -2)
        blocks = -(-len(data) // 64) if kind == 2 else 0
        small += data.ljust(blocks * 64, b"\0") if blocks else b""
        tails += [*range(len(tails) + 1, len(tails) + blocks), -2] if blocks else []
    minifat = b"".join(struct.pack("<i", one) for one in tails)
    folder = b"".join(
        _entry(entry, start, small if not number else b"")
        for number, (entry, start) in enumerate(zip(entries, starts, strict=True))
    )
    streams = [_whole(folder), _whole(minifat or b"\xff" * 512), _whole(small or bytes(512))]
    lengths = [len(one) // 512 for one in streams]
    firsts = [1, 1 + lengths[0], 1 + lengths[0] + lengths[1]]
    fat = [-3]
    for first, length in zip(firsts, lengths, strict=True):
        fat += [*range(first + 1, first + length), -2]
    table = b"".join(struct.pack("<i", one) for one in fat).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        firsts[0],
        0,
        4096,
        firsts[1],
        lengths[1],
        0xFFFFFFFE,
        0,
    )
    head += struct.pack("<i", 0) + b"\xff" * 432
    folder = streams[0][:116] + struct.pack("<i", firsts[2]) + streams[0][120:]
    return head + table + folder + streams[1] + streams[2]


def _enter(tree: Tree, parent: int, entries: list[tuple[str, int, bytes, int, int]]) -> None:
    """Enter the tree below the parent; the entries of a folder hang in a chain."""
    numbers = []
    for name, content in tree.items():
        numbers.append(len(entries))
        if isinstance(content, bytes):
            entries.append((name, 2, content, -1, -1))
        else:
            entries.append((name, 1, b"", -1, -1))
            _enter(content, numbers[-1], entries)
    if numbers:
        name, kind, data, right, _ = entries[parent]
        entries[parent] = (name, kind, data, right, numbers[0])
    for number, following in pairwise(numbers):
        name, kind, data, _, child = entries[number]
        entries[number] = (name, kind, data, following, child)


def _entry(entry: tuple[str, int, bytes, int, int], start: int, small: bytes) -> bytes:
    name, kind, data, right, child = entry
    coded = name.encode("utf-16-le") + b"\0\0"
    made = coded.ljust(64, b"\0") + struct.pack("<HBBiii", len(coded), kind, 1, -1, right, child)
    return made + bytes(36) + struct.pack("<iQ", start, len(small) or len(data))


def _whole(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // 512) * 512, b"\0")
