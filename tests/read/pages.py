"""Pages made by hand, and the text that is read of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.article import Article, Section
from indexer.read.item import Finding

Outcome = tuple[list[Article], list[Finding]]
Read = Callable[..., Outcome]

PROSE = "Detta är en inledande text om skolors arbete med trygghet och studiero i klassrummen."


def page(inner: str, head: str = "") -> str:
    """Return a page whose body is `inner`."""
    return f'<!doctype html><html lang="sv"><head>{head}</head><body>{inner}</body></html>'


def main(inner: str) -> str:
    """Return a page whose main element has a title, a text and `inner`."""
    return page(f"<main><h1>Titel</h1><p>{PROSE}</p>{inner}</main>")


def lines(sections: Sequence[Section]) -> list[str]:
    """Return the headings, each after "# ", and paragraphs in order, but for PROSE."""
    found = [
        line
        for section in sections
        for line in (f"# {section.heading}" if section.heading else "", *section.paragraphs)
    ]
    return [line for line in found if line and line != PROSE]
