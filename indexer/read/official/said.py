"""What an official document says of itself, and the lines that say it."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.article import DateSpan


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line with the height of its letters, if known, and whether there is room above it."""

    text: str
    size: float = 0.0
    bold: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Official:
    """Title, number and day as printed; `lines` are the numbers of those that say nothing else."""

    title: str = ""
    reference: str = ""
    decided: DateSpan | None = None
    lines: frozenset[int] = frozenset()


NOT_OFFICIAL = Official()
