from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from indexer.app import Library
from indexer.errors import EngineError, FileError, SettingsError, SourceError
from indexer.index import Report
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from indexer.settings import Settings, make_source

pytestmark = pytest.mark.slow


def write_text(path: Path, title: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{text}\n\nPublicerat torsdag 6 februari 2020\n", encoding="utf-8")


def reindex(library: Library, names: Sequence[str | Path] = (), **flags: bool) -> Report:
    return library.reindex([str(name) for name in names], progress=lambda *_: None, **flags)


def make_library(
    folder: Path, sources: Mapping[str, Any] = MappingProxyType({}), **settings: Any
) -> Library:
    file = folder / "sokverket.toml"
    made = {name: make_source(name, table, file) for name, table in sources.items()}
    return Library(Settings(index=folder / "index", sources=made, **settings))


def test_a_configured_source_gives_its_articles_what_they_do_not_say(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    table = {
        "path": str(tmp_path / "in"),
        "kind": "rapport",
        "publisher": ["Myndigheten", "Kommunen"],
        "language": "fi",
        "url": "https://www.example.org/",
    }
    library = make_library(tmp_path, sources={"rapporter": table})
    reindex(library)
    (hit,) = library.ask(Searcher.search, SearchRequest()).hits
    assert (hit.id, hit.article.kind, hit.article.language) == ("rapporter/a.txt", "rapport", "fi")
    assert hit.article.publisher == ("Myndigheten", "Kommunen")
    assert hit.article.url == "https://www.example.org/a.txt"


def test_a_changed_setting_of_a_source_updates_its_articles(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    table = {"path": str(tmp_path / "in")}
    reindex(make_library(tmp_path, sources={"in": table}))
    report = reindex(make_library(tmp_path, sources={"in": table | {"kind": "nyhet"}}))
    assert report.updated == 1


def test_sources_may_be_named_by_path_and_by_name_at_once(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    write_text(tmp_path / "en fil.txt", "Titel", "Text.")
    library = make_library(tmp_path, sources={"namn": {"path": str(tmp_path / "in")}})
    assert reindex(library, ["namn", tmp_path / "en fil.txt"]).articles == 2
    ids = {hit.id for hit in library.ask(Searcher.search, SearchRequest()).hits}
    assert ids == {"namn/a.txt", "en%20fil.txt"}


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    for parent in ("x", "y"):
        write_text(tmp_path / parent / "in" / "a.txt", "Titel", "Text.")
    with pytest.raises(SourceError, match="två källor heter ”in”") as told:
        reindex(make_library(tmp_path), [tmp_path / "x" / "in", tmp_path / "y" / "in"])
    assert "[sources.NAMN]" in told.value.remedy


def test_a_source_whose_name_is_not_utf_8_is_read(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"in\xff")
    write_text(folder / "a.txt", "Titel", "Text.")
    library = make_library(tmp_path)
    reindex(library, [folder])
    (hit,) = library.ask(Searcher.search, SearchRequest()).hits
    assert hit.id == "in\\xff/a.txt"


class TestNamesakes:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        write_text(tmp_path / "x" / "in" / "a.txt", "Titel", "Text.")
        write_text(tmp_path / "y" / "in" / "b.txt", "Titel", "Text.")
        reindex(make_library(tmp_path), [tmp_path / "x" / "in"])
        return tmp_path

    @pytest.mark.parametrize("full", [False, True])
    def test_another_folder_of_the_same_name_does_not_take_its_place(
        self, folder: Path, *, full: bool
    ) -> None:
        library = make_library(folder)
        with pytest.raises(SourceError, match="”in” tillhör redan källan") as told:
            reindex(library, [folder / "y" / "in"], full=full, allow_shrink=True)
        assert str(folder / "x" / "in") in told.value.reason
        assert "[sources.NAMN]" in told.value.remedy
        assert [hit.id for hit in library.ask(Searcher.search, SearchRequest()).hits] == [
            "in/a.txt"
        ]

    def test_it_may_be_named(self, folder: Path) -> None:
        table = {"path": str(folder / "y" / "in")}
        assert reindex(make_library(folder, sources={"ny": table}), ["ny"]).articles == 2
        assert reindex(make_library(folder, sources={"in": table}), ["in"]).removed == 1

    def test_a_folder_may_move(self, folder: Path) -> None:
        (folder / "x" / "in").rename(folder / "in")
        assert reindex(make_library(folder), [folder / "in"]).unchanged == 1
        write_text(folder / "x" / "in" / "c.txt", "Titel", "Text.")
        with pytest.raises(SourceError, match="”in” tillhör redan källan"):
            reindex(make_library(folder), [folder / "x" / "in"])

    def test_one_folder_may_be_reached_by_several_paths(self, folder: Path) -> None:
        (folder / "in").symlink_to(folder / "x" / "in")
        assert reindex(make_library(folder), [folder / "in"]).unchanged == 1

    def test_others_are_remembered_through_a_rebuild(self, folder: Path) -> None:
        write_text(folder / "z.txt", "Titel", "Text.")
        reindex(make_library(folder), [folder / "z.txt"], full=True)
        with pytest.raises(SourceError, match="”in” tillhör redan källan"):
            reindex(make_library(folder), [folder / "y" / "in"])


def test_no_source_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="inga är angivna"):
        reindex(make_library(tmp_path))


def test_an_unknown_engine_is_said_with_those_that_are(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    library = make_library(tmp_path, engine="lucene")
    with pytest.raises(EngineError, match="”lucene”: den finns inte") as told:
        reindex(library, [tmp_path / "in"])
    assert "whoosh" in told.value.remedy


def test_a_missing_topics_list_is_said(tmp_path: Path) -> None:
    library = make_library(tmp_path, topics=tmp_path / "amnen.csv")
    with pytest.raises(FileError, match=r"amnen\.csv"):
        reindex(library, [tmp_path])


def test_health_tells_what_answers(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    library = make_library(tmp_path)
    reindex(library, [tmp_path / "in"])
    health = library.health()
    assert (health.generation, health.engine, health.articles) == ("000001", "whoosh", 1)


def test_one_bad_article_never_stops_the_run(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
    (tmp_path / "in" / "b.txt").write_bytes(bytes(range(32)) * 100)
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    report = reindex(make_library(tmp_path), [tmp_path / "in"])
    assert (report.articles, report.rejected) == (1, 2)
    assert {finding.item for finding in report.findings} == {"in/b.txt", "in/c.txt"}


class TestReviewedFiles:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        write_text(tmp_path / "in" / "a.txt", "Om förskolan", "Förskolan öppnar.")
        write_text(tmp_path / "in" / "b.txt", "Om dagis", "Dagis dagis stänger.")
        reindex(make_library(tmp_path), [tmp_path / "in"])
        return tmp_path

    def test_synonyms_are_those_of_the_setting(self, folder: Path) -> None:
        (folder / "ord.txt").write_text("förskola, dagis\n", encoding="utf-8")
        without = make_library(folder).ask(Searcher.search, SearchRequest("dagis"))
        assert (without.total, without.widened) == (1, ())
        answer = make_library(folder, synonyms=folder / "ord.txt").ask(
            Searcher.search, SearchRequest("dagis")
        )
        assert (answer.total, answer.widened) == (2, ("förskola",))

    def test_best_bets_are_those_of_the_setting(self, folder: Path) -> None:
        (folder / "val.tsv").write_text("dagis\tin/a.txt\n", encoding="utf-8")
        answer = make_library(folder, best_bets=folder / "val.tsv").ask(
            Searcher.search, SearchRequest("dagis")
        )
        assert [(hit.id, hit.chosen) for hit in answer.hits] == [
            ("in/a.txt", True),
            ("in/b.txt", False),
        ]

    def test_acronyms_are_those_of_the_setting(self, folder: Path) -> None:
        (folder / "kort.txt").write_text("FSK = förskolan\n", encoding="utf-8")
        answer = make_library(folder, acronyms=folder / "kort.txt").ask(
            Searcher.search, SearchRequest("FSK")
        )
        assert (answer.total, answer.widened) == (1, ("förskolan",))

    @pytest.mark.parametrize("setting", ["synonyms", "acronyms", "best_bets"])
    def test_what_is_wrong_in_them_is_said_with_its_line(self, folder: Path, setting: str) -> None:
        (folder / "fil.txt").write_text("# rubrik\nensam\n", encoding="utf-8")
        library = make_library(folder, **{setting: folder / "fil.txt"})
        with pytest.raises(SettingsError, match=r"fil\.txt, rad 2"):
            library.ask(Searcher.search, SearchRequest("dagis"))

    def test_a_file_broken_while_serving_leaves_what_was_read_before(self, folder: Path) -> None:
        file = folder / "ord.txt"
        file.write_text("förskola, dagis\n", encoding="utf-8")
        library = make_library(folder, synonyms=file)
        library.ask(Searcher.search, SearchRequest("dagis"))
        file.write_text("ensam\n", encoding="utf-8")
        write_text(folder / "in" / "c.txt", "Nytt", "Nytt dagis.")
        reindex(make_library(folder), [folder / "in"])
        answer = library.ask(Searcher.search, SearchRequest("dagis"))
        assert (answer.total, answer.widened) == (3, ("förskola",))


class TestTheWeb:
    def test_a_host_that_does_not_answer_leaves_the_index_as_it_was(self, tmp_path: Path) -> None:
        write_text(tmp_path / "in" / "a.txt", "Titel", "Text.")
        library = make_library(tmp_path)
        reindex(library, [tmp_path / "in"])
        with pytest.raises(SourceError, match="går inte att nå"):
            reindex(library, ["http://localhost:9/sitemap.xml"])
        assert library.health().articles == 1


def test_other_programs_search_and_read_without_knowing_a_searcher(tmp_path: Path) -> None:
    write_text(tmp_path / "in" / "a.txt", "Titel", "Text om buller.")
    library = make_library(tmp_path)
    reindex(library, [tmp_path / "in"])
    (hit,) = library.search(SearchRequest("buller")).hits
    shown = library.article(hit.id, "buller")
    assert shown is not None
    assert shown.article == hit.article
    assert library.article("saknas") is None
