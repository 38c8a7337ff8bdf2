"""What a full run learns of the archive's words, and what later runs and searches do with it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from indexer.analyse import dictionary, learn, load, remembered, snapshot
from indexer.analyse.known_acronyms import Acronym
from indexer.article import Article, Section
from indexer.errors import IndexMissingError
from indexer.index import learning, reconcile
from indexer.index.learning import WordCounter
from indexer.search import SearchAnswer, SearchRequest
from indexer.search.searcher import Searcher
from tests.index.archive import Archive, article

LONG = "Nämnden för skolhälsovård"


def snapshot_of(archive: Archive) -> Path:
    return archive.index / "generations" / archive.current / "snapshot"


def widened(archive: Archive, query: str, *, exact: bool = False) -> tuple[str, ...]:
    return archive.library().ask(Searcher.search, SearchRequest(query, exact=exact)).widened


def test_every_word_is_counted_in_its_surface_form(archive: Archive) -> None:
    section = "Skolan.\n\nSKOLAN och sko\u00adlan: skola."
    archive.write("nyheter", article("a", section, title="Skolan"), article("b", "En skola."))
    archive.reindex()
    frequencies = load(snapshot_of(archive)).frequencies
    assert (frequencies["skolan"], frequencies["skola"], frequencies["en"]) == (4, 2, 1)
    assert "SKOLAN" not in frequencies


def test_articles_are_counted_while_they_pass() -> None:
    articles = [
        Article("a", f"{LONG} (NSHV)", (Section("", ("Skolan och SKOLAN.",)),)),
        Article("b", "Protokoll", summary="Kommunernas miljöråd (KMR) möts."),
    ]
    word_counter = WordCounter()
    passing = word_counter.count(iter(articles))
    assert next(passing) is articles[0]
    assert word_counter.surfaces()["möts"] == 0
    assert list(passing) == articles[1:]
    words = word_counter.surfaces()
    assert (words["skolan"], words["nshv"], words["möts"]) == (2, 1, 1)
    learnt = word_counter.acronyms(learn(words))  # a heading alone is enough
    assert learnt == [Acronym("NSHV", LONG, 1, ("a",))]


class TestAcronyms:
    @pytest.fixture
    def taught(self, archive: Archive) -> Archive:
        archive.write(
            "nyheter",
            article("ett", f"{LONG} (NSHV) möts i maj."),
            article("två", f"Beslut av {LONG.lower()}, NSHV, väntas."),
            article("kort", "NSHV beslutade i går."),
            article("lång", f"{LONG} beslutade i fjol."),
            article("annat", "Kommunernas miljöråd (KMR) möts."),
        )
        archive.reindex()
        return archive

    def test_those_that_two_articles_explain_are_searched_both_ways(self, taught: Archive) -> None:
        assert {"kort", "lång"} <= set(taught.found("NSHV"))
        assert {"kort", "lång"} <= set(taught.found(LONG))
        assert [name.casefold() for name in widened(taught, "nshv")] == [LONG.casefold()]
        assert widened(taught, LONG) == ("NSHV",)

    def test_one_that_a_single_article_explains_widens_nothing(self, taught: Archive) -> None:
        assert widened(taught, "KMR") == ()

    def test_exact_search_does_without(self, taught: Archive) -> None:
        answer = taught.library().ask(Searcher.search, SearchRequest("NSHV", exact=True))
        assert {hit.id for hit in answer.hits} == {"ett", "två", "kort"}
        assert answer.widened == ()

    def test_a_heading_is_enough(self, archive: Archive) -> None:
        title = "Kommunernas miljöråd (KMR)"
        archive.write("nyheter", article("a", title=title), article("b", "KMR möts."))
        archive.reindex()
        assert widened(archive, "KMR") == ("Kommunernas miljöråd",)

    def test_one_that_is_a_word_when_it_is_written_small_is_used_as_it_is_written(
        self, archive: Archive
    ) -> None:
        title = "Fysisk aktivitet på recept (FaR)"
        archive.write("nyheter", article("a", title=title), article("b", "En far. FaR hjälper."))
        archive.reindex()
        assert widened(archive, "far") == ()
        assert widened(archive, "FaR") == ("Fysisk aktivitet på recept",)

    def test_an_increment_learns_none(self, taught: Archive) -> None:
        taught.write(
            "mer", article("x", "Kommunernas miljöråd (KMR) möts igen."), article("y", "KMR.")
        )
        taught.reindex("mer")
        assert widened(taught, "KMR") == ()
        taught.reindex(full=True)
        assert widened(taught, "KMR") == ("Kommunernas miljöråd",)

    def test_internal_articles_teach_none(self, archive: Archive) -> None:
        internal = [
            article(id_, f"{LONG} (NSHV) möts.", audience="internal") for id_ in ("i1", "i2")
        ]
        archive.write("nyheter", article("a", "NSHV."), *internal)
        archive.reindex()
        assert widened(archive, "NSHV") == ()
        archive.reindex(audience="internal")
        assert len(widened(archive, "NSHV")) == 1


class TestIncrements:
    before = (
        article("a", "Elevhälsan i kyotoprotokollet.", kind="nyhet"),
        article("b", "Böckerna om buller och elevhälsoarbete."),
        article("c", "Läromedel som utgår.", title="Utgår"),
        *(article(f"k{n}", "Kyoto. Protokollet från Kyoto.") for n in range(9)),
    )
    after = (
        article("a", "Elevhälsan i kyotoprotokollet.", kind="nyhet"),
        article("b", "Boken om bullerdämpning och skolbuller.", kind="rapport"),
        article("d", "Kyotoavtalets hälsoeffekter; xyzzyhälsa och ibland kvabblodinns."),
        *(article(f"k{n}", "Kyoto. Protokollet från Kyoto.") for n in range(9)),
    )
    queries = (
        "",
        "hälsa",
        "elevhälsa",
        "elev hälsa",
        "kyoto",
        "avtal",
        "bok buller",
        "halsa",
        '"elevhälsan"',
        "kvabblodinn",
        "bullret dämpas i skolan",
        "läromedel",
        "hälsofekt",
        "skol*",
    )

    @staticmethod
    def answers(archive: Archive) -> list[SearchAnswer]:
        return [archive.answer(query) for query in TestIncrements.queries]

    def test_one_equals_a_clean_build_with_the_same_snapshot(
        self, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        archive.write("nyheter", *self.before)
        archive.reindex()
        archive.write("nyheter", *self.after)
        assert archive.reindex().rebuilt == ""
        kept = snapshot_of(archive)

        def reuse(_: object, directory: Path, __: object) -> None:
            shutil.copytree(kept, directory)

        (tmp_path / "clean").mkdir()
        clean = Archive(tmp_path / "clean")
        clean.write("nyheter", *self.after)
        with monkeypatch.context() as patch:
            patch.setattr(reconcile, "learn_snapshot", reuse)
            clean.reindex()
        for grown, built in zip(self.answers(archive), self.answers(clean), strict=True):
            assert {hit.id for hit in grown.hits} == {hit.id for hit in built.hits}, grown.query
            assert grown.hits == built.hits, grown.query
            assert grown.facets == built.facets, grown.query
            assert (grown.total, grown.widened, grown.searched, grown.suggestion) == (
                built.total,
                built.widened,
                built.searched,
                built.suggestion,
            )
        assert archive.found("avtal") == ["d"]

    def test_the_snapshot_is_kept_until_a_full_run(self, archive: Archive) -> None:
        archive.write("nyheter", *self.before)
        archive.reindex()
        first = (snapshot_of(archive) / "words").read_bytes()
        archive.write("nyheter", *self.after)
        archive.reindex()
        assert (snapshot_of(archive) / "words").read_bytes() == first
        archive.reindex(full=True)
        assert (snapshot_of(archive) / "words").read_bytes() != first

    def test_words_that_came_later_are_found_as_they_are_written(self, archive: Archive) -> None:
        archive.write("nyheter", article("a", "Om skolan."))
        archive.reindex()
        archive.write("nyheter", article("a", "Om skolan."), article("b", "Om kvabblodinnar."))
        archive.reindex()
        assert archive.found("kvabblodinnar") == ["b"]
        assert archive.answer("kvabblodinnar").searched == "kvabblodinnar"


@pytest.mark.parametrize("name", ["words", "dictionary"])
@pytest.mark.parametrize("content", [None, b"rubbish"])
def test_damaged_language_data_is_said_and_mended_by_a_full_run(
    archive: Archive, name: str, content: bytes | None
) -> None:
    archive.write("nyheter", article("a", "Om elevhälsa."))
    archive.reindex()
    damaged = snapshot_of(archive) / name
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    archive.write("nyheter", article("a", "Om elevhälsa."), article("b", "Om nytillkommet buller."))
    for call in (lambda: archive.answer("nyuppfunnet"), archive.reindex):
        with pytest.raises(IndexMissingError, match="saknas eller är skadade") as told:
            call()
        assert "sokverket reindex --full" in told.value.remedy
    assert archive.reindex(full=True).articles == 2
    assert archive.found("elevhälsa") == ["a"]


def test_an_index_needs_no_cache_to_answer(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("nyheter", article("a", "Om elevhälsa."))
    archive.reindex()
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    monkeypatch.setattr(dictionary, "_write", lambda _: pytest.fail("learnt anew"))
    assert archive.found("elevhälsornas") == ["a"]


def test_a_run_without_a_cache_that_can_be_written_works(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = dictionary.cached_dictionary()
    (tmp_path / "cache").write_text("en fil är i vägen")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temp"))
    monkeypatch.setattr(dictionary, "_write", lambda path: shutil.copyfile(learnt, path))
    archive.write("nyheter", article("a", "Om elevhälsa."))
    archive.reindex()
    assert archive.found("hälsa") == ["a"]
    assert list((tmp_path / "temp").rglob("dictionary-*"))


@pytest.mark.slow
def test_other_processes_analyse_words_just_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write("nyheter", article("a", f"{LONG} beslutade om elevhälsoarbetets remissvar."))
    archive.reindex()
    here = (snapshot_of(archive) / "words").read_bytes()
    monkeypatch.setattr(learning, "MANY", 1)
    monkeypatch.setattr(learning, "CORES", 1)
    archive.reindex(full=True)
    assert archive.current == "000002"
    assert (snapshot_of(archive) / "words").read_bytes() == here


def test_words_of_one_archive_are_not_analysed_anew_for_the_next(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_name", lambda: f"words-{tmp_path.name}")
    monkeypatch.setattr(learning, "WORTH", 1)
    archive.write("nyheter", article("a", f"{LONG} beslutade om elevhälsoarbetets remissvar."))
    archive.reindex()
    first = (snapshot_of(archive) / "words").read_bytes()
    monkeypatch.setattr(snapshot, "pack", lambda word: pytest.fail(f"analysed anew: {word}"))
    archive.reindex(full=True)
    assert archive.current == "000002"
    assert (snapshot_of(archive) / "words").read_bytes() == first
    remembered.forget()
