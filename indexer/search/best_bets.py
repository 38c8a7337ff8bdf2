"""Articles that editors have chosen for a question: `question<TAB>article id`, one on each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from indexer.analyse import Analyser
from indexer.errors import SettingsError
from indexer.search.synonyms import Stems, reviewed_lines, stems_of

BestBets = Mapping[Stems, tuple[str, ...]]
"""The stems of a question → the ids of its articles, the best first."""


def load_best_bets(path: Path, analyser: Analyser) -> BestBets:
    """Read the file; raise SettingsError that names the line of what is wrong."""
    chosen: dict[Stems, list[str]] = defaultdict(list)
    for number, line in reviewed_lines(path):
        question, _, article = (part.strip() for part in line.partition("\t"))
        stems = stems_of(question, analyser)
        if not stems or not article:
            raise SettingsError(
                f"{path}, rad {number}",
                "frågan eller artikeln saknas",
                "Skriv frågan, en tabb och artikelns id.",
            )
        chosen[stems].append(article)
    return {stems: tuple(articles) for stems, articles in chosen.items()}
