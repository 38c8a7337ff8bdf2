"""How much text each element of a page holds, how much of it is links, and how much is prose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from indexer.read.html_blocks import BLOCKS, HEADINGS, UNSEEN
from indexer.read.markup import Element

LONGEST_LABEL = 60
"""A longer text is prose, with or without a full stop."""

SHORTEST_SENTENCE = 20
_ENDS = (".", "!", "?", ":", "…", ".”", ".)")
_INPUTS = frozenset({"input", "textarea", "select", "button"})
_NOT_READ = UNSEEN - _INPUTS


@dataclass(slots=True)
class Measure:
    """Characters of an element: all, those in links, those of prose; and its form controls."""

    text: int = 0
    links: int = 0
    prose: int = 0
    inputs: int = 0
    end: str = ""
    is_block: bool = False

    @property
    def link_share(self) -> float:
        """The share of the text that is in links."""
        return self.links / self.text if self.text else 0.0


NOTHING = Measure()


def measure(body: Element, unseen: Collection[Element]) -> dict[Element, Measure]:
    """Measure the elements of a page that can be seen, each with what it holds."""
    measures: dict[Element, Measure] = {}
    for element in reversed(list(body.iter())):
        tag = element.tag
        if tag in _NOT_READ or element in unseen:
            continue
        own = measures[element] = Measure()
        _add_text(own, element.text)
        for child in element:
            inner = measures.get(child)
            if inner is not None and (inner.text or inner.inputs):
                own.text += inner.text
                own.links += inner.links
                own.prose += inner.prose
                own.inputs += inner.inputs
                own.end = inner.end or own.end
                own.is_block = own.is_block or inner.is_block
            _add_text(own, child.tail)
        if tag in _INPUTS:
            measures[element] = Measure(inputs=element.get("type") != "hidden")
        elif tag == "a":
            own.links = own.text
        if tag in BLOCKS or tag in HEADINGS:
            if not own.is_block and tag not in HEADINGS and _is_prose(own):
                own.prose = own.text
            own.is_block = True
    return measures


def _add_text(measure: Measure, text: str | None) -> None:
    if text and (stripped := text.strip()):
        length = len(stripped)
        measure.text += length
        measure.end = stripped[-2:]
        if measure.is_block and length > LONGEST_LABEL:
            measure.prose += length


def _is_prose(measure: Measure) -> bool:
    if measure.link_share > 0.5:  # noqa: PLR2004
        return False
    sentence = measure.text >= SHORTEST_SENTENCE and measure.end.endswith(_ENDS)
    return sentence or measure.text > LONGEST_LABEL
