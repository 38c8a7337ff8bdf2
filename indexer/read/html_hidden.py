"""What a visitor sees of a page: closed panels can be opened, what is hidden for good cannot."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from lxml import etree

from indexer.read.characters import tidy
from indexer.read.html_names import is_box_heading, looks_hidden
from indexer.read.markup import Element

_MAYBE_HIDDEN = etree.XPath(
    "//body//*[@hidden or @aria-hidden='true' or @style or contains(@class, 'hidden')"
    " or contains(@class, '-none') or contains(@class, 'hide')]"
)
_LENGTH = etree.XPath("string-length()")
_CONTROLS = etree.XPath(
    "//*[@aria-controls or @data-target or @data-bs-target or self::a[starts-with(@href, '#')]]"
)
_IDS = etree.XPath("//@id", smart_strings=False)
_EXPANDERS = etree.XPath(
    "//*[(@aria-expanded or @data-toggle='collapse' or @data-bs-toggle='collapse')"
    " and not(self::summary)]"
)
_TAB_PANELS = etree.XPath("//*[@role='tabpanel']")
_MAIN = etree.XPath("//main | //*[@role='main'] | //h1")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOGGLE_NAME = re.compile(
    r"accordion|expand|collaps|toggle|trigger|utf[aä]ll|dragspel|faq|fold|spoiler", re.IGNORECASE
)
_TAB_NAME = re.compile(r"\btabs?\b|flikar", re.IGNORECASE)
_NEVER = frozenset("dialog alertdialog tooltip menu listbox status alert".split())
_HEADING_TAGS = frozenset("h1 h2 h3 h4 h5 h6 dt summary legend".split())
_VAGUE = re.compile(
    r"(?:visa|läs|se|show|read|view)(?: (?:mer|mera|alla?|fler|more|all|less|mindre))?"
    r"|mer|öppna(?: alla)?|stäng|dölj|expandera|fäll (?:ut|ihop).*|open|close|meny|menu"
    r"|nästa|föregående|[+\-–×✕>v]*",
    re.IGNORECASE,
)
_MUTE = _HEADING_TAGS - {"summary"} | {"span", "a", "div"}
LONGEST_LABEL = 300
MOST_CONTROLS = 2000
"""A page with more controls is a program, and its panels are not matched."""


@dataclass(frozen=True, slots=True)
class Panels:
    """What no visitor sees, and the headings that only the controls of panels have.

    `labels` maps a button that opens a panel, or a tab's panel, to the text of its control.
    """

    unseen: frozenset[Element]
    labels: Mapping[Element, str]


@dataclass(frozen=True, slots=True)
class _Controls:
    """What opens the element of each id: a button, a tab, a link to it; and all ids."""

    of: Mapping[str, Element]
    ids: Collection[str]


NO_PANELS = Panels(frozenset(), {})


def find_panels(root: Element) -> Panels:
    """Find what is hidden on a page; what is around all of its main text never is."""
    suspects = [element for element in _MAYBE_HIDDEN(root) if _is_hidden(element)]
    expanders, tabs = _EXPANDERS(root), _TAB_PANELS(root)
    if not suspects and not expanders and not tabs:
        return NO_PANELS
    vital = set(_around(root)) if suspects else set()
    if not expanders and not tabs and vital.issuperset(suspects):
        return NO_PANELS
    controls = _controls(root)
    found = {one: _control_of(one, controls) for one in suspects if one not in vital}
    unseen = {one for one, by in found.items() if by is None or not _may_open(one, by)}
    unseen |= {
        one for one, by in found.items() if by is not None and _is_within(by, frozenset(unseen))
    }
    closed = {control for element, control in found.items() if element in unseen}
    openers = dict.fromkeys([*expanders, *filter(_is_button, found.values())])
    headings = (one for one in openers if one not in closed and _is_heading(one, controls))
    labels = {control: _label(control) for control in headings}
    for panel in tabs:
        tab = _control_of(panel, controls)
        if tab is not None and tab is not panel and tab.get("role") == "tab":
            labels[panel] = _label(tab)
    return Panels(frozenset(unseen), {one: label for one, label in labels.items() if label})


def _is_within(element: Element, others: Collection[Element]) -> bool:
    return any(around in others for around in element.iterancestors())


def _around(root: Element) -> Iterator[Element]:
    """Yield the elements around the main text, or the title, that hold half of the page."""
    first = next(iter(_MAIN(root)), None)
    if first is not None:
        whole = _LENGTH(root)
        for element in (first, *first.iterancestors()):
            if 2 * _LENGTH(element) >= whole:
                yield element


def _is_hidden(element: Element) -> bool:
    get = element.get
    if (hidden := get("hidden")) is not None:
        return hidden != "until-found"
    if get("aria-hidden") == "true":
        return True
    return bool(_HIDING.search(get("style", ""))) or looks_hidden(get("class", ""))


def _controls(root: Element) -> _Controls:
    controls: dict[str, Element] = {}
    for control in _CONTROLS(root)[:MOST_CONTROLS]:
        get = control.get
        named = get("aria-controls") or get("data-bs-target") or get("data-target") or ""
        if not named and _is_toggle(control):
            named = get("href", "")
        for name in named.split():
            controls.setdefault(name.removeprefix("#"), control)
    return _Controls(controls, frozenset(_IDS(root)))


def _is_toggle(link: Element) -> bool:
    """Tell a link that opens what it leads to from one that only goes there."""
    get = link.get
    marked = get("aria-expanded") or get("data-toggle") or get("data-bs-toggle")
    if marked or get("role") in {"button", "tab"} or _in_heading(link):
        return True
    names = " ".join(
        part.get("class", "")
        for part, _ in zip((link, *link.iterancestors()), range(3), strict=False)
    )
    return bool(_TOGGLE_NAME.search(names) or _TAB_NAME.search(names))


def _control_of(element: Element, controls: _Controls) -> Element | None:
    """Return what opens the element: what names it or what only wraps it, or stands before it."""
    for part in _wrapped(element):
        control = controls.of.get(part.get("id", " "))
        if control is None and part.get("role") == "tabpanel":
            control = controls.of.get(part.get("aria-labelledby", " "), part)
        if control is not None and element not in {control, *control.iterancestors()}:
            return control
        if part.get("role") == "tabpanel":
            return part
    before = _before(element)
    return _toggle_in(before, element, controls.ids) if before is not None else None


def _wrapped(element: Element) -> Iterator[Element]:
    """Yield the element, its parents that hold nothing else, and such children."""
    yield element
    outer = element
    while (parent := _only_around(outer)) is not None:
        yield parent
        outer = parent
    inner = element
    while (child := next(iter(inner), None)) is not None and _only_around(child) is inner:
        yield child
        inner = child


def _only_around(element: Element) -> Element | None:
    """Return the parent of an element that holds nothing else, or None."""
    if element.getprevious() is not None or element.getnext() is not None:
        return None
    parent = element.getparent()
    return parent if parent is not None and not (parent.text or "").strip() else None


def _before(element: Element) -> Element | None:
    """Return what stands before the element, or before what only wraps it."""
    while (before := element.getprevious()) is None:
        parent = _only_around(element)
        if parent is None:
            return None
        element = parent
    return before


def _toggle_in(before: Element, panel: Element, ids: Collection[str]) -> Element | None:
    """Return the toggle that the element before a panel is or holds, if it opens no other."""
    for part in (before, *before.iterdescendants()):
        get = part.get
        is_button = part.tag == "button" or get("role") == "button" or _is_mute_toggle(part)
        if get("type") in {"submit", "reset"} or not (is_button or get("aria-expanded")):
            continue
        other = get("aria-controls") or get("data-target") or get("data-bs-target") or ""
        if other.removeprefix("#") in ids:
            return None
        names = f"{get('class', '')} {before.get('class', '')} {panel.get('class', '')}"
        if part.tag == "label" and not _holds_fields(panel):
            return part
        if get("aria-expanded") or _in_heading(part) or _TOGGLE_NAME.search(names):
            return part
    return None


def _is_mute_toggle(element: Element) -> bool:
    """Tell what only a script makes a button: a heading, a link to nowhere, a box's label."""
    get = element.get
    if element.tag == "label":
        box = element.getprevious()
        return box is not None and box.get("type") == "checkbox" and box.get("id") == get("for")
    if get("onclick") is not None and element.tag in {"div", "span", "p", "a"}:
        return True
    if element.tag == "a" and get("href", "#").startswith(("#", "javascript:")):
        return _in_heading(element)
    named = _TOGGLE_NAME.search(get("class", "")) is not None
    return named and element.tag in _MUTE and _in_heading(element)


def _holds_fields(panel: Element) -> bool:
    return next(panel.iter("input", "select", "textarea"), None) is not None


def _in_heading(element: Element) -> bool:
    return any(
        part.tag in _HEADING_TAGS or part.get("role") == "heading"
        for part in (element, *element.iterancestors())
    )


def _may_open(panel: Element, control: Element) -> bool:
    """Tell text that a control opens from menus, dialogs and boxes for sharing."""
    if panel.get("role") in _NEVER or panel.tag in {"dialog", "nav", "menu"}:
        return False
    if "modal" in panel.get("class", "").lower() or control.get("hidden") is not None:
        return False
    if control.tag in {"input", "select", "textarea"}:
        return False
    label = _label(control).lower()
    return not is_box_heading(label)


def _is_button(control: Element | None) -> TypeGuard[Element]:
    return control is not None and control.tag == "button"


def _is_heading(control: Element, controls: _Controls) -> bool:
    """Tell a control that is the only heading of the panel it opens."""
    get = control.get
    if get("aria-haspopup") or get("role") == "tab" or _in_heading(control):
        return False
    if control.tag not in {"button", "a"} and get("role") != "button":
        return False
    opened = get("aria-controls") or get("data-bs-target") or get("data-target") or " "
    opens = opened.removeprefix("#") in controls.ids or control.getnext() is not None
    label = _label(control)
    return opens and not _VAGUE.fullmatch(label) and not is_box_heading(label)


def _label(control: Element) -> str:
    """Return what is written on a control, without its icons."""
    shown = (
        text
        for text in control.xpath(".//text()[not(ancestor::*[@aria-hidden='true' or @hidden])]")
        if text.getparent().tag not in {"svg", "title", "style", "script"}
    )
    text = tidy(" ".join(shown))
    return text if len(text) <= LONGEST_LABEL else ""
