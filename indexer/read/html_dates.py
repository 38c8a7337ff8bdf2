"""When a page says that it was published: in its text or foot, its head, or what is marked so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.read.characters import tidy
from indexer.read.html_blocks import read_blocks
from indexer.read.html_content import Content
from indexer.read.html_metadata import Metadata
from indexer.read.html_names import is_box_heading, judge_names
from indexer.read.markup import Element
from indexer.read.page_dates import LONGEST_LINE, take_page_dates
from indexer.read.parsed import NO_DATES, Dates
from indexer.read.sections import Block

CLOSE = 3
"""A date so many lines after a heading beside the text is a teaser's, unless of "the page"."""

_MODIFIED = ("updated", "modified", "uppdaterad", "andrad", "ändrad")
_ITSELF = ("sida", "page", "side", "sivu")


def read_dates(
    before: list[Block], after: list[Block], content: Content, root: Element, metadata: Metadata
) -> tuple[Dates, list[Block]]:
    """Return the page's dates, and the blocks after its title without the lines that state them.

    What the text states goes first, then what stands around it, the metadata, and what is marked
    as a time. Teasers, lists of news and comments have dates of other pages, and state nothing.
    """
    teasers = set(_teasers(content))
    others = {block.text for teaser in teasers for block in read_blocks(teaser)}
    own = [block for block in after if block.text not in others] if others else after
    stated, rest = take_page_dates(own)
    above, _ = take_page_dates(before, edges=False)
    if others:
        kept = set(map(id, rest))
        taken = {id(block) for block in own if id(block) not in kept}
        rest = [block for block in after if id(block) not in taken]
    around = _around(content, root)
    timed = _times(content, teasers)
    return stated.or_else(above).or_else(around).or_else(metadata.dates()).or_else(timed), rest


def _teasers(content: Content) -> Iterator[Element]:
    """Yield what in the text speaks of other pages: cards, items with links, comments."""
    for root in content.roots:
        for element in root.iter("article", "li", "div", "section", "ul", "ol", "tr", "a"):
            if element in content.left_out or element is root:
                continue
            if element.tag in {"li", "tr"}:
                other = element.find(".//a[@href]") is not None
            else:
                other = element.tag in {"a", "article"} or judge_names(element).teaser
            if other and next(element.iter("h1"), None) is None:
                yield element


def _around(content: Content, root: Element) -> Dates:
    """Return the dates that stand around the text: in the page's foot, or of "the page"."""
    body = root.find("body")
    if body is None:
        return NO_DATES
    roots = set(content.roots)
    elsewhere = set(root.iter("nav", "aside", "ul", "ol", "article"))
    for inner in roots:
        elsewhere.difference_update(inner.iterancestors())
    hidden = content.panels.unseen
    blocks = [
        block
        for inner in roots
        for foot in inner.iter("footer", "p", "div", "span")
        if foot in content.left_out and _is_foot(foot, content)
        for block in read_blocks(foot, elsewhere)
    ]
    blocks += read_blocks(body, {*elsewhere, *roots, *hidden})
    lines: list[Block] = []
    since_heading = CLOSE
    for block in blocks:
        if block.level > 1 and not is_box_heading(block.text):
            since_heading = 0
        since_heading += 1
        text = block.text.lower()
        if since_heading > CLOSE or any(word in text for word in _ITSELF):
            lines.append(block)
    return take_page_dates(lines, edges=False)[0]


def _is_foot(element: Element, content: Content) -> bool:
    """Tell what is left out of the text, but may say when it was written."""
    if element.tag == "footer":
        return True
    found = content.measures.get(element)
    return found is not None and found.text <= LONGEST_LINE and not judge_names(element).teaser


def _times(content: Content, teasers: set[Element]) -> Dates:
    """Return the dates of what is marked as a time, for what its line or class calls it."""
    found = NO_DATES
    times = [
        time
        for root in content.roots
        for time in root.iter("time")
        if not time.get("itemprop")
        and teasers.isdisjoint(time.iterancestors())
        and next(time.iterancestors("td"), None) is None
    ]
    lines = [Block(_line_of(time)) for time in times]
    for time in times:
        names = time.get("class", "").lower()
        date = take_page_dates([Block(time.get("datetime", "")[:10])])[0].published
        if date and any(name in names for name in _MODIFIED):
            found = found.or_else(Dates(updated=date))
        elif date and "publish" in names:
            found = found.or_else(Dates(published=date))
    timed, _ = take_page_dates(lines, edges=len(times) == 1)
    return replace(found.or_else(timed), impossible=())


def _line_of(time: Element) -> str:
    """Return the line that a time stands in, with the day that it means for what it shows."""
    parent = time.getparent()
    before = parent.text if parent is not None and parent[0] is time else ""
    return tidy(f"{before or ''} {time.get('datetime', '')[:10]} {time.tail or ''}")
