"""Articles that editors have chosen for a question: `question<TAB>article id`, one on each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from indexer.analyse import Analyser
from indexer.errors import SettingsError
from indexer.search.reviewed_file import reviewed_lines
from indexer.search.synonyms import BaseWords, base_words_of

BestBets = Mapping[BaseWords, tuple[str, ...]]
"""The base words of a question → the ids of its articles, the best first."""


def load_best_bets(path: Path, analyser: Analyser) -> BestBets:
    """Read the file; raise SettingsError that names the line of what is wrong."""
    chosen: dict[BaseWords, list[str]] = defaultdict(list)
    for number, line in reviewed_lines(path):
        question, _, article = (part.strip() for part in line.partition("\t"))
        words = base_words_of(question, analyser)
        if not words or not article:
            raise SettingsError(
                f"{path}, rad {number}",
                "frågan eller artikeln saknas",
                "Skriv frågan, en tabb och artikelns id.",
            )
        chosen[words].append(article)
    return {words: tuple(articles) for words, articles in chosen.items()}
