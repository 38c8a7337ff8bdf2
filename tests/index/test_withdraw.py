from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from indexer.errors import EngineError, IndexMissingError, SourceError
from indexer.index import expunge as expunging
from indexer.index.store import Store
from indexer.search import SearchRequest
from indexer.search.searcher import Searcher
from indexer.terms.fields import SURFACE
from tests.index.archive import Archive, article
from tests.index.test_failures import change_facts

pytestmark = pytest.mark.slow

ENGINES = ["whoosh", "tantivy"]
WORD = "kvabblodinn"


@pytest.fixture
def secret(archive: Archive, engine: str) -> Archive:
    """Three generations, all of which hold an article "s" with a word that no other has."""
    for number in range(1, 4):
        archive.write(
            "nyheter",
            article("s", f"Om {WORD} i skolan. {WORD.capitalize()} igen.", url=f"x {WORD}"),
            *(article(f"n{n}", "Om skolan.") for n in range(number)),
        )
        archive.reindex(engine=engine)
    return archive


def holding(folder: Path, word: str) -> list[Path]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in paths if word.encode() in path.read_bytes().lower()]


@pytest.mark.parametrize("engine", ENGINES)
class TestWithBothEngines:
    def test_it_is_gone_from_every_generation_and_every_file(self, secret: Archive) -> None:
        assert holding(secret.index, WORD)
        assert secret.library().withdraw(["s"]) == ""
        assert secret.generations == ["000001.1", "000002.1", "000003.1"]
        assert secret.current == "000003.1"
        assert not holding(secret.index, WORD)
        for generation in Store(secret.index).generations():
            assert WORD not in set(generation.snapshot().frequencies)  # packed in its file
            assert "skolan" in set(generation.snapshot().frequencies)
        for _ in range(3):
            assert "s" not in secret.found()
            assert secret.answer(WORD).total == 0
            if secret.current != "000001.1":
                secret.library().rollback()

    def test_the_others_answer_as_before(self, secret: Archive) -> None:
        before = secret.answer("skolan")
        secret.library().withdraw(["s"])
        after = secret.answer("skolan")
        kept = [hit for hit in before.hits if hit.id != "s"]
        assert [(h.id, h.snippet) for h in after.hits] == [(h.id, h.snippet) for h in kept]
        assert [one.articles for one in secret.library().status().generations] == [1, 2, 3]

    def test_it_stays_out_through_reindex_and_comes_back_when_released(
        self, secret: Archive, engine: str
    ) -> None:
        secret.library().withdraw(["s"])
        assert secret.reindex(engine=engine).unchanged == 3
        assert secret.reindex(engine=engine, full=True).articles == 3
        assert not holding(secret.index, WORD)
        secret.library().release(["s"])
        assert secret.reindex(engine=engine).added == 1
        assert secret.found(WORD) == ["s"]

    def test_it_is_no_longer_a_place_that_taught_an_acronym(
        self, archive: Archive, engine: str
    ) -> None:
        text = "Nämnden för skolhälsovård (NSHV) möts."
        archive.write("nyheter", *(article(id_, text) for id_ in ("a", "s", "ö")))
        archive.reindex(engine=engine)
        archive.library().withdraw(["s"])
        (learnt,) = archive.library().acronyms()
        assert (learnt.acronym, learnt.articles, learnt.places) == ("NSHV", 2, ("a", "ö"))
        current = Store(archive.index).require()
        assert [one.places for one in current.snapshot().acronyms] == [("a", "ö")]

    def test_while_the_index_is_busy_it_is_not_told_as_one(
        self, archive: Archive, engine: str
    ) -> None:
        text = "Nämnden för skolhälsovård (NSHV) möts."
        archive.write("nyheter", *(article(id_, text) for id_ in ("a", "s", "ö")))
        archive.reindex(engine=engine)
        with FileLock(archive.index / "lock"):
            assert archive.library().withdraw(["s"])
            (learnt,) = archive.library().acronyms()
            assert learnt.places == ("a", "ö")

    def test_a_running_server_obeys_at_once_although_the_index_is_busy(
        self, secret: Archive, engine: str
    ) -> None:
        running = secret.library()
        assert running.ask(Searcher.search, SearchRequest(WORD)).total == 1
        with FileLock(secret.index / "lock"):
            (secret.index / "holder").write_text("process 4711")
            assert "process 4711" in secret.library().withdraw(["s"])
            assert running.ask(Searcher.search, SearchRequest(WORD)).total == 0
            assert running.ask(Searcher.show, "s") is None
            shown = running.searcher()._engine
            assert shown.frequencies(SURFACE, [WORD]) == [0]
            assert list(shown.vocabulary(SURFACE, WORD)) == []
            assert running.health().articles == 3
            assert {
                v.count for v in running.ask(Searcher.search, SearchRequest()).facets["year"]
            } == {3}
        assert holding(secret.index, WORD)
        secret.reindex(engine=engine)
        assert not holding(secret.index, WORD)
        assert running.health().generation == secret.current


@pytest.mark.parametrize("engine", ["whoosh"])
class TestWithOne:
    @pytest.mark.parametrize("stage", ["_write_anew", "forget_words", "check_engine"])
    def test_a_crash_midway_shows_nothing_and_is_mended(
        self, secret: Archive, monkeypatch: pytest.MonkeyPatch, stage: str
    ) -> None:
        def crash(*_: Any) -> None:
            raise EngineError("Disken", "den är full", "Töm den.")

        with monkeypatch.context() as patch:
            patch.setattr(expunging, stage, crash)
            with pytest.raises(EngineError, match="full"):
                secret.library().withdraw(["s"])
        assert secret.answer(WORD).total == 0
        assert secret.library().withdrawn()[0].id == "s"
        secret.reindex()
        assert not holding(secret.index, WORD)

    def test_what_was_said_of_it_goes_too_and_does_not_come_back(self, secret: Archive) -> None:
        assert any(WORD in finding.reason for finding in secret.library().findings())
        secret.library().withdraw(["s"])
        secret.write("nyheter", article("s", WORD, url=f"y {WORD}"), article("n0"))
        secret.reindex(allow_shrink=True)
        assert secret.library().findings() == []
        assert not holding(secret.index, WORD)

    def test_a_generation_of_another_version_goes_as_a_whole(self, secret: Archive) -> None:
        change_facts(secret.index / "generations" / "000001" / "facts.json", analysis="annan")
        assert secret.library().withdraw(["s"]) == ""
        assert secret.generations == ["000002.1", "000003.1"]

    def test_it_is_never_called_gone_while_the_files_hold_it(self, secret: Archive) -> None:
        change_facts(secret.index / "generations" / "000003" / "facts.json", analysis="annan")
        assert "000003 är av en annan version" in secret.library().withdraw(["s"])
        secret.reindex(allow_shrink=True)
        assert secret.library().withdraw(["s"]) == ""

    def test_the_last_article_takes_the_index_with_it(self, archive: Archive, engine: str) -> None:
        archive.write("nyheter", article("s", WORD))
        archive.reindex(engine=engine)
        archive.library().withdraw(["s"])
        assert not holding(archive.index, WORD)
        with pytest.raises(IndexMissingError, match="det finns inte"):
            archive.answer()

    @pytest.mark.parametrize("id_", ["", " ", "två ord", "rad\nbrytning", "noll\0"])
    def test_what_can_be_no_id_is_refused_and_nothing_is_changed(
        self, secret: Archive, id_: str
    ) -> None:
        with pytest.raises(SourceError, match="inga blanktecken"):
            secret.library().withdraw(["s", id_])
        assert secret.library().withdrawn() == []
        with pytest.raises(SourceError, match="inte undantagen"):
            secret.library().release(["s"])

    def test_an_id_is_kept_out_before_any_generation_has_it(
        self, secret: Archive, engine: str
    ) -> None:
        assert secret.library().unheld(["s", "ny"]) == ["ny"]
        secret.library().withdraw(["ny"])
        assert secret.library().unheld(["ny"]) == []
        assert secret.generations == ["000001", "000002", "000003"]
        secret.write("mer", article("ny", f"{WORD}ny"), article("n9"))
        secret.reindex("mer", engine=engine)
        assert not holding(secret.index, f"{WORD}ny")
        assert "n9" in secret.found()
        assert "ny" not in secret.found()
        secret.library().release(["ny"])
        assert secret.reindex("mer", engine=engine).added == 1

    def test_a_list_that_cannot_be_read_shows_nothing(self, secret: Archive) -> None:
        (secret.index / "withdrawn.json").write_text("[{")
        with pytest.raises(IndexMissingError, match="listan över undantagna"):
            secret.answer()

    def test_a_list_that_cannot_be_written_is_said(
        self, secret: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: Any) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(EngineError, match="rättighet saknas"):
            secret.library().withdraw(["s"])
        assert Store(secret.index).withdrawals.all() == []
