"""What a PDF's own properties say: its information dictionary, and XMP where that is silent.

XMP is an XML packet, mostly stored as it is. Pictures may have packets of their own, which tell of
the picture; the document's is the one that tells of a PDF, or the last that has a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pypdfium2

from indexer.article import DateSpan
from indexer.errors import ArticleError
from indexer.read.characters import tidy
from indexer.read.markup import Element, parse_xml

MOST_PACKETS = 50
LONGEST_PACKET = 200_000
_PACKET = re.compile(rb"<x:xmpmeta\b.{1,%d}?</x:xmpmeta>" % LONGEST_PACKET, re.DOTALL)
_DATE = re.compile(r"(?:D:)?(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?")
_NAMES = {
    "title": "Title",
    "subject": "Keywords",
    "CreateDate": "CreationDate",
    "ModifyDate": "ModDate",
}
"""The property of XMP that says what each of the information dictionary's does."""


def read_metadata(document: pypdfium2.PdfDocument, data: bytes) -> Mapping[str, str]:
    """Return title, keywords and dates by the names that the information dictionary has."""
    told = {name: tidy(text) for name, text in document.get_metadata_dict(skip_empty=True).items()}
    packet = _own_packet(data) if not told.get("Title") else None
    return _properties(packet) | {k: v for k, v in told.items() if v} if packet else told


def read_date(text: str) -> DateSpan | None:
    """Return the day of D:20190521083000+02'00' or 2019-05-21T08:30:00, or None.

    >>> str(read_date("D:20190521083000+02'00'")), str(read_date("2019-05-21T08:30:00Z"))
    ('2019-05-21', '2019-05-21')
    """
    if (match := _DATE.match(text)) is None:
        return None
    try:
        return DateSpan.parse("-".join(filter(None, match.groups())))
    except ValueError:
        return None


def _own_packet(data: bytes) -> dict[str, str] | None:
    titled: dict[str, str] | None = None
    for packet in _packets(data):
        found = dict(_values(packet))
        if not found.get("title"):
            continue
        titled = found
        if found.get("format") == "application/pdf":
            break
    return titled


def _packets(data: bytes) -> Iterator[Element]:
    for number, match in enumerate(_PACKET.finditer(data)):
        if number == MOST_PACKETS:
            return
        try:
            yield parse_xml(match[0], "XMP", recover=True)
        except ArticleError:
            continue


def _values(packet: Element) -> Iterator[tuple[str, str]]:
    """Yield each property with its text; that of several items parted at commas."""
    for description in packet.iter("{*}Description"):
        for name, text in description.items():
            yield str(name).rpartition("}")[2], tidy(str(text))
        for child in description:
            items = [tidy("".join(item.itertext())) for item in child.iter("{*}li")]
            text = ", ".join(filter(None, items)) or tidy("".join(child.itertext()))
            if isinstance(child.tag, str) and text:
                yield child.tag.rpartition("}")[2], text


def _properties(packet: Mapping[str, str]) -> dict[str, str]:
    return {known: packet[name] for name, known in _NAMES.items() if packet.get(name)}
