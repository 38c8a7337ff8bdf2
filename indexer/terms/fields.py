"""The fields that articles are indexed under and that queries ask of."""

from __future__ import annotations

from indexer.analyse import Word
from indexer.engines.port import Field, Schema

TEXT = "text"
"""Base words, or stems, of the whole article, those of the title and headings several times."""
PARTS = "parts"
"""The same of what compounds are built of."""
PAIRS = "pairs"
"""Neighbouring words."""
SURFACE = "surface"
"""Words as they stand, case-folded."""
TITLE = "title"
TITLE_SURFACE = "title_surface"
NAMES = "names"
"""What the article is called (see `terms.names`)."""
REFERENCE = "reference"
"""Keys of the article's own reference, as `terms.references` makes them."""
CITED = "cited"
"""Keys of all references in the article, its own among them."""

DUPLICATE = "duplicate"
"""A facet of duplicates alone: in which facets one may differ from its original, or in its text."""
ORIGINAL = "original"
"""A facet of duplicates alone: the id of the article that is shown instead."""

SCHEMA = Schema(
    fields=(
        Field(TEXT),
        Field(PARTS),
        Field(PAIRS),
        Field(SURFACE, positions=True),
        Field(TITLE),
        Field(TITLE_SURFACE, positions=True),
        Field(NAMES, positions=True),
        Field(REFERENCE),
        Field(CITED),
    ),
    facets=("topic", "year", "year_reviewed", "kind", "publisher", "language", DUPLICATE, ORIGINAL),
    dates=("published", "reviewed"),
)
YEARS = {"published": "year", "reviewed": "year_reviewed"}
"""The facet of each date."""
UNDATED = "utan datum"
BREAK = "\u00b6"
"""Stands between passages so that no phrase runs from one into the next; no word looks so."""


def pair_term(first: Word, second: Word) -> str:
    """Return the term for two neighbouring words, stop words included."""
    return f"{first.base} {second.base}"
