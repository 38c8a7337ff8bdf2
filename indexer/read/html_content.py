"""The main content of an HTML page: which elements hold it, what is left out of them, its lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.read.characters import tidy
from indexer.read.html_blocks import HEADINGS, read_blocks
from indexer.read.html_furniture import Furniture
from indexer.read.html_hidden import Panels, find_panels
from indexer.read.html_measures import NOTHING, Measure, measure
from indexer.read.html_names import has_lead_name
from indexer.read.html_roots import ARTICLE_BODY, MARKED, find_roots
from indexer.read.markup import Element
from indexer.read.sections import Block

MOST_TITLES = 2
"""A page has its own title, and perhaps that of the site before it."""

LONGEST_LEAD = 1500
LONGEST_BEFORE_LEAD = 60
"""After a paragraph with more prose there is no lead."""

_NO_TITLE = ("footer", "nav", "dialog")


@dataclass(frozen=True, slots=True)
class Content:
    """The elements that hold the page's text, in order, and what is left out of them."""

    roots: Sequence[Element]
    left_out: Collection[Element]
    panels: Panels
    measures: Mapping[Element, Measure]

    def blocks(self, *more: Element) -> list[Block]:
        """Return the blocks of the text, without some more elements."""
        left_out = {*self.left_out, *more} if more else self.left_out
        labels = self.panels.labels
        return [block for root in self.roots for block in read_blocks(root, left_out, labels)]

    def prose(self, element: Element) -> int:
        """Return how many characters of prose an element holds."""
        return self.measures.get(element, NOTHING).prose


def main_content(page: Element) -> Content:
    """Find what of a page is its text, and what in it is hidden or furniture."""
    body = page.find("body")
    body = page if body is None else body
    panels = find_panels(page)
    measures = measure(body, panels.unseen)
    vital = {body, *_marks(body)}
    left_out = {*panels.unseen, *Furniture(body, measures, vital).find()}
    for element in left_out:
        if left_out.isdisjoint(element.iterancestors()):
            _take_out(element, measures)
    return Content(find_roots(body, left_out, measures), left_out, panels, measures)


def find_lead(content: Content) -> Element | None:
    """Return the element that holds the lead of the page, if one is marked before its text."""
    for root in content.roots:
        for element in root.iter("p", "div", "section", "header"):
            if element in content.left_out:
                continue
            named = has_lead_name(element)
            if named and next(element.iter(*HEADINGS), None) is None:
                text = tidy("".join(element.itertext()))
                return element if 0 < len(text) <= LONGEST_LEAD else None
            if element.tag == "p" and content.prose(element) > LONGEST_BEFORE_LEAD:
                return None
    return None


def _marks(body: Element) -> Iterator[Element]:
    """Yield the elements around what must not be lost: what is marked as main, and the title."""
    titles = [h1 for h1 in body.iter("h1") if next(h1.iterancestors(*_NO_TITLE), None) is None]
    for element in [*MARKED(body), *ARTICLE_BODY(body), *titles[:MOST_TITLES]]:
        yield element
        yield from element.iterancestors()


def _take_out(element: Element, measures: Mapping[Element, Measure]) -> None:
    """Subtract what is left out from the elements around it."""
    found = measures.get(element)
    if found is None:
        return
    for outer in element.iterancestors():
        if around := measures.get(outer):
            around.text -= found.text
            around.links -= found.links
            around.prose -= found.prose
