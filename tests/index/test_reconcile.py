from __future__ import annotations

import shutil
from itertools import groupby

import pytest

from indexer.errors import SourceError
from indexer.index import NothingReadError
from tests.index.archive import Archive, article


def test_a_first_run_adds_everything(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b"])
    report = archive.reindex()
    assert (report.generation, report.articles, report.added) == ("000001", 2, 2)
    assert report.rebuilt == "indexet är nytt"
    assert archive.found() == ["a", "b"]


def test_a_later_run_counts_what_is_new_changed_the_same_and_gone(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b", "c"])
    archive.reindex()
    archive.write(
        "nyheter", article("a"), article("b", "Nu om ventilation."), article("d", "Ny om buller.")
    )
    report = archive.reindex()
    assert (report.added, report.updated, report.unchanged, report.removed) == (1, 1, 1, 1)
    assert (report.articles, report.rebuilt) == (3, "")
    assert archive.found() == ["a", "b", "d"]
    assert archive.found("ventilation") == ["b"]
    assert archive.found("buller") == ["d"]


def test_a_run_that_changes_nothing_makes_no_generation(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex()
    report = archive.reindex()
    assert (report.generation, report.unchanged, report.articles) == ("000001", 2, 2)
    assert archive.generations == ["000001"]


def test_sources_are_reconciled_by_name_while_others_stay(archive: Archive) -> None:
    archive.write_many("beslut", ["x", "y"])
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex()
    archive.path("beslut").write_text("detta är ingen artikel", encoding="utf-8")
    archive.write_many("nyheter", ["a", "c"])
    report = archive.reindex("nyheter")
    assert (report.added, report.unchanged, report.removed, report.articles) == (1, 1, 1, 4)
    assert archive.found() == ["a", "c", "x", "y"]


def test_an_article_that_moves_to_another_source_is_updated(archive: Archive) -> None:
    archive.write_many("beslut", ["x", "y"])
    archive.write_many("nyheter", ["a"])
    archive.reindex()
    archive.write_many("beslut", ["x"])
    archive.write_many("nyheter", ["a", "y"])
    report = archive.reindex()
    assert (report.updated, report.unchanged, report.removed) == (1, 2, 0)
    assert archive.found() == ["a", "x", "y"]


def test_of_two_articles_with_one_id_the_first_read_is_kept(archive: Archive) -> None:
    archive.write("nyheter", article("a", "Om hälsa."), article("a", "Om skola."), article("b"))
    report = archive.reindex()
    (finding,) = report.findings
    assert (report.articles, report.rejected) == (2, 1)
    assert finding.item == "a (nyheter rad 1, nyheter rad 2)"
    assert "samma id" in finding.reason
    assert "olika id" in finding.remedy
    assert (archive.found("hälsa"), archive.found("skola")) == (["a"], [])


def test_an_id_that_comes_again_and_again_is_told_once(archive: Archive) -> None:
    archive.write("nyheter", article("b"), *(article("a", f"Lydelse {n}.") for n in range(400)))
    report = archive.reindex()
    (finding,) = report.findings
    assert finding.item == "a (nyheter rad 2, nyheter rad 3, nyheter rad 4 och 397 till)"
    assert report.rejected == 399


@pytest.mark.parametrize("names", [(), ("nyheter",)])
def test_an_id_of_another_source_is_refused(archive: Archive, names: tuple[str, ...]) -> None:
    archive.write("beslut", article("a", "Om hälsa."))
    archive.reindex()
    archive.write("nyheter", article("a", "Om skola."), article("b"))
    report = archive.reindex(*names)
    assert [finding.item for finding in report.findings] == ["a (beslut, nyheter rad 1)"]
    assert (archive.found("hälsa"), archive.found("skola")) == (["a"], [])
    assert archive.found() == ["a", "b"]


def test_a_source_that_loses_much_is_refused_until_it_is_allowed(archive: Archive) -> None:
    ids = [f"n{number:02}" for number in range(20)]
    archive.write_many("nyheter", ids)
    archive.reindex()
    archive.write_many("nyheter", ids[:17])
    with pytest.raises(SourceError) as refused:
        archive.reindex()
    assert "Källan nyheter: 3 av 20 artiklar har försvunnit." in str(refused.value)
    assert "--allow-shrink" in refused.value.remedy
    assert (archive.generations, len(archive.found())) == (["000001"], 20)
    assert archive.reindex(allow_shrink=True).removed == 3
    assert archive.found() == ids[:17]


def test_a_tenth_may_go_unasked(archive: Archive) -> None:
    ids = [f"n{number:02}" for number in range(20)]
    archive.write_many("nyheter", ids)
    archive.reindex()
    archive.write_many("nyheter", ids[:18])
    assert archive.reindex().removed == 2


def test_a_full_run_does_not_escape_the_question(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b", "c"])
    archive.reindex()
    archive.write_many("nyheter", ["a"])
    with pytest.raises(SourceError, match="2 av 3"):
        archive.reindex(full=True)
    assert archive.found() == ["a", "b", "c"]


def test_an_index_is_never_switched_to_an_empty_one(archive: Archive) -> None:
    archive.write_many("nyheter", ["a", "b"])
    archive.reindex()
    archive.write("nyheter", {"id": "a"}, {"id": "b"})
    for allow_shrink in (False, True):
        with pytest.raises(NothingReadError) as refused:
            archive.reindex(allow_shrink=allow_shrink)
        assert "ingen artikel kunde läsas" in refused.value.reason
        assert len(refused.value.findings) == 2
    assert archive.found() == ["a", "b"]


def test_a_source_without_a_readable_article_is_refused_beside_others(archive: Archive) -> None:
    archive.write_many("nyheter", ["a"])
    archive.reindex()
    archive.write("skräp", {"id": "b"})
    with pytest.raises(NothingReadError, match=r"skräp\.jsonl"):
        archive.reindex("skräp")
    assert archive.found() == ["a"]


def test_a_first_run_without_articles_makes_no_index(archive: Archive) -> None:
    archive.write("nyheter", {})
    with pytest.raises(NothingReadError):
        archive.reindex()
    assert archive.generations == []


def test_a_source_that_is_missing_or_empty_leaves_the_index(archive: Archive) -> None:
    folder = archive.folder / "mapp"
    folder.mkdir()
    (folder / "a.txt").write_text("Titel\n\nText om hälsa.\n", encoding="utf-8")
    library = archive.library()
    library.reindex([str(folder)], progress=lambda *_: None)
    (folder / "a.txt").unlink()
    with pytest.raises(SourceError, match="mappen är tom"):
        library.reindex([str(folder)], progress=lambda *_: None)
    shutil.rmtree(folder)
    with pytest.raises(SourceError, match="finns inte"):
        library.reindex([str(folder)], progress=lambda *_: None)
    assert archive.found("hälsa") == ["mapp/a.txt"]


def test_what_was_refused_is_kept_with_the_generation(archive: Archive) -> None:
    archive.write("nyheter", article("a"), {"id": "b"})
    archive.reindex()
    (kept,) = archive.library().findings()
    assert (kept.item, kept.reason) == ("nyheter rad 2", "title saknas")


def test_progress_is_told_for_every_item(archive: Archive) -> None:
    archive.write("nyheter", article("a"), article("b"), {"id": "c"})
    told: list[tuple[str, int | None]] = []
    archive.library().reindex((), progress=lambda *stage: told.append(stage))
    stages = [(name, total, len(list(times))) for (name, total), times in groupby(told)]
    assert [name for name, *_ in stages] == [
        "Läser nyheter",
        "Läser ordlistan",
        "Analyserar ord",
        "Lär sig ämnen",
        "Indexerar",
    ]
    assert stages[0] == ("Läser nyheter", None, 3)
    assert all(total == times for _, total, times in stages[1:])
    assert stages[-1] == ("Indexerar", 2, 2)
    told.clear()
    archive.library().reindex((), progress=lambda *stage: told.append(stage))
    assert set(told) == {("Läser nyheter", 2)}


def test_reading_tells_how_much_is_left_where_it_can(archive: Archive) -> None:
    folder = archive.folder / "mapp"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Titel {name}\n\nText.")
    archive.sources["mapp"] = {"path": str(folder)}
    archive.write("rader", article("1"), article("2"))
    told: list[tuple[str, int | None]] = []
    archive.library().reindex((), progress=lambda *stage: told.append(stage))
    assert told[:5] == [("Läser mapp", 3)] * 3 + [("Läser rader", None)] * 2
    told.clear()
    archive.library().reindex((), progress=lambda *stage: told.append(stage), full=True)
    assert told[:5] == [("Läser mapp", 3)] * 3 + [("Läser rader", 2)] * 2
