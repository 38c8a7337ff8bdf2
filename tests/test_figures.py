from __future__ import annotations

from pathlib import Path

import pytest

from indexer.app import Library
from indexer.settings import Settings


@pytest.mark.slow
def test_real_questions_find_the_passages_that_answer_them(shared: Path, tmp_path: Path) -> None:
    """SwequAD alone; Xapian reaches .857 there."""
    folder = shared / "corpora" / "swequad"
    library = Library(Settings(index=tmp_path / "index"))
    report = library.reindex([str(folder / "articles.jsonl")], progress=lambda *_: None)
    assert (report.articles, report.rejected) == (543, 0)
    result = library.evaluate(folder / "queries.tsv", folder / "qrels.trec")
    assert result.ndcg >= 0.88
