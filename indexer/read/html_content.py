"""The main content of an HTML page: which elements hold it, what is left out of them, its lead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from indexer.read.characters import tidy
from indexer.read.html_blocks import HEADINGS, read_blocks
from indexer.read.html_furniture import Furniture
from indexer.read.html_hidden import Panels, find_panels
from indexer.read.html_measures import NOTHING, Measure, measure
from indexer.read.html_names import has_lead_name
from indexer.read.markup import Element
from indexer.read.sections import Block

FEWEST_CHARACTERS = 25
"""An element marked as main with less text than this is passed over for the body."""

LEAST_SHARE = 0.6
"""An element whose mere name says that it is main must hold this share of the body's prose."""

WHOLE_SHARE = 0.9
"""An element that holds this share of the prose is looked for within."""

SHARE_WITH_TITLE = 0.7
"""So is one with this share and the page's title."""

SECOND_SHARE = 0.25
"""A second main element counts when it has this share of the first one's prose."""

INNER_SHARE = 0.7
"""An element marked as main within another counts when it has this share of its text."""

RUNNING_SHARE = 0.6
LONGEST_CUT_SHORT = 1000
"""A main element with less prose may end too early: then what goes on after it counts."""

MORE_WITH_TITLE = 1.5
MOST_TITLES = 2
"""A page has its own title, and perhaps that of the site before it."""

LONGEST_LEAD = 1500
LONGEST_BEFORE_LEAD = 60

_MARKED = etree.XPath("//main | //*[@role='main']")
_ARTICLE_BODY = etree.XPath("//*[@itemprop='articleBody']")
_NAMES = (
    *("main-content", "maincontent", "mainContent", "content", "main", "innehall", "innehåll"),
    *("huvudinnehall", "huvudinnehåll", "page-content", "article", "artikel"),
)
_RANKS = {name: rank for rank, name in enumerate(_NAMES, 1)}
_RANKS_OF_CLASSES = {name: rank + len(_NAMES) for name, rank in _RANKS.items()}
_NO_TITLE = ("footer", "nav", "dialog")
_SOLID = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", *HEADINGS})
_PAGE_HEAD = re.compile(r"(?:site|global|socext)?[-_]?(?:head|top|banner|mast|logo|brand)")


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
    return Content(_roots(body, left_out, measures), left_out, panels, measures)


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
    for element in [*_MARKED(body), *_ARTICLE_BODY(body), *titles[:MOST_TITLES]]:
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


def _roots(
    body: Element, left_out: Collection[Element], measures: Mapping[Element, Measure]
) -> list[Element]:
    marked = [
        element
        for element in _MARKED(body)
        if element not in left_out and measures.get(element, NOTHING).text >= FEWEST_CHARACTERS
    ]
    if marked:
        return _of_marked(marked, left_out, measures)
    if bodies := [e for e in _ARTICLE_BODY(body) if e not in left_out and e in measures]:
        longest = max(bodies, key=lambda element: measures[element].prose)
        if measures[longest].text >= FEWEST_CHARACTERS:
            return [_with_title(longest, measures)]
    start = body
    least = max(LEAST_SHARE * measures.get(body, NOTHING).prose, 1)
    articles = list(body.iter("article"))
    named = sorted(
        (e for e in body.iter() if e in measures and _rank_of_name(e)), key=_rank_of_name
    )
    for element in (*named, *(articles if len(articles) == 1 else ())):
        if element not in left_out and measures.get(element, NOTHING).prose >= least:
            start = element
            break
    return [_narrow(start, left_out, measures)]


def _rank_of_name(element: Element) -> int:
    """Return how surely an element's name means the main text, ids before classes, or 0."""
    return _RANKS.get(element.get("id", "")) or _RANKS_OF_CLASSES.get(element.get("class", ""), 0)


def _with_title(text: Element, measures: Mapping[Element, Measure]) -> Element:
    """Return the article around its text, if that is little more."""
    for article in text.iterancestors("article"):
        if measures[article].text <= MORE_WITH_TITLE * measures[text].text:
            return article
    return text


def _of_marked(
    marked: list[Element], left_out: Collection[Element], measures: Mapping[Element, Measure]
) -> list[Element]:
    """Return the elements marked as main that hold the text, and what goes on after them."""
    best = max(marked, key=lambda element: (measures[element].prose, measures[element].text))
    for inner in marked:
        enough = measures[inner].text >= INNER_SHARE * measures[best].text
        if enough and best in inner.iterancestors():
            best = inner
    least = SECOND_SHARE * measures[best].prose
    roots = [
        element
        for element in marked
        if element is best
        or (
            measures[element].prose > least
            and _is_running_text(element, measures[element])
            and best not in element.iterancestors()
            and element not in best.iterancestors()
        )
    ]
    inside = sum(measures[root].prose for root in roots)
    if inside <= LONGEST_CUT_SHORT:
        after = list(_after(roots[-1], left_out, measures))
        if sum(measures[element].prose for element in after) > 2 * inside:
            roots += after
    return roots


def _is_running_text(element: Element, found: Measure) -> bool:
    """Tell prose from teasers, whose headings are links, and from much else."""
    linked = any(h.find(".//a") is not None for h in element.iter("h2", "h3", "h4"))
    return not linked and found.prose >= RUNNING_SHARE * found.text


def _after(
    main: Element, left_out: Collection[Element], measures: Mapping[Element, Measure]
) -> Iterator[Element]:
    """Yield what stands after an element and holds prose, as when its end tag comes too early."""
    for element in (main, *main.iterancestors()):
        for sibling in element.itersiblings():
            found = measures.get(sibling, NOTHING)
            if sibling not in left_out and found.prose and _is_running_text(sibling, found):
                yield sibling


def _narrow(
    node: Element, left_out: Collection[Element], measures: Mapping[Element, Measure]
) -> Element:
    """Return the innermost element that still holds nearly all prose of the node."""
    titles = [h1 for h1 in node.iter("h1") if h1 not in left_out]
    title_line = {titles[0], *titles[0].iterancestors()} if titles else set()
    while True:
        inside = [
            child
            for child in node
            if child in measures and child not in left_out and child.tag not in _SOLID
        ]
        if not inside:
            return node
        by_prose = measures[node].prose > 0
        weights = [measures[c].prose if by_prose else measures[c].text for c in inside]
        best = inside[weights.index(max(weights))]
        whole = measures[node].prose if by_prose else measures[node].text
        share = max(weights) / whole if whole else 0.0
        if best in title_line:
            if share < SHARE_WITH_TITLE:
                return node
        elif share < WHOLE_SHARE or not _may_leave(node, title_line):
            return node
        if _is_last_of_many(best, measures):
            return node
        node = best


def _is_last_of_many(element: Element, measures: Mapping[Element, Measure]) -> bool:
    """Tell a part that others of its class stand before, such as the fields of a record."""
    class_ = element.get("class")
    return class_ is not None and any(
        before.get("class") == class_ and measures.get(before, NOTHING).text
        for before in element.itersiblings(preceding=True)
    )


def _may_leave(node: Element, title_line: set[Element]) -> bool:
    """Tell whether the title is left behind with a page's head, or is not there at all."""
    if node not in title_line:
        return True
    holder = next((child for child in node if child in title_line), None)
    if holder is None:
        return True
    names = f"{holder.get('class', '')} {holder.get('id', '')} {holder.tag!s}".lower().split()
    in_article = node.tag == "article" or next(node.iterancestors("article"), None) is not None
    return holder.tag != "h1" and not in_article and any(map(_PAGE_HEAD.match, names))
