"""Which elements of a page hold its text, by their marks and names, or by where its prose lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from lxml import etree

from indexer.read.html_blocks import HEADINGS
from indexer.read.html_measures import NOTHING, Measure
from indexer.read.markup import Element

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

ENOUGH = 0.3
"""With this share of prose, or of text outside links, a page is looked through for it."""

RUNNING_SHARE = 0.6
"""Of running text this share is prose."""

LONGEST_CUT_SHORT = 1000
"""A main element with less prose may end too early: then what goes on after it counts."""

MORE_WITH_TITLE = 1.5
"""With its title and lead an article has so many times the text of its body at most."""

MARKED = etree.XPath("//main | //*[@role='main']")
ARTICLE_BODY = etree.XPath("//*[@itemprop='articleBody']")
_NAMES = (
    *("main-content", "maincontent", "mainContent", "content", "main", "innehall", "innehåll"),
    *("huvudinnehall", "huvudinnehåll", "page-content", "article", "artikel"),
)
_RANKS = {name: rank for rank, name in enumerate(_NAMES, 1)}
_RANKS_OF_CLASSES = {name: rank + len(_NAMES) for name, rank in _RANKS.items()}
_SOLID = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", *HEADINGS})
_PAGE_HEAD = re.compile(r"(?:site|global|socext)?[-_]?(?:head|top|banner|mast|logo|brand)")


def find_roots(
    body: Element, left_out: Collection[Element], measures: Mapping[Element, Measure]
) -> list[Element]:
    """Return the elements that hold the page's text, in order: what is marked, or else found."""
    marked = [
        element
        for element in MARKED(body)
        if _is_read(element, left_out) and measures.get(element, NOTHING).text >= FEWEST_CHARACTERS
    ]
    if marked:
        return _of_marked(marked, left_out, measures)
    if bodies := [e for e in ARTICLE_BODY(body) if _is_read(e, left_out) and e in measures]:
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
        if _is_read(element, left_out) and measures.get(element, NOTHING).prose >= least:
            start = element
            break
    return [_narrow(start, left_out, measures)]


def _is_read(element: Element, left_out: Collection[Element]) -> bool:
    """Tell whether neither the element nor what is around it is left out."""
    return element not in left_out and not any(e in left_out for e in element.iterancestors())


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
            best not in element.iterancestors()
            and element not in best.iterancestors()
            and (
                (measures[element].prose > least and _is_running_text(element, measures[element]))
                or (_has_title(element) and not _has_title(best))
            )
        )
    ]
    inside = sum(measures[root].prose for root in roots)
    if inside <= LONGEST_CUT_SHORT:
        after = list(_after(roots[-1], left_out, measures))
        if sum(measures[element].prose for element in after) > 2 * inside:
            roots += after
    return roots


def _has_title(element: Element) -> bool:
    return next(element.iter("h1"), None) is not None


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
        weigh = _weigher(measures[node])
        weights = [weigh(measures[child]) for child in inside]
        best, whole = inside[weights.index(max(weights))], weigh(measures[node])
        share = max(weights) / whole if whole else 0.0
        if best in title_line:
            if share < SHARE_WITH_TITLE:
                return node
        elif share < WHOLE_SHARE or not _may_leave(node, title_line):
            return node
        if _is_last_of_many(best, measures):
            return node
        node = best


def _weigher(whole: Measure) -> Callable[[Measure], int]:
    """Return what tells where the text lies: its prose, or of a page of lists all but links."""
    if whole.prose >= ENOUGH * whole.text:
        return lambda part: part.prose
    if whole.text - whole.links >= ENOUGH * whole.text:
        return lambda part: part.text - part.links
    return lambda part: part.text


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
