"""The two texts of the agency that the project began with; they lie outside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.app import Library
from indexer.article import Article, DateSpan
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from indexer.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def library(seeds: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Library:
    index = tmp_path_factory.mktemp("seeds") / "index"
    opened = Library(Settings(index=index, topics=ROOT / "data" / "amnen.ttl"))
    report = opened.reindex([str(seed) for seed in seeds], progress=lambda *_: None)
    assert (report.articles, report.findings) == (2, ())
    return opened


def read(library: Library, seed: Path) -> Article:
    shown = library.ask(Searcher.show, seed.name)
    assert shown is not None
    return shown.article


def test_titles_are_the_first_lines(library: Library, seeds: list[Path]) -> None:
    for seed in seeds:
        first = seed.read_text(encoding="utf-8").lstrip("\ufeff").splitlines()[0]
        assert read(library, seed).title == first.strip()


def test_dates_are_those_of_the_last_line(library: Library, seeds: list[Path]) -> None:
    first, second = (read(library, seed) for seed in seeds)
    assert (first.published, first.reviewed) == (DateSpan.day(2020, 2, 6), None)
    assert second.published == DateSpan.day(2016, 12, 6)
    assert second.reviewed == DateSpan.day(2018, 3, 7)
    for article in (first, second):
        assert "Publicerat" not in article.to_json()


def test_headings_are_told_from_paragraphs(library: Library, seeds: list[Path]) -> None:
    first, second = (
        {section.heading for section in read(library, seed).sections} for seed in seeds
    )
    assert first >= {"Lärosäten", "Regioner", "Intresseorganisationer"}
    assert len(first) == 6
    assert "Inspirerande filmer om elevhälsokompetens" in second
    assert not any(len(heading) > 100 for heading in first | second)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lärosäten", 0),
        ("samverkan regionerna", 0),
        ("intresseorganisation", 0),
        ("dialogkonferensen", 1),
        ('"förebyggande och hälsofrämjande"', 1),
        ("elevhälsokompetens", 1),
        ("titel:elevhälsa", 1),
        ("år:2020", 0),
    ],
)
def test_words_find_the_right_one_first(
    library: Library, seeds: list[Path], query: str, expected: int
) -> None:
    assert library.ask(Searcher.search, SearchRequest(query)).hits[0].id == seeds[expected].name


def test_they_get_sensible_topics_by_their_words(library: Library, seeds: list[Path]) -> None:
    first, second = ({one.topic for one in read(library, seed).assigned} for seed in seeds)
    assert {"samverkan", "lararutbildning"} <= first
    assert {"elevhalsa", "elevhalsoteam", "kompetensutveckling"} <= second
    assert "arbete" not in first | second
