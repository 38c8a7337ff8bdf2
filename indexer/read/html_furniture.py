"""What on a page is no text of its own: menus, banners, boxes of links; told by what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from indexer.read.characters import tidy
from indexer.read.html_blocks import HEADINGS
from indexer.read.html_measures import NOTHING, Measure
from indexer.read.html_names import (
    CONTACT_HEADINGS,
    Names,
    is_box_heading,
    is_fact_box,
    judge,
    judge_names,
)
from indexer.read.markup import Element

FURNITURE = frozenset({"nav", "aside", "footer", "dialog", "menu", "search"})
FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar tablist "
    "toolbar".split()
)
MOSTLY_LINKS = 0.5
FEW_LINKS = 0.4
NEARLY_ALL_LINKS = 0.8
SHORTEST_BOX = 40
"""A box beside the text says something itself when it has this much prose."""

LARGEST_BOX = 12
"""A box of links has at most so many elements beside each other."""

FEWEST_CARDS = 3
"""So many teasers beside each other are a group."""

MOST_BESIDE = 2
"""What else stands in a group of teasers: its heading, and a link to more."""

LEAST_BESIDE_CARDS = 400
"""Of a page with less prose of its own, teasers are the content."""

FEWEST_LETTERS = 10
"""A list with more links of one letter or two is an index of letters."""

SHORTEST_ADVICE = 30
"""A form with less prose has nothing to say."""

LONGEST_FORM_TEXT = 400
"""A form with a field for free text, and with less prose, is there to be filled in."""

_CONTAINERS = frozenset(
    "div section ul ol p span header article table td form dl fieldset a details".split()
)
_MARKED = etree.XPath("ancestor::main | ancestor::*[@role='main'] | ancestor::article")
_TITLED_ARTICLE = etree.XPath("//article[.//h1]")
_FIELDS = etree.XPath("boolean(.//textarea | .//input[@type='email' or @type='password'])")
_SEARCH = etree.XPath(
    "boolean(.//input[@type='search'] | self::*[contains(@action, 'sok')"
    " or contains(@action, 'search') or contains(@action, 'haku')])"
)
_COMPONENTS = etree.XPath(".//*[contains(name(), '-')]")
_LINKS = etree.XPath(".//a[@href]")


class Furniture:
    """Judges elements by name and content; the `vital` ones are around the main text."""

    def __init__(
        self, body: Element, measures: Mapping[Element, Measure], vital: set[Element]
    ) -> None:
        self.body = body
        self.measures = measures
        self.vital = vital
        self.half = measures.get(body, NOTHING).text / 2
        self.titled = _TITLED_ARTICLE(body)
        self.begun = False

    def find(self) -> Iterator[Element]:
        """Yield what is to be left out of the page's text."""
        boxes, linked = [], []
        for element in self.body.iter(*_CONTAINERS, *FURNITURE, *HEADINGS):
            if element.tag in HEADINGS:
                self.begun = self.begun or element.tag == "h1"
                if is_box_heading(tidy("".join(element.itertext()))):
                    boxes.append(element)
                elif is_linked(element):
                    linked.append(element)
            elif element not in self.vital and self.is_furniture(element):
                yield element
        yield from filter(self.is_component_for_tools, _COMPONENTS(self.body))
        for cell in self.vital:
            if cell.tag == "td":
                yield from set(_columns(cell)) - self.vital
        for heading in boxes:
            yield from self.link_box(heading)
        yield from self.cards(linked)

    def is_furniture(self, element: Element) -> bool:
        """Tell by tag and role, then by names, and where they may deceive, by the content."""
        tag = element.tag
        role = element.get("role", "")
        found = self.measures.get(element)
        if found is None:
            return False
        if tag == "aside" or role == "complementary":
            return not self.is_own_box(element, found)
        if tag in {"menu", "search"}:
            return tag == "search" or found.inputs > 0 or found.link_share >= MOSTLY_LINKS
        if role in FURNITURE_ROLES or tag in FURNITURE:
            parent = element.getparent()
            return parent is None or parent.tag != "blockquote"
        if tag == "header":
            return not _MARKED(element)
        if tag == "article" and self.is_another(element, found):
            return True
        if tag == "form":
            return found.text < self.half and self.is_tool(element, found)
        if tag in {"ul", "ol", "div"} and found.links and _leads_within(element, found):
            return True
        return found.text < self.half and self.is_named_so(element, found)

    def is_another(self, article: Element, found: Measure) -> bool:
        """Tell an article beside the longer one that has the page's title."""
        own = self.titled[0] if self.titled else article
        if (
            article is own
            or own in article.iterancestors()
            or next(article.iter("h1"), None) is not None
        ):
            return False
        return self.measures.get(own, NOTHING).prose >= max(found.prose, LEAST_BESIDE_CARDS)

    def is_named_so(self, element: Element, found: Measure) -> bool:
        """Tell by the names, and where they may deceive, by the content."""
        names = judge_names(element)
        if names.furniture or (names.aside and found.prose < SHORTEST_BOX):
            return True
        return (names.doubtful or names.aside) and not self.is_text(element, found, names)

    def is_component_for_tools(self, component: Element) -> bool:
        """Tell by its tag a web component that is furniture, whose buttons are not seen."""
        names = judge([str(component.tag)])
        found = self.measures.get(component, NOTHING)
        tools = names.furniture or ((names.doubtful or names.aside) and found.prose < SHORTEST_BOX)
        return tools and component not in self.vital

    def is_own_box(self, element: Element, found: Measure) -> bool:
        """Tell a box of facts in the text from one beside it, with contacts and links."""
        if found.prose < SHORTEST_BOX or found.link_share >= FEW_LINKS or found.inputs:
            return False
        headings = list(element.iter(*HEADINGS))
        if any(map(is_linked, headings)):
            return False
        heading = headings[0] if headings else None
        title = tidy("".join(heading.itertext())).lower() if heading is not None else ""
        if is_box_heading(title) or title.rstrip(":") in CONTACT_HEADINGS:
            return False
        return bool(_MARKED(element)) or is_fact_box(element)

    def is_tool(self, form: Element, found: Measure) -> bool:
        """Tell a form to search, write or log in with from one around the text."""
        if found.prose < SHORTEST_ADVICE or form.get("role") == "search" or _SEARCH(form):
            return True
        return bool(_FIELDS(form)) and found.prose < LONGEST_FORM_TEXT

    def is_text(self, element: Element, found: Measure, names: Names) -> bool:
        """Tell text that only has the name of something else: a menu of meals, a call for views."""
        if found.inputs or found.link_share >= FEW_LINKS or not found.text:
            return False
        marked = bool(_MARKED(element))
        if names.cookies:
            return marked and found.prose > 0
        if any(True for heading in element.iter(*HEADINGS) if heading.find(".//a") is not None):
            return False
        return marked or (self.begun and found.prose > 0)

    def link_box(self, heading: Element) -> Iterator[Element]:
        """Yield the box around a heading such as "Läs mer", or what follows it, if all is links."""
        parent, following = heading.getparent(), heading.getnext()
        if parent is not None and parent not in self.vital and len(parent) <= LARGEST_BOX:
            rest = [element for element in parent if element is not heading]
            if self.is_links(rest):
                yield parent
                return
        if following is not None and following not in self.vital and self.is_links([following]):
            yield heading
            yield following

    def cards(self, headings: Iterable[Element]) -> Iterator[Element]:
        """Yield groups of teasers, each with a heading that leads away, beside longer prose."""
        groups: dict[Element, list[Element]] = {}
        alone = Counter(outer for heading in headings for outer in heading.iterancestors())
        for heading in headings:
            card = heading
            for outer in heading.iterancestors():
                if alone[outer] > 1:
                    groups.setdefault(outer, []).append(card)
                    break
                card = outer
        for group, found in groups.items():
            cards = set(found)
            beside = sum(child not in cards and child in self.measures for child in group)
            if len(cards) < FEWEST_CARDS or beside > MOST_BESIDE:
                continue
            prose = sum(self.measures.get(card, NOTHING).prose for card in cards)
            around = self.measures.get(_main_around(group, self.body), NOTHING).prose
            if self.vital.isdisjoint(cards) and around - prose >= max(prose, LEAST_BESIDE_CARDS):
                yield from group if group not in self.vital and beside else cards

    def is_links(self, elements: Iterable[Element]) -> bool:
        """Tell whether nearly all text of the elements is links."""
        found = [self.measures.get(element, NOTHING) for element in elements]
        text = sum(one.text for one in found)
        return text > 0 and sum(one.links for one in found) >= NEARLY_ALL_LINKS * text


def is_linked(heading: Element) -> bool:
    """Tell a heading that leads to another page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not link.get("href", "#").startswith("#") for link in links)


def _main_around(element: Element, body: Element) -> Element:
    """Return what is marked as main around an element, or the body."""
    marked = _MARKED(element)
    return marked[0] if marked else body


def _leads_within(element: Element, found: Measure) -> bool:
    """Tell a list of what stands on the page itself, and an index of letters."""
    if found.link_share < NEARLY_ALL_LINKS:
        return False
    links = _LINKS(element)
    if len(links) < 3:  # noqa: PLR2004
        return False
    if all(link.get("href", "").startswith("#") for link in links):
        return True
    return len(links) >= FEWEST_LETTERS and found.text <= 2 * len(links)


def _columns(cell: Element) -> Iterator[Element]:
    """Yield the other columns of a table that lays out the page."""
    yield from cell.itersiblings("td")
    yield from cell.itersiblings("td", preceding=True)
