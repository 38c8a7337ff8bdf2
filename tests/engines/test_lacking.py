"""By date, what has all the words comes before what lacks some, page after page, in any engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from indexer.article import Article, DateSpan
from indexer.search import SearchAnswer, Searcher, SearchRequest
from indexer.search.request import SortOrder
from indexer.terms.fields import SCHEMA
from tests.conftest import ANALYSER
from tests.engines.conftest import ENGINES
from tests.search.archive import TOPICS, article, engine_over

WORDS = "lärare rapport kommun orkidé buller bibliotek".split()
BY_DATE: tuple[SortOrder, ...] = ("newest", "oldest")
QUERIES = (
    "lärare rapport",
    "lärare rapport kommun orkidé",
    "hur hör lärare rapport och orkidé ihop?",
    "lärare rapport kommun orkidé buller",
    '"lärare" rapport kommun',
    "lärare rapport orkidé -buller",
    "lärare giraff",
    "lärare rapport orkidé typ:nyhet",
)


@pytest.fixture(params=ENGINES)
def searcher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Searcher]:
    engine = ENGINES[request.param](SCHEMA, tmp_path / "index")
    engine_over(archive(), engine=engine)
    yield Searcher(engine, ANALYSER, TOPICS)
    engine.close()


@cache
def archive() -> tuple[Article, ...]:
    """Return articles with some of the words each, the same text sometimes twice, some undated."""
    chance = Random(1)  # noqa: S311 - not for secrets
    articles = []
    for number in range(60):
        held = [word for word in WORDS if chance.random() < 0.4]
        one = article(
            str(number),
            f"Här står {', '.join(held)}.",
            title=f"Nummer {number}",
            kind=chance.choice(("nyhet", "rapport")),
            published=DateSpan.year(1830 + 7 * number % 190) if number % 9 else None,
        )
        articles += [one, replace(one, id=f"{number} igen")] if number % 7 == 0 else [one]
    return tuple(articles)


def day(answer_of: Article, sort: SortOrder) -> tuple[bool, int]:
    date = answer_of.published
    if date is None:
        return True, 0
    return False, date.start.toordinal() * (-1 if sort == "newest" else 1)


def ask(searcher: Searcher, query: str, **request: object) -> SearchAnswer:
    return searcher.search(replace(SearchRequest(query, size=100), **request))


@pytest.mark.parametrize("sort", BY_DATE)
def test_those_with_all_words_come_first_each_part_in_order(
    searcher: Searcher, sort: SortOrder
) -> None:
    divided = 0
    for query in QUERIES:
        answer = ask(searcher, query, sort=sort)
        lacking = [bool(hit.missing) for hit in answer.hits]
        assert lacking == sorted(lacking)
        assert answer.complete == lacking.count(False)
        assert answer.relaxed == any(lacking)
        assert answer.first_lacking == (
            answer.complete if any(lacking) and answer.complete else None
        )
        for part in (answer.hits[: answer.complete], answer.hits[answer.complete :]):
            dates = [day(hit.article, sort) for hit in part]
            assert dates == sorted(dates)
        divided += answer.first_lacking is not None
    assert divided > 3


@pytest.mark.slow
@pytest.mark.parametrize("size", [3, 10])
def test_pages_are_pieces_of_the_whole(searcher: Searcher, size: int) -> None:
    for query in QUERIES:
        whole = ask(searcher, query, sort="newest")
        pages = [
            ask(searcher, query, sort="newest", size=size, page=page)
            for page in range(1, whole.total // size + 3)
        ]
        assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
        for number, page in enumerate(pages):
            assert (page.total, page.complete, page.facets) == (
                whole.total,
                whole.complete,
                whole.facets,
            )
            first = whole.first_lacking
            at = None if first is None else max(0, first - number * size)
            assert page.first_lacking == (at if at is not None and at < len(page.hits) else None)


def test_the_order_changes_neither_what_is_found_nor_what_is_counted(searcher: Searcher) -> None:
    for query in QUERIES:
        for narrowed in ({}, {"kinds": ("nyhet",)}, {"duplicates": True}):
            ranked, dated = (
                ask(searcher, query, sort=sort, **narrowed) for sort in ("relevance", "oldest")
            )
            assert {hit.id for hit in ranked.hits} == {hit.id for hit in dated.hits}
            assert (ranked.total, ranked.relaxed, ranked.facets) == (
                dated.total,
                dated.relaxed,
                dated.facets,
            )
            assert {hit.id: hit.missing for hit in ranked.hits} == {
                hit.id: hit.missing for hit in dated.hits
            }


def test_a_followed_search_has_only_what_has_all_words(searcher: Searcher) -> None:
    for query in QUERIES:
        dated = ask(searcher, query, sort="newest")
        followed = searcher.follow(SearchRequest(query, sort="newest", size=100))
        assert [hit.id for hit in followed.hits] == [
            hit.id for hit in dated.hits if not hit.missing
        ]
        assert (followed.total, followed.relaxed) == (dated.complete, False)


def test_a_whole_result_tells_of_each_article_what_it_lacks(searcher: Searcher) -> None:
    for query in QUERIES:
        request = SearchRequest(query, sort="newest", size=100)
        told = [(one.article.id, one.missing) for one in searcher.fetch(request).articles]
        assert told == [(hit.id, hit.missing) for hit in searcher.search(request).hits]
