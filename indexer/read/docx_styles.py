"""The styles of a Word document: which are headings, lists or contents, and which hide text?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.read.document import TITLE_LEVEL
from indexer.read.markup import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 6

_HEADING = re.compile(
    r"(?:.*\b)?(?:heading|rubrik|überschrift|otsikko|overskrift|titre|título)\s?-?([1-9])\b.*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"title|titel|rubrik|(?:dokument|rapport|huvud|omslag|försättsblad)s?[\s_-]?(?:titel|rubrik|title)"
    r"|titel[\s_-](?:dokument|rapport|omslag|framsida|försättsblad)",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"subtitle|undertitel|underrubrik", re.IGNORECASE)
_OWN_HEADING = re.compile(r".*(?:rubrik|heading)\b.*", re.IGNORECASE)
_NO_HEADING = re.compile(
    r".*(?:tabell|table|figur|diagram|bild|caption|sidhuvud|sidfot|header|footer|kolumn|register"
    r"|index|beskrivning|ingress|ledtext|fotnot|utan\srubrik|cell|rad\b|toc\b|innehåll).*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r".*(?:kapitel|huvud|chapter).*", re.IGNORECASE)
_CONTENTS = re.compile(
    r"toc[\s_-]?(?:\d|heading|rubrik).*|innehåll\s?\d|innehållsförteckning.*|innehållsrubrik"
    r"|rubrik\stoc|contents\s?(?:\d|heading)|table\sof\s(?:contents|figures|authorities).*"
    r"|(?:figur|tabell)förteckning.*|index\s?(?:\d|heading)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:.*\s)?(?:list|punktlista|numreradlista|numrerad\slista|punkt)(?!e?n?\s?(?:stycke|paragraph))",
    re.IGNORECASE,
)
_NO_LIST = re.compile(r"list(?:e?\s?stycke|\s?paragraph|\s?continue|a?\s?forts).*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"(?:placeholder\s?text|platsh\w*llartext)", re.IGNORECASE)
_DEPTHS = frozenset("012345678")
_OFF = frozenset({"0", "false", "off"})


Facts = Mapping[str, Element]
ListPlace = tuple[str, int | None]
"""The number of a list, "0" for none, and the level in it where that is said."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself: `outline` and `hides` are None where it leaves that to its base."""

    id: str
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    hides: bool | None = None
    place: ListPlace | None = None


@dataclass(slots=True)
class Styles:
    """The styles by id; what follows from their bases is found out once for each."""

    known: dict[str, Style]
    _levels: dict[str, int] = field(default_factory=dict)
    _hiding: dict[str, bool] = field(default_factory=dict)

    def level(self, id_: str) -> int:
        """Return the heading level of a style, 1 being that of the title, or 0."""
        if id_ not in self._levels:
            chain = list(self._chain(id_))
            found = (*map(_own_level, chain), *map(_named_level, chain))
            self._levels[id_] = next((level for level in found if level is not None), 0)
        return self._levels[id_]

    def hides(self, id_: str) -> bool:
        """Tell whether text of the style is hidden, or asks for something to be filled in."""
        if id_ not in self._hiding:
            chain = list(self._chain(id_))
            said = next((style.hides for style in chain if style.hides is not None), False)
            asks = any(_PLACEHOLDER.fullmatch(style.name or style.id) for style in chain)
            self._hiding[id_] = said or asks
        return self._hiding[id_]

    def is_contents(self, id_: str) -> bool:
        """Tell the styles of lists of contents and their headings."""
        return any(_CONTENTS.fullmatch(style.name or style.id) for style in self._chain(id_))

    def place(self, id_: str) -> ListPlace | None:
        """Return the list that the style's paragraphs belong to, or None."""
        return next((one.place for one in self._chain(id_) if one.place is not None), None)

    def is_item(self, id_: str) -> bool:
        """Tell the styles that are called after list items."""
        names = (name for style in self._chain(id_) for name in _names(style))
        return any(_LIST.match(name) and not _NO_LIST.match(name) for name in names)

    def _chain(self, id_: str) -> Iterator[Style]:
        """Yield the style and those that it is based on; a circle ends."""
        seen: set[str] = set()
        while id_ and id_ not in seen:
            seen.add(id_)
            style = self.known.get(id_, Style(id_))
            yield style
            id_ = style.based_on


def read_styles(root: Element | None) -> Styles:
    """Return the styles of the part that defines them."""
    made = map(_style, root.iterchildren(f"{W}style")) if root is not None else ()
    return Styles({style.id: style for style in made})


def is_on(element: Element | None) -> bool | None:
    """Return whether a property is switched on, or None where it is not mentioned."""
    return None if element is None else element.get(f"{W}val", "").lower() not in _OFF


def facts_of(properties: Element | None) -> Facts:
    """Return what properties say, by name."""
    return {} if properties is None else {str(one.tag): one for one in properties}


def value_of(facts: Facts, name: str) -> str:
    """Return the value of one of the properties, or ""."""
    one = facts.get(f"{W}{name}")
    return "" if one is None else one.get(f"{W}val", "")


def outline_of(facts: Facts) -> int | None:
    """Return the heading level that properties state, 0 for text, or None where they do not."""
    value = value_of(facts, "outlineLvl")
    if not value.isdecimal():
        return None
    return min(int(value) + 2, LEVELS) if int(value) < LEVELS else 0


def list_of(facts: Facts) -> ListPlace | None:
    """Return the list that properties put a paragraph in, or None where they do not say."""
    numbering = facts.get(f"{W}numPr")
    if numbering is None:
        return None
    inner = facts_of(numbering)
    depth = value_of(inner, "ilvl")
    return value_of(inner, "numId"), int(depth) if depth in _DEPTHS else None


def _style(element: Element) -> Style:
    facts = facts_of(element)
    paragraph = facts_of(facts.get(f"{W}pPr"))
    return Style(
        id=element.get(f"{W}styleId", ""),
        name=value_of(facts, "name"),
        based_on=value_of(facts, "basedOn"),
        outline=outline_of(paragraph),
        hides=is_on(facts_of(facts.get(f"{W}rPr")).get(f"{W}vanish")),
        place=list_of(paragraph),
    )


def _own_level(style: Style) -> int | None:
    """Return the level that the style itself tells, or None where its base is to be asked."""
    for name in _names(style):
        if _CONTENTS.fullmatch(name):
            return 0
        if match := _HEADING.fullmatch(name):
            return min(int(match[1]) + 1, LEVELS) if style.outline is None else style.outline
        if _TITLE.fullmatch(name):
            return TITLE_LEVEL
        if _SUBTITLE.fullmatch(name):
            return 0
    return style.outline


def _named_level(style: Style) -> int | None:
    """Return the level of an agency's own style, such as "Prop. rubrik", or None for others."""
    name = style.name or style.id
    if not _OWN_HEADING.fullmatch(name) or _NO_HEADING.fullmatch(name):
        return None
    return 2 if _CHAPTER.fullmatch(name) else 3


def _names(style: Style) -> tuple[str, ...]:
    return (style.name, style.id) if style.name else (style.id,)
