from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer import engines
from indexer.analyse import analyser
from indexer.search.searcher import Searcher
from tests.index.archive import Archive, article

TOPICS = "id,label,broader\nhalsa,Hälsa,\nelevhalsa,Elevhälsa,halsa\n"


@pytest.fixture
def two_sources(archive: Archive) -> Archive:
    archive.write("beslut", article("x", "Om ventilation.", topics=["Elevhälsa"]))
    archive.write("nyheter", article("a", "Om buller."), article("b"))
    archive.reindex()
    return archive


def write_topics(archive: Archive, text: str) -> Path:
    path = archive.folder / "amnen.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_topics_list_rebuilds_and_carries_other_sources_over(two_sources: Archive) -> None:
    topics = write_topics(two_sources, TOPICS)
    report = two_sources.reindex("nyheter", topics=topics)
    assert report.rebuilt == "ämneslistan har ändrats"
    assert (report.generation, report.articles, report.unchanged) == ("000002", 3, 3)
    assert two_sources.found() == ["a", "b", "x"]
    facet = two_sources.answer().facets["topic"]
    assert {(value.label, value.count) for value in facet} == {("Hälsa", 1), ("Elevhälsa", 1)}
    assert two_sources.reindex("nyheter", topics=topics).generation == "000002"


def test_a_new_engine_rebuilds(two_sources: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.ENGINES, "annan", engines.ENGINES["whoosh"])
    report = two_sources.reindex("nyheter", engine="annan")
    assert (report.engine, report.rebuilt) == ("annan", "sökmotorn har bytts")
    assert two_sources.found("ventilation") == ["x"]
    assert two_sources.library().health().engine == "annan"


def test_a_new_analysis_rebuilds(two_sources: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser, "RULES", -1)
    report = two_sources.reindex()
    assert report.rebuilt == "textanalysen har ändrats"
    assert two_sources.found("buller") == ["a"]


def test_several_reasons_are_all_said(two_sources: Archive) -> None:
    topics = write_topics(two_sources, TOPICS)
    report = two_sources.reindex(topics=topics, audience="internal")
    assert report.rebuilt == "målgruppen har ändrats och ämneslistan har ändrats"


def test_a_full_run_rebuilds_and_carries_other_sources_over(two_sources: Archive) -> None:
    two_sources.write("nyheter", article("a", "Om buller."), article("c"))
    report = two_sources.reindex("nyheter", full=True)
    assert (report.rebuilt, report.generation) == ("--full", "000002")
    assert (report.added, report.unchanged, report.removed, report.articles) == (1, 2, 1, 3)
    assert two_sources.found() == ["a", "c", "x"]


def test_what_is_carried_over_is_the_same_article(two_sources: Archive) -> None:
    before = two_sources.library().ask(Searcher.show, "x")
    two_sources.reindex("nyheter", full=True)
    after = two_sources.library().ask(Searcher.show, "x")
    assert before is not None
    assert after is not None
    assert replace(after, topics=()) == replace(before, topics=())
