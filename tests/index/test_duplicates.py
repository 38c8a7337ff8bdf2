"""The same text under several addresses, through runs that add, change, remove and withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.engines import open_engine
from indexer.engines.port import Everything, HasFacet, Search
from indexer.errors import EngineError, IndexMissingError
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from indexer.terms.fields import DUPLICATE, ORIGINAL, SCHEMA
from tests.index.archive import Archive, article

TEXT = "Elevhälsan ska främst arbeta förebyggande och hälsofrämjande i skolan. " * 3
ENGINES = ["whoosh", "tantivy"]


def same(id_: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    return article(id_, text, **{"title": "Elevhälsa", **more})


def shown(archive: Archive) -> dict[str, list[str]]:
    """Return what is shown, with the ids of the others that have the same text."""
    return {hit.id: [one.id for one in hit.duplicates] for hit in archive.answer().hits}


def marks(archive: Archive) -> Mapping[str, Any]:
    """Return the marks of all duplicates as the engine holds them."""
    generation = archive.index / "generations" / archive.current
    engine = open_engine(archive.library().health().engine, SCHEMA, generation / "engine")
    found = engine.match(Search(Everything(), limit=0, facets=(DUPLICATE, ORIGINAL))).counts
    ids = {
        original: sorted(
            hit.id for hit in engine.match(Search(HasFacet(ORIGINAL, frozenset([original])))).hits
        )
        for original in found[ORIGINAL]
    }
    engine.close()
    return {"differs": dict(found[DUPLICATE]), "duplicates": ids}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_shown_follows_every_change_as_a_new_index_would(
    archive: Archive, tmp_path: Path, engine: str
) -> None:
    def reindex(*articles: dict[str, Any]) -> dict[str, list[str]]:
        archive.write("webben", *articles)
        archive.reindex("webben", engine=engine, allow_shrink=True)
        changed = shown(archive), marks(archive)
        new = Archive(tmp_path / "new")
        new.folder.mkdir(exist_ok=True)
        new.sources = archive.sources
        new.reindex(engine=engine, full=True)
        assert (shown(new), marks(new)) == changed
        return changed[0]

    other = article("x")
    archive.write("arkivet", same("arkiv/a"))
    archive.reindex(engine=engine)
    assert reindex(other, same("bb")) == {"bb": ["arkiv/a"], "x": []}
    assert reindex(other, same("bb"), same("c")) == {"c": ["arkiv/a", "bb"], "x": []}
    assert reindex(other, same("bb"), same("c", f"{TEXT} Nytt.")) == {
        "c": ["arkiv/a", "bb"],
        "x": [],
    }
    assert reindex(other, same("bb"), same("c", "Något helt annat.")) == {
        "bb": ["arkiv/a"],
        "c": [],
        "x": [],
    }
    assert reindex(other, same("c", "Något helt annat.")) == {"arkiv/a": [], "c": [], "x": []}


def test_a_run_indexes_only_what_changed_and_its_duplicates(archive: Archive) -> None:
    archive.write("webben", same("bb"), article("x"))
    archive.reindex()
    archive.write("webben", same("bb"), article("x"), same("a"))
    report = archive.reindex()
    assert (report.added, report.updated, report.unchanged) == (1, 0, 2)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_duplicate_takes_the_place_of_what_is_withdrawn(archive: Archive, engine: str) -> None:
    archive.write("webben", same("a"), same("bb"), article("x"))
    archive.reindex(engine=engine)
    archive.library().withdraw(["a"])
    assert shown(archive) == {"bb": [], "x": []}
    archive.reindex(engine=engine)
    assert shown(archive) == {"bb": [], "x": []}
    archive.library().release(["a"])
    archive.reindex(engine=engine)
    assert shown(archive) == {"a": ["bb"], "x": []}


def test_the_same_text_elsewhere_is_told_to_who_withdraws_it(archive: Archive) -> None:
    def withdraw(*ids: str) -> str:
        return CliRunner().invoke(cli, ["--index", str(archive.index), "withdraw", *ids]).output

    archive.write("webben", same("a"), same("bb"), same("c3"), article("x"))
    archive.reindex()
    assert "Samma text finns kvar som c3." in withdraw("a", "bb")
    assert "Samma text" not in withdraw("x")


def test_all_are_counted_but_shown_once(archive: Archive) -> None:
    archive.write("webben", same("a"), same("bb"))
    assert archive.reindex().articles == 2
    assert archive.answer().total == 1
    every = archive.library().ask(Searcher.search, SearchRequest(duplicates=True))
    assert (every.total, archive.library().health().articles) == (2, 2)


@pytest.mark.parametrize("damage", ["lost", "rubbish"])
def test_damage_is_told_and_mended_by_a_full_run(archive: Archive, damage: str) -> None:
    archive.write("webben", same("a"), same("bb"))
    archive.reindex()
    file = archive.index / "generations" / archive.current / "manifest.sqlite"
    if damage == "lost":
        file.unlink()
    else:
        file.write_bytes(b"rubbish" * 200)
    archive.write("webben", same("a"), same("bb"), same("ccc"))
    with pytest.raises((IndexMissingError, EngineError)) as told:
        archive.reindex()
    assert "reindex --full" in told.value.remedy
    assert shown(archive) == {"a": ["bb"]}
    archive.reindex(full=True)
    assert shown(archive) == {"a": ["bb", "ccc"]}
