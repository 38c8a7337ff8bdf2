"""Another engine, the same answers: the sample archive's golden questions asked of both."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.app import Library
from indexer.judge import load_judged_set
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.answer import Hit
from indexer.search.searcher import Searcher
from indexer.settings import load_settings
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

DATA = ROOT / "data"
JUDGED = load_judged_set(DATA / "facit" / "queries.tsv", DATA / "facit" / "qrels.trec")
ENGINES = ("whoosh", "tantivy")


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> list[Library]:
    made = []
    for engine in ENGINES:
        index = tmp_path_factory.mktemp(engine) / "index"
        library = Library(load_settings(DATA / "sokverket.toml", {}, index=index, engine=engine))
        library.reindex((), progress=lambda *_: None)
        made.append(library)
    return made


@pytest.fixture(scope="module")
def answers(libraries: list[Library]) -> list[tuple[SearchAnswer, ...]]:
    requests = [SearchRequest(query) for query in JUDGED.queries.values()]
    requests += [SearchRequest(query, kinds=("rapport",)) for query in JUDGED.queries.values()]
    return [tuple(library.ask(Searcher.search, one) for library in libraries) for one in requests]


def test_the_index_knows_its_engine(libraries: list[Library]) -> None:
    assert tuple(library.health().engine for library in libraries) == ENGINES


def test_totals_and_counts_are_the_same(answers: list[tuple[SearchAnswer, ...]]) -> None:
    for one, other in answers:
        assert (one.query, one.total, one.facets) == (other.query, other.total, other.facets)
    assert sum(one.total for one, _ in answers) > len(answers)


def test_the_order_is_nearly_the_same(answers: list[tuple[SearchAnswer, ...]]) -> None:
    pairs = [(one.hits, other.hits) for one, other in answers if one.hits]
    overlaps = [len(_ids(one) & _ids(other)) / len(_ids(one)) for one, other in pairs]
    assert sum(overlaps) / len(overlaps) >= 0.9
    firsts = [one[0].id == other[0].id for one, other in pairs]
    assert sum(firsts) / len(firsts) >= 0.9


def test_they_find_what_must_be_found_as_well(libraries: list[Library]) -> None:
    queries, qrels = (DATA / "facit" / name for name in ("queries.tsv", "qrels.trec"))
    one, other = (library.evaluate(queries, qrels) for library in libraries)
    assert one.ndcg == pytest.approx(other.ndcg, abs=0.01)


def _ids(hits: Sequence[Hit]) -> set[str]:
    return {hit.id for hit in hits}
