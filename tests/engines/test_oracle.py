"""Every engine answers as the oracle does, whatever was added, replaced and removed."""

from __future__ import annotations

import os
import tempfile
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.memory import MemoryEngine
from indexer.engines.port import (
    AllOf,
    AnyOf,
    Boost,
    Constant,
    Document,
    Engine,
    Everything,
    Filter,
    HasFacet,
    Ids,
    InPeriod,
    Matches,
    Near,
    Phrase,
    Prefer,
    Search,
    Sort,
    Term,
    Variant,
    Without,
    Word,
    join_terms,
)
from indexer.engines.whoosh import engine as whoosh_engine
from tests.engines.conftest import AVERAGES_KEEP_THE_REMOVED, DURABLE, SCHEMA, Opener

EVERYTHING = 1000

terms = st.sampled_from(["skola", "sko", "å", "i"])
fields = st.sampled_from([field.name for field in SCHEMA.fields])
values = st.sampled_from(["A b", "C,d", "Åe", ""])
names = st.sampled_from([f"id {number}/å" for number in range(8)])
days = st.integers(1, 12)
spans = st.tuples(days, st.integers(0, 3)).map(lambda span: (span[0], sum(span)))

documents = st.builds(
    Document,
    id=names,
    terms=st.fixed_dictionaries(
        {"surface": st.lists(terms, min_size=1, max_size=8).map(join_terms)},
        optional={
            "text": st.lists(terms, max_size=8).map(join_terms),
            "parts": st.lists(terms, max_size=3).map(join_terms),
        },
    ),
    facets=st.dictionaries(st.sampled_from(SCHEMA.facets), st.lists(values, max_size=3)),
    dates=st.dictionaries(st.sampled_from(SCHEMA.dates), spans),
    stored=st.text(max_size=5),
)
commits = st.lists(
    st.lists(st.one_of(documents, documents, documents, names), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
)

facet_conditions = st.builds(
    HasFacet, st.sampled_from(SCHEMA.facets), st.frozensets(values, max_size=2)
)
periods = st.builds(InPeriod, st.sampled_from(SCHEMA.dates), days, days)
weights = st.sampled_from([0.0, 0.3, 1.0, 2.5])
leaves = st.one_of(
    st.just(Everything()),
    st.builds(Ids, st.frozensets(names, max_size=4)),
    facet_conditions,
    periods,
    st.builds(Term, fields, terms),
    st.builds(Word, st.lists(st.builds(Variant, fields, terms, weights), max_size=3).map(tuple)),
    st.builds(Phrase, st.just("surface"), st.lists(terms, min_size=1, max_size=3).map(tuple)),
    st.builds(
        Near,
        st.just("surface"),
        st.lists(terms, max_size=2).map(tuple),
        st.lists(terms, max_size=2).map(tuple),
        st.integers(0, 4),
    ),
)
queries = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(AllOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=4).map(tuple)),
        st.builds(Prefer, parts, parts),
        st.builds(Without, parts, parts),
        st.builds(Boost, parts, st.sampled_from([0.1, 2.0])),
        st.builds(Constant, parts, st.sampled_from([0.0, 1.5])),
    ),
    max_leaves=8,
)
narrowings = st.lists(
    st.builds(Filter, st.sampled_from(SCHEMA.facets), st.one_of(facet_conditions, periods)),
    max_size=3,
).map(tuple)
sorts = st.builds(
    Sort,
    st.sampled_from(["relevance", "newest", "oldest"]),
    st.sampled_from(SCHEMA.dates),
)
searches = st.builds(
    Search,
    query=queries,
    filters=narrowings,
    sort=sorts,
    limit=st.just(EVERYTHING),
    facets=st.just(SCHEMA.facets),
)


def fill(engine: Engine, changes: list[list[Document | str]]) -> None:
    for commit in changes:
        for change in commit:
            if isinstance(change, Document):
                engine.add([change])
            else:
                engine.remove([change])
        engine.commit()


def document(number: int, surface: str, **rest: Any) -> Document:
    terms = {"surface": join_terms(surface.split()), "text": join_terms(surface.split()[:2])}
    return Document(id=f"id {number}/å", terms=terms, stored=f"{number}", **rest)


CHANGES: list[list[Document | str]] = [
    [
        document(0, "skola i skola", facets={"topic": ["A b", "C,d"]}, dates={"published": (1, 3)}),
        document(1, "sko i skola å", facets={"topic": ["C,d"]}, dates={"published": (3, 3)}),
        document(2, "å i sko", facets={"topic": ["Åe"], "year": ["A b"]}, dates={}),
    ],
    [
        document(3, "i skola sko sko", facets={"year": [""]}, dates={"reviewed": (2, 5)}),
        document(1, "skola", facets={"topic": ["A b", "A b"]}, dates={"published": (2, 2)}),
        document(4, "sko", facets={}, dates={}),
    ],
    [
        "id 2/å",
        document(5, "i skola i skola", facets={"topic": ["A b"]}, dates={"reviewed": (1, 1)}),
    ],
    [document(2, "å å sko", facets={"topic": ["C,d"]}, dates={"published": (9, 12)}), "id 4/å"],
]
"""Documents that are repeated, replaced, removed and brought back, with and without values."""
LEAVES = (
    Everything(),
    Ids(frozenset({"id 0/å", "id 2/å", "id 4/å"})),
    HasFacet("topic", frozenset({"A b", "Åe"})),
    InPeriod("published", 2, 9),
    Term("surface", "skola"),
    Word((Variant("surface", "sko", 2.5), Variant("text", "å", 0.3), Variant("parts", "i"))),
    Phrase("surface", ("i", "skola")),
    Near("surface", ("sko", "i"), ("skola", "i"), 2),
    AllOf(()),
)
NODES = [
    *LEAVES,
    *(kind((one, other)) for kind, one, other in product((AllOf, AnyOf), LEAVES, LEAVES)),
    *(kind(one, other) for kind, one, other in product((Prefer, Without), LEAVES, LEAVES)),
    *(kind(one, by) for kind, one, by in product((Boost, Constant), LEAVES, (0.1, 2.0))),
]
NARROWED = (
    (),
    (Filter("topic", HasFacet("topic", frozenset({"C,d"}))),),
    (Filter("topic", InPeriod("reviewed", 1, 2)), Filter("year", Everything())),
)


@pytest.mark.parametrize("opener", DURABLE.values(), ids=DURABLE)
def test_every_node_around_every_other_is_answered_as_the_oracle_does(
    opener: Opener, tmp_path: Path
) -> None:
    oracle, engine = MemoryEngine(SCHEMA, tmp_path), opener(SCHEMA, tmp_path / "index")
    clean = opener(SCHEMA, tmp_path / "clean")
    fill(oracle, CHANGES)
    fill(engine, CHANGES)
    fill(clean, [live(CHANGES)])
    for number, (query, filters) in enumerate(product(NODES, NARROWED)):
        sort = Sort(("relevance", "newest", "oldest")[number % 3], SCHEMA.dates[number % 2])
        search = Search(query, filters, sort, limit=EVERYTHING, facets=SCHEMA.facets)
        answer = oracle.match(search)
        compare(answer, engine.match(search), search, CHANGES)
        compare_scores(answer, clean.match(search), search)
    engine.close()
    clean.close()


@pytest.mark.slow
@pytest.mark.parametrize("opener", DURABLE.values(), ids=DURABLE)
@settings(max_examples=40 if os.environ.get("CI") else 200)
@given(
    commits,
    st.lists(searches, min_size=5, max_size=5),
    st.integers(1, 5),
    st.sampled_from([2, 20]),
)
def test_it_answers_as_the_oracle(
    opener: Opener,
    changes: list[list[Document | str]],
    asked: list[Search],
    batch: int,
    segments: int,
) -> None:
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh_engine, "BATCH_DOCUMENTS", batch)
        patch.setattr(whoosh_engine, "SMALL_SEGMENTS", segments)
        oracle = MemoryEngine(SCHEMA, Path(directory))
        engine = opener(SCHEMA, Path(directory))
        fill(oracle, changes)
        fill(engine, changes)
        scored = engine
        if isinstance(engine, AVERAGES_KEEP_THE_REMOVED):
            scored = opener(SCHEMA, Path(directory) / "clean")
            fill(scored, [live(changes)])
        for search in asked:
            answer = oracle.match(search)
            compare(answer, engine.match(search), search, changes)
            compare_scores(answer, scored.match(search), search)
            page = Search(search.query, search.filters, search.sort, offset=1, limit=2)
            whole = [hit.id for hit in engine.match(search).hits]
            assert [hit.id for hit in engine.match(page).hits] == whole[1:3]
        assert len(engine) == len(oracle)
        for field in SCHEMA.fields:
            known = oracle.vocabulary(field.name)
            assert engine.vocabulary(field.name) == known
            assert list(engine.frequencies(field.name, list(known))) == list(known.values())
            assert engine.vocabulary(field.name, "s") == oracle.vocabulary(field.name, "s")
        engine.close()


def live(changes: list[list[Document | str]]) -> list[Document | str]:
    """Return the documents that are left in the end."""
    left: dict[str, Document | str] = {}
    for change in chain.from_iterable(changes):
        if isinstance(change, Document):
            left[change.id] = change
        else:
            left.pop(change, None)
    return list(left.values())


def compare(
    expected: Matches, actual: Matches, search: Search, changes: list[list[Document | str]]
) -> None:
    assert actual.total == expected.total
    assert actual.counts == expected.counts
    assert {(hit.id, hit.stored) for hit in actual.hits} == {
        (hit.id, hit.stored) for hit in expected.hits
    }
    if search.sort.by == "relevance":
        ordered = [hit.score for hit in actual.hits]
        assert ordered == sorted(ordered, reverse=True)
    else:
        documents = {d.id: d for commit in changes for d in commit if isinstance(d, Document)}
        starts = [
            [documents[hit.id].dates.get(search.sort.date, (None,))[0] for hit in answer.hits]
            for answer in (expected, actual)
        ]
        assert starts[0] == starts[1]


def compare_scores(expected: Matches, actual: Matches, search: Search) -> None:
    scores = {hit.id: hit.score for hit in expected.hits}
    assert {hit.id: hit.score for hit in actual.hits} == pytest.approx(scores, rel=1e-4, abs=1e-6)
    if search.sort.by == "relevance":
        ordered = [scores[hit.id] for hit in actual.hits]
        assert ordered == pytest.approx(sorted(ordered, reverse=True), rel=1e-4, abs=1e-6)
