"""The styles of an OpenDocument: which are titles or contents, and which hide what has them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.read.markup import Element

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW, PRESENTATION = (
    _URN % name for name in ("office", "text", "table", "style", "drawing", "presentation")
)
_LEVELS = 6
_TITLE = re.compile(r"title|titel|rubrik", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:contents|innehåll|index|figure index|table index).*", re.IGNORECASE)
_CODED = re.compile(r"_([0-9a-f]{2,4})_")
_SHOWN = frozenset({"", "true"})


@dataclass(slots=True)
class OdfStyles:
    """The styles by family and name; what a style leaves out, its parent says."""

    known: dict[tuple[str, str], Element]
    _levels: dict[str, int] = field(default_factory=dict)
    _hidden: dict[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, *parts: Element | None) -> OdfStyles:
        """Return the styles of the parts, the first going before the rest."""
        known: dict[tuple[str, str], Element] = {}
        for part in parts:
            for style in part.iter(f"{STYLE}style") if part is not None else ():
                key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
                known.setdefault(key, style)
        return cls(known)

    def level(self, name: str) -> int:
        """Return the level of a paragraph whose style makes it a title or a heading, or 0."""
        if name not in self._levels:
            found = (_level(style) for style in self._chain("paragraph", name))
            self._levels[name] = next(filter(None, found), 0) or int(bool(_TITLE.fullmatch(name)))
        return self._levels[name]

    def is_contents(self, name: str) -> bool:
        """Tell the styles of the lines of lists of contents."""
        return any(_CONTENTS.fullmatch(_name(one)) for one in self._chain("paragraph", name))

    def hides(self, family: str, name: str) -> bool:
        """Tell whether text of the style is hidden."""
        if not name:
            return False
        if (family, name) not in self._hidden:
            said = (
                properties.get(f"{TEXT}display", "")
                for style in self._chain(family, name)
                for properties in style.iterchildren(f"{STYLE}text-properties")
            )
            self._hidden[family, name] = next(filter(None, said), "true") == "none"
        return self._hidden[family, name]

    def shows_table(self, table: Element) -> bool:
        """Tell whether a sheet is shown."""
        return self._property("table", table.get(f"{TABLE}style-name", ""), f"{TABLE}display")

    def shows_slide(self, page: Element) -> bool:
        """Tell whether a slide is shown."""
        for style in self._chain("drawing-page", page.get(f"{DRAW}style-name", "")):
            for properties in style.iterchildren(f"{STYLE}drawing-page-properties"):
                if value := properties.get(f"{PRESENTATION}visibility", ""):
                    return value != "hidden"
        return True

    def _property(self, family: str, name: str, attribute: str) -> bool:
        for style in self._chain(family, name):
            for properties in style.iterchildren(f"{STYLE}{family}-properties"):
                if value := properties.get(attribute, ""):
                    return value == "true"
        return True

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        """Yield the style and those that it is based on; a circle ends."""
        seen: set[str] = set()
        while name and name not in seen and (style := self.known.get((family, name))) is not None:
            seen.add(name)
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")


def _name(style: Element) -> str:
    """Return the name that a style is shown with."""
    coded = style.get(f"{STYLE}name", "")
    shown = style.get(f"{STYLE}display-name", "")
    return shown or _CODED.sub(lambda match: chr(int(match[1], 16)), coded)


def _level(style: Element) -> int:
    outline = style.get(f"{STYLE}default-outline-level", "")
    if outline.isdecimal() and int(outline) > 0:
        return min(int(outline) + 1, _LEVELS)
    return int(bool(_TITLE.fullmatch(_name(style))))
