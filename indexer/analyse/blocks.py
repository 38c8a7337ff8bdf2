"""The words of an article, block by block: its title, headings and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.analyse.analyser import Analyser
from indexer.analyse.words import Word
from indexer.article import Article

TITLE_WEIGHT = 3
HEADING_WEIGHT = 2
"""How many times the words of titles and headings count."""

Block = tuple[Sequence[Word], int]
"""The words of a title, heading or paragraph, and how many times each counts."""


def analyse_blocks(article: Article, analyser: Analyser) -> Iterator[Block]:
    """Yield the blocks of an article in reading order, the title first."""
    yield analyser.words(article.title), TITLE_WEIGHT
    if article.reference:
        yield analyser.words(article.reference), 1
    if article.summary:
        yield analyser.words(article.summary), 1
    for section in article.sections:
        if section.heading:
            yield analyser.words(section.heading), HEADING_WEIGHT
        for paragraph in section.paragraphs:
            yield analyser.words(paragraph), 1
