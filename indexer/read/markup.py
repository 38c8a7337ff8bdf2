"""HTML and XML from strangers: no entities, no network, no document type of its own."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from indexer.errors import ArticleError

Element = etree._Element  # noqa: SLF001 - lxml's name for what its parsers return

_NOT_PARSED = re.compile(r"[\x00\ud800-\udfff]")


def parse_html(text: str) -> tuple[Element | None, bool]:
    """Return the page's root, or None for nothing at all, and whether it was too deep to finish."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(_NOT_PARSED.sub("", text).encode(), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, any("depth" in entry.message for entry in parser.error_log)


def parse_xml(data: bytes, item: str, *, recover: bool = False) -> Element:
    """Return the root of the document; raise ArticleError for what is no XML that is read.

    With `recover`, what is broken is read as far as it can be understood.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        raise ArticleError(
            item, f"XML:en är trasig på rad {error.lineno}", "Spara eller skapa filen på nytt."
        ) from error
    root = tree.getroot()
    if root is None:
        raise ArticleError(item, "XML:en är tom", "Spara eller skapa filen på nytt.")
    internal = tree.docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise ArticleError(
            item, "XML:en har egna entiteter, och sådana läses inte", "Ta bort <!DOCTYPE …>."
        )
    return root


def local_name(element: Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(element).localname


def child_text(element: Element, name: str) -> str:
    """Return the text of the first child with the name, whatever its namespace, or ""."""
    for child in element.iterchildren("{*}" + name):
        return "".join(child.itertext()).strip()
    return ""
