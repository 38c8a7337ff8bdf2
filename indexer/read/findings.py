"""What to report of a source: the same doubt about many articles is said once, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indexer.article import Article
from indexer.read.item import Finding, Item

EXAMPLES = 3
"""So many items are named before the rest is only counted."""


@dataclass(slots=True)
class Examples:
    """How many items share a doubt, and the first of them."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, item: str) -> None:
        """Count one more item."""
        self.count += 1
        if self.count <= EXAMPLES:
            self.examples.append(item)

    def __str__(self) -> str:
        named = ", ".join(self.examples)
        rest = self.count - len(self.examples)
        return f"{named} och {rest} till" if rest else named


def gather(items: Iterator[Item]) -> Iterator[Item]:
    """Pass on articles and refusals at once, and at the end each kind of doubt once."""
    doubts: dict[Finding, Examples] = {}
    for item in items:
        if isinstance(item, Finding) and item.refused:
            yield item
            continue
        if isinstance(item, Article):
            yield item
        for doubt in doubts_about(item) if isinstance(item, Article) else [item]:
            doubts.setdefault(replace(doubt, item=""), Examples()).add(doubt.item)
    for doubt, examples in doubts.items():
        yield replace(doubt, item=str(examples), times=examples.count)


def doubts_about(article: Article) -> Iterator[Finding]:
    """Yield what is doubtful about an article whatever its format."""
    if not (article.published or article.reviewed or article.updated):
        yield Finding(
            article.id,
            "datum saknas",
            "Ange när artikeln publicerades; den visas annars sist och under ”utan datum”.",
            refused=False,
        )
    if not any(article.passages()):
        yield Finding(
            article.id,
            "artikeln har en titel men ingen text",
            "Kontrollera att texten finns i källan; artikeln hittas bara på titeln.",
            refused=False,
        )
