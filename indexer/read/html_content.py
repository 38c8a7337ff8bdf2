"""The main content of an HTML page: which element holds it, what in it is furniture, its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from lxml import etree

from indexer.article import BULLET
from indexer.read.characters import tidy
from indexer.read.markup import Element
from indexer.read.sections import Block, join_cells

HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 4}
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr legend li main nav ol p pre section "
    "table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset(
    "audio button canvas datalist embed frame frameset head iframe input link map math meta "
    "noscript object option script select style svg template textarea title video".split()
)
FURNITURE = frozenset({"nav", "aside", "footer", "dialog", "menu", "search"})
FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar".split()
)
BOX_HEADINGS = frozenset(
    "relaterat|relaterad information|relaterade länkar|relaterade sidor|relaterade nyheter"
    "|läs mer|läs också|läs även|se även|mer information|mer om ämnet|länkar|dela|dela sidan"
    "|dela artikeln|på den här sidan|innehåll på sidan|innehållsförteckning|genvägar"
    "|hjälpte informationen dig?|hjälpte sidan dig?|var sidan till hjälp?".split("|")
)
FEWEST_CHARACTERS = 25
"""An element marked as main with less text than this is passed over for the body."""

LEAST_SHARE = 0.3
"""An element whose mere name says that it is main must hold this share of the body's text."""

LONGEST_CELL = 300
"""A table with longer cells than this is there for layout."""

LARGEST_BOX = 12
"""A box of links has at most so many elements beside each other."""

LONGEST_LEAD = 1500
LONGEST_NAME = 80
"""Longer classes and ids are no names, and would only cost time."""

MOST_NAMES = 50
"""An element's further classes are passed over."""

_CONTAINERS = frozenset("div section ul ol p span header article table td form dl fieldset".split())
_FURNITURE_NAME = re.compile(
    r"(?:.*[-_])?(?:breadcrumbs?|brodsmul\w*|brödsmul\w*|l[aä]nkstig|smulor|cookies?|kakor|kakinfo|consent|gdpr"
    r"|share|sharing|addthis|some-?links|social-?media|dela(?:-?(?:sida|sidan|artikel\w*))?"
    r"|related|relaterat|relaterade?|sidebar|sidfot|sidhuvud|sidomeny|footer|navbar|navigation"
    r"|meny|menu|submenu|subnav|topnav|sidenav|skip-?links?|skip|pager|pagination|paging|feedback"
    r"|toolbar|readspeaker|lyssna|newsletter|nyhetsbrev|site-?search|searchbox|sokruta|toc"
    r"|innehallsforteckning|visually-?hidden-?focusable)"
    r"(?:[-_](?:container|wrapper|box|list|lista|bar|banner|nav|block|section|area|links?|lankar"
    r"|länkar|menu|buttons?|knappar|inner|content|message|notice|modal|dialog|overlay|page"
    r"|information|info|news|nyheter|pages|form))*",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
_LEAD_NAME = re.compile(
    r"(?:.*[-_])?(?:ingress|lead|lede|preamble|intro|introduction|sammanfattning)(?:[-_]text)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_BREAK = "\x1e"
_TWO_BREAKS = re.compile(r"\x1e\s*\x1e")

_MARKED_MAIN = etree.XPath("//main | //*[@role='main'] | //*[@itemprop='articleBody']")
_NAMED_MAIN = etree.XPath(
    "|".join(
        f"//*[@{attribute}='{name}']"
        for attribute in ("id", "class")
        for name in (
            *("main-content", "maincontent", "mainContent", "content", "main", "innehall"),
            *("innehåll", "huvudinnehall", "huvudinnehåll", "page-content", "article", "artikel"),
        )
    )
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def main_content(body: Element) -> tuple[Element, Collection[Element]]:
    """Return the element that holds the main content, and the furniture to leave out of it."""
    furniture = set(_furniture(body))
    for element in _MARKED_MAIN(body):
        if element not in furniture and length(element, furniture) >= FEWEST_CHARACTERS:
            return element, furniture
    least = max(LEAST_SHARE * length(body, furniture), FEWEST_CHARACTERS)
    articles = list(body.iter("article"))
    for element in (*_NAMED_MAIN(body), *(articles if len(articles) == 1 else ())):
        if element not in furniture and length(element, furniture) > least:
            return element, furniture
    return body, furniture


def find_lead(main: Element, furniture: Collection[Element]) -> Element | None:
    """Return the element that holds the lead of the page, if one is marked as such."""
    for element in main.iter("p", "div", "section", "header"):
        if not any(map(_LEAD_NAME.fullmatch, _classes(element))) or element in furniture:
            continue
        if next(element.iter(*HEADINGS), None) is None:
            text = tidy("".join(element.itertext()))
            return element if 0 < len(text) <= LONGEST_LEAD else None
    return None


def is_box_heading(text: str) -> bool:
    """Tell headings over links and buttons, such as "Läs mer", from those over text."""
    return text.lower().rstrip(":") in BOX_HEADINGS


def length(element: Element, furniture: Collection[Element]) -> int:
    """Return the number of characters of text in the element."""
    return sum(len(block.text) for block in read_blocks(element, furniture))


def read_blocks(element: Element, furniture: Collection[Element] = ()) -> list[Block]:
    """Return the element's headings, paragraphs, list items and table rows in reading order."""
    flow = _Flow(furniture)
    flow.visit(element)
    flow.end_block()
    return flow.blocks


class _Flow:
    """Text on its way into blocks: inline text gathers until a block begins or ends."""

    __slots__ = ("blocks", "furniture", "mark", "pending")

    def __init__(self, furniture: Collection[Element]) -> None:
        self.furniture = furniture
        self.blocks: list[Block] = []
        self.pending: list[str] = []
        self.mark = ""

    def visit(self, element: Element) -> None:
        """Take in the element's text; the depth is bounded by the parser."""
        numbers = count(_first_number(element))
        if element.text:
            self.pending.append(element.text)
        for child in element:
            tag = child.tag
            if tag in UNSEEN or child in self.furniture:
                pass
            elif tag == "br":
                self.pending.append(_BREAK)
            elif tag in BLOCKS or tag in HEADINGS:
                self.end_block()
                if tag == "li":
                    self.mark = f"{next(numbers)}. " if element.tag == "ol" else BULLET
                if tag == "tr" and (row := join_cells(_cells(child))):
                    self.pending.append(row)
                else:
                    self.visit(child)
                self.end_block(HEADINGS.get(tag, 0))
                if tag == "li":
                    self.mark = ""
            else:
                self.visit(child)
            if child.tail:
                self.pending.append(child.tail)

    def end_block(self, level: int = 0) -> None:
        """Turn what was gathered into a block; two line breaks part paragraphs."""
        text = "".join(self.pending)
        self.pending.clear()
        for part in _TWO_BREAKS.split(text) if _BREAK in text else (text,):
            if line := tidy(part):
                self.blocks.append(Block(line, level, "" if level else self.mark))
                self.mark = ""


def _cells(row: Element) -> list[str]:
    """Return the cells of a row of data, or nothing where the table is there for layout."""
    cells = [child for child in row if child.tag in {"td", "th"}]
    if len(cells) < 2 or next(row.iterdescendants("table", "tr", *HEADINGS), None) is not None:  # noqa: PLR2004
        return []
    texts = [", ".join(block.text for block in read_blocks(cell)) for cell in cells]
    return [] if max(map(len, texts)) > LONGEST_CELL else texts


def _first_number(order: Element) -> int:
    """Return the number of the first item in an ordered list."""
    start = order.get("start", "")
    return int(start) if _NUMBER.fullmatch(start) else 1


def _furniture(body: Element) -> Iterator[Element]:
    """Yield navigation, cookie banners, share boxes and the like, but never the main text."""
    vital = set(_vital(body))
    half = len("".join(body.itertext())) / 2
    for element in body.iter(*_CONTAINERS, *FURNITURE, "a", "details"):
        if element in vital or not _looks_like_furniture(element):
            continue
        if element.tag in FURNITURE or len("".join(element.itertext())) < half:
            yield element
    for cell in vital:
        if cell.tag == "td":
            yield from (beside for beside in _siblings(cell) if beside not in vital)
    for heading in body.iter(*HEADINGS):
        if is_box_heading(tidy("".join(heading.itertext()))):
            yield from _link_box(heading, vital)


def _siblings(cell: Element) -> Iterator[Element]:
    """Yield the other columns of a table that lays out the page."""
    yield from cell.itersiblings("td")
    yield from cell.itersiblings("td", preceding=True)


def _vital(body: Element) -> Iterator[Element]:
    """Yield the elements around what must not be lost: what is marked as main, and the title."""
    yield body
    for element in [*_MARKED_MAIN(body), *body.iter("h1")]:
        yield element
        yield from element.iterancestors()


def _looks_like_furniture(element: Element) -> bool:
    get = element.get
    if get("role") in FURNITURE_ROLES or get("aria-hidden") == "true" or get("hidden") is not None:
        return True
    if element.tag in FURNITURE:
        parent = element.getparent()
        return parent is None or parent.tag != "blockquote"
    if element.tag == "header":
        return not any(True for _ in element.iterancestors("main", "article"))
    names = (_CAMEL.sub("-", name) for name in (*_classes(element), get("id", "")))
    if any(_FURNITURE_NAME.fullmatch(name) for name in names if len(name) <= LONGEST_NAME):
        return True
    return element.tag == "form" or bool(_HIDING.search(get("style", "")))


def _link_box(heading: Element, vital: Collection[Element]) -> Iterator[Element]:
    """Yield the box around a heading such as "Läs mer", or the list after it, if all is links."""
    parent, following = heading.getparent(), heading.getnext()
    if parent is not None and parent not in vital and len(parent) <= LARGEST_BOX:
        rest = [element for element in parent if element is not heading]
        if _is_links(rest):
            yield parent
            return
    if following is not None and following not in vital and _is_links([following]):
        yield heading
        yield following


def _classes(element: Element) -> list[str]:
    names = element.get("class", "").split(maxsplit=MOST_NAMES)[:MOST_NAMES]
    return [name for name in names if len(name) <= LONGEST_NAME]


def _is_links(elements: Iterable[Element]) -> bool:
    """Tell whether nearly all text of the elements is links."""
    everything = links = 0
    for element in elements:
        everything += len("".join("".join(element.itertext()).split()))
        anchors = [element] if element.tag == "a" else element.iter("a")
        links += sum(len("".join("".join(a.itertext()).split())) for a in anchors)
    return everything > 0 and links >= 0.8 * everything
