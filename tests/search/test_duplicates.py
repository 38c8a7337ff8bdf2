"""The same text is shown once, whatever is asked and filtered, and on every engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, DateSpan
from indexer.engines.memory import MemoryEngine
from indexer.engines.port import Engine
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine
from indexer.index.blocks import Grouping
from indexer.index.duplicates import block_of, find_duplicates
from indexer.search import SearchAnswer, Searcher
from indexer.search.best_bets import BestBets
from indexer.search.duplicates import MOST_DUPLICATES
from indexer.search.searcher import Resources
from indexer.terms.document import build_document
from indexer.terms.fields import SCHEMA
from indexer.terms.fragments import Fragments
from indexer.topics import Assigner
from tests.conftest import ANALYSER
from tests.search.archive import TOPICS, article, ask, ids

ENGINES = {"memory": MemoryEngine, "whoosh": WhooshEngine, "tantivy": TantivyEngine}
TEXT = (
    "Elevhälsan ska främst arbeta förebyggande och hälsofrämjande. Rektorn ansvarar för att det "
    "finns en kurator och en sköterska på varje skola, och för att de har tid för eleverna."
)


def searcher_of(
    articles: Sequence[Article], engine: Engine | None = None, bets: BestBets | None = None
) -> Searcher:
    """Return a searcher over the articles, whose duplicates are those of each block."""
    opened = MemoryEngine(SCHEMA, Path()) if engine is None else engine
    duplicates = {}
    for block in {block_of(one) for one in articles}:
        duplicates |= find_duplicates(one for one in articles if block_of(one) == block)
    fragments, assigner = Fragments(ANALYSER), Assigner(TOPICS, ANALYSER)
    documents = (build_document(one.to_json(), fragments, assigner) for one in articles)
    opened.add(Grouping(duplicates, []).mark(documents))
    opened.commit()
    return Searcher(opened, ANALYSER, TOPICS, Resources(bets=bets or {}))


def same(id_: str, text: str = TEXT, **more: Any) -> Article:
    return article(id_, text, title="Elevhälsa", **more)


ARCHIVE = (
    same("a", url="https://x.se/a", published="2020-01-02", kind="rapport", topics=("elevhalsa",)),
    same("a-print", url="https://x.se/print/a"),
    same("b-moved", published="2020-01-02", kind="nyhet", topics=("elevhalsa", "skola")),
    article("c", "Kuratorn arbetar förebyggande.", title="Kurator", published="2021"),
)


@pytest.fixture(params=ENGINES)
def searcher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Searcher]:
    engine = ENGINES[request.param](SCHEMA, tmp_path)
    yield searcher_of(ARCHIVE, engine)
    engine.close()


def counts(answer: SearchAnswer, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in answer.facets[facet]}


class TestOnEveryEngine:
    def test_the_same_text_is_shown_once_with_its_other_addresses(self, searcher: Searcher) -> None:
        answer = ask(searcher, "elevhälsa")
        assert (ids(answer), answer.total) == (["a"], 1)
        assert [(one.id, one.title, one.url) for one in answer.hits[0].duplicates] == [
            ("a-print", "Elevhälsa", "https://x.se/print/a"),
            ("b-moved", "Elevhälsa", ""),
        ]

    @pytest.mark.parametrize("query", ["", "förebyggande", '"elevhälsan ska"', "kurator elevhälsa"])
    def test_total_facets_and_pages_count_what_is_shown(
        self, searcher: Searcher, query: str
    ) -> None:
        answer = ask(searcher, query)
        shown = set(ids(answer))
        assert "a" in shown <= {"a", "c"}
        assert answer.total == len(shown)
        assert counts(answer, "kind") == {"rapport": 1}
        assert sum(counts(answer, "year").values()) == len(shown)
        assert [ids(ask(searcher, query, size=1, page=at))[0] for at in range(1, len(shown) + 1)]
        assert ids(ask(searcher, query, size=1, page=len(shown) + 1)) == []

    def test_all_are_shown_on_demand(self, searcher: Searcher) -> None:
        answer = ask(searcher, "elevhälsa", duplicates=True)
        assert set(ids(answer)) == {"a", "a-print", "b-moved"}
        assert counts(answer, "kind") == {"rapport": 1, "nyhet": 1}
        (printed,) = [hit for hit in answer.hits if hit.id == "a-print"]
        assert [one.id for one in printed.duplicates] == ["a", "b-moved"]

    @pytest.mark.parametrize(
        ("query", "filters", "shown"),
        [
            ("elevhälsa", {"kinds": ("nyhet",)}, {"b-moved"}),
            ("elevhälsa typ:nyhet", {}, {"b-moved"}),
            ("elevhälsa -typ:rapport", {}, {"b-moved"}),
            ("elevhälsa", {"kinds": ("rapport",)}, {"a"}),
            ("elevhälsa", {"topics": ("skola",)}, {"b-moved"}),
            ("elevhälsa", {"languages": ("sv",)}, {"a"}),
            ("elevhälsa", {"since": DateSpan.parse("2020")}, {"a"}),
        ],
    )
    def test_a_duplicate_is_shown_where_a_condition_keeps_out_the_other(
        self, searcher: Searcher, query: str, filters: dict[str, Any], shown: set[str]
    ) -> None:
        answer = ask(searcher, query, **filters)
        assert set(ids(answer)) == shown
        assert answer.total == len(shown)

    def test_evaluation_ranks_all(self, searcher: Searcher) -> None:
        assert {match.id for match in searcher.rank("elevhälsa", 10)} == {"a", "a-print", "b-moved"}

    def test_an_article_knows_its_other_versions(self, searcher: Searcher) -> None:
        shown = {id_: searcher.show(id_) for id_ in ("a", "b-moved", "c")}
        found = {i: [one.id for one in page.duplicates] for i, page in shown.items() if page}
        assert found == {"a": ["a-print", "b-moved"], "b-moved": ["a", "a-print"], "c": []}

    def test_topics_count_each_text_as_a_choice_of_them_shows_it(self, searcher: Searcher) -> None:
        counts = {topic.id: topic.count for topic in searcher.topics()}
        assert counts
        assert counts == {id_: ask(searcher, topics=(id_,)).total for id_ in counts}


@pytest.mark.parametrize(
    ("id_", "related"), [("a", "c"), ("a-print", "c"), ("c", "a"), ("c-print", "a")]
)
def test_related_is_each_other_text_once_and_never_the_own(id_: str, related: str) -> None:
    other = f"Kuratorn och elevhälsan. {TEXT}"
    searcher = searcher_of(
        [
            article("a", TEXT, title="Elevhälsa"),
            article("a-print", TEXT, title="Utskrift: Elevhälsa"),
            article("c", other, title="Kurator"),
            article("c-print", other, title="Utskrift: Kurator"),
            *(article(f"f{at}", f"Om buller i sal {at}.", title=f"Sal {at}") for at in range(30)),
        ]
    )
    assert [one.id for one in searcher.related(id_, 5)] == [related]


def test_hits_are_asked_about_duplicates_only_where_some_may_be_shown() -> None:
    engine = MemoryEngine(SCHEMA, Path())
    searcher = searcher_of([*ARCHIVE, article("d", "Om buller.")], engine)
    ask(searcher, "buller")
    with patch.object(engine, "match", wraps=engine.match) as match:
        ask(searcher, "buller")
        assert match.call_count == 1
        ask(searcher, "buller", duplicates=True)
        assert match.call_count == 3


def test_of_a_text_at_many_addresses_each_tells_of_the_original() -> None:
    many = [same(f"a{at}", url=f"https://x.se/{at:04}") for at in range(40)]
    searcher = searcher_of([*many, same("b", url="https://x.se")])
    hits = ask(searcher, "elevhälsa", duplicates=True).hits
    told = {hit.id: [one.id for one in hit.duplicates] for hit in hits}
    assert len(told) == len(many) + 1
    assert all(len(others) == MOST_DUPLICATES for others in told.values())
    assert {others[0] for id_, others in told.items() if id_ != "b"} == {"b"}


def test_a_duplicate_is_shown_where_the_other_has_an_unwanted_word() -> None:
    searcher = searcher_of([same("a", f"{TEXT} Läs mer."), same("b")])
    assert ids(ask(searcher, "elevhälsa")) == ["a"]
    assert ids(ask(searcher, "elevhälsa -läs")) == ["b"]


def test_what_editors_chose_is_shown_though_it_is_a_duplicate() -> None:
    searcher = searcher_of(ARCHIVE, bets={("elevhälsa",): ("b-moved",)})
    assert ids(ask(searcher, "elevhälsa"))[0] == "b-moved"


def test_duplicates_do_not_change_whether_articles_that_lack_words_follow() -> None:
    same_texts = [same(f"a{at}") for at in range(10)]
    searcher = searcher_of([*same_texts, article("c", "En kurator.", title="Skola")])
    once, all_ = (ask(searcher, "elevhälsa kurator", duplicates=each) for each in (False, True))
    assert (once.total, all_.total) == (1, 10)
    assert not once.relaxed
    assert not all_.relaxed


dates = st.sampled_from([None, *map(DateSpan.parse, ["2019-01-01", "2020-02-02"])])
archives = st.lists(
    st.builds(
        lambda **more: more,
        text=st.sampled_from([TEXT, f"{TEXT} Läs mer.", TEXT * 5, "Kort om skolan."]),
        kind=st.sampled_from(["", "nyhet", "rapport"]),
        publisher=st.sampled_from([(), ("P",), ("P", "Q")]),
        topics=st.lists(st.sampled_from(["skola", "miljo"]), unique=True).map(tuple),
        published=dates,
        reviewed=dates,
    ),
    min_size=1,
    max_size=6,
).map(lambda ones: [same(f"id{at}", **one) for at, one in enumerate(ones)])
filters = st.fixed_dictionaries(
    {
        "query": st.sampled_from(["", "elevhälsa", "rektor", "skola", "-läs", "-typ:rapport"]),
        "kinds": st.sampled_from([(), ("nyhet",), ("nyhet", "rapport")]),
        "topics": st.sampled_from([(), ("skola",), ("miljo",)]),
        "publishers": st.sampled_from([(), ("Q",)]),
        "since": dates,
        "date": st.sampled_from(["published", "reviewed"]),
    }
)


@given(archives, filters)
def test_no_text_is_lost_and_totals_count_what_is_shown(
    articles: list[Article], wanted: dict[str, Any]
) -> None:
    searcher = searcher_of(articles)
    answer = ask(searcher, **wanted)
    shown = set(ids(answer))
    told = {one.id for hit in answer.hits for one in (hit, *hit.duplicates)}
    everything = set(ids(ask(searcher, **wanted, duplicates=True)))
    assert shown <= everything <= told
    assert answer.total == len(answer.hits)
    assert sum(counts(answer, "language").values()) == len(shown)
