from __future__ import annotations

import pytest

from indexer.index import NothingReadError
from indexer.search.searcher import Searcher
from tests.index.archive import Archive, article


@pytest.fixture
def mixed(archive: Archive) -> Archive:
    archive.write("beslut", article("x"), article("y", "Löner.", audience="internal"))
    archive.write(
        "nyheter",
        article("a", "Om hälsa."),
        article("b", "Om kvabblodinn.", audience="internal", kind="promemoria", topics=["Vitrosk"]),
    )
    return archive


def test_a_public_index_withholds_internal_articles_and_counts_them(mixed: Archive) -> None:
    report = mixed.reindex()
    assert (report.articles, report.withheld, report.rejected) == (2, 2, 0)
    assert mixed.found() == ["a", "x"]
    assert mixed.found("kvabblodinn") == []
    assert mixed.library().ask(Searcher.show, "b") is None


def test_what_is_withheld_leaves_no_trace_in_facets_or_files(mixed: Archive) -> None:
    mixed.reindex()
    facets = mixed.answer().facets
    assert {value.value for value in facets["kind"]} == set()
    assert {value.value for value in facets["topic"]} == set()
    for path in mixed.index.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert b"kvabblodinn" not in content, path
            assert b"vitrosk" not in content, path


def test_an_internal_index_holds_both(mixed: Archive) -> None:
    report = mixed.reindex(audience="internal")
    assert (report.articles, report.withheld) == (4, 0)
    assert mixed.found("kvabblodinn") == ["b"]


def test_an_index_that_turns_public_drops_what_is_internal_in_every_source(mixed: Archive) -> None:
    mixed.reindex(audience="internal")
    report = mixed.reindex("nyheter")
    assert (report.rebuilt, report.withheld) == ("målgruppen har ändrats", 2)
    assert mixed.found() == ["a", "x"]


def test_an_article_that_turns_internal_goes_without_question(mixed: Archive) -> None:
    mixed.write("nyheter", *(article(f"n{number}") for number in range(4)))
    mixed.reindex()
    mixed.write("nyheter", *(article(f"n{number}", audience="internal") for number in range(4)))
    report = mixed.reindex()
    assert (report.removed, report.withheld) == (4, 5)
    assert mixed.found() == ["x"]


def test_an_index_of_internal_articles_alone_says_what_to_do(archive: Archive) -> None:
    archive.write("nyheter", article("a", audience="internal"))
    with pytest.raises(NothingReadError) as refused:
        archive.reindex()
    assert "interna" in refused.value.reason
    assert 'audience = "internal"' in refused.value.remedy


def test_a_source_may_be_internal_as_a_whole(archive: Archive) -> None:
    archive.write_many("nyheter", ["a"])
    folder = archive.folder / "pm"
    folder.mkdir()
    (folder / "ett.txt").write_text("Hemligt\n\nOm löner.\n", encoding="utf-8")
    archive.sources["pm"] = {"path": str(folder), "audience": "internal"}
    assert archive.reindex().withheld == 1
    assert archive.found() == ["a"]
