"""Pages whose text stands elsewhere: stubs that lead on to another page, and sets of frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from indexer.read.characters import tidy
from indexer.read.html_blocks import read_blocks
from indexer.read.item import Finding
from indexer.read.markup import Element, parse_html
from indexer.read.sections import Block

LONGEST_WAIT = 30
"""Seconds; a page that leads on later is there to be read."""

MOST_SHOWN = 5
"""So many addresses are named."""

_REFRESHES = etree.XPath("//meta[@http-equiv and contains(@content, '=')]")
_FRAMES = etree.XPath("//frameset//frame[@src]/@src")
_REFRESH = re.compile(
    r"\s*(\d{1,6})(?:\.\d*)?\s*[;,]?\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE
)
_ABOUT_BROWSERS = re.compile(r"webbläsare|browser|nettleser|selain", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a page's text stands instead, and what a set of frames says without them."""

    addresses: Sequence[str]
    framed: bool = False
    blocks: Sequence[Block] = ()

    def finding(self, item: str) -> Finding:
        """Return what to say of the page."""
        shown = ", ".join(self.addresses[:MOST_SHOWN])
        if self.framed:
            reason = f"sidan är en ram om andra sidor, som läses för sig: {shown}"
        else:
            reason = f"sidan visar bara vidare till {shown}"
        remedy = "Kontrollera att det som den visar ingår i källan."
        return Finding(item, reason, remedy, refused=False)


def find_elsewhere(root: Element) -> Elsewhere | None:
    """Return where a page sends its visitors, or None for one that they stay at."""
    if frames := [tidy(str(source)) for source in _FRAMES(root)]:
        return Elsewhere(frames, framed=True, blocks=_without_frames(root))
    for meta in _REFRESHES(root):
        match = _REFRESH.match(meta.get("content", ""))
        if match is None or meta.get("http-equiv", "").strip().lower() != "refresh":
            continue
        if int(match[1]) <= LONGEST_WAIT and not match[2].startswith("#"):
            return Elsewhere([tidy(match[2])])
    return None


def _without_frames(root: Element) -> Sequence[Block]:
    """Return what a set of frames says to browsers without them, unless it speaks of browsers."""
    blocks: list[Block] = []
    for element in root.iter("noframes"):
        inner, _ = parse_html("".join(element.itertext()))
        if inner is not None:
            blocks += read_blocks(inner)
    return [] if _ABOUT_BROWSERS.search(" ".join(block.text for block in blocks)) else blocks
