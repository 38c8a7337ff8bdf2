"""Feeds: RSS, Atom and exports of WordPress, an article an entry; and records of OAI-PMH."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from indexer.errors import ArticleError
from indexer.read.feed_entry import FeedEntry, read_entry, web_link
from indexer.read.file import File, escape_name, load
from indexer.read.item import Finding, Kept, Origin
from indexer.read.markup import Element, child_text, local_name
from indexer.read.members import Member, Piece
from indexer.read.oai_records import OAI, read_records
from indexer.read.origins import KnownOrigins
from indexer.read.parsed import Parsed
from indexer.read.web_page import LONGEST_ADDRESS, page_id, web_address
from indexer.read.wordpress import NEVER, WITHHELD, is_export, why_withheld
from indexer.read.xml_text import ATOM, parse_loose_xml

FEEDS = frozenset({"rss", "feed", "RDF", "entry"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})

_NAMESPACES = {
    *("", ATOM, "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/"),
    *("http://channel.netscape.com/rdf/simple/0.9/", "http://my.netscape.com/rdf/simple/0.9/"),
}
_END = 1000
"""Bytes at the end of a feed in which its root must end, or it is cut short."""

_BLOGGER = "http://schemas.google.com/g/2005#kind"


def read_feed(file: File, known: KnownOrigins) -> Iterator[Piece]:
    """Yield the entries of a feed; raise ArticleError for XML that is broken or no feed."""
    data = load(file)
    root = parse_loose_xml(data, file.id, file.charset)
    name = local_name(root)
    if name in SITEMAPS:
        yield Finding(
            file.id,
            "är en sitemap, som läses bara från webben",
            "Ange dess webbadress som källa.",
            refused=False,
        )
    elif name == OAI:
        yield from read_records(root, file, known)
    elif name in FEEDS:
        whole = f"</{root.prefix}:{name}".encode() if root.prefix else f"</{name}".encode()
        yield from _Feed(root, file, known, cut=whole not in data[-_END:]).entries()
    else:
        raise ArticleError(
            file.id, "XML-filen är varken RSS eller Atom", "Ange ett flöde, eller ta bort filen."
        )


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed that is parsed; `cut` if its end is missing."""

    root: Element
    file: File
    known: KnownOrigins
    cut: bool

    def entries(self) -> Iterator[Piece]:
        """Yield the entries; those that are not published as origins without articles."""
        entries = self._found()
        if not entries:
            yield self._empty()
        export, withheld = is_export(self.root), Counter[str]()
        base, language = self._base(), self._language()
        for number, element in enumerate(entries, start=1):
            unfinished = self.cut and export and number == len(entries)
            why = why_withheld(element, self.file.source.post_types) if export else _draft(element)
            if why or unfinished:
                withheld[why or "draft"] += 1
            entry = FeedEntry(element, "", "", language, export)
            yield self._member(entry, number, base, published=not (why or unfinished))
        yield from _not_published(self.file.id, withheld)
        if self.cut and entries:
            yield Finding(
                self.file.id,
                "flödet är avbrutet, och slutet saknas",
                "Hämta eller skapa det på nytt; början är läst.",
                refused=False,
            )
            yield Kept(self.file.origin)
            yield Kept(f"{self.file.origin}/", beneath=True)

    def _found(self) -> list[Element]:
        own = {*_NAMESPACES, etree.QName(self.root).namespace or ""}
        return [
            element
            for element in self.root.iter("{*}item", "{*}entry")
            if (etree.QName(element).namespace or "") in own
        ]

    def _member(self, entry: FeedEntry, number: int, base: str, *, published: bool) -> Member:
        file, element = self.file, entry.element
        link = web_link(element)
        address = web_address(link, base)
        given = child_text(element, "guid") or child_text(element, "id") or address or link
        identity = escape_name(given if len(given) <= LONGEST_ADDRESS else "") or str(number)
        id_ = page_id(file.source, address) if address else f"{file.id}/{identity}"
        content = hashlib.sha256(etree.tostring(element)).hexdigest()[:16]
        entry = replace(entry, id=id_, address=address)
        return Member(
            id_,
            file,
            partial(read_entry, entry) if published else _nothing,
            Origin(f"{file.origin}/{identity}", self.known.fingerprint(content)),
        )

    def _base(self) -> str:
        """Return the address that links of the feed are seen from."""
        channel = next(self.root.iter("{*}channel"), self.root)
        return self.file.url or web_address(web_link(channel))

    def _language(self) -> str:
        given = self.root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        for channel in self.root.iterchildren("{*}channel"):
            given = given or child_text(channel, "language")
        return given

    def _empty(self) -> Finding:
        return Finding(
            self.file.id,
            "flödet har inga poster",
            "Kontrollera att det är ett flöde, och hur det skapas.",
            refused=False,
        )


def _nothing() -> Iterator[Parsed]:
    return iter(())


def _draft(entry: Element) -> str:
    """Return "draft" for an entry of Atom that is none yet, or is no article."""
    for control in entry.iterchildren("{*}control"):
        if child_text(control, "draft").lower() == "yes":
            return "draft"
    for category in entry.iterchildren("{*}category"):
        if category.get("scheme") == _BLOGGER:
            kind = category.get("term", "").rpartition("#")[2]
            return "" if kind in {"post", "page"} else f"type:{kind}"
    return ""


def _not_published(item: str, withheld: Counter[str]) -> Iterator[Finding]:
    """Yield how many posts are not published, and why, but never which."""
    for why, times in sorted(withheld.items()):
        _, is_type, kind = why.partition("type:")
        if is_type and kind not in NEVER:
            yield Finding(
                item,
                f"poster av typen ”{kind[:40]}” läses inte ({times})",
                "Lägg till typen i källans post_types, om de ska publiceras.",
                refused=False,
                times=times,
            )
        elif not is_type:
            reason = WITHHELD.get(why, f"status {why[:40]}")
            yield Finding(
                item,
                f"poster som inte är publicerade läses inte ({reason}: {times})",
                "Publicera dem på webbplatsen, om de ska synas.",
                refused=False,
                times=times,
            )
