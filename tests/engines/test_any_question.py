"""Questions that are meant to hurt: every engine answers them, bounded, and says what it left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.search import Searcher, SearchRequest
from indexer.search.answer import in_swedish
from indexer.search.archive_words import MOST
from indexer.search.syntax import MAX_DEPTH, MAX_WORDS
from indexer.terms.document import build_document
from indexer.terms.fields import SCHEMA
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner
from tests.conftest import ANALYSER
from tests.engines.conftest import Opener
from tests.search.archive import TOPICS, article

pytestmark = pytest.mark.slow

FORMS = [f"a{letter}{other}" for letter in "bcdfghjklmnprstv" for other in "bcdfghjklmnprstvx"]
WORDS = f"Bara de första {MAX_WORDS} orden lästes."
DEPTH = f"Parenteser lästes bara till {MAX_DEPTH} nivåers djup."
EXPANSIONS = f"Många ord i arkivet ser ut som ”a*”. De {MOST} vanligaste söktes."


@pytest.fixture
def searcher(opener: Opener, tmp_path: Path) -> Iterator[Searcher]:
    engine = opener(SCHEMA, tmp_path / "index")
    fragments, assigner = Fragments(ANALYSER), Assigner(TOPICS, ANALYSER)
    texts = ("Skola och barn.", " ".join(FORMS))
    engine.add(
        build_document(article(str(number), text).to_json(), fragments, assigner)
        for number, text in enumerate(texts)
    )
    engine.commit()
    yield Searcher(engine, ANALYSER, TOPICS)
    engine.close()


@pytest.mark.parametrize(
    ("query", "total", "notice"),
    [
        (" ".join(f"ord{number}" for number in range(10_000)), 0, WORDS),
        ("skola " * 10_000, 1, WORDS),
        ("(" * 200 + "skola" + ")" * 200, 1, DEPTH),
        ("*", 2, "En * för sig betyder ingenting här. Skriv den i ett ord, som i skol*."),
        ("a*", 1, EXPANSIONS),
        ("a* " * MAX_WORDS, 1, EXPANSIONS),
        ("A* a* " * 5, 1, EXPANSIONS),
    ],
)
def test_it_is_answered_with_a_notice(
    searcher: Searcher, query: str, total: int, notice: str
) -> None:
    answer = searcher.search(SearchRequest(query))
    told = [in_swedish(one) for one in answer.notices]
    assert (answer.total, told.count(notice)) == (total, 1)


def test_a_repeated_beginning_is_asked_for_once(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    engine = searcher._engine
    read = type(engine).vocabulary
    monkeypatch.setattr(
        type(engine),
        "vocabulary",
        lambda self, field, prefix="": asked.append(prefix) or read(self, field, prefix),
    )
    searcher.search(SearchRequest("ab* " * MAX_WORDS))
    assert asked == ["ab"]
